/* SPDX-License-Identifier: Apache-2.0 */
/* Foreign pages are mapped at physical addresses where this domain has no RAM, far above what it can have, so
 * that nothing of its own must give way.
 */
#include "kernel/platform/xen/grant.h"

#include <stdlib.h>

#include <xen/grant_table.h>
#include <xen/memory.h>

#include "kernel/memory/memory.h"
#include "kernel/platform/xen/hypercall.h"
#include "kernel/sched/spinlock.h"

#define TABLE_FRAMES      8
#define ENTRIES_PER_FRAME (PAGE_BYTES / sizeof(grant_entry_v1_t))
#define FIRST_FREE        GNTTAB_NR_RESERVED_ENTRIES

#define WINDOW_BASE  (1ul << 37)
#define WINDOW_PAGES 4096u

static struct {
	struct spinlock lock; /* guards all below */
	volatile grant_entry_v1_t *frames[TABLE_FRAMES];
	uint64_t window_used[WINDOW_PAGES / 64];
	bool window_mapped;
} grants;

static volatile grant_entry_v1_t *entry_of(grant_ref ref)
{
	return &grants.frames[ref / ENTRIES_PER_FRAME][ref % ENTRIES_PER_FRAME];
}

/* An unused entry; the table grows by a frame when it must. The lock is held. */
static bool find_entry(grant_ref *out)
{
	for (unsigned frame = 0; frame < TABLE_FRAMES; frame++) {
		if (!grants.frames[frame]) {
			void *page = page_alloc(1);
			if (!page || !hypercall_map_space(XENMAPSPACE_grant_table, frame, page))
				return false;
			grants.frames[frame] = page;
		}
		for (grant_ref i = frame ? 0 : FIRST_FREE; i < ENTRIES_PER_FRAME; i++) {
			if (!grants.frames[frame][i].flags) {
				*out = (grant_ref)(frame * ENTRIES_PER_FRAME + i);
				return true;
			}
		}
	}
	return false;
}

bool grant_give(uint16_t remote, const void *page, grant_ref *out)
{
	unsigned long flags = spinlock_acquire(&grants.lock);
	bool found = find_entry(out);

	if (found) {
		volatile grant_entry_v1_t *entry = entry_of(*out);
		entry->domid = remote;
		entry->frame = (uint32_t)((uintptr_t)page / PAGE_BYTES);
		/* Release: Xen must not see the permission before domain and frame. */
		__atomic_store_n(&entry->flags, GTF_permit_access, __ATOMIC_RELEASE);
	}
	spinlock_release(&grants.lock, flags);
	return found;
}

bool grant_take_back(grant_ref ref)
{
	uint16_t granted = GTF_permit_access;

	/* Succeeds only if Xen has not marked the entry as in use meanwhile. */
	return __atomic_compare_exchange_n(&entry_of(ref)->flags, &granted, 0, false, __ATOMIC_SEQ_CST,
					   __ATOMIC_SEQ_CST);
}

struct grant_mapping {
	unsigned first; /* page of the window */
	size_t count;
	grant_handle_t handles[];
};

static bool is_used(unsigned page)
{
	return grants.window_used[page / 64] >> page % 64 & 1;
}

static void set_used(unsigned first, size_t count, bool used)
{
	for (unsigned page = first; page < first + count; page++) {
		if (used)
			grants.window_used[page / 64] |= 1ul << page % 64;
		else
			grants.window_used[page / 64] &= ~(1ul << page % 64);
	}
}

static bool reserve(size_t count, unsigned *first)
{
	bool found = false;
	unsigned long flags = spinlock_acquire(&grants.lock);

	if (!grants.window_mapped)
		grants.window_mapped = memory_map_device(WINDOW_BASE, WINDOW_PAGES * PAGE_BYTES, true);
	unsigned run = 0;
	for (unsigned page = 0; grants.window_mapped && page < WINDOW_PAGES && !found; page++) {
		run = is_used(page) ? 0 : run + 1;
		if (run == count) {
			*first = page + 1 - run;
			set_used(*first, count, true);
			found = true;
		}
	}
	spinlock_release(&grants.lock, flags);
	return found;
}

static uint64_t address_of(const struct grant_mapping *mapping, size_t index)
{
	return WINDOW_BASE + (mapping->first + index) * PAGE_BYTES;
}

static void unmap(struct grant_mapping *mapping, size_t mapped)
{
	for (size_t i = 0; i < mapped; i++) {
		struct gnttab_unmap_grant_ref request = { .host_addr = address_of(mapping, i),
							  .handle = mapping->handles[i] };
		hypercall(__HYPERVISOR_grant_table_op, GNTTABOP_unmap_grant_ref, (uintptr_t)&request, 1);
	}
	unsigned long flags = spinlock_acquire(&grants.lock);
	set_used(mapping->first, mapping->count, false);
	spinlock_release(&grants.lock, flags);
	free(mapping);
}

struct grant_mapping *grant_map(uint16_t remote, const grant_ref refs[], size_t count)
{
	struct grant_mapping *mapping = malloc(sizeof(*mapping) + count * sizeof(mapping->handles[0]));

	if (!mapping)
		return NULL;
	mapping->count = count;
	if (!reserve(count, &mapping->first)) {
		free(mapping);
		return NULL;
	}
	for (size_t i = 0; i < count; i++) {
		struct gnttab_map_grant_ref request = {
			.host_addr = address_of(mapping, i),
			.flags = GNTMAP_host_map,
			.ref = refs[i],
			.dom = remote,
		};
		if (hypercall(__HYPERVISOR_grant_table_op, GNTTABOP_map_grant_ref, (uintptr_t)&request, 1) ||
		    request.status != GNTST_okay) {
			unmap(mapping, i);
			return NULL;
		}
		mapping->handles[i] = request.handle;
	}
	return mapping;
}

void *grant_pages(const struct grant_mapping *mapping)
{
	return (void *)address_of(mapping, 0);
}

void grant_unmap(struct grant_mapping *mapping)
{
	if (mapping)
		unmap(mapping, mapping->count);
}
