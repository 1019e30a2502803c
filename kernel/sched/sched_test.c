/* SPDX-License-Identifier: Apache-2.0 */
/* The scheduler with a clock that the test moves and a switch of stacks that switches nothing: after a call
 * that would have gone to another thread, the test goes on as that thread. So what counts is who is current,
 * and what the timer is set to.
 */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "kernel/arch/x86_64/interrupt.h"
#include "kernel/memory/memory.h"
#include "kernel/memory/page.h"
#include "kernel/panic/panic.h"
#include "kernel/platform/platform.h"
#include "kernel/sched/sched.h"
#include "kernel/sched/simd.h"

#define ARENA 64u

struct cpu host_cpu;
bool host_interrupts;

void switch_stacks(struct thread *from, struct thread *to);

static uint64_t now, armed;
static jmp_buf after_exit;
static struct thread *first;
static uint32_t word;
static char *arena;
static bool is_guard[ARENA]; /* pages that may not be touched */
static int protect_budget;   /* how many more pages can be protected */

/* What the scheduler stands on. */

static uint64_t clock_now(void)
{
	return now;
}

static void timer_set(uint64_t deadline)
{
	assert_false(host_interrupts);
	armed = deadline;
}

/* The timer's interrupt, at the time it is set to. */
static void timer_expires(void)
{
	assert_int_not_equal(armed, DEADLINE_NONE);
	if (now < armed)
		now = armed;
	host_interrupts = false;
	host_cpu.in_interrupt = true;
	timer_interrupt();
	host_cpu.in_interrupt = false;
}

static const struct platform fake = { .clock_monotonic = clock_now,
				      .timer_set = timer_set,
				      .idle = timer_expires };
const struct platform *platform = &fake;

void switch_stacks(struct thread *from, struct thread *to)
{
	assert_ptr_not_equal(from, to);
}

size_t simd_bytes(void)
{
	return 512;
}

void simd_init(void *area)
{
}

void simd_save(void *area)
{
}

void simd_restore(const void *area)
{
}

bool memory_protect(void *address, size_t bytes, enum memory_access access)
{
	assert_int_equal((uintptr_t)address % PAGE_BYTES, 0);
	assert_int_equal(bytes, PAGE_BYTES);
	if (access == MEMORY_NONE && !protect_budget--)
		return false;
	is_guard[((char *)address - arena) / PAGE_BYTES] = access == MEMORY_NONE;
	return true;
}

static int guards(void)
{
	int count = 0;

	for (unsigned i = 0; i < ARENA; i++)
		count += is_guard[i];
	return count;
}

void interrupt_stack_set(void *stack_end)
{
}

void log_line(const char *format, ...)
{
}

noreturn void panic(const char *format, ...)
{
	longjmp(after_exit, 1);
}

/* What the tests are written in. */

/* The timer's interrupt and what the interrupt's entry code does at its end. */
static void tick(void)
{
	timer_expires();
	if (host_cpu.reschedule)
		sched_preempt();
	host_interrupts = true;
}

static struct thread *start(int priority)
{
	struct thread *thread = thread_create();

	assert_non_null(thread);
	thread->priority = priority;
	thread_start(thread);
	return thread;
}

static void end_current(void)
{
	/* A thread that ended is not switched back to; here nothing switches, and the panic says so. */
	if (setjmp(after_exit) == 0)
		thread_exit();
	sched_switched();
}

#define assert_current(thread) assert_ptr_equal(thread_current(), thread)

static int setup(void **state)
{
	now = 1000;
	protect_budget = 1000;
	first = thread_create();
	sched_init(first);
	return page_free_count() != ARENA - THREAD_PAGES;
}

/* Ends all threads but the first, which waits longer than any of them sleeps, so that the lists are empty
 * again. */
static int teardown(void **state)
{
	futex_wake(&word, 100, 0, NULL);
	thread_set_priority(first, 0, 0);
	for (int i = 0; i < 100 && page_free_count() != ARENA - THREAD_PAGES; i++) {
		if (thread_current() == first)
			sched_sleep(now + 10000000000);
		else
			end_current();
	}
	if (guards() != 2)
		return -1;
	memset(is_guard, 0, sizeof(is_guard));
	page_free((char *)((uintptr_t)first & ~(PAGE_BYTES - 1)) - (THREAD_PAGES - 1) * PAGE_BYTES,
		  THREAD_PAGES);
	return page_free_count() != ARENA;
}

static void test_higher_priority_first(void **state)
{
	struct thread *low = start(0);
	assert_current(first);
	struct thread *high = start(9);
	assert_current(high);
	assert_int_equal(first->state, THREAD_READY);
	/* One of its own priority waits for its turn, a better one does not. */
	struct thread *equal = start(9);
	assert_current(high);
	struct thread *higher = start(10);
	assert_current(higher);
	end_current();
	assert_current(high);
	end_current();
	assert_current(equal);
	end_current();
	assert_current(first);
	end_current();
	assert_current(low);
	first = low;
}

static void test_turns(void **state)
{
	assert_int_equal(armed, DEADLINE_NONE);
	struct thread *second = start(0), *third = start(0);
	struct thread *order[] = { second, third, first, second };

	assert_int_equal(armed, now + SLICE_NS);
	for (unsigned i = 0; i < 4; i++) {
		tick();
		assert_current(order[i]);
		assert_int_equal(armed, now + SLICE_NS);
	}
}

/* Nobody else of its priority: no timer runs. */
static void test_no_tick_alone(void **state)
{
	struct thread *other = start(5);

	assert_current(other);
	assert_int_equal(armed, DEADLINE_NONE);
	end_current();
	assert_int_equal(armed, DEADLINE_NONE);
}

/* Pushed aside by a better thread, it keeps the rest of its place before its equals. */
static void test_pushed_aside(void **state)
{
	struct thread *better = start(5);

	sched_sleep(now + 100);
	assert_current(first);
	struct thread *equal = start(0);
	tick();
	assert_current(better);
	sched_sleep(now + 1000000000);
	assert_current(first);
	assert_int_equal(equal->state, THREAD_READY);
	sched_yield_now();
	assert_current(equal);
}

static void test_timers_in_order(void **state)
{
	struct thread *a = start(0), *b = start(0);
	uint64_t begin = now;

	sched_sleep(begin + 300);
	assert_current(a);
	sched_sleep(begin + 100);
	assert_current(b);
	sched_sleep(begin + 200);
	assert_current(a);
	assert_int_equal(now, begin + 100);
	sched_sleep(begin + 400);
	assert_current(b);
	assert_int_equal(now, begin + 200);
	sched_sleep(begin + 300); /* the same as the first thread's: after it */
	assert_current(first);
	assert_int_equal(now, begin + 300);
	sched_yield_now();
	assert_current(b);
}

static void test_futex_value(void **state)
{
	word = 1;
	assert_int_equal(futex_wait(&word, 2, DEADLINE_NONE), EAGAIN);
	assert_current(first);
	assert_int_equal(futex_wake(&word, 1, 0, NULL), 0);
}

static void test_futex_order(void **state)
{
	struct thread *low[2] = { start(0), start(0) };

	word = 1;
	struct thread *high = start(5);
	futex_wait(&word, 1, DEADLINE_NONE);
	assert_current(first);
	sched_yield_now();
	for (int i = 0; i < 2; i++) {
		assert_current(low[i]);
		futex_wait(&word, 1, DEADLINE_NONE);
	}
	assert_current(first);
	assert_int_equal(futex_wake(&word, 1, 0, NULL), 1);
	assert_current(high);
	end_current();
	assert_int_equal(futex_wake(&word, 1, 0, NULL), 1);
	assert_int_equal(low[0]->state, THREAD_READY);
	assert_int_equal(low[1]->state, THREAD_SLEEPING);
}

static void test_futex_moved(void **state)
{
	uint32_t other = 0;
	struct thread *waiter[2] = { start(0), start(0) };

	word = 1;
	sched_yield_now();
	for (int i = 0; i < 2; i++) {
		assert_current(waiter[i]);
		futex_wait(&word, 1, DEADLINE_NONE);
	}
	assert_current(first);
	assert_int_equal(futex_wake(&word, 1, 1, &other), 2);
	assert_int_equal(futex_wake(&word, 1, 0, NULL), 0);
	assert_int_equal(waiter[1]->state, THREAD_SLEEPING);
	assert_int_equal(futex_wake(&other, 1, 0, NULL), 1);
	assert_int_equal(waiter[1]->state, THREAD_READY);
}

static void test_futex_deadline(void **state)
{
	struct thread *waiter = start(5);

	word = 1;
	futex_wait(&word, 1, now + 500);
	assert_current(first);
	assert_int_equal(armed, now + 500);
	tick();
	assert_current(waiter);
	assert_int_equal(waiter->sleep_result, ETIMEDOUT);
	/* It waits no more: neither in the list of sleepers nor, woken in time, in that of timers. */
	assert_int_equal(futex_wake(&word, 1, 0, NULL), 0);
	futex_wait(&word, 1, now + 500);
	assert_int_equal(futex_wake(&word, 1, 0, NULL), 1);
	assert_current(waiter);
	assert_int_equal(waiter->sleep_result, 0);
	assert_int_equal(armed, DEADLINE_NONE);
}

static void test_changed_priority(void **state)
{
	struct thread *other = start(0);

	thread_set_priority(other, 1, 3);
	assert_current(other);
	thread_set_priority(first, 1, 4);
	assert_current(first);
	assert_ptr_equal(thread_find(other->id), other);
	assert_null(thread_find(9999));
}

static void test_interrupted(void **state)
{
	struct thread *waiter = start(5);

	word = 1;
	futex_wait(&word, 1, now + 500);
	assert_current(first);
	assert_true(thread_interrupt(waiter->id));
	assert_current(waiter);
	assert_int_equal(waiter->sleep_result, EINTR);
	assert_int_equal(futex_wake(&word, 1, 0, NULL), 0);
	assert_int_equal(armed, DEADLINE_NONE);
	/* One that does not sleep: its next sleep, and no other. One that was woken keeps that. */
	assert_true(thread_interrupt(waiter->id));
	assert_int_equal(futex_wait(&word, 1, DEADLINE_NONE), EINTR);
	assert_current(waiter);
	futex_wait(&word, 1, DEADLINE_NONE);
	assert_current(first);
	thread_set_priority(first, 0, 6);
	futex_wake(&word, 1, 0, NULL);
	assert_true(thread_interrupt(waiter->id));
	assert_int_equal(waiter->sleep_result, 0);
	assert_true(waiter->interrupted);
	assert_false(thread_interrupt(9999));
}

/* The second guard fails: the first is undone and all pages are back. */
static void test_no_page_table(void **state)
{
	size_t free_before = page_free_count();

	protect_budget = 1;
	assert_null(thread_create());
	assert_int_equal(guards(), 2);
	assert_int_equal(page_free_count(), free_before);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_higher_priority_first, setup, teardown),
		cmocka_unit_test_setup_teardown(test_turns, setup, teardown),
		cmocka_unit_test_setup_teardown(test_no_tick_alone, setup, teardown),
		cmocka_unit_test_setup_teardown(test_pushed_aside, setup, teardown),
		cmocka_unit_test_setup_teardown(test_timers_in_order, setup, teardown),
		cmocka_unit_test_setup_teardown(test_futex_value, setup, teardown),
		cmocka_unit_test_setup_teardown(test_futex_order, setup, teardown),
		cmocka_unit_test_setup_teardown(test_futex_moved, setup, teardown),
		cmocka_unit_test_setup_teardown(test_futex_deadline, setup, teardown),
		cmocka_unit_test_setup_teardown(test_changed_priority, setup, teardown),
		cmocka_unit_test_setup_teardown(test_interrupted, setup, teardown),
		cmocka_unit_test_setup_teardown(test_no_page_table, setup, teardown),
	};
	arena = aligned_alloc(PAGE_BYTES, ARENA * PAGE_BYTES);
	page_add((uint64_t)(uintptr_t)arena, ARENA);
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	free(arena);
	return failed;
}
