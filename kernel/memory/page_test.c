/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "kernel/memory/memory.h"
#include "kernel/memory/page.h"
#include "kernel/arch/x86_64/cpu.h"

#define ARENA 64u

struct cpu host_cpu;
bool host_interrupts;

static char *arena;

/* Every test begins with one run of ARENA pages and gives back all it took. */
static int setup(void **state)
{
	arena = aligned_alloc(PAGE_BYTES, ARENA * PAGE_BYTES);
	page_add((uint64_t)(uintptr_t)arena, ARENA);
	return page_free_count() != ARENA;
}

static int teardown(void **state)
{
	void *all = page_alloc(ARENA);

	free(arena);
	return all != arena || page_free_count() != 0;
}

static size_t number_of(const char *page)
{
	assert_in_range((uintptr_t)page, (uintptr_t)arena, (uintptr_t)arena + (ARENA - 1) * PAGE_BYTES);
	assert_int_equal((size_t)(page - arena) % PAGE_BYTES, 0);
	return (size_t)(page - arena) / PAGE_BYTES;
}

static void test_each_page_once(void **state)
{
	bool taken[ARENA] = { false };

	for (unsigned i = 0; i < ARENA; i++) {
		char *page = page_alloc(1);
		assert_false(taken[number_of(page)]);
		taken[number_of(page)] = true;
		memset(page, 0xa5, PAGE_BYTES);
		assert_int_equal(page_free_count(), ARENA - 1 - i);
	}
	assert_null(page_alloc(1));
	/* Every second one, then the others: each of those joins two runs. */
	for (unsigned odd = 0; odd < 2; odd++)
		for (unsigned i = odd; i < ARENA; i += 2)
			page_free(arena + i * PAGE_BYTES, 1);
}

static void test_too_much(void **state)
{
	assert_null(page_alloc(ARENA + 1));
	assert_null(page_alloc(SIZE_MAX));
	assert_null(page_alloc(0));
	assert_int_equal(page_free_count(), ARENA);
}

/* Enough pages, but not in a row. */
static void test_fragments(void **state)
{
	char *all = page_alloc(ARENA);

	for (unsigned i = 0; i < ARENA; i += 2)
		page_free(all + i * PAGE_BYTES, 1);
	assert_int_equal(page_free_count(), ARENA / 2);
	assert_null(page_alloc(2));
	page_free(all + PAGE_BYTES, 1);
	assert_ptr_equal(page_alloc(3), all);
	page_free(all, 3);
	for (unsigned i = 3; i < ARENA; i += 2)
		page_free(all + i * PAGE_BYTES, 1);
}

static void test_part_of_a_run(void **state)
{
	char *run = page_alloc(10);

	page_free(run + 3 * PAGE_BYTES, 4);
	assert_int_equal(page_free_count(), ARENA - 6);
	page_free(run, 3);
	page_free(run + 7 * PAGE_BYTES, 3);
}

/* Against a model that knows of each page whether it is taken. */
static void test_at_random(void **state)
{
	struct {
		char *at;
		size_t pages;
	} held[ARENA];
	bool taken[ARENA] = { false };
	size_t count = 0, used = 0;
	unsigned dice = 1;

	for (unsigned step = 0; step < 50000; step++) {
		dice = dice * 1103515245u + 12345u;
		size_t pages = 1 + (dice >> 16) % 9;
		char *run = (dice >> 8) % 2 || count == ARENA ? NULL : page_alloc(pages);
		if (run) {
			for (size_t i = 0; i < pages; i++) {
				assert_false(taken[number_of(run + i * PAGE_BYTES)]);
				taken[number_of(run + i * PAGE_BYTES)] = true;
			}
			held[count].at = run;
			held[count++].pages = pages;
			used += pages;
		} else if (count) {
			size_t which = (dice >> 20) % count;
			for (size_t i = 0; i < held[which].pages; i++)
				taken[number_of(held[which].at + i * PAGE_BYTES)] = false;
			used -= held[which].pages;
			page_free(held[which].at, held[which].pages);
			held[which] = held[--count];
		}
		assert_int_equal(page_free_count(), ARENA - used);
	}
	while (count--)
		page_free(held[count].at, held[count].pages);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_each_page_once, setup, teardown),
		cmocka_unit_test_setup_teardown(test_too_much, setup, teardown),
		cmocka_unit_test_setup_teardown(test_fragments, setup, teardown),
		cmocka_unit_test_setup_teardown(test_part_of_a_run, setup, teardown),
		cmocka_unit_test_setup_teardown(test_at_random, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
