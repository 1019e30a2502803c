/* SPDX-License-Identifier: Apache-2.0 */
/* find.c: conservative roots. A word of a stack that points into an object, anywhere, keeps the object and
 * keeps it where it is. */
#include "jvm/gc/heap.h"
#include "jvm/memory/must.h"
#include "jvm/run/frame.h"
#include <stdlib.h>

static uint32_t *found;
static size_t found_count, found_room;

/* Gives every object of the fresh run that begins at `line` its start bit, and makes the run's lines ordinary
 * ones. */
static void walk_run(size_t line)
{
	size_t end = line + 1;
	while (end % block_lines != 0 && heap.lines[end] == LINE_FRESH)
		end++;
	memset(heap.lines + line, LINE_LIVE, end - line);
	const uint8_t *const stop = heap.base + (end << line_shift);
	for (const uint8_t *at = heap.base + (line << line_shift); at < stop;) {
		const struct object *object = (const struct object *)at;
		if (!object->type)
			break;
		start_set(object);
		at += plain_object_bytes(object, object_class(object));
	}
}

void fresh_runs_walk(void)
{
	for (size_t page = 0; page < heap.top_page; page += block_pages) {
		if (heap.page_kinds[page] != PAGE_BLOCK)
			continue;
		const size_t first = page * (page_bytes / line_bytes);
		for (size_t line = first; line < first + block_lines; line++)
			if (heap.lines[line] == LINE_FRESH_START)
				walk_run(line);
	}
}

static struct object *find_large(const void *at)
{
	size_t page = page_of(at);
	while (heap.page_kinds[page] == PAGE_LARGE_REST)
		page--;
	struct object *object = (struct object *)(heap.base + (page << page_shift));
	return object->type && start_get(object) ? object : NULL;
}

/* The newest start at or before `at` in its block, or NULL. */
static struct object *previous_start(const void *at)
{
	const size_t first = granule_of(block_start(block_of(at))) >> 6;
	const size_t granule = granule_of(at);
	size_t word = granule >> 6;
	uint64_t bits = heap.starts[word] & (~(uint64_t)0 >> (63 - (granule & 63)));
	while (!bits && word > first)
		bits = heap.starts[--word];
	if (!bits)
		return NULL;
	const size_t start = (word << 6) + (size_t)(63 - __builtin_clzll(bits));
	return (struct object *)(heap.base + (start << 3));
}

/* The object that `at` points into, or NULL. */
static struct object *find(const void *at)
{
	if (!heap_contains(at))
		return NULL;
	const uint8_t kind = heap.page_kinds[page_of(at)];
	if (kind == PAGE_LARGE || kind == PAGE_LARGE_REST)
		return find_large(at);
	if (kind != PAGE_BLOCK)
		return NULL;
	size_t line = line_of(at);
	if (heap.lines[line] == LINE_FREE)
		return NULL;
	if (heap.lines[line] != LINE_LIVE) {
		while (heap.lines[line] == LINE_FRESH)
			line--;
		walk_run(line);
	}
	struct object *object = previous_start(at);
	if (!object ||
	    (const uint8_t *)at >= (uint8_t *)object + plain_object_bytes(object, object_class(object)))
		return NULL;
	return object;
}

static void scan_word(uint32_t word)
{
	if (class_space_reach_address((const void *)(uintptr_t)word))
		return;
	const struct object *object = find((const void *)(uintptr_t)word);
	if (!object)
		return;
	if (found_count == found_room) {
		found_room = found_room ? 2 * found_room : 1024;
		found = must(realloc(found, found_room * sizeof *found));
	}
	found[found_count++] = (uint32_t)(uintptr_t)object;
}

/* Words at every 4 bytes: a compiler may keep a reference as the 32 bits that the heap holds. A thread that
 * is blocked in a system call may have it write to a buffer on its stack meanwhile, where there are no
 * references. */
__attribute__((noinline, no_sanitize_address, no_sanitize_thread)) static void scan_c_stack(const void *top,
											    const void *base)
{
	for (const uint32_t *at = (const uint32_t *)((uintptr_t)top & ~(uintptr_t)3); (const void *)at < base;
	     at++)
		scan_word(*at);
}

static void scan_thread(struct thread *thread, void *context)
{
	(void)context;
	/* In this order: a thread that has not begun may be writing its base. */
	if (thread->c_stack_top && thread->c_stack_base) {
		scan_c_stack(thread->c_stack_top, thread->c_stack_base);
		scan_c_stack(thread->registers,
			     thread->registers + sizeof thread->registers / sizeof *thread->registers);
	}
	frames_scan(thread, scan_word);
}

void stacks_scan(void)
{
	found_count = 0;
	threads_each(scan_thread, NULL);
}

void stacks_mark(void)
{
	for (size_t i = 0; i < found_count; i++)
		mark_in_place((struct object *)(uintptr_t)found[i]);
}
