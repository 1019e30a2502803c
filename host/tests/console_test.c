/* SPDX-License-Identifier: Apache-2.0 */
/* A console as lines: cut, cleaned, and watched for a crash report. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "abi/boot_abi.h"
#include "host/agent/console.h"

static char seen[20000];

static void line(void *context, const char *text)
{
	strcat(seen, text);
	strcat(seen, "|");
}

static void take(struct console *console, const char *text)
{
	console_take(console, text, strlen(text));
}

static int setup(void **state)
{
	seen[0] = 0;
	return 0;
}

static void test_lines(void **state)
{
	struct console console;

	console_init(&console, line, NULL);
	take(&console, "one\r\ntw");
	assert_string_equal(seen, "one|");
	take(&console, "o\n\nthree");
	assert_string_equal(seen, "one|two||");
	console_finish(&console);
	console_finish(&console);
	assert_string_equal(seen, "one|two||three|");
}

static void test_terminal_is_safe(void **state)
{
	struct console console;

	console_init(&console, line, NULL);
	console_take(&console, "\033[2J\007a\tb\0c\177\xc3\xa9\n", 14);
	assert_string_equal(seen, "?[2J?a\tb?c?\xc3\xa9|");
}

static void test_long_line(void **state)
{
	struct console console;

	console_init(&console, line, NULL);
	for (int i = 0; i < CONSOLE_LINE_BYTES + 1; i++)
		take(&console, "x");
	assert_int_equal(strlen(seen), CONSOLE_LINE_BYTES + 1);
	console_finish(&console);
	assert_int_equal(strlen(seen), CONSOLE_LINE_BYTES + 3);
}

static void test_crash(void **state)
{
	struct console console;

	console_init(&console, line, NULL);
	take(&console, "half a line" BOOT_CRASH_BEGIN "page fault at 0x10\nmore\n" BOOT_CRASH_END "\n");
	assert_true(console.has_crashed);
	assert_string_equal(console.crash, "page fault at 0x10");
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test_setup(test_lines, setup),
					    cmocka_unit_test_setup(test_terminal_is_safe, setup),
					    cmocka_unit_test_setup(test_long_line, setup),
					    cmocka_unit_test_setup(test_crash, setup) };

	return cmocka_run_group_tests_name("console", tests, NULL, NULL);
}
