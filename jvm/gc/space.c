/* SPDX-License-Identifier: Apache-2.0 */
/* space.c: the heap's pages and blocks: which are free, who gets them, and giving memory back to the system.
 * Invariant: used_pages counts the pages that are not free, dirty_pages those of kind PAGE_FREE. */
#include "jvm/gc/heap.h"
#include "jvm/memory/low.h"
#include "jvm/run/vm.h"
#include <stdio.h>
#include <sys/mman.h>

enum { trimmed_at_once = 64 /* pages, since each time costs a search */ };

struct heap heap = { .lock = PTHREAD_MUTEX_INITIALIZER };

/* A side table: zeroed, and costs memory only where it is touched. It need not lie below 4 GiB. */
static void *table(size_t bytes)
{
	void *got =
		mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	return got == MAP_FAILED ? NULL : got;
}

static size_t pages_for(size_t bytes)
{
	return (bytes + page_bytes - 1) >> page_shift;
}

static size_t whole_blocks(size_t bytes)
{
	return (bytes + block_bytes - 1) / block_bytes * block_bytes;
}

/* What a heap of `maximum` bytes needs, and as many more addresses as there are, so that arrays which are not
 * moved leave room between them: where text does not look like references, if that leaves twice as many. */
static bool reserve(size_t maximum)
{
	const size_t most = (size_t)2 << 30, needed = whole_blocks(maximum + maximum / 32 + 4 * block_bytes);
	const size_t wanted = needed < most / 8 ? 8 * needed : most;
	heap.base = NULL;
	for (size_t bytes = wanted; !heap.base && bytes >= 2 * needed; bytes -= bytes / 4) {
		heap.bytes = whole_blocks(bytes);
		heap.base = low_reserve_beyond_text(heap.bytes, needed, block_bytes);
	}
	for (size_t bytes = wanted; !heap.base; bytes /= 2) {
		heap.bytes = whole_blocks(bytes > needed ? bytes : needed);
		heap.base = low_reserve(heap.bytes, needed, block_bytes);
		if (heap.bytes == needed)
			break;
	}
	heap.blocks = heap.bytes / block_bytes;
	heap.pages = heap.blocks * block_pages;
	heap.collection_pages = needed / page_bytes;
	return heap.base != NULL;
}

bool space_init(size_t initial, size_t maximum)
{
	const size_t least = 16 * block_bytes;
	if (maximum < least)
		maximum = least;
	if (initial < least)
		initial = least;
	/* A heap whose size nobody asked for is as large as there is room. */
	while (!reserve(maximum) && vm.options.heap_is_default && maximum > (64u << 20))
		maximum /= 2;
	if (initial > maximum)
		initial = maximum;
	heap.maximum_pages = pages_for(maximum);
	heap.initial_pages = heap.target_pages = pages_for(initial);
	heap.absent_run = SIZE_MAX;
	heap.page_kinds = table(heap.pages);
	heap.lines = table(heap.blocks * block_lines);
	heap.starts = table(heap.bytes / 64);
	heap.block = table(heap.blocks * sizeof(struct block));
	if (heap.base && heap.page_kinds && heap.lines && heap.starts && heap.block)
		return true;
	fprintf(stderr,
		"Error occurred during initialization of VM\n"
		"Could not reserve enough space for a heap of %zu KiB below 4 GiB: give a smaller -Xmx\n",
		maximum >> 10);
	return false;
}

static bool page_is_free(size_t page)
{
	return heap.page_kinds[page] <= PAGE_FREE;
}

/* Marks pages as used; tells whether all of them read as zero. When they are none of the free ones that hold
 * memory, some of those are given back instead, so that no more than `limit` pages do. */
static bool claim(size_t page, size_t count, enum page_kind first, enum page_kind rest, size_t limit)
{
	size_t dirty = 0;
	for (size_t i = page; i < page + count; i++) {
		dirty += heap.page_kinds[i] == PAGE_FREE;
		heap.page_kinds[i] = i == page ? first : rest;
	}
	heap.dirty_pages -= dirty;
	heap.used_pages += count;
	if (heap.top_page < page + count)
		heap.top_page = page + count;
	if (heap.used_pages + heap.dirty_pages > limit) {
		const size_t keep = limit - heap.used_pages;
		space_trim(keep > trimmed_at_once ? keep - trimmed_at_once : 0);
	}
	return dirty == 0;
}

ptrdiff_t space_take_block(size_t limit)
{
	if (heap.used_pages + block_pages > limit)
		return -1;
	for (; heap.free_cursor < heap.blocks; heap.free_cursor++) {
		uint64_t kinds;
		memcpy(&kinds, heap.page_kinds + heap.free_cursor * block_pages, sizeof kinds);
		if (kinds & ~(uint64_t)0x0101010101010101)
			continue;
		const size_t block = heap.free_cursor++;
		const bool zero = claim(block * block_pages, block_pages, PAGE_BLOCK, PAGE_BLOCK, limit);
		heap.block[block] =
			(struct block){ .flags = zero ? BLOCK_ZERO : 0, .free_lines = block_lines };
		return (ptrdiff_t)block;
	}
	return -1;
}

/* The first run of `count` free pages in [from, to), or -1. */
static ptrdiff_t find_run(size_t from, size_t to, size_t count)
{
	size_t length = 0;
	for (size_t page = from; page < to; page++) {
		length = page_is_free(page) ? length + 1 : 0;
		if (length == count)
			return (ptrdiff_t)(page - count + 1);
	}
	return -1;
}

/* Pages that were used before come first: they may hold memory. */
static ptrdiff_t find_large_run(size_t count)
{
	if (count < heap.absent_run) {
		ptrdiff_t page = find_run(heap.large_cursor, heap.top_page, count);
		if (page < 0)
			page = find_run(0, heap.top_page, count);
		if (page >= 0)
			return page;
		heap.absent_run = count;
	}
	size_t from = heap.top_page;
	while (from > 0 && page_is_free(from - 1))
		from--;
	return from + count <= heap.pages ? (ptrdiff_t)from : -1;
}

uint8_t *space_take_large(size_t bytes, size_t limit)
{
	const size_t count = pages_for(bytes);
	uint8_t *at = NULL;
	bool zero = false;
	pthread_mutex_lock(&heap.lock);
	if (heap.used_pages + count <= limit) {
		const ptrdiff_t page = find_large_run(count);
		if (page >= 0) {
			zero = claim((size_t)page, count, PAGE_LARGE, PAGE_LARGE_REST, limit);
			heap.large_cursor = (size_t)page + count;
			at = heap.base + ((size_t)page << page_shift);
			start_set(at);
			heap.fresh_bytes += count << page_shift;
		}
	}
	pthread_mutex_unlock(&heap.lock);
	if (at && !zero)
		memset(at, 0, count << page_shift);
	return at;
}

void space_free_pages(size_t page, size_t count)
{
	memset(heap.page_kinds + page, PAGE_FREE, count);
	heap.used_pages -= count;
	heap.dirty_pages += count;
}

bool space_take_lines(const uint8_t *at, uint8_t **start, uint8_t **end)
{
	const size_t block = block_of(at);
	uint8_t *const lines = heap.lines + block * block_lines;
	const uint8_t *first = memchr(lines + (line_of(at) - block * block_lines), LINE_FREE,
				      (block + 1) * block_lines - line_of(at));
	if (!first)
		return false;
	size_t from = (size_t)(first - lines), to = from;
	while (to < block_lines && lines[to] == LINE_FREE)
		lines[to++] = LINE_FRESH;
	lines[from] = LINE_FRESH_START;
	*start = block_start(block) + (from << line_shift);
	*end = block_start(block) + (to << line_shift);
	if (!(heap.block[block].flags & BLOCK_ZERO))
		memset(*start, 0, (size_t)(*end - *start));
	return true;
}

void space_trim(size_t keep)
{
	/* From the top, since allocation prefers low addresses. */
	for (size_t to = heap.top_page; to > 0 && heap.dirty_pages > keep;) {
		size_t from = to;
		while (from > 0 && heap.page_kinds[from - 1] == PAGE_FREE &&
		       heap.dirty_pages - (to - from) > keep)
			from--;
		if (from == to) {
			to--;
			continue;
		}
		low_discard(heap.base + (from << page_shift), (to - from) << page_shift);
		memset(heap.page_kinds + from, PAGE_ZERO, to - from);
		heap.dirty_pages -= to - from;
		to = from;
	}
}
