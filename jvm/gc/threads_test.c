/* SPDX-License-Identifier: Apache-2.0 */
/* threads_test.c: several threads of run/thread.c fill the heap at once. All they hold is in local variables
 * of C, so that it lives by the scan of their stacks alone, while what these lead to is moved. */
#include "jvm/gc/fake_vm.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <cmocka.h>

enum { workers = 6, lists = 8, stack_bytes = 64 * 1024 };

static const uint32_t link_offsets[] = { 8 };
static struct class *link_class, *bytes_class;
static int rounds;
static _Atomic int faults;

static uint32_t any(uint32_t *seed, uint32_t below)
{
	*seed = *seed * 1664525 + 1013904223;
	return (uint32_t)((uint64_t)*seed * below >> 32);
}

/* A link of a list: 8 the next, 16 how many follow, 24 whose it is. */
static struct object *longer(struct thread *thread, struct object *list, int64_t owner)
{
	struct object *link = gc_new_fast(thread, link_class);
	if (!link)
		return NULL;
	reference_store(&FIELD(link, 8, reference), list);
	FIELD(link, 16, int64_t) = list ? FIELD(list, 16, int64_t) + 1 : 0;
	FIELD(link, 24, int64_t) = owner;
	return link;
}

static void check(const struct object *list, int64_t owner)
{
	int64_t expected = list ? FIELD(list, 16, int64_t) : 0;
	for (; list; list = FIELD_REF(list, 8), expected--)
		if (list->type != (uint32_t)(uintptr_t)link_class || FIELD(list, 16, int64_t) != expected ||
		    FIELD(list, 24, int64_t) != owner) {
			faults++;
			return;
		}
	if (expected > 0)
		faults++;
}

static void *work(void *number)
{
	struct thread *const thread = thread_attach(NULL, stack_bytes);
	const int64_t owner = (int64_t)(intptr_t)number;
	uint32_t seed = (uint32_t)owner + 1;
	struct object *list[lists] = { NULL };
	for (int i = 0; i < rounds; i++) {
		const uint32_t at = any(&seed, lists);
		if (any(&seed, 300) == 0) {
			check(list[at], owner);
			list[at] = NULL;
		}
		list[at] = longer(thread, list[at], owner);
		if (!list[at])
			faults++;
		const struct array *bytes =
			gc_new_array(thread, bytes_class, (int32_t)any(&seed, i % 64 ? 100 : 20000));
		if (!bytes || bytes->header.type != (uint32_t)(uintptr_t)bytes_class)
			faults++;
		if (i % 500 == 0) {
			thread_block_begin(thread);
			thread_block_end(thread);
		}
		thread_safepoint(thread);
	}
	for (int i = 0; i < lists; i++)
		check(list[i], owner);
	thread_detach(thread);
	return NULL;
}

static void run(unsigned stress, int with_rounds)
{
	fake_start(stress);
	if (!link_class) {
		link_class = fake_class("Link", 32, 1, link_offsets);
		bytes_class = fake_array_class("[B", KIND_BYTE, 0);
	}
	rounds = with_rounds;
	const unsigned before = heap.statistics.collections;
	pthread_t posix[workers];
	for (intptr_t i = 0; i < workers; i++)
		assert_int_equal(pthread_create(&posix[i], NULL, work, (void *)i), 0);
	thread_block_begin(thread_self);
	for (int i = 0; i < workers; i++)
		pthread_join(posix[i], NULL);
	thread_block_end(thread_self);
	assert_int_equal(faults, 0);
	assert_int_equal(fake_errors, 0);
	assert_true(heap.statistics.collections > before + 5);
}

static void without_stress(void **state)
{
	(void)state;
	run(0, 60000);
}

static void moving_and_checking(void **state)
{
	(void)state;
	run(GC_STRESS_MOVE | GC_STRESS_VERIFY, 30000);
}

static void at_every_tenth(void **state)
{
	(void)state;
	run(GC_STRESS_COLLECT | GC_STRESS_MOVE | GC_STRESS_VERIFY | 10 << GC_STRESS_EVERY_SHIFT, 1000);
}

static int begin(void **state)
{
	(void)state;
	return thread_attach(NULL, stack_bytes) ? 0 : -1;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(without_stress),
		cmocka_unit_test(moving_and_checking),
		cmocka_unit_test(at_every_tenth),
	};
	return cmocka_run_group_tests(tests, begin, NULL);
}
