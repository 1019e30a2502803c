/* SPDX-License-Identifier: Apache-2.0 */
/* heap.h: how the heap is laid out, for the files of gc/ alone.
 *
 * The heap is one stretch of address space, cut into pages of 4 KiB. Eight aligned pages make a block of 128
 * lines, in which objects of up to `large_limit` bytes lie; a larger object has a run of pages to itself and
 * is never moved. So that a run is found in a heap which such objects have cut to pieces, there are several
 * times as many pages as may be used at once; those not in use cost no memory. Side tables tell for every
 * page, line and 8-byte granule what is there; the objects themselves hold no state of the collector but for
 * forwarding addresses in a collection.
 *
 * What is an object, at any time the world stands:
 *   - a granule whose `starts` bit is set (what the last collection kept, and large objects), or
 *   - one met by walking a run of fresh lines from its LINE_FRESH_START to the first zero header: such a run
 * was zeroed when it was handed to a thread, which filled it from its start. Mirrors lie outside and are
 * never moved: an address outside the heap is live if it is in no space of classes (class_space.h), or in one
 * that was reached. */
#ifndef JVM_GC_HEAP_H
#define JVM_GC_HEAP_H

#include "jvm/gc/gc.h"
#include <pthread.h>
#include <string.h>

enum {
	page_shift = 12,
	line_shift = 8,
	block_shift = 15,
	page_bytes = 1 << page_shift,
	line_bytes = 1 << line_shift,
	block_bytes = 1 << block_shift,
	block_pages = block_bytes / page_bytes,
	block_lines = block_bytes / line_bytes,
	large_limit = gc_large_limit, /* larger objects get pages of their own */
};

/* The lowest bit of a free page says that it may hold rubbish. */
enum page_kind { PAGE_ZERO = 0, PAGE_FREE = 1, PAGE_BLOCK = 2, PAGE_LARGE = 4, PAGE_LARGE_REST = 6 };

enum line_state { LINE_FREE, LINE_LIVE, LINE_FRESH, LINE_FRESH_START };

enum block_flag {
	BLOCK_RECYCLABLE = 1, /* has free lines that no thread was given since the last collection */
	BLOCK_ZERO = 2,       /* all of it reads as zero */
	BLOCK_EVACUATE = 4,   /* in a collection: what lies here and may move is copied out */
};

struct block {
	uint8_t flags;
	uint8_t free_lines; /* after the last collection */
};

struct heap {
	uint8_t *base;
	size_t bytes;         /* reserved */
	size_t pages, blocks; /* of the whole reservation */
	size_t maximum_pages, initial_pages;
	size_t collection_pages; /* maximum_pages and room to evacuate into */
	/* The side tables. Threads write the line states of blocks they own; the rest is guarded by `lock`
	 * while the world runs. */
	uint8_t *page_kinds; /* enum page_kind */
	uint8_t *lines;      /* enum line_state */
	uint64_t *starts;    /* a bit a granule of 8 bytes */
	struct block *block;

	pthread_mutex_t lock;
	size_t used_pages;   /* not free */
	size_t target_pages; /* a collection is due when used_pages would exceed it; maximum_pages at most */
	size_t dirty_pages;  /* of kind PAGE_FREE: memory that we hold for nothing; with used_pages within the
				limit that the last page was taken under */
	size_t recycle_cursor;        /* no block below it is BLOCK_RECYCLABLE */
	size_t free_cursor;           /* no aligned eight pages below this block are all free */
	size_t large_cursor;          /* where the search for runs of pages goes on */
	size_t absent_run;            /* below top_page there is no run of so many free pages */
	size_t top_page;              /* no page from here on was ever used */
	uint8_t *shared, *shared_end; /* a buffer in which objects are put that do not fit in a thread's */
	size_t live_bytes;            /* in lines and pages that the last collection kept */
	size_t fresh_bytes;           /* handed out since */

	bool exact;              /* stress: threads get no buffers, so that each allocation comes by */
	size_t mark_stack_limit; /* stress: so many entries; 0: no limit */
	bool evacuating;         /* in a collection: some block is BLOCK_EVACUATE */
	struct gc_statistics statistics;
};

extern struct heap heap;

static inline bool heap_contains(const void *at)
{
	return (size_t)((uintptr_t)at - (uintptr_t)heap.base) < heap.bytes;
}

static inline size_t page_of(const void *at)
{
	return (size_t)((const uint8_t *)at - heap.base) >> page_shift;
}

static inline size_t line_of(const void *at)
{
	return (size_t)((const uint8_t *)at - heap.base) >> line_shift;
}

static inline size_t block_of(const void *at)
{
	return (size_t)((const uint8_t *)at - heap.base) >> block_shift;
}

static inline uint8_t *block_start(size_t block)
{
	return heap.base + (block << block_shift);
}

static inline size_t granule_of(const void *at)
{
	return (size_t)((const uint8_t *)at - heap.base) >> 3;
}

static inline bool start_get(const void *at)
{
	const size_t granule = granule_of(at);
	return heap.starts[granule >> 6] >> (granule & 63) & 1;
}

static inline void start_set(const void *at)
{
	const size_t granule = granule_of(at);
	heap.starts[granule >> 6] |= (uint64_t)1 << (granule & 63);
}

static inline size_t array_bytes(const struct class *class, int32_t length)
{
	return (array_data_offset + ((size_t)(uint32_t)length << class->element_shift) + object_alignment -
		1) &
	       ~(size_t)(object_alignment - 1);
}

/* Of any object but a mirror, which alone has more than its class says. */
static inline size_t plain_object_bytes(const struct object *object, const struct class *class)
{
	return class->dimensions ? array_bytes(class, ((const struct array *)object)->length)
				 : class->instance_bytes;
}

enum collect_kind {
	COLLECT_NORMAL,
	COLLECT_ASKED,
	COLLECT_LAST_RESORT /* soft references too, compact all */
};

/* space.c: pages, blocks and runs of lines. */
bool space_init(size_t initial, size_t maximum);
/* A free block, all its lines free; -1: none within `limit` used pages. Under the lock. */
ptrdiff_t space_take_block(size_t limit);
/* A run of zeroed pages for a large object; NULL: none. Takes the lock itself. */
uint8_t *space_take_large(size_t bytes, size_t limit);
void space_free_pages(size_t page, size_t count);
/* The next run of free lines in the block of `at`, from `at` on: handed out, fresh and zeroed. false: none.
 */
bool space_take_lines(const uint8_t *at, uint8_t **start, uint8_t **end);
/* Gives free pages back to the system until at most `keep` of them hold memory. */
void space_trim(size_t keep);

/* mirror.c: those of classes that are never unloaded. */
struct mirror_list {
	struct object **at;
	size_t count, room;
};
extern struct mirror_list mirrors;

/* class_space.c */
struct class_space;
void class_caches_forget(void);
void class_space_reach(struct class_space *space);
bool class_space_reach_address(const void *at); /* of the space that `at` lies in; false: in none */
void class_space_reach_object(const struct object *object,
			      const struct class *class); /* what an object keeps */
void class_spaces_start(void);                            /* reaches what is pinned */
bool class_spaces_follow(void);                           /* those reached since the last call; false: none */
void class_spaces_visit(gc_visit *visit);                 /* the roots of all, for the heap check */
void class_spaces_sweep(void);                            /* unloads what was not reached */

/* roots.c */
void class_visit(struct class *class, gc_visit *visit); /* what a class holds outside its mirror */
void roots_visit(gc_visit *visit); /* every precise root outside the heap and the mirrors */
void weak_tables_sweep(void);

/* find.c: what conservative words point to. */
void fresh_runs_walk(void); /* sets the start bit of every object of the heap */
/* Finds every object that a stack may hold: kept in a list, since marking clears the bits that finding needs.
 */
void stacks_scan(void);
void stacks_mark(void); /* marks them in place, before anything may move */

/* mark.c */
void mark_start(void); /* forgets the old marks and lines */
void mark_in_place(struct object *object);
void mark_visit(struct object **at);     /* the same for a root */
void mark_mirror(struct object *mirror); /* follows its fields and the class's static ones */
void mark_mirrors(void);
void mark_drain(void); /* until all that was reached has been followed */
void scan_fields(struct object *object,
		 const struct class *class); /* follows the fields of class->reference_offsets */

/* reference.c */
struct reference_layout { /* where fields of java.lang.ref.Reference lie; the first two are not in
			     class->reference_offsets */
	bool known;
	uint32_t referent, discovered, next;
};
extern struct reference_layout reference_layout;
void references_start(bool clear_soft);
void reference_scan(struct object *object, const struct class *class);
void references_process(void);  /* after marking */
void references_announce(void); /* wakes the reference handler, after the collection */

/* evacuate.c */
void evacuation_choose(enum collect_kind kind); /* sets BLOCK_EVACUATE and heap.evacuating */
void *evacuation_take(size_t bytes);            /* room for a copy; NULL: none */

/* sweep.c */
void sweep(void);
/* Calls visit for every object whose start bit is set. */
void starts_each(void (*visit)(struct object *object, void *context), void *context);

/* verify.c: ends the process with a description when the heap is not sound. All start bits must be set. */
void verify_heap(const char *when);

/* collect.c */
/* Collects, unless another thread has done so after the caller read `seen` from statistics.collections and
 * the kind is NORMAL. */
void collect(struct thread *thread, enum collect_kind kind, const char *cause, unsigned seen);

#endif
