/* SPDX-License-Identifier: Apache-2.0 */
/* The event loop: what is ready is called, what was removed is not, a deadline ends the wait. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <sys/eventfd.h>
#include <unistd.h>

#include "host/util/loop.h"

struct bell {
	struct loop *loop;
	int fd, other, rings;
};

static void ring(void *context, int fd, uint32_t events)
{
	struct bell *bell = context;
	uint64_t count;

	assert_int_equal(read(fd, &count, sizeof count), sizeof count);
	bell->rings++;
	/* Both are ready in this round: the first that is called silences the other. */
	loop_remove(bell->loop, bell->other);
	loop_stop(bell->loop);
}

static void test_remove_in_round(void **state)
{
	struct error error;
	struct loop *loop = loop_new(&error);
	struct bell a = { loop, eventfd(1, EFD_CLOEXEC), -1, 0 },
		    b = { loop, eventfd(1, EFD_CLOEXEC), a.fd, 0 };

	a.other = b.fd;
	assert_int_equal(loop_add(loop, a.fd, ring, &a, &error), 0);
	assert_int_equal(loop_add(loop, b.fd, ring, &b, &error), 0);
	assert_true(loop_run(loop, UINT64_MAX));
	assert_int_equal(a.rings + b.rings, 1);
	assert_false(loop_run(loop, loop_clock_ms() + 20));
	assert_int_equal(a.rings + b.rings, 1);
	loop_free(loop);
	close(a.fd);
	close(b.fd);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_remove_in_round) };

	return cmocka_run_group_tests_name("loop", tests, NULL, NULL);
}
