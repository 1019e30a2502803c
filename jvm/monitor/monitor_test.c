/* SPDX-License-Identifier: Apache-2.0 */
/* Monitors on objects that are only a header, by threads that have no java.lang.Thread. What monitor/ uses of
 * the rest of the virtual machine is replaced here: exceptions by their names, the interrupt status by a
 * flag, the collector by a call of its sweep. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <semaphore.h>
#include <sched.h>
#include "jvm/monitor/monitor.h"
#include "jvm/run/exception.h"
#include "jvm/gc/gc.h"

static _Thread_local const char *thrown;
static _Atomic uint32_t interrupted_id;
static _Thread_local enum thread_status last_wait;
static void (*collector_sweep)(void);

void throw_new(struct thread *thread, const char *class_name, const char *format, ...)
{
	thrown = class_name;
}

void thread_set_status(struct thread *thread, enum thread_status status)
{
	if (status != THREAD_RUNNABLE)
		last_wait = status;
}

bool thread_is_interrupted(struct thread *thread)
{
	return interrupted_id == thread->id;
}

bool thread_take_interrupt(struct thread *thread)
{
	uint32_t expected = thread->id;
	return atomic_compare_exchange_strong(&interrupted_id, &expected, 0);
}

void gc_weak_register(void (*sweep)(void))
{
	collector_sweep = sweep;
}

bool gc_is_live(struct object **at)
{
	return true;
}

static struct thread *self;

static int set_up(void **state)
{
	self = thread_attach(NULL, 64 * 1024);
	interrupted_id = 0;
	thrown = NULL;
	return 0;
}

static void run_sweep(void *context)
{
	collector_sweep();
}

/* Whatever a test did, nothing stays inflated. */
static int tear_down(void **state)
{
	threads_stop_all(self, run_sweep, NULL);
	thread_detach(self);
	return (int)monitors_count();
}

static void join(pthread_t thread)
{
	thread_block_begin(self);
	pthread_join(thread, NULL);
	thread_block_end(self);
}

static void entering_is_counted(void **state)
{
	static struct object object;
	for (int i = 0; i < 70000; i++) /* more than a thin lock can count */
		monitor_enter(self, &object);
	for (int i = 0; i < 70000; i++) {
		assert_true(monitor_held(self, &object));
		assert_true(monitor_exit(self, &object));
	}
	assert_false(monitor_held(self, &object));
	assert_null(thrown);
	assert_false(monitor_exit(self, &object));
	assert_string_equal(thrown, "java/lang/IllegalMonitorStateException");
}

static void fast_paths_are_for_free_unhashed_objects(void **state)
{
	static struct object object;
	assert_true(monitor_enter_fast(self, &object));
	assert_false(monitor_enter_fast(self, &object));
	assert_true(monitor_held(self, &object));
	assert_true(monitor_exit_fast(self, &object));
	object_identity_hash(self, &object);
	assert_false(monitor_enter_fast(self, &object));
}

static void hash_outlives_lock_and_deflation(void **state)
{
	static struct object object;
	monitor_enter(self, &object);
	const int32_t hash = object_identity_hash(self, &object);
	assert_true(hash > 0);
	assert_int_equal(monitors_count(), 1);
	threads_stop_all(self, run_sweep, NULL);
	assert_int_equal(monitors_count(), 1); /* held: not idle */
	assert_true(monitor_held(self, &object));
	monitor_exit(self, &object);
	threads_stop_all(self, run_sweep, NULL);
	assert_int_equal(monitors_count(), 0);
	assert_int_equal(object_identity_hash(self, &object), hash);
	monitor_enter(self, &object);
	assert_int_equal(object_identity_hash(self, &object), hash);
	monitor_exit(self, &object);
	threads_stop_all(self, run_sweep, NULL);
}

enum { RACERS = 4, LAPS = 20000 };
static struct object track;
static unsigned long laps; /* guarded by the monitor of track */

static void *race(void *context)
{
	struct thread *thread = thread_attach(NULL, 64 * 1024);
	for (int i = 0; i < LAPS; i++) {
		if (!monitor_enter_fast(thread, &track))
			monitor_enter(thread, &track);
		laps++;
		if (i % 1000 == 0)
			sched_yield();
		if (!monitor_exit_fast(thread, &track))
			monitor_exit(thread, &track);
		thread_safepoint(thread);
	}
	thread_detach(thread);
	return NULL;
}

static void one_at_a_time_while_idle_monitors_are_deflated(void **state)
{
	pthread_t racers[RACERS];
	for (int i = 0; i < RACERS; i++)
		pthread_create(&racers[i], NULL, race, NULL);
	for (int i = 0; i < 100; i++) {
		threads_stop_all(self, run_sweep, NULL);
		sched_yield();
	}
	for (int i = 0; i < RACERS; i++)
		join(racers[i]);
	assert_int_equal(laps, RACERS * LAPS);
	threads_stop_all(self, run_sweep, NULL);
	assert_int_equal(track.lock, 0);
	assert_int_equal(monitors_count(), 0);
}

static struct object ball;
static int turn; /* guarded by the monitor of ball */

static void *play(void *context)
{
	struct thread *thread = thread_attach(NULL, 64 * 1024);
	for (int i = 0; i < 500; i++) {
		monitor_enter(thread, &ball);
		while (turn % 2 != 1)
			monitor_wait(thread, &ball, 0);
		turn++;
		monitor_notify(thread, &ball, i & 1);
		monitor_exit(thread, &ball);
	}
	assert_null(thrown);
	thread_detach(thread);
	return NULL;
}

static void notified_threads_take_turns(void **state)
{
	pthread_t player;
	pthread_create(&player, NULL, play, NULL);
	for (int i = 0; i < 500; i++) {
		monitor_enter(self, &ball);
		monitor_enter(self, &ball); /* waiting gives up all entries and gets them back */
		while (turn % 2 != 0)
			monitor_wait(self, &ball, 0);
		turn++;
		monitor_notify(self, &ball, i & 1);
		assert_true(monitor_exit(self, &ball));
		assert_true(monitor_exit(self, &ball));
	}
	join(player);
	assert_int_equal(turn, 1000);
}

static void waiting_needs_the_monitor_and_ends_in_time(void **state)
{
	static struct object object;
	monitor_wait(self, &object, 1);
	assert_string_equal(thrown, "java/lang/IllegalMonitorStateException");
	thrown = NULL;
	monitor_notify(self, &object, false);
	assert_string_equal(thrown, "java/lang/IllegalMonitorStateException");
	thrown = NULL;
	monitor_enter(self, &object);
	monitor_wait(self, &object, -1);
	assert_string_equal(thrown, "java/lang/IllegalArgumentException");
	thrown = NULL;
	monitor_wait(self, &object, 2);
	assert_null(thrown);
	assert_int_equal(last_wait, THREAD_WAITING_TIMED);
	assert_true(monitor_exit(self, &object));
}

static void *interrupt(void *context)
{
	struct thread *target = context;
	interrupted_id = target->id;
	thread_interrupt(target);
	return NULL;
}

static void an_interrupt_ends_each_wait(void **state)
{
	static struct object object;
	pthread_t other;
	monitor_enter(self, &object);
	pthread_create(&other, NULL, interrupt, self);
	monitor_wait(self, &object, 0);
	assert_string_equal(thrown, "java/lang/InterruptedException");
	assert_int_equal(interrupted_id, 0);
	assert_true(monitor_exit(self, &object));
	join(other);

	thrown = NULL;
	pthread_create(&other, NULL, interrupt, self);
	thread_sleep(self, INT64_MAX);
	assert_string_equal(thrown, "java/lang/InterruptedException");
	join(other);

	thrown = NULL;
	pthread_create(&other, NULL, interrupt, self);
	thread_park(self, false, 0);
	assert_null(thrown);
	assert_int_equal(interrupted_id, self->id); /* park leaves it */
	join(other);
}

static void post(void *context)
{
	sem_post(context);
}

static void an_interrupt_ends_a_wait_of_another_kind(void **state)
{
	sem_t ended;
	pthread_t other;
	sem_init(&ended, 0, 0);
	assert_true(thread_wait_begin(self, post, &ended));
	pthread_create(&other, NULL, interrupt, self);
	while (sem_wait(&ended))
		;
	thread_wait_end(self);
	join(other);
	assert_int_equal(interrupted_id, self->id);

	assert_false(thread_wait_begin(self, post, &ended)); /* interrupted before */
	thread_wait_end(self);
	thread_interrupt(self);
	assert_int_equal(sem_trywait(&ended), -1); /* nobody waits: not called */
	sem_destroy(&ended);
}

static void *unpark(void *target)
{
	thread_unpark(target);
	return NULL;
}

static void a_permit_is_kept_and_taken_once(void **state)
{
	thread_unpark(self);
	thread_unpark(self);
	thread_park(self, false, 0);
	assert_false(self->permit);
	thread_park(self, false, 1000000); /* ends by time */
	assert_int_equal(last_wait, THREAD_PARKED_TIMED);
	thread_park(self, true, 1); /* long past */
	pthread_t other;
	pthread_create(&other, NULL, unpark, self);
	thread_park(self, false, 0);
	join(other);
}

int main(void)
{
	monitors_init();
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(entering_is_counted, set_up, tear_down),
		cmocka_unit_test_setup_teardown(fast_paths_are_for_free_unhashed_objects, set_up, tear_down),
		cmocka_unit_test_setup_teardown(hash_outlives_lock_and_deflation, set_up, tear_down),
		cmocka_unit_test_setup_teardown(one_at_a_time_while_idle_monitors_are_deflated, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(notified_threads_take_turns, set_up, tear_down),
		cmocka_unit_test_setup_teardown(waiting_needs_the_monitor_and_ends_in_time, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(an_interrupt_ends_each_wait, set_up, tear_down),
		cmocka_unit_test_setup_teardown(an_interrupt_ends_a_wait_of_another_kind, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_permit_is_kept_and_taken_once, set_up, tear_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
