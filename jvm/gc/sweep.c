/* SPDX-License-Identifier: Apache-2.0 */
/* sweep.c: after marking, what has no mark is free: lines by the line table, large objects by their start
 * bit. No object is touched. */
#include "jvm/gc/heap.h"
#include "jvm/run/vm.h"

static size_t large_pages(size_t page)
{
	size_t end = page + 1;
	while (end < heap.top_page && heap.page_kinds[end] == PAGE_LARGE_REST)
		end++;
	return end - page;
}

/* Dead memory is overwritten, so that a reference which the collector missed is noticed. */
static void poison(uint8_t *at, size_t bytes)
{
	if (vm.options.gc_stress & GC_STRESS_VERIFY)
		memset(at, 0xdb, bytes);
}

static void sweep_block(size_t block)
{
	const uint8_t *lines = heap.lines + block * block_lines;
	unsigned live = 0;
	for (unsigned i = 0; i < block_lines; i++)
		live += lines[i];
	if (live < block_lines && vm.options.gc_stress & GC_STRESS_VERIFY)
		for (unsigned i = 0; i < block_lines; i++)
			if (lines[i] == LINE_FREE)
				poison(block_start(block) + i * line_bytes, line_bytes);
	heap.block[block].flags = live < block_lines ? BLOCK_RECYCLABLE : 0;
	heap.block[block].free_lines = (uint8_t)(block_lines - live);
	heap.live_bytes += (size_t)live << line_shift;
	if (!live) {
		heap.block[block].flags = 0;
		space_free_pages(block * block_pages, block_pages);
	}
}

static size_t sweep_large(size_t page)
{
	const size_t count = large_pages(page);
	uint8_t *const at = heap.base + (page << page_shift);
	if (start_get(at)) {
		heap.live_bytes += count << page_shift;
	} else {
		poison(at, count << page_shift);
		space_free_pages(page, count);
	}
	return count;
}

void sweep(void)
{
	heap.live_bytes = heap.fresh_bytes = 0;
	heap.recycle_cursor = heap.free_cursor = heap.large_cursor = 0;
	heap.absent_run = SIZE_MAX;
	for (size_t page = 0; page < heap.top_page;) {
		const uint8_t kind = heap.page_kinds[page];
		if (kind == PAGE_BLOCK) {
			sweep_block(page / block_pages);
			page += block_pages;
		} else {
			page += kind == PAGE_LARGE ? sweep_large(page) : 1;
		}
	}
	while (heap.top_page > 0 && heap.page_kinds[heap.top_page - 1] == PAGE_ZERO)
		heap.top_page--;
}

static void block_starts(size_t block, void (*visit)(struct object *, void *), void *context)
{
	const size_t first = block * (block_bytes / 512);
	for (size_t word = first; word < first + block_bytes / 512; word++)
		for (uint64_t bits = heap.starts[word]; bits; bits &= bits - 1)
			visit((struct object *)(heap.base +
						(((word << 6) + (size_t)__builtin_ctzll(bits)) << 3)),
			      context);
}

void starts_each(void (*visit)(struct object *object, void *context), void *context)
{
	for (size_t page = 0; page < heap.top_page;) {
		uint8_t *const at = heap.base + (page << page_shift);
		if (heap.page_kinds[page] == PAGE_BLOCK) {
			block_starts(page / block_pages, visit, context);
			page += block_pages;
		} else {
			if (heap.page_kinds[page] == PAGE_LARGE && start_get(at))
				visit((struct object *)at, context);
			page++;
		}
	}
}

void gc_each_object(void (*visit)(struct object *object, void *context), void *context)
{
	starts_each(visit, context);
}
