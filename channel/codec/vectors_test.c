/* SPDX-License-Identifier: Apache-2.0 */
/* vectors_test FILE SD: holds the codec against each line of a file of test vectors; docs/vectors/README.md
 * says what they mean. One test for each type and kind of line, so that a file from which lines were lost
 * fails too. The same with tables made at run time from SD, the file of the types (channel/types/table.h).
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "channel/types/table.h"
#include "sample.h"

#define LONGEST_LINE 4096

struct vector {
	const struct sd_type *type;
	const char *text; /* the rest of the line */
	unsigned char *bytes;
	uint32_t length;
};

static const char *path, *sd_path;
static struct package *package;
static const struct sd_type *const types[] = { &sample_Inner_type, &sample_Scalars_type, &sample_Notes_type,
					       &sample_Everything_type };

/* Reads the word of hexadecimal digits at *text into a block of its own length, so that AddressSanitizer sees
 * a read behind it, and steps over the word. */
static void read_bytes(struct vector *vector)
{
	uint32_t digits = (uint32_t)strspn(vector->text, "0123456789abcdef");

	assert_true(digits % 2 == 0 && (digits || vector->text[0] == '-'));
	vector->length = digits / 2;
	vector->bytes = malloc(vector->length ? vector->length : 1);
	assert_non_null(vector->bytes);
	for (uint32_t i = 0; i < vector->length; i++) {
		unsigned byte;
		assert_int_equal(sscanf(vector->text + 2 * i, "%2x", &byte), 1);
		vector->bytes[i] = (unsigned char)byte;
	}
	vector->text += digits ? digits : 1;
	vector->text += *vector->text == ' ';
}

/* Calls `check` for each line of that kind, and asserts that each type has one. */
static void for_each(const char *kind, void (*check)(struct vector *vector))
{
	char line[LONGEST_LINE], word[16], name[48];
	unsigned seen[sizeof types / sizeof *types] = { 0 };
	FILE *file = fopen(path, "r");

	assert_non_null(file);
	while (fgets(line, sizeof line, file)) {
		int at = 0;
		assert_non_null(strchr(line, '\n'));
		line[strcspn(line, "\n")] = '\0';
		if (!line[0] || line[0] == '#')
			continue;
		assert_int_equal(sscanf(line, "%15s %47s %n", word, name, &at), 2);
		if (strcmp(word, kind))
			continue;
		for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
			struct vector vector = { .type = types[i], .text = line + at };
			if (strcmp(name, types[i]->name))
				continue;
			check(&vector);
			free(vector.bytes);
			seen[i]++;
		}
	}
	fclose(file);
	for (size_t i = 0; i < sizeof types / sizeof *types; i++)
		assert_int_not_equal(seen[i], 0);
}

static void check_canonical(struct vector *vector)
{
	assert_string_equal(vector->text, vector->type->canonical);
}

static void check_hash(struct vector *vector)
{
	read_bytes(vector);
	assert_int_equal(vector->length, SD_TYPE_HASH_BYTES);
	assert_memory_equal(vector->bytes, vector->type->hash, SD_TYPE_HASH_BYTES);
}

static void check_sizes(struct vector *vector)
{
	unsigned least, most;

	assert_int_equal(sscanf(vector->text, "%u %u", &least, &most), 2);
	assert_int_equal(least, vector->type->min_encoded);
	assert_int_equal(most, vector->type->max_encoded);
}

static const char *decode(struct vector *vector, void **value)
{
	read_bytes(vector);
	*value = malloc(vector->type->value_bytes);
	assert_non_null(*value);
	return vector->type->decode(*value, vector->bytes, vector->length);
}

static void check_ok(struct vector *vector)
{
	void *value;

	assert_null(decode(vector, &value));
	assert_int_equal(vector->type->encoded_bytes(value), vector->length);
	unsigned char *again = malloc(vector->length);
	assert_non_null(again);
	vector->type->encode(value, again);
	assert_memory_equal(again, vector->bytes, vector->length);
	free(again);
	free(value);
}

static void check_refused(struct vector *vector)
{
	void *value;
	const char *why = decode(vector, &value);

	assert_non_null(why);
	assert_string_equal(why, vector->text);
	free(value);
}

static void fail_on_error(void *context, const char *message)
{
	fail_msg("%s", message);
}

static int parse(void **state)
{
	char text[LONGEST_LINE];
	FILE *file = fopen(sd_path, "r");

	assert_non_null(file);
	size_t length = fread(text, 1, sizeof text, file);
	assert_true(length && length < sizeof text);
	fclose(file);
	package = types_parse(sd_path, text, length, fail_on_error, NULL);
	return package ? 0 : -1;
}

static int release(void **state)
{
	types_free(package);
	return 0;
}

static struct codec_type *table_of(const struct vector *vector)
{
	const char *name = strchr(vector->type->name, '.') + 1;
	struct type use = { .kind = TYPE_STRUCT };

	for (size_t i = 0; i < package->declaration_count; i++)
		if (!strcmp(package->declarations[i].name, name))
			use.declared = &package->declarations[i];
	assert_non_null(use.declared);
	struct codec_type *table = types_table(&use);
	assert_non_null(table);
	assert_int_equal(table->value_bytes, vector->type->value_bytes);
	return table;
}

/* What the table decodes, the generated code encodes: so the C values have one layout. And the other way
 * round. */
static void check_table(struct vector *vector)
{
	struct codec_type *table = table_of(vector);
	void *value;

	assert_null(decode(vector, &value));
	unsigned char *again = malloc(vector->length);
	assert_non_null(again);
	assert_int_equal(codec_bytes(table, value), vector->length);
	codec_encode(table, value, again);
	assert_memory_equal(again, vector->bytes, vector->length);
	assert_null(codec_decode(table, value, vector->bytes, vector->length));
	vector->type->encode(value, again);
	assert_memory_equal(again, vector->bytes, vector->length);
	free(again);
	free(value);
	types_table_free(table);
}

static void check_table_refuses(struct vector *vector)
{
	struct codec_type *table = table_of(vector);
	void *value = malloc(table->value_bytes);

	assert_non_null(value);
	read_bytes(vector);
	assert_string_equal(codec_decode(table, value, vector->bytes, vector->length), vector->text);
	free(value);
	types_table_free(table);
}

static void test_tables(void **state)
{
	for_each("ok", check_table);
}

static void test_tables_refuse(void **state)
{
	for_each("refused", check_table_refuses);
}

static void test_canonical_forms(void **state)
{
	for_each("canonical", check_canonical);
}

static void test_hashes(void **state)
{
	for_each("hash", check_hash);
}

static void test_sizes(void **state)
{
	for_each("sizes", check_sizes);
}

static void test_accepted(void **state)
{
	for_each("ok", check_ok);
}

static void test_refused(void **state)
{
	for_each("refused", check_refused);
}

int main(int count, char **words)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_canonical_forms),
		cmocka_unit_test(test_hashes),
		cmocka_unit_test(test_sizes),
		cmocka_unit_test(test_accepted),
		cmocka_unit_test(test_refused),
		cmocka_unit_test_setup_teardown(test_tables, parse, release),
		cmocka_unit_test_setup_teardown(test_tables_refuse, parse, release),
	};

	if (count != 3)
		return fprintf(stderr, "usage: vectors_test FILE SD\n"), 2;
	path = words[1];
	sd_path = words[2];
	return cmocka_run_group_tests(tests, NULL, NULL);
}
