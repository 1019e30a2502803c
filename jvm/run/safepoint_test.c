/* SPDX-License-Identifier: Apache-2.0 */
/* Threads that count and block are stopped again and again; nobody may move while all are stopped. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <sched.h>
#include <time.h>
#include "jvm/run/thread.h"

enum { WORKERS = 6, STOPS = 300, MANY = 1000 };

static _Atomic bool done;
static _Atomic unsigned long turns[WORKERS]; /* raised by running threads only */
static _Atomic unsigned next_worker;

static void *work(void *blocks)
{
	struct thread *thread = thread_attach(NULL, 64 * 1024);
	const unsigned me = next_worker++;
	/* At least once: on a busy machine a thread may begin when the others are done. */
	do {
		turns[me]++;
		thread_safepoint(thread);
		if (blocks) {
			thread_block_begin(thread);
			sched_yield();
			thread_block_end(thread);
		}
	} while (!done);
	thread_detach(thread);
	return NULL;
}

static void check_nobody_moves(void *context)
{
	unsigned long before[WORKERS];
	for (int i = 0; i < WORKERS; i++)
		before[i] = turns[i];
	for (int i = 0; i < 20; i++)
		sched_yield();
	for (int i = 0; i < WORKERS; i++)
		assert_int_equal(before[i], turns[i]);
	++*(int *)context;
}

static void stopped_threads_do_not_move(void **state)
{
	struct thread *self = thread_attach(NULL, 64 * 1024);
	pthread_t workers[WORKERS];
	for (int i = 0; i < WORKERS; i++)
		assert_int_equal(pthread_create(&workers[i], NULL, work, i & 1 ? workers : NULL), 0);
	int stops = 0;
	for (int i = 0; i < STOPS; i++)
		threads_stop_all(self, check_nobody_moves, &stops);
	assert_int_equal(stops, STOPS);
	done = true;
	thread_block_begin(self);
	for (int i = 0; i < WORKERS; i++) {
		pthread_join(workers[i], NULL);
		assert_true(turns[i] > 0);
	}
	thread_block_end(self);
	thread_detach(self);
}

static void take_a_millisecond(void *context)
{
	const clock_t begin = clock();
	while (clock() - begin < CLOCKS_PER_SEC / 1000)
		continue;
	++*(int *)context;
}

static void who_is_stopped_again_and_again_goes_on(void **state)
{
	struct thread *self = thread_attach(NULL, 64 * 1024);
	done = false;
	next_worker = 0;
	turns[0] = 0;
	pthread_t worker;
	assert_int_equal(pthread_create(&worker, NULL, work, NULL), 0);
	int stops = 0;
	while (turns[0] == 0)
		threads_stop_all(self, take_a_millisecond, &stops);
	/* A turn is a few nanoseconds, so that thousands would be the least where it has half of the time. */
	const unsigned long before = turns[0];
	for (int i = 0; i < STOPS; i++)
		threads_stop_all(self, take_a_millisecond, &stops);
	assert_true(turns[0] - before > 10 * STOPS);
	done = true;
	thread_block_begin(self);
	pthread_join(worker, NULL);
	thread_block_end(self);
	thread_detach(self);
}

static void count(struct thread *thread, void *context)
{
	++*(int *)context;
}

static void a_thousand_have_different_ids(void **state)
{
	static struct thread *threads[MANY];
	static bool seen[16384];
	struct thread *self = thread_attach(NULL, 64 * 1024);
	for (int i = 0; i < MANY; i++) {
		threads[i] = thread_new(NULL, 512 * 1024, true);
		assert_non_null(threads[i]);
		assert_in_range(threads[i]->id, 1, 16383);
		assert_false(seen[threads[i]->id]);
		seen[threads[i]->id] = true;
	}
	int living = 0;
	threads_each(count, &living);
	assert_int_equal(living, MANY + 1);
	for (int i = 0; i < MANY; i++)
		thread_delete(threads[i]);
	living = 0;
	threads_each(count, &living);
	assert_int_equal(living, 1);
	thread_detach(self);
	assert_null(thread_self);
}

static void *attach_and_go(void *context)
{
	thread_detach(thread_attach(NULL, 64 * 1024));
	return NULL;
}

static void the_last_thread_is_awaited(void **state)
{
	struct thread *self = thread_attach(NULL, 64 * 1024);
	struct thread *waited_for = thread_new(NULL, 64 * 1024, false);
	pthread_t other;
	pthread_create(&other, NULL, attach_and_go, NULL);
	thread_delete(waited_for);
	threads_await_others(self);
	thread_block_begin(self);
	pthread_join(other, NULL);
	thread_block_end(self);
	thread_detach(self);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(stopped_threads_do_not_move),
		cmocka_unit_test(who_is_stopped_again_and_again_goes_on),
		cmocka_unit_test(a_thousand_have_different_ids),
		cmocka_unit_test(the_last_thread_is_awaited),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
