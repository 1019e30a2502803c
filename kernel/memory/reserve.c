/* SPDX-License-Identifier: Apache-2.0 */
/* Reserved address space, whose pages come when they are touched: for a heap that may grow, and deep stacks.
 * The page tables are all there is to know it by: MAP_RESERVED marks each entry of it, at the level of 4 KiB
 * pages or of 2 MiB, and MAP_FILLABLE those absent ones that a touch may fill.
 *
 * Invariant: a page under an entry with MAP_RESERVED belongs to that entry.
 */
#include <string.h>

#include "kernel/memory/map.h"
#include "kernel/memory/memory.h"
#include "kernel/panic/panic.h"

#define LARGE_BYTES  (2ul << 20)
#define SPACE_FIRST  (1ul << 45) /* far above any RAM or device */
#define SPACE_END    (1ul << 46)
#define ADDRESSABLE  (1ul << 47)
#define TABLE_LEVELS 2 /* the levels whose entries are marked */

static uint64_t lowest_gap = SPACE_FIRST; /* guarded by map_lock: below it SPACE is all taken */

static uint64_t smaller(uint64_t a, uint64_t b)
{
	return a < b ? a : b;
}

/* Whether nothing lies in [at, end); else *taken is the first byte after the entry in the way. */
static bool is_free(uint64_t at, uint64_t end, uint64_t *taken)
{
	while (at < end) {
		int level;
		uint64_t entry = map_look_up(at, &level);
		uint64_t next = (at | (map_entry_bytes(level) - 1)) + 1;
		if (entry) {
			*taken = next;
			return false;
		}
		at = next;
	}
	return true;
}

/* Calls `change` for the entries of [at, end): one of 2 MiB where it covers that and no table is there. False
 * when a table could not be allocated: those come first, so that nothing has changed. */
static bool each(uint64_t at, uint64_t end, void (*change)(uint64_t *entry, uint64_t address, uint64_t bits),
		 uint64_t bits)
{
	for (int changing = 0; changing < 2; changing++) {
		for (uint64_t now = at; now < end;) {
			uint64_t *entry = map_entry(now, TABLE_LEVELS);
			bool whole = now % LARGE_BYTES == 0 && end - now >= LARGE_BYTES;
			if (!entry)
				return false;
			if (whole && !(*entry & MAP_PRESENT)) {
				if (changing)
					change(entry, now, bits);
				now += LARGE_BYTES;
				continue;
			}
			entry = map_entry(now, 1);
			if (!entry)
				return false;
			uint64_t stop = smaller(end, (now | (LARGE_BYTES - 1)) + 1);
			for (; changing && now < stop; now += PAGE_BYTES)
				change(entry++, now, bits);
			now = stop;
		}
	}
	return true;
}

static void set(uint64_t *entry, uint64_t address, uint64_t bits)
{
	*entry = bits;
}

static void drop_page(uint64_t *entry, uint64_t address)
{
	if (!(*entry & MAP_PRESENT))
		return;
	page_free((void *)(*entry & MAP_ADDRESS), 1);
	*entry = MAP_RESERVED | MAP_FILLABLE;
	cpu_flush_page(address);
}

static void discard(uint64_t *entry, uint64_t address, uint64_t bits)
{
	drop_page(entry, address);
}

static void release(uint64_t *entry, uint64_t address, uint64_t bits)
{
	drop_page(entry, address);
	*entry = 0;
}

/* A page that is there is kept only where it may be touched. */
static void protect(uint64_t *entry, uint64_t address, uint64_t bits)
{
	if (!(bits & MAP_FILLABLE))
		drop_page(entry, address);
	if (!(*entry & MAP_PRESENT))
		*entry = bits;
}

/* Whether all of [at, end) is reserved. */
static bool is_reserved(uint64_t at, uint64_t end)
{
	while (at < end) {
		int level;
		if (!(map_look_up(at, &level) & MAP_RESERVED))
			return false;
		at = (at | (map_entry_bytes(level) - 1)) + 1;
	}
	return true;
}

/* The lowest room in SPACE for `bytes`; 0 when there is none. */
static uint64_t find_room(uint64_t bytes)
{
	uint64_t at = lowest_gap;

	for (uint64_t taken; bytes <= SPACE_END - at; at = taken)
		if (is_free(at, at + bytes, &taken))
			return at;
	return 0;
}

uint64_t memory_reserve(uint64_t at, size_t bytes, bool touchable)
{
	uint64_t taken;

	bytes = (bytes + PAGE_BYTES - 1) & ~(PAGE_BYTES - 1);
	if (!bytes || bytes > ADDRESSABLE || at > ADDRESSABLE - bytes || at % PAGE_BYTES)
		return 0;
	unsigned long flags = spinlock_acquire(&map_lock);
	bool hinted = at != 0;
	if (hinted ? !is_free(at, at + bytes, &taken) : !(at = find_room(bytes)))
		at = 0;
	else if (!each(at, at + bytes, set, MAP_RESERVED | (touchable ? MAP_FILLABLE : 0)))
		at = 0;
	else if (at == lowest_gap)
		lowest_gap = at + bytes;
	spinlock_release(&map_lock, flags);
	return at;
}

bool memory_is_reserved(uint64_t address)
{
	int level;

	return map_look_up(address, &level) & MAP_RESERVED;
}

static bool change(uint64_t at, size_t bytes, void (*how)(uint64_t *, uint64_t, uint64_t), uint64_t bits)
{
	bool done = false;

	if (at >= ADDRESSABLE || bytes > ADDRESSABLE - at)
		return false;
	uint64_t end = (at + bytes + PAGE_BYTES - 1) & ~(PAGE_BYTES - 1);
	unsigned long flags = spinlock_acquire(&map_lock);
	if (is_reserved(at, end))
		done = each(at, end, how, bits);
	if (done && how == release && at >= SPACE_FIRST)
		lowest_gap = smaller(lowest_gap, at);
	spinlock_release(&map_lock, flags);
	return done;
}

bool memory_reserve_protect(uint64_t at, size_t bytes, bool touchable)
{
	return change(at, bytes, protect, MAP_RESERVED | (touchable ? MAP_FILLABLE : 0));
}

bool memory_discard(uint64_t at, size_t bytes)
{
	return change(at, bytes, discard, 0);
}

bool memory_release(uint64_t at, size_t bytes)
{
	return change(at, bytes, release, 0);
}

bool memory_fill(uint64_t address)
{
	int level;
	unsigned long flags = spinlock_acquire(&map_lock);
	uint64_t found = map_look_up(address, &level);
	bool fillable = found & MAP_FILLABLE;

	if (fillable) {
		uint64_t *entry = map_entry(address, 1);
		void *page = entry ? page_alloc(1) : NULL;
		if (!page)
			panic("out of memory: all %zu kB are in use; give the service more",
			      page_total_count() * 4);
		memset(page, 0, PAGE_BYTES);
		*entry = (uintptr_t)page | MAP_RESERVED | MAP_PRESENT | MAP_WRITE | MAP_NO_EXECUTE;
	}
	spinlock_release(&map_lock, flags);
	return fillable;
}
