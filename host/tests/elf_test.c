/* SPDX-License-Identifier: Apache-2.0 */
/* The ELF reader on files that are not images, or are broken ones. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "abi/manifest_abi.h"
#include "host/image/elf.h"
#include "host/tests/sample.h"

static struct file_data good;
static struct error error;

static int setup(void **state)
{
	good = sample_elf("{}");
	return 0;
}

static int teardown(void **state)
{
	file_data_free(&good);
	return 0;
}

static int open_changed(size_t offset, unsigned char value)
{
	struct elf_image image;

	good.bytes[offset] = value;
	return elf_open("f", good.bytes, good.size, &image, &error);
}

static void test_note(void **state)
{
	struct elf_image image;
	struct elf_note note;

	assert_int_equal(elf_open("f", good.bytes, good.size, &image, &error), 0);
	assert_true(elf_find_note(&image, MANIFEST_NOTE_NAME, MANIFEST_NOTE_TYPE, &note));
	assert_int_equal(note.data_bytes, 2);
	assert_memory_equal(note.data, "{}", 2);
	assert_false(elf_find_note(&image, "Stardusr", MANIFEST_NOTE_TYPE, &note));
	assert_false(elf_find_note(&image, MANIFEST_NOTE_NAME, 2, &note));
}

static void test_foreign(void **state)
{
	struct elf_image image;

	assert_int_equal(elf_open("f", (const unsigned char *)"#!/bin/sh\n", 10, &image, &error), -1);
	assert_string_equal(error.text, "f: is not an ELF file; an image is made by 'stardust build'");
	assert_int_equal(open_changed(offsetof(Elf64_Ehdr, e_machine), EM_AARCH64), -1);
	assert_non_null(strstr(error.text, "for another machine"));
}

static void test_shared_object(void **state)
{
	assert_int_equal(open_changed(offsetof(Elf64_Ehdr, e_type), ET_DYN), -1);
	assert_non_null(strstr(error.text, "a Linux program or a shared library"));
}

static void test_headers_outside(void **state)
{
	assert_int_equal(open_changed(offsetof(Elf64_Ehdr, e_phoff) + 7, 0xff), -1);
	assert_non_null(strstr(error.text, "program headers lie outside"));
}

static void test_segment_outside(void **state)
{
	assert_int_equal(open_changed(sizeof(Elf64_Ehdr) + offsetof(Elf64_Phdr, p_filesz) + 3, 1), -1);
	assert_non_null(strstr(error.text, "ends before one of its segments"));
}

/* Cut anywhere, the file is refused or read, never overrun (ASan watches the exact copy). */
static void test_truncated(void **state)
{
	for (size_t size = 0; size < good.size; size++) {
		unsigned char *cut = malloc(size ? size : 1);
		struct elf_image image;

		memcpy(cut, good.bytes, size);
		assert_int_equal(elf_open("f", cut, size, &image, &error), -1);
		free(cut);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_note, setup, teardown),
		cmocka_unit_test_setup_teardown(test_foreign, setup, teardown),
		cmocka_unit_test_setup_teardown(test_shared_object, setup, teardown),
		cmocka_unit_test_setup_teardown(test_headers_outside, setup, teardown),
		cmocka_unit_test_setup_teardown(test_segment_outside, setup, teardown),
		cmocka_unit_test_setup_teardown(test_truncated, setup, teardown),
	};

	return cmocka_run_group_tests_name("elf", tests, NULL, NULL);
}
