/* SPDX-License-Identifier: Apache-2.0 */
/* collect.c: one collection from end to end, and how large the heap may grow until the next. */
#include "jvm/gc/heap.h"
#include "jvm/run/clock.h"
#include "jvm/run/vm.h"
#include <stdio.h>

static uint64_t started; /* ns: when the VM was, for the log */

bool gc_init(size_t initial, size_t maximum)
{
	started = clock_now();
	heap.exact = vm.options.gc_stress & GC_STRESS_COLLECT || vm.options.fail_allocation;
	heap.mark_stack_limit = vm.options.gc_stress & GC_STRESS_STACK ? 16 : 0;
	return space_init(initial, maximum);
}

struct request {
	enum collect_kind kind;
	const char *cause;
	unsigned seen;
};

static void retire_buffer(struct thread *thread, void *context)
{
	(void)context;
	thread->allocated_bytes -= (uint64_t)(thread->allocation_end - thread->allocation);
	thread->allocation = thread->allocation_end = NULL;
}

/* As much free as is live, so that the cost of marking is spread over as much allocation. Free lines between
 * live ones count for three quarters, since not each of them will fit. */
static void choose_target(void)
{
	const size_t wanted = heap.live_bytes + heap.initial_pages * page_bytes / 4;
	const size_t between = ((heap.used_pages << page_shift) - heap.live_bytes) / 4 * 3;
	size_t target = heap.used_pages + (wanted > between ? (wanted - between) >> page_shift : 0);
	if (target < heap.initial_pages)
		target = heap.initial_pages;
	heap.target_pages = target < heap.maximum_pages ? target : heap.maximum_pages;
	space_trim(heap.target_pages > heap.used_pages ? heap.target_pages - heap.used_pages : 0);
}

static void mark_all(const struct request *request)
{
	evacuation_choose(request->kind);
	mark_start();
	stacks_mark();
	references_start(request->kind == COLLECT_LAST_RESORT);
	roots_visit(mark_visit);
	mark_mirrors();
	class_spaces_start();
	mark_drain();
	references_process();
	mark_drain();
	weak_tables_sweep();
	class_spaces_sweep();
}

static void report(const struct request *request, size_t before, uint64_t begin)
{
	const uint64_t end = clock_now(), pause = end - begin;
	heap.statistics.pause_total += pause;
	if (heap.statistics.pause_longest < pause)
		heap.statistics.pause_longest = pause;
	if (vm.options.verbose_gc)
		printf("[%.3fs][info][gc] GC(%u) Pause Full (%s) %zuM->%zuM(%zuM) %.3fms\n",
		       (double)(end - started) / 1e9, heap.statistics.collections - 1, request->cause,
		       before >> 20, gc_used() >> 20, gc_committed() >> 20, (double)pause / 1e6);
}

static void work(void *context)
{
	const struct request *request = context;
	if (request->kind == COLLECT_NORMAL && request->seen != heap.statistics.collections)
		return; /* another thread was first */
	const bool verify = vm.options.gc_stress & GC_STRESS_VERIFY;
	const uint64_t begin = clock_now();
	const size_t before = gc_used();
	threads_each(retire_buffer, NULL);
	heap.shared = heap.shared_end = NULL;
	heap.statistics.bytes_allocated += heap.fresh_bytes;
	if (verify) {
		fresh_runs_walk();
		verify_heap("before");
	}
	class_caches_forget();
	stacks_scan();
	mark_all(request);
	sweep();
	choose_target();
	if (verify)
		verify_heap("after");
	heap.statistics.collections++;
	report(request, before, begin);
}

__attribute__((noinline)) void collect(struct thread *thread, enum collect_kind kind, const char *cause,
				       unsigned seen)
{
	struct request request = { .kind = kind, .cause = cause, .seen = seen };
	threads_stop_all(thread, work, &request);
	references_announce();
}

NOTES_STACK void gc_collect(struct thread *thread, const char *cause)
{
	thread_note_stack(thread);
	collect(thread, COLLECT_ASKED, cause, 0);
}

NOTES_STACK void gc_collect_all(struct thread *thread, const char *cause)
{
	thread_note_stack(thread);
	collect(thread, COLLECT_LAST_RESORT, cause, 0);
}

void gc_statistics(struct gc_statistics *to)
{
	*to = (struct gc_statistics){
		.collections = heap.statistics.collections,
		.pause_total = heap.statistics.pause_total,
		.pause_longest = heap.statistics.pause_longest,
		.bytes_allocated = heap.statistics.bytes_allocated + heap.fresh_bytes,
		.bytes_evacuated = heap.statistics.bytes_evacuated,
	};
}
