/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <limits.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "base/format.h"

static size_t print(char *out, size_t bytes, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	size_t length = format_text(out, bytes, format, arguments);
	va_end(arguments);
	return length;
}

/* What the C library's printf makes of the same format and arguments. */
#define SAME(...)                                                                                            \
	do {                                                                                                 \
		char ours[128], theirs[128];                                                                 \
		size_t length = print(ours, sizeof(ours), __VA_ARGS__);                                      \
		assert_int_equal(length, snprintf(theirs, sizeof(theirs), __VA_ARGS__));                     \
		assert_string_equal(ours, theirs);                                                           \
	} while (0)

static void test_as_printf(void **state)
{
	SAME("plain");
	SAME("%s|%8s|%-8s|%c", "text", "right", "left", 'c');
	SAME("%d %d %d %i", 0, -1, 2147483647, -2147483647);
	SAME("%ld %lu %lx", LONG_MIN, ULONG_MAX, ULONG_MAX);
	SAME("%5d|%-5d|%05d|%08x", 42, 42, -42, 0xbeef);
	SAME("%zu %u 100%%", (size_t)7, 4000000000u);
	SAME("%016lx", 0x1234ul);
}

static void test_never_writes_past_the_end(void **state)
{
	char out[8];

	memset(out, '#', sizeof(out));
	assert_int_equal(print(out, 5, "%s", "longer than that"), 4);
	assert_memory_equal(out, "long\0###", 8);
	assert_int_equal(print(out, 0, "x"), 0);
	assert_memory_equal(out, "long\0###", 8);
}

static void test_a_mistake_is_shown(void **state)
{
	char out[32];
	const char *volatile unknown = "a %q b", *volatile cut =
							 "100%"; /* hidden from the compiler's own check */

	print(out, sizeof(out), unknown);
	assert_string_equal(out, "a %q b");
	print(out, sizeof(out), cut);
	assert_string_equal(out, "100%");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_as_printf),
		cmocka_unit_test(test_never_writes_past_the_end),
		cmocka_unit_test(test_a_mistake_is_shown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
