/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <cmocka.h>

#include "channel/codec/utf8.h"
#include "sample.h"

#define TYPE (&sample_Everything_type)

static const struct sample_Inner inners[2] = {
	{ .x = -1, .s = { 2, "hi" }, .o = { true, 7 } },
	{ .x = 5, .s = { 5, "abcde" } },
};
static const uint16_t numbers[3] = { 1, 500, 65535 };

static struct sample_Everything example(void)
{
	struct sample_Everything value;

	/* What is not data may be anything on the sender's side. */
	memset(&value, 0xa5, sizeof(value));
	value.b = true;
	value.i = -12345678901;
	value.f = 1.5f;
	value.c = sample_Cause_weather;
	value.g = sample_Big_a;
	value.name = (struct sd_string){ "gr\303\274n", 5 };
	value.raw = (struct sd_bytes){ (const unsigned char *)"\0\377", 2 };
	value.shrt.length = 1;
	value.shrt.data[0] = 9;
	value.inner = inners[0];
	value.many.items = inners;
	value.many.count = 2;
	value.nums.items = numbers;
	value.nums.count = 3;
	for (int i = 0; i < 3; i++)
		value.arr.items[i] = (int16_t)(i - 1);
	memset(&value.grid, 3, sizeof(value.grid));
	value.oi.present = false;
	value.os.present = true;
	value.os.value = (struct sd_string){ "x", 1 };
	value.codes.count = 0;
	value.texts.items[0] = (struct sd_string){ "", 0 };
	value.texts.items[1] = (struct sd_string){ "second", 6 };
	return value;
}

static unsigned char *encoded(const struct sample_Everything *value, uint32_t *bytes)
{
	*bytes = TYPE->encoded_bytes(value);
	assert_int_not_equal(*bytes, 0);
	assert_in_range(*bytes, TYPE->min_encoded, TYPE->max_encoded);
	unsigned char *out = aligned_alloc(8, (*bytes + 7) & ~7u);
	assert_non_null(out);
	TYPE->encode(value, out);
	return out;
}

static void test_round_trip(void **state)
{
	struct sample_Everything value = example(), got;
	uint32_t bytes;
	unsigned char *wire = encoded(&value, &bytes);

	assert_null(TYPE->decode(&got, wire, bytes));
	assert_true(got.b);
	assert_int_equal(got.i, -12345678901);
	assert_true(got.f == 1.5f);
	assert_int_equal(got.c, sample_Cause_weather);
	assert_int_equal(got.g, -5);
	assert_int_equal(got.name.length, 5);
	assert_memory_equal(got.name.data, "gr\303\274n", 5);
	assert_memory_equal(got.raw.data, "\0\377", 2);
	assert_int_equal(got.many.count, 2);
	assert_int_equal(got.many.items[1].x, 5);
	assert_memory_equal(got.many.items[1].s.data, "abcde", 5);
	assert_true(got.many.items[0].o.present);
	assert_int_equal(got.many.items[0].o.value, 7);
	assert_int_equal(got.nums.items[2], 65535);
	assert_int_equal(got.arr.items[0], -1);
	assert_int_equal(got.grid.items[2].items[1], 3);
	assert_false(got.oi.present);
	assert_true(got.os.present);
	assert_memory_equal(got.os.value.data, "x", 1);
	assert_int_equal(got.codes.count, 0);
	assert_memory_equal(got.texts.items[1].data, "second", 6);
	free(wire);
}

static void test_views_lie_in_the_message(void **state)
{
	struct sample_Everything value = example(), got;
	uint32_t bytes;
	unsigned char *wire = encoded(&value, &bytes);

	assert_null(TYPE->decode(&got, wire, bytes));
	assert_in_range((uintptr_t)got.name.data, (uintptr_t)wire, (uintptr_t)wire + bytes);
	assert_in_range((uintptr_t)got.many.items, (uintptr_t)wire, (uintptr_t)wire + bytes);
	assert_int_equal((uintptr_t)got.many.items % 8, 0);
	free(wire);
}

static void test_truncated(void **state)
{
	struct sample_Everything value = example(), got;
	uint32_t bytes;
	unsigned char *wire = encoded(&value, &bytes);

	for (uint32_t length = 0; length < bytes; length++) {
		/* A copy of the exact length: reading past it is seen by the sanitizer. */
		unsigned char *cut = aligned_alloc(8, (length + 8) & ~7u);
		memcpy(cut, wire, length);
		assert_non_null(TYPE->decode(&got, cut, length));
		free(cut);
	}
	free(wire);
}

/* One encoding a value: a changed message is refused, or is the encoding of another value. */
static void test_every_changed_byte(void **state)
{
	struct sample_Everything value = example(), got;
	uint32_t bytes, accepted = 0;
	unsigned char *wire = encoded(&value, &bytes);
	unsigned char *again = aligned_alloc(8, (bytes + 7) & ~7u);

	for (uint32_t i = 0; i < bytes; i++) {
		unsigned char was = wire[i];
		for (int change = 1; change < 256; change++) {
			wire[i] = was ^ (unsigned char)change;
			if (TYPE->decode(&got, wire, bytes))
				continue;
			accepted++;
			assert_int_equal(TYPE->encoded_bytes(&got), bytes);
			TYPE->encode(&got, again);
			assert_memory_equal(wire, again, bytes);
		}
		wire[i] = was;
	}
	assert_int_not_equal(accepted, 0); /* numbers may be any number */
	free(again);
	free(wire);
}

static void test_bounds_of_the_sender(void **state)
{
	struct sample_Everything value = example();

	value.c = 3;
	assert_int_equal(TYPE->encoded_bytes(&value), 0);
	value = example();
	value.inner.s.length = 6;
	assert_int_equal(TYPE->encoded_bytes(&value), 0);
	value = example();
	value.many.count = 11;
	assert_int_equal(TYPE->encoded_bytes(&value), 0);
	value = example();
	value.name = (struct sd_string){ "\377", 1 };
	assert_int_equal(TYPE->encoded_bytes(&value), 0);
}

static void test_utf8(void **state)
{
	static const char *const good[] = { "",
					    "a",
					    "\302\200",
					    "\337\277",
					    "\340\240\200",
					    "\355\237\277",
					    "\357\277\277",
					    "\360\220\200\200",
					    "\364\217\277\277" };
	static const char *const bad[] = { "\200",
					   "\300\200",
					   "\301\277",
					   "\302",
					   "\340\237\277",
					   "\355\240\200",
					   "\360\217\277\277",
					   "\364\220\200\200",
					   "\365\200\200\200",
					   "a\377",
					   "\342\202" };

	for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++)
		assert_true(utf8_valid(good[i], strlen(good[i])));
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_false(utf8_valid(bad[i], strlen(bad[i])));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_round_trip),
		cmocka_unit_test(test_views_lie_in_the_message),
		cmocka_unit_test(test_truncated),
		cmocka_unit_test(test_every_changed_byte),
		cmocka_unit_test(test_bounds_of_the_sender),
		cmocka_unit_test(test_utf8),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
