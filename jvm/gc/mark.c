/* SPDX-License-Identifier: Apache-2.0 */
/* mark.c: tracing. A set start bit means: reached. What is reached is pushed once and later scanned: its
 * lines are marked and its fields followed. Objects in blocks being evacuated are copied when first reached;
 * the old header's type then holds the new address with the lowest bit set, and the old place has no start
 * bit. So what was marked before anything moved, by mark_in_place, stays where it is.
 *
 * The stack grows as long as malloc gives memory. When it does not, what cannot be pushed is dropped, and
 * found again by scanning all that is marked once more. */
#include "jvm/gc/class_space.h"
#include "jvm/gc/heap.h"
#include "jvm/link/link.h"
#include <stdlib.h>

enum { first_room = 4096, prefetched = 16 /* a power of two */ };

static uint32_t *stack;
static size_t depth, room;
static bool overflowed;

static bool grow(void)
{
	if (heap.mark_stack_limit && room >= heap.mark_stack_limit)
		return false;
	size_t wanted = room ? 2 * room : first_room;
	if (heap.mark_stack_limit && wanted > heap.mark_stack_limit)
		wanted = heap.mark_stack_limit;
	uint32_t *got = realloc(stack, wanted * sizeof *stack);
	if (!got)
		return false;
	stack = got;
	room = wanted;
	return true;
}

static inline void push(struct object *object)
{
	if (__builtin_expect(depth == room, 0) && !grow()) {
		overflowed = true;
		return;
	}
	stack[depth++] = (uint32_t)(uintptr_t)object;
}

/* Tells whether this is the first time. */
static inline bool mark(const struct object *object)
{
	const size_t granule = granule_of(object);
	uint64_t *const word = &heap.starts[granule >> 6];
	const uint64_t bit = (uint64_t)1 << (granule & 63);
	if (*word & bit)
		return false;
	*word |= bit;
	return true;
}

void mark_in_place(struct object *object)
{
	if (mark(object))
		push(object);
}

static struct object *reach_movable(struct object *object)
{
	if (object->type & 1)
		return (struct object *)(uintptr_t)(object->type & ~7u);
	if (start_get(object))
		return object;
	const size_t bytes = plain_object_bytes(object, object_class(object));
	struct object *copy = evacuation_take(bytes);
	if (copy) {
		memcpy(copy, object, bytes);
		object->type = (uint32_t)(uintptr_t)copy | 1;
		heap.statistics.bytes_evacuated += bytes;
		object = copy;
	}
	mark_in_place(object);
	return object;
}

static inline struct object *reach(struct object *object)
{
	if (!heap_contains(object)) {
		class_space_reach_address(object);
		return object;
	}
	if (heap.evacuating && heap.block[block_of(object)].flags & BLOCK_EVACUATE)
		return reach_movable(object);
	mark_in_place(object);
	return object;
}

void mark_visit(struct object **at)
{
	if (*at)
		*at = reach(*at);
}

static inline void follow(reference *at)
{
	const reference value = *at;
	if (!value)
		return;
	struct object *const now = reach((struct object *)(uintptr_t)value);
	if ((reference)(uintptr_t)now != value)
		reference_store(at, now);
}

void scan_fields(struct object *object, const struct class *class)
{
	for (unsigned i = 0; i < class->reference_count; i++)
		follow(&FIELD(object, class->reference_offsets[i], reference));
}

static inline void mark_lines(const struct object *object, size_t bytes)
{
	const size_t first = line_of(object), last = line_of((const uint8_t *)object + bytes - 1);
	for (size_t line = first; line <= last; line++)
		heap.lines[line] = LINE_LIVE;
}

static void scan(struct object *object)
{
	const struct class *class = object_class(object);
	const size_t bytes = plain_object_bytes(object, class);
	if (bytes <= large_limit)
		mark_lines(object, bytes);
	if (class->space || class->keeps)
		class_space_reach_object(object, class);
	if (class->dimensions) {
		if (class->element_kind != KIND_REFERENCE)
			return;
		reference *const elements = ELEMENTS(object, reference);
		const int32_t length = ((struct array *)object)->length;
		for (int32_t i = 0; i < length; i++)
			follow(&elements[i]);
	} else if (class->reference_kind != GC_NONE) {
		reference_scan(object, class);
	} else {
		scan_fields(object, class);
	}
}

/* Objects pass through a short queue between the stack and their scan, so that their headers arrive
 * meanwhile. */
static void drain_stack(void)
{
	uint32_t queue[prefetched] = { 0 };
	unsigned turn = 0, waiting = 0;
	while (depth || waiting) {
		const uint32_t out = queue[turn];
		waiting -= out != 0;
		queue[turn] = depth ? stack[--depth] : 0;
		waiting += queue[turn] != 0;
		__builtin_prefetch((void *)(uintptr_t)queue[turn]);
		turn = (turn + 1) & (prefetched - 1);
		if (out)
			scan((struct object *)(uintptr_t)out);
	}
}

static void scan_again(struct object *object, void *context)
{
	(void)context;
	scan(object);
	drain_stack();
}

void mark_drain(void)
{
	do {
		drain_stack();
		while (overflowed) {
			overflowed = false;
			starts_each(scan_again, NULL);
		}
	} while (class_spaces_follow());
}

void mark_mirror(struct object *mirror)
{
	scan_fields(mirror, object_class(mirror));
	const struct class *of = class_of_mirror(mirror);
	for (unsigned k = 0; of && k < of->static_reference_count; k++)
		follow(&FIELD(mirror, of->static_reference_offsets[k], reference));
}

void mark_mirrors(void)
{
	for (size_t i = 0; i < mirrors.count; i++)
		mark_mirror(mirrors.at[i]);
}

void mark_start(void)
{
	for (size_t page = 0; page < heap.top_page;) {
		const size_t block = page / block_pages;
		if (heap.page_kinds[page] == PAGE_BLOCK) {
			memset(heap.lines + block * block_lines, LINE_FREE, block_lines);
			memset(heap.starts + block * (block_bytes / 512), 0, block_bytes / 64);
			page += block_pages;
		} else {
			if (heap.page_kinds[page] == PAGE_LARGE)
				heap.starts[granule_of(heap.base + (page << page_shift)) >> 6] = 0;
			page++;
		}
	}
}

bool gc_is_live(struct object **at)
{
	struct object *const object = *at;
	if (!object)
		return false;
	if (!heap_contains(object))
		return !metadata_is_dying(object);
	if (start_get(object))
		return true;
	if (!(object->type & 1))
		return false;
	*at = (struct object *)(uintptr_t)(object->type & ~7u);
	return true;
}
