/* SPDX-License-Identifier: Apache-2.0 */
/* The page tables. Boot left the first GiB mapped one to one (boot/entry.S); here the rest of RAM and device
 * memory are added, and the access of single pages is changed.
 *
 * Rule: nothing here ever makes a page executable.
 */
#include "kernel/memory/map.h"
#include "kernel/memory/memory.h"
#include "kernel/sched/spinlock.h"

#define WRITE_THROUGH 0x008ul
#define UNCACHED      0x010ul

#define TABLE_ENTRIES 512
#define LARGE_BYTES   (2ul << 20)

extern uint64_t boot_pml4[TABLE_ENTRIES];

struct spinlock map_lock;

uint64_t map_entry_bytes(int level)
{
	return PAGE_BYTES << (9 * (level - 1));
}

static uint64_t *entry_in(uint64_t *table, uint64_t address, int level)
{
	return &table[address / map_entry_bytes(level) % TABLE_ENTRIES];
}

/* Puts a table in place of an absent entry or of a large page, mapping what the entry mapped. */
static bool make_table(uint64_t *entry, int level)
{
	uint64_t *table = page_alloc(1);

	if (!table)
		return false;
	if (!(*entry & MAP_PRESENT)) {
		for (int i = 0; i < TABLE_ENTRIES; i++)
			table[i] = *entry; /* nothing, or reserved */
	} else {
		uint64_t part = *entry;
		if (level - 1 == 1)
			part &= ~MAP_LARGE;
		for (int i = 0; i < TABLE_ENTRIES; i++)
			table[i] = part + i * map_entry_bytes(level - 1);
	}
	*entry = (uintptr_t)table | MAP_PRESENT | MAP_WRITE;
	return true;
}

uint64_t *map_entry(uint64_t address, int wanted)
{
	uint64_t *table = boot_pml4;

	for (int level = 4; level > wanted; level--) {
		uint64_t *entry = entry_in(table, address, level);
		if ((!(*entry & MAP_PRESENT) || (*entry & MAP_LARGE)) && !make_table(entry, level))
			return NULL;
		table = (uint64_t *)(*entry & MAP_ADDRESS);
	}
	return entry_in(table, address, wanted);
}

static bool map_large(uint64_t start, uint64_t end, uint64_t bits)
{
	bool done = true;
	unsigned long flags = spinlock_acquire(&map_lock);

	for (uint64_t at = start & ~(LARGE_BYTES - 1); done && at < end; at += LARGE_BYTES) {
		uint64_t *entry = map_entry(at, 2);
		done = entry && !(*entry & MAP_RESERVED);
		/* A table that is there already maps finer; leave it. */
		if (done && (!(*entry & MAP_PRESENT) || (*entry & MAP_LARGE))) {
			*entry = at | bits | MAP_PRESENT | MAP_WRITE | MAP_LARGE | MAP_NO_EXECUTE;
			cpu_flush_page(at);
		}
	}
	spinlock_release(&map_lock, flags);
	return done;
}

bool map_ram(uint64_t start, uint64_t end)
{
	return map_large(start, end, 0);
}

bool memory_map_device(uint64_t physical, size_t bytes, bool cached)
{
	return map_large(physical, physical + bytes, cached ? 0 : UNCACHED | WRITE_THROUGH);
}

bool memory_protect(void *address, size_t bytes, enum memory_access access)
{
	static const uint64_t bits[] = {
		[MEMORY_NONE] = 0,
		[MEMORY_READ] = MAP_PRESENT | MAP_NO_EXECUTE,
		[MEMORY_READ_WRITE] = MAP_PRESENT | MAP_WRITE | MAP_NO_EXECUTE,
	};
	uint64_t start = (uintptr_t)address;
	uint64_t end = start + bytes;
	bool done = true;
	unsigned long flags = spinlock_acquire(&map_lock);

	/* First the tables, which can fail, then the change, which cannot. */
	for (uint64_t at = start; done && at < end; at = (at | (LARGE_BYTES - 1)) + 1)
		done = map_entry(at, 1) != NULL;
	for (uint64_t at = start; done && at < end; at += PAGE_BYTES) {
		*map_entry(at, 1) = at | bits[access];
		cpu_flush_page(at);
	}
	spinlock_release(&map_lock, flags);
	return done;
}

uint64_t map_look_up(uint64_t address, int *level)
{
	const uint64_t *table = boot_pml4;

	*level = 4;
	if (address >> 47) /* the upper half is never mapped, and between the halves nothing can be */
		return 0;
	for (;; --*level) {
		uint64_t entry = table[address / map_entry_bytes(*level) % TABLE_ENTRIES];
		if (!(entry & MAP_PRESENT) || *level == 1 || (entry & MAP_LARGE))
			return entry;
		table = (const uint64_t *)(entry & MAP_ADDRESS);
	}
}

bool memory_readable(uint64_t address)
{
	int level;

	return map_look_up(address, &level) & MAP_PRESENT;
}

bool memory_writable(uint64_t address)
{
	int level;
	uint64_t entry = map_look_up(address, &level);

	return entry & MAP_PRESENT && entry & MAP_WRITE;
}
