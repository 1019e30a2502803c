/* SPDX-License-Identifier: Apache-2.0 */
/* Class archives: what is written is found again; damage is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "host/java/archive_write.h"
#include "host/util/memory.h"
#include "jvm/classlib/archive.h"

#define FILE_OF(name, module, text)                                                                          \
	{                                                                                                    \
		name, module, (const unsigned char *)(text), strlen(text)                                    \
	}

static const char *const left_out[] = { "java/util/Zebra", "java/util/Ant", "java/util/Zebra" };

static unsigned char *write_two(size_t *size, bool swapped)
{
	struct archive_input one = FILE_OF("java/lang/Object.class", "java.base", "object");
	struct archive_input two = FILE_OF("app/Main.class", NULL, "main");
	struct archive_input three = FILE_OF("app/Main.class", "app.module", "other");
	struct archive_input files[3] = { swapped ? two : one, swapped ? one : two, three };
	struct error error;
	unsigned char *bytes = archive_write(files, 3, left_out, 3, size, &error);

	assert_non_null(bytes);
	return bytes;
}

static void test_find(void **state)
{
	struct archive archive;
	struct archive_file found;
	const char *why;
	size_t size;
	unsigned char *bytes AUTO_FREE = write_two(&size, false);

	assert_true(archive_open(&archive, bytes, size, &why));
	assert_true(archive_find(&archive, "java.base", "java/lang/Object.class", &found));
	assert_int_equal(found.bytes, 6);
	assert_memory_equal(found.at, "object", 6);
	assert_string_equal(found.module, "java.base");
	assert_true(archive_find(&archive, NULL, "app/Main.class", &found));
	assert_null(found.module);
	assert_memory_equal(found.at, "main", 4);
	assert_true(archive_find_in_modules(&archive, "app/Main.class", &found));
	assert_string_equal(found.module, "app.module");
	assert_false(archive_find(&archive, NULL, "java/lang/Object.class", &found));
	assert_false(archive_find(&archive, "java.base", "app/Main.class", &found));
	assert_false(archive_find_in_modules(&archive, "java/lang/Objec.class", &found));
	assert_string_equal(archive_module_of(&archive, "java.lang"), "java.base");
	assert_string_equal(archive_module_of(&archive, "app"), "app.module");
	assert_null(archive_module_of(&archive, "java.util"));
	assert_true(archive_left_out(&archive, "java/util/Ant"));
	assert_true(archive_left_out(&archive, "java/util/Zebra"));
	assert_false(archive_left_out(&archive, "java/util/Bee"));
	assert_int_equal(archive.header->left_out, 2);
}

static void test_many(void **state)
{
	enum { COUNT = 2000 };
	struct archive_input *files = memory_zeroed(COUNT, sizeof *files);
	struct archive archive;
	struct archive_file found;
	struct error error;
	const char *why;
	size_t size;

	for (int i = 0; i < COUNT; i++) {
		char *name = memory_format("p%d/C%d.class", i % 37, i),
		     *text = memory_format("bytes of %d", i);
		files[i] = (struct archive_input)FILE_OF(name, "m", text);
	}
	unsigned char *bytes AUTO_FREE = archive_write(files, COUNT, NULL, 0, &size, &error);
	assert_true(archive_open(&archive, bytes, size, &why));
	assert_int_equal(archive.header->packages, 37);
	for (int i = 0; i < COUNT; i++) {
		char *name AUTO_FREE = memory_format("p%d/C%d.class", i % 37, i);
		char *text AUTO_FREE = memory_format("bytes of %d", i);

		assert_true(archive_find(&archive, "m", name, &found));
		assert_int_equal(found.bytes, strlen(text));
		assert_memory_equal(found.at, text, found.bytes);
	}
	for (int i = 0; i < COUNT; i++) {
		free((char *)files[i].name);
		free((char *)files[i].at);
	}
	free(files);
}

static void test_same_bytes(void **state)
{
	size_t one_size, two_size;
	unsigned char *one AUTO_FREE = write_two(&one_size, false),
			   *two AUTO_FREE = write_two(&two_size, true);

	assert_int_equal(one_size, two_size);
	assert_memory_equal(one, two, one_size);
}

static void test_damage(void **state)
{
	struct archive archive;
	struct archive_file found;
	const char *why;
	size_t size;
	unsigned char *bytes AUTO_FREE = write_two(&size, false);
	struct archive_header *header = (struct archive_header *)bytes, whole = *header;
	struct archive_entry *entries = (struct archive_entry *)(bytes + header->entries_at);

	assert_false(archive_open(&archive, bytes, size - 1, &why));
	assert_string_equal(why, "is cut short");
	assert_false(archive_open(&archive, bytes, 10, &why));
	assert_string_equal(why, "is no class archive");
	header->magic[7] = '2';
	assert_false(archive_open(&archive, bytes, size, &why));
	*header = whole;
	header->entries = UINT32_MAX;
	assert_false(archive_open(&archive, bytes, size, &why));
	assert_string_equal(why, "is damaged: a table lies outside of it");
	*header = whole;
	header->text_bytes--;
	assert_false(archive_open(&archive, bytes, size, &why));
	assert_string_equal(why, "is damaged: its texts have no end");
	*header = whole;
	assert_true(archive_open(&archive, bytes, size, &why));
	for (unsigned i = 0; i < header->entries; i++)
		entries[i].bytes = UINT32_MAX;
	assert_false(archive_find(&archive, NULL, "app/Main.class", &found));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_find),
		cmocka_unit_test(test_many),
		cmocka_unit_test(test_same_bytes),
		cmocka_unit_test(test_damage),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
