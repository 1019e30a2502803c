/* SPDX-License-Identifier: Apache-2.0 */
/* Files are written as a whole; what is no file stays what it is. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "host/tests/sample.h"
#include "host/util/memory.h"

static void test_pipe(void **state)
{
	char *folder AUTO_FREE = sample_folder(), *path AUTO_FREE = path_join(folder, "pipe");
	struct error error;
	struct stat status;
	char got[8] = "";

	assert_int_equal(mkfifo(path, 0600), 0);
	const int end = open(path, O_RDWR | O_NONBLOCK | O_CLOEXEC);
	assert_true(end >= 0);
	assert_int_equal(file_write(path, "hello", 5, &error), 0);
	assert_int_equal(lstat(path, &status), 0);
	assert_true(S_ISFIFO(status.st_mode));
	assert_int_equal(read(end, got, sizeof got), 5);
	assert_string_equal(got, "hello");
	close(end);
	file_remove_tree(folder, &error);
}

static void test_full(void **state)
{
	char *folder AUTO_FREE = sample_folder(), *link AUTO_FREE = path_join(folder, "full");
	struct error error;

	assert_int_equal(symlink("/dev/full", link), 0);
	assert_int_equal(file_write(link, "hello", 5, &error), -1);
	assert_non_null(strstr(error.text, "full: cannot be written: No space left on device"));
	file_remove_tree(folder, &error);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_pipe), cmocka_unit_test(test_full) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
