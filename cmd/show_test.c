/* SPDX-License-Identifier: Apache-2.0 */
/* The status line on terminals of several widths. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include "cmd/show.h"

struct terminal {
	int master;
	FILE *stream;
	struct show show;
};

static int setup(void **state)
{
	static struct terminal terminal;

	setenv("TERM", "xterm", 1);
	unsetenv("NO_COLOR");
	terminal.master = posix_openpt(O_RDWR | O_NOCTTY);
	if (terminal.master < 0 || grantpt(terminal.master) || unlockpt(terminal.master))
		return -1;
	int slave = open(ptsname(terminal.master), O_RDWR | O_NOCTTY);
	struct termios raw;
	if (slave < 0 || tcgetattr(slave, &raw))
		return -1;
	cfmakeraw(&raw);
	tcsetattr(slave, TCSANOW, &raw);
	terminal.stream = fdopen(slave, "w");
	show_init(&terminal.show, terminal.stream);
	*state = &terminal;
	return 0;
}

static int teardown(void **state)
{
	struct terminal *terminal = *state;

	fclose(terminal->stream);
	close(terminal->master);
	return 0;
}

/* What show_status(text) writes to a terminal of so many columns. */
static const char *written(struct terminal *terminal, unsigned short columns, const char *text)
{
	static char seen[500];
	const struct winsize size = { .ws_row = 24, .ws_col = columns };

	assert_true(terminal->show.is_terminal);
	assert_int_equal(ioctl(terminal->master, TIOCSWINSZ, &size), 0);
	show_status(&terminal->show, text);
	ssize_t bytes = read(terminal->master, seen, sizeof seen - 1);
	assert_true(bytes > 0);
	seen[bytes] = 0;
	return seen;
}

static void test_narrow(void **state)
{
	assert_string_equal(written(*state, 10, "0123456789abcdef"), "\033[2m012345678\033[0m");
	assert_string_equal(written(*state, 10, "short"), "\r\033[K\033[2mshort\033[0m");
	assert_string_equal(written(*state, 10, "123456789"), "\r\033[K\033[2m123456789\033[0m");
}

static void test_characters_stay_whole(void **state)
{
	assert_string_equal(written(*state, 4, "a\xc3\xa9\xe2\x80\xa6z"),
			    "\033[2ma\xc3\xa9\xe2\x80\xa6\033[0m");
}

static void test_width_unknown(void **state)
{
	assert_string_equal(written(*state, 0, "as it is"), "\033[2mas it is\033[0m");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_narrow, setup, teardown),
		cmocka_unit_test_setup_teardown(test_characters_stay_whole, setup, teardown),
		cmocka_unit_test_setup_teardown(test_width_unknown, setup, teardown)
	};

	return cmocka_run_group_tests_name("show", tests, NULL, NULL);
}
