/* SPDX-License-Identifier: Apache-2.0 */
/* The page tables, for memory/ only: mapping of RAM found at boot, and single entries. */
#ifndef KERNEL_MEMORY_MAP_H
#define KERNEL_MEMORY_MAP_H

#include <stdbool.h>
#include <stdint.h>

#include "kernel/sched/spinlock.h"

/* Maps [start, end) one to one, writable, in 2 MiB pages. False when a page table could not be allocated. */
bool map_ram(uint64_t start, uint64_t end);

/* Bits of an entry. The processor ignores 9 and 10, and all of an entry that is not present. */
#define MAP_PRESENT    0x001ul
#define MAP_WRITE      0x002ul
#define MAP_LARGE      0x080ul
#define MAP_RESERVED   0x200ul /* address space of memory_reserve; a page under it is its own */
#define MAP_FILLABLE   0x400ul /* absent, and gets a page when it is touched */
#define MAP_NO_EXECUTE (1ul << 63)
#define MAP_ADDRESS    0x000ffffffffff000ul

extern struct spinlock map_lock; /* guards every page table */

/* The entry for `address` in the table of level `wanted` (1: of 4 KiB pages, 2: of 2 MiB), tables made and
 * large pages split on the way; NULL when a table could not be allocated. map_lock is held. */
uint64_t *map_entry(uint64_t address, int wanted);

/* The lowest entry there is for `address`, 0 when it holds nothing; *level is that of its table. */
uint64_t map_look_up(uint64_t address, int *level);

/* Bytes that one entry of a table at `level` maps. */
uint64_t map_entry_bytes(int level);

#endif
