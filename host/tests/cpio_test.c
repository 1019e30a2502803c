/* SPDX-License-Identifier: Apache-2.0 */
/* The archive writer, read back byte by byte as the format says. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "host/image/cpio.h"

static unsigned field(const unsigned char *header, unsigned i)
{
	char digits[9] = "";

	memcpy(digits, header + 6 + (size_t)8 * i, 8);
	return (unsigned)strtoul(digits, NULL, 16);
}

static void test_entries(void **state)
{
	static const struct cpio_file files[] = {
		{ "/a/b/one", (const unsigned char *)"12345", 5 },
		{ "/a/two", (const unsigned char *)"", 0 },
	};
	static const struct {
		const char *name;
		unsigned mode, bytes;
	} expected[] = { { "a", 040555, 0 },
			 { "a/b", 040555, 0 },
			 { "a/b/one", 0100444, 5 },
			 { "a/two", 0100444, 0 },
			 { "TRAILER!!!", 0, 0 } };
	struct file_data archive = cpio_write(files, 2);
	size_t at = 0;

	for (size_t i = 0; i < sizeof expected / sizeof expected[0]; i++) {
		const unsigned char *header = archive.bytes + at;
		size_t name_bytes = strlen(expected[i].name) + 1;

		assert_true(at + 110 + name_bytes <= archive.size);
		assert_memory_equal(header, "070701", 6);
		assert_int_equal(field(header, 1), expected[i].mode);
		assert_int_equal(field(header, 6), expected[i].bytes);
		assert_int_equal(field(header, 11), name_bytes);
		assert_string_equal((const char *)header + 110, expected[i].name);
		at += (110 + name_bytes + 3) & ~(size_t)3;
		if (expected[i].bytes)
			assert_memory_equal(archive.bytes + at, "12345", 5);
		at += (expected[i].bytes + 3u) & ~3u;
	}
	assert_int_equal(at, archive.size);
	file_data_free(&archive);
}

static void test_paths(void **state)
{
	assert_null(guest_path_problem("/a"));
	assert_null(guest_path_problem("/a/..b/.c"));
	assert_non_null(guest_path_problem(""));
	assert_non_null(guest_path_problem("/"));
	assert_non_null(guest_path_problem("/a/"));
	assert_non_null(guest_path_problem("//a"));
	assert_non_null(guest_path_problem("/a/./b"));
	assert_non_null(guest_path_problem("/.."));
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_entries), cmocka_unit_test(test_paths) };

	return cmocka_run_group_tests_name("cpio", tests, NULL, NULL);
}
