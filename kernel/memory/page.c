/* SPDX-License-Identifier: Apache-2.0 */
/* The page allocator: free runs of pages, in a list ordered by address. A run's length and link are kept in
 * its own first page, so that adding all of RAM at boot costs one write for each range.
 *
 * Invariant: no two runs touch; each is mapped writable.
 */
#include "kernel/memory/memory.h"
#include "kernel/memory/page.h"
#include "kernel/sched/spinlock.h"

struct run {
	struct run *next; /* at a higher address */
	size_t pages;
};

static struct {
	struct spinlock lock; /* guards all below */
	struct run *first;
	size_t free, total;
} page_pool;

static bool adjacent(const struct run *low, const struct run *high)
{
	return (uintptr_t)low + low->pages * PAGE_BYTES == (uintptr_t)high;
}

static void insert(struct run *run, size_t count)
{
	struct run *before = NULL;
	struct run *after = page_pool.first;

	while (after && after < run) {
		before = after;
		after = after->next;
	}
	run->pages = count;
	run->next = after;
	if (after && adjacent(run, after)) {
		run->pages += after->pages;
		run->next = after->next;
	}
	if (before && adjacent(before, run)) {
		before->pages += run->pages;
		before->next = run->next;
	} else if (before) {
		before->next = run;
	} else {
		page_pool.first = run;
	}
}

void page_add(uint64_t start, size_t count)
{
	page_pool.total += count;
	page_free((void *)start, count);
}

void *page_alloc(size_t count)
{
	void *found = NULL;
	unsigned long flags = spinlock_acquire(&page_pool.lock);

	/* From the end of the first run that is long enough, so that its header stays where it is. */
	for (struct run **link = &page_pool.first; count && *link; link = &(*link)->next) {
		struct run *run = *link;
		if (run->pages < count)
			continue;
		run->pages -= count;
		found = (char *)run + run->pages * PAGE_BYTES;
		if (!run->pages)
			*link = run->next;
		page_pool.free -= count;
		break;
	}
	spinlock_release(&page_pool.lock, flags);
	return found;
}

void page_free(void *pages, size_t count)
{
	if (!count)
		return;
	unsigned long flags = spinlock_acquire(&page_pool.lock);
	insert(pages, count);
	page_pool.free += count;
	spinlock_release(&page_pool.lock, flags);
}

size_t page_free_count(void)
{
	return page_pool.free;
}

size_t page_total_count(void)
{
	return page_pool.total;
}
