/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "kernel/file/cpio.h"

/* Appends one entry; returns the archive's new length. */
static size_t add(char *archive, size_t at, const char *name, unsigned mode, const char *data)
{
	size_t bytes = strlen(data);

	at += (size_t)sprintf(archive + at, "070701%08x%08x%08x%08x%08x%08x%08x%08x%08x%08x%08x%08x%08x%s", 1,
			      mode, 0, 0, 1, 0, (unsigned)bytes, 0, 0, 0, 0, (unsigned)strlen(name) + 1, 0,
			      name) +
	      1;
	for (; at % 4; at++)
		archive[at] = '\0';
	memcpy(archive + at, data, bytes);
	for (at += bytes; at % 4; at++)
		archive[at] = '\0';
	return at;
}

static size_t sample(char *archive)
{
	size_t length = add(archive, 0, "etc", 040755, "");

	length = add(archive, length, "etc/name", 0100644, "stardust");
	length = add(archive, length, "empty", 0100644, "");
	return add(archive, length, "TRAILER!!!", 0, "");
}

static void test_reads_entries(void **state)
{
	char archive[2048] = { 0 };
	size_t length = sample(archive), offset = 0;
	struct cpio_entry entry;

	assert_true(cpio_next(archive, length, &offset, &entry));
	assert_false(entry.regular);
	assert_true(cpio_next(archive, length, &offset, &entry));
	assert_true(entry.regular);
	assert_int_equal(entry.name_length, 8);
	assert_memory_equal(entry.name, "etc/name", 8);
	assert_int_equal(entry.bytes, 8);
	assert_memory_equal(entry.data, "stardust", 8);
	assert_true(cpio_next(archive, length, &offset, &entry));
	assert_int_equal(entry.bytes, 0);
	assert_false(cpio_next(archive, length, &offset, &entry));
}

/* Copies of each exact length: a read past the end is the sanitizer's to see. */
static void test_truncated(void **state)
{
	char archive[2048] = { 0 };
	size_t length = sample(archive);

	for (size_t cut = 0; cut < length; cut++) {
		char *copy = malloc(cut ? cut : 1);
		size_t offset = 0, entries = 0;
		struct cpio_entry entry;
		assert_non_null(copy);
		memcpy(copy, archive, cut);
		while (cpio_next(copy, cut, &offset, &entry))
			entries++;
		assert_in_range(entries, 0, 3);
		free(copy);
	}
}

static void test_refuses_nonsense(void **state)
{
	char archive[2048] = { 0 };
	size_t length = sample(archive);
	struct cpio_entry entry;
	static const struct {
		size_t at;
		const char *text;
	} changes[] = { { 0, "070702" },
			{ 54, "ffffffff" },
			{ 94, "ffffffff" },
			{ 94, "00000000" },
			{ 54, "zzzzzzzz" } };

	for (size_t i = 0; i < sizeof(changes) / sizeof(changes[0]); i++) {
		char copy[2048];
		size_t offset = 0;
		memcpy(copy, archive, sizeof(copy));
		memcpy(copy + changes[i].at, changes[i].text, strlen(changes[i].text));
		assert_false(cpio_next(copy, length, &offset, &entry));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_reads_entries),
		cmocka_unit_test(test_truncated),
		cmocka_unit_test(test_refuses_nonsense),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
