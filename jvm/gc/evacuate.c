/* SPDX-License-Identifier: Apache-2.0 */
/* evacuate.c: which blocks are emptied by copying, and where the copies go: to free blocks, of which
 * there may be some more in use while it lasts. A block that turns out fuller than was thought costs
 * nothing but its objects staying in place. */
#include "jvm/gc/heap.h"
#include "jvm/run/vm.h"

static uint8_t *copy_at, *copy_end;

/* How many lines of a block the collection will find in use: what the last one kept, and a part of what was
 * filled since, most of which is dead by experience. */
static unsigned expected_lines(size_t block)
{
	const uint8_t *lines = heap.lines + block * block_lines;
	unsigned old = 0, fresh = 0;
	for (unsigned i = 0; i < block_lines; i++) {
		old += lines[i] == LINE_LIVE;
		fresh += lines[i] >= LINE_FRESH;
	}
	return old + fresh / 4;
}

void evacuation_choose(enum collect_kind kind)
{
	/* The more a block holds, the less is won by copying it. */
	const unsigned fullest = vm.options.gc_stress & GC_STRESS_MOVE ? block_lines
				 : kind == COLLECT_LAST_RESORT         ? block_lines * 3 / 4
								       : block_lines * 3 / 8;
	size_t room = (heap.collection_pages - heap.used_pages) * (page_bytes / line_bytes);
	copy_at = copy_end = NULL;
	heap.evacuating = false;
	/* From the top, so that the heap moves down. */
	for (size_t block = heap.top_page / block_pages; block-- > 0;) {
		if (heap.page_kinds[block * block_pages] != PAGE_BLOCK)
			continue;
		const unsigned lines = expected_lines(block);
		if (lines > fullest || lines > room)
			continue;
		room -= lines;
		heap.block[block].flags |= BLOCK_EVACUATE;
		heap.evacuating = true;
	}
}

void *evacuation_take(size_t bytes)
{
	if ((size_t)(copy_end - copy_at) < bytes) {
		const ptrdiff_t block = space_take_block(heap.collection_pages);
		if (block < 0)
			return NULL;
		heap.block[block].flags = 0;
		copy_at = block_start((size_t)block);
		copy_end = copy_at + block_bytes;
	}
	void *const at = copy_at;
	copy_at += bytes;
	return at;
}
