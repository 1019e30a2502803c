/* SPDX-License-Identifier: Apache-2.0 */
/* Tables of lines: written by host/java, looked up by jvm/classfile. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "host/java/lines.h"

enum { METHODS = 6, ENTRIES = 12 };

static void test_bytes(void **state)
{
	static const struct classfile_line first[] = { { 0, 40 },
						       { 5, 41 },
						       { 5, 42 },
						       { 9, 42 },
						       { 300, 39 } },
					   late[] = { { 7, 60 } };
	/* Two entries: line 0 + 40; 5 on and 2 lines down in one step; then far. Nothing. One entry, behind
	 * bci 0. */
	static const uint8_t wanted[] = { 6, 80, 4 * 9 + 4, LINE_STEP_FAR, 0xa7, 2, 5, 0, 3, 7, 42 };
	uint8_t bytes[64];
	uint16_t last = 0;
	size_t length = lines_encode(first, 5, &last, bytes);

	length += lines_encode(NULL, 0, &last, bytes + length);
	length += lines_encode(late, 1, &last, bytes + length);
	assert_int_equal(length, sizeof wanted);
	assert_memory_equal(bytes, wanted, sizeof wanted);

	struct classfile_span table = { bytes, (uint32_t)length };
	assert_int_equal(line_table_find(table, 0, 0), 40);
	assert_int_equal(line_table_find(table, 0, 4), 40);
	assert_int_equal(line_table_find(table, 0, 5), 42);
	assert_int_equal(line_table_find(table, 0, 299), 42);
	assert_int_equal(line_table_find(table, 0, 65535), 39);
	assert_int_equal(line_table_find(table, 1, 0), -1);
	assert_int_equal(line_table_find(table, 2, 6), -1);
	assert_int_equal(line_table_find(table, 2, 7), 60);
	assert_int_equal(line_table_find(table, 3, 0), -1);
}

static int plain_find(const struct classfile_line *entries, uint32_t count, uint32_t bci)
{
	int found = -1;

	for (uint32_t i = 0; i < count; i++)
		if (entries[i].bci <= bci)
			found = entries[i].line;
	return found;
}

static unsigned next(unsigned *seed)
{
	return *seed = *seed * 1664525 + 1013904223, *seed >> 16;
}

static void fill(struct classfile_line *entries, uint32_t count, unsigned *seed)
{
	unsigned bci = next(seed) % 3 ? 0 : next(seed) % 20, line = next(seed);

	for (uint32_t i = 0; i < count; i++) {
		entries[i] = (struct classfile_line){ (uint16_t)bci, (uint16_t)line };
		bci += next(seed) % 8 ? next(seed) % 20 : next(seed) % 5000;
		line += next(seed) % 8 ? next(seed) % 12 - 3 : next(seed);
	}
}

/* What is found is what the table says, whatever it is; and no part of it says anything else. */
static void test_any_tables(void **state)
{
	struct classfile_line entries[METHODS][ENTRIES];
	uint8_t bytes[METHODS * LINES_BYTES(ENTRIES)];
	uint32_t counts[METHODS];
	unsigned seed = 1;

	for (int round = 0; round < 200; round++) {
		uint16_t last = 0;
		size_t length = 0;
		for (int m = 0; m < METHODS; m++) {
			counts[m] = next(&seed) % (ENTRIES + 1);
			fill(entries[m], counts[m], &seed);
			size_t bytes_here = lines_encode(entries[m], counts[m], &last, bytes + length);
			assert_true(bytes_here <= LINES_BYTES(counts[m]));
			length += bytes_here;
		}
		uint8_t *exact = malloc(length); /* no byte longer: the sanitizer sees a read behind it */
		memcpy(exact, bytes, length);
		for (int m = 0; m < METHODS; m++)
			for (uint32_t i = 0; i < counts[m]; i++)
				for (uint32_t bci = entries[m][i].bci; bci < entries[m][i].bci + 3u; bci++) {
					int line = plain_find(entries[m], counts[m], bci);
					assert_int_equal(
						line_table_find(
							(struct classfile_span){ exact, (uint32_t)length },
							(unsigned)m, bci),
						line);
				}
		for (uint32_t cut = 0; cut < length; cut++)
			assert_int_equal(
				line_table_find((struct classfile_span){ exact, cut }, METHODS - 1, 0), -1);
		free(exact);
	}
}

static void test_damaged(void **state)
{
	static const uint8_t endless[] = { 0xff, 0xff, 0xff, 0xff, 0xff },
			     many[] = { 0xfe, 0xff, 0xff, 0x7f, 0 };

	assert_int_equal(line_table_find((struct classfile_span){ NULL, 0 }, 0, 0), -1);
	assert_int_equal(line_table_find((struct classfile_span){ endless, sizeof endless }, 0, 0), -1);
	assert_int_equal(line_table_find((struct classfile_span){ many, sizeof many }, 0, 0), -1);
}

static void is_from(const char *class, const char *source)
{
	char out[SOURCE_BYTES];

	assert_true(line_table_source(
		(struct classfile_span){ (const uint8_t *)class, (uint32_t)strlen(class) }, out));
	assert_string_equal(out, source);
}

static void test_source(void **state)
{
	char out[SOURCE_BYTES], longest[SOURCE_BYTES];

	is_from("java/util/Map$Entry", "Map.java");
	is_from("java/util/ImmutableCollections$ListItr$1", "ImmutableCollections.java");
	is_from("Top", "Top.java");
	is_from("a/$b", "$b.java");
	is_from("", ".java");
	memset(longest, 'x', sizeof longest);
	assert_true(line_table_source(
		(struct classfile_span){ (const uint8_t *)longest, SOURCE_BYTES - sizeof ".java" }, out));
	assert_false(line_table_source(
		(struct classfile_span){ (const uint8_t *)longest, SOURCE_BYTES - sizeof ".java" + 1 }, out));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_bytes),
		cmocka_unit_test(test_any_tables),
		cmocka_unit_test(test_damaged),
		cmocka_unit_test(test_source),
	};

	return cmocka_run_group_tests_name("lines", tests, NULL, NULL);
}
