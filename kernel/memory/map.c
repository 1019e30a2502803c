/* SPDX-License-Identifier: Apache-2.0 */
/* The page tables. Boot left the first GiB mapped one to one (boot/entry.S); here the rest of RAM and device
 * memory are added, and the access of single pages is changed.
 *
 * Rule: nothing here ever makes a page executable.
 */
#include <string.h>

#include "kernel/memory/map.h"
#include "kernel/memory/memory.h"
#include "kernel/sched/spinlock.h"

#define PRESENT       0x001ul
#define WRITE         0x002ul
#define WRITE_THROUGH 0x008ul
#define UNCACHED      0x010ul
#define LARGE         0x080ul
#define NO_EXECUTE    (1ul << 63)
#define ADDRESS       0x000ffffffffff000ul

#define TABLE_ENTRIES 512
#define LARGE_BYTES   (2ul << 20)

extern uint64_t boot_pml4[TABLE_ENTRIES];

static struct spinlock tables_lock; /* guards every page table */

/* Bytes that one entry of a table at `level` maps; 1 is the level of 4 KiB pages. */
static uint64_t entry_bytes(int level)
{
	return PAGE_BYTES << (9 * (level - 1));
}

static uint64_t *entry_in(uint64_t *table, uint64_t address, int level)
{
	return &table[address / entry_bytes(level) % TABLE_ENTRIES];
}

/* Puts a table in place of an absent entry or of a large page, mapping what the entry mapped. */
static bool make_table(uint64_t *entry, int level)
{
	uint64_t *table = page_alloc(1);

	if (!table)
		return false;
	memset(table, 0, PAGE_BYTES);
	if (*entry & PRESENT) {
		uint64_t part = *entry;
		if (level - 1 == 1)
			part &= ~LARGE;
		for (int i = 0; i < TABLE_ENTRIES; i++)
			table[i] = part + i * entry_bytes(level - 1);
	}
	*entry = (uintptr_t)table | PRESENT | WRITE;
	return true;
}

/* The entry for `address` in the table of `wanted` level; NULL when a table could not be allocated. */
static uint64_t *find_entry(uint64_t address, int wanted)
{
	uint64_t *table = boot_pml4;

	for (int level = 4; level > wanted; level--) {
		uint64_t *entry = entry_in(table, address, level);
		if ((!(*entry & PRESENT) || (*entry & LARGE)) && !make_table(entry, level))
			return NULL;
		table = (uint64_t *)(*entry & ADDRESS);
	}
	return entry_in(table, address, wanted);
}

static bool map_large(uint64_t start, uint64_t end, uint64_t bits)
{
	bool done = true;
	unsigned long flags = spinlock_acquire(&tables_lock);

	for (uint64_t at = start & ~(LARGE_BYTES - 1); done && at < end; at += LARGE_BYTES) {
		uint64_t *entry = find_entry(at, 2);
		done = entry != NULL;
		/* A table that is there already maps finer; leave it. */
		if (done && (!(*entry & PRESENT) || (*entry & LARGE))) {
			*entry = at | bits | PRESENT | WRITE | LARGE | NO_EXECUTE;
			cpu_flush_page(at);
		}
	}
	spinlock_release(&tables_lock, flags);
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
		[MEMORY_READ] = PRESENT | NO_EXECUTE,
		[MEMORY_READ_WRITE] = PRESENT | WRITE | NO_EXECUTE,
	};
	uint64_t start = (uintptr_t)address;
	uint64_t end = start + bytes;
	bool done = true;
	unsigned long flags = spinlock_acquire(&tables_lock);

	/* First the tables, which can fail, then the change, which cannot. */
	for (uint64_t at = start; done && at < end; at = (at | (LARGE_BYTES - 1)) + 1)
		done = find_entry(at, 1) != NULL;
	for (uint64_t at = start; done && at < end; at += PAGE_BYTES) {
		*find_entry(at, 1) = at | bits[access];
		cpu_flush_page(at);
	}
	spinlock_release(&tables_lock, flags);
	return done;
}

/* The bits of the entry that maps `address`; 0 when nothing does. */
static uint64_t look_up(uint64_t address)
{
	const uint64_t *table = boot_pml4;

	if (address >> 47) /* the upper half is never mapped, and between the halves nothing can be */
		return 0;
	for (int level = 4; level > 0; level--) {
		uint64_t entry = table[address / entry_bytes(level) % TABLE_ENTRIES];
		if (!(entry & PRESENT) || level == 1 || (entry & LARGE))
			return entry & PRESENT ? entry : 0;
		table = (const uint64_t *)(entry & ADDRESS);
	}
	return 0;
}

bool memory_readable(uint64_t address)
{
	return look_up(address) & PRESENT;
}

bool memory_writable(uint64_t address)
{
	return look_up(address) & WRITE;
}
