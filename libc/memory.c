/* SPDX-License-Identifier: Apache-2.0 */
/* mmap and its kin for anonymous memory. A mapping is a run of pages with a physical page under each from the
 * start: nothing is promised that is not there. Two kinds get their pages when they are touched: what the
 * caller says may never be (MAP_NORESERVE), and large stacks. Executable mappings are refused: W^X holds for
 * the image's life.
 */
#include <errno.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/sysinfo.h>

#include "kernel/arch/x86_64/cpu.h"
#include "kernel/memory/memory.h"
#include "libc/syscall.h"

#define LARGE_STACK_BYTES (256ul << 10)

static size_t page_count(size_t bytes)
{
	return (bytes + PAGE_BYTES - 1) / PAGE_BYTES;
}

static enum memory_access access_of(int protection)
{
	return protection & PROT_WRITE  ? MEMORY_READ_WRITE
	       : protection & PROT_READ ? MEMORY_READ
					: MEMORY_NONE;
}

static long reserve(uint64_t at, size_t bytes, int protection)
{
	uint64_t got = memory_reserve(at, bytes, access_of(protection) == MEMORY_READ_WRITE);

	return got ? (long)got : at ? -EEXIST : -ENOMEM;
}

long sys_mmap(uint64_t hint, size_t bytes, int protection, int flags, int file, uint64_t offset)
{
	if (!bytes || bytes > SIZE_MAX / 2)
		return -EINVAL;
	if (protection & PROT_EXEC)
		return -EPERM;
	if (!(flags & MAP_ANONYMOUS))
		return -ENODEV; /* files are read, not mapped (docs/limits.md) */
	if (flags & MAP_FIXED)
		return -ENOMEM;
	if (flags & MAP_FIXED_NOREPLACE)
		return reserve(hint, bytes, protection);
	/* musl maps a thread's stack as PROT_NONE, then protects all but the guard. */
	if (flags & MAP_NORESERVE || (protection == PROT_NONE && bytes >= LARGE_STACK_BYTES))
		return reserve(0, bytes, protection);
	char *pages = page_alloc(page_count(bytes));
	if (!pages)
		return -ENOMEM;
	memset(pages, 0, page_count(bytes) * PAGE_BYTES);
	if (access_of(protection) != MEMORY_READ_WRITE &&
	    !memory_protect(pages, page_count(bytes) * PAGE_BYTES, access_of(protection))) {
		page_free(pages, page_count(bytes));
		return -ENOMEM;
	}
	return (long)pages;
}

/* A thread that ends unmaps its own stack (musl's __unmapself), and its thread pointer lies in it, where the
 * compiler looks for the stack protector's canary: until it is gone it has this one, with the same canary. */
static void leave_thread_pointer(uint64_t address, size_t bytes)
{
	enum { CANARY = 5 }; /* %fs:0x28 */
	static uint64_t ending[CANARY + 1];
	const uint64_t pointer = msr_read(MSR_FS_BASE);

	if (pointer < address || pointer - address >= bytes)
		return;
	ending[CANARY] = ((const uint64_t *)pointer)[CANARY];
	msr_write(MSR_FS_BASE, (uint64_t)ending);
}

long sys_munmap(uint64_t address, size_t bytes)
{
	if (address % PAGE_BYTES || !bytes)
		return -EINVAL;
	leave_thread_pointer(address, bytes);
	if (memory_is_reserved(address))
		return memory_release(address, bytes) ? 0 : -EINVAL;
	size_t whole = page_count(bytes) * PAGE_BYTES;
	/* Guard pages become ordinary again. Where all is writable already, no table is split for it. */
	bool writable = true;
	for (size_t at = 0; writable && at < whole; at += PAGE_BYTES)
		writable = memory_writable(address + at);
	if (!writable && !memory_protect((void *)address, whole, MEMORY_READ_WRITE))
		return -ENOMEM;
	page_free((void *)address, whole / PAGE_BYTES);
	return 0;
}

long sys_mprotect(uint64_t address, size_t bytes, int protection)
{
	if (address % PAGE_BYTES)
		return -EINVAL;
	if (protection & PROT_EXEC)
		return -EPERM;
	if (address < (uintptr_t)image_end && address + bytes > (uintptr_t)image_start)
		return -EACCES; /* the image's own pages keep what the linker gave them */
	if (memory_is_reserved(address))
		return memory_reserve_protect(address, bytes, access_of(protection) == MEMORY_READ_WRITE)
			       ? 0
			       : -ENOMEM;
	return memory_protect((void *)address, page_count(bytes) * PAGE_BYTES, access_of(protection))
		       ? 0
		       : -ENOMEM;
}

long sys_mremap(uint64_t address, size_t old_bytes, size_t new_bytes, int flags)
{
	size_t old_pages = page_count(old_bytes), new_pages = page_count(new_bytes);

	if (address % PAGE_BYTES || !new_bytes || new_bytes > SIZE_MAX / 2 || memory_is_reserved(address))
		return -EINVAL;
	if (new_pages <= old_pages) {
		page_free((char *)address + new_pages * PAGE_BYTES, old_pages - new_pages);
		return (long)address;
	}
	if (!(flags & MREMAP_MAYMOVE))
		return -ENOMEM;
	char *pages = page_alloc(new_pages);
	if (!pages)
		return -ENOMEM;
	memcpy(pages, (const void *)address, old_pages * PAGE_BYTES);
	memset(pages + old_pages * PAGE_BYTES, 0, (new_pages - old_pages) * PAGE_BYTES);
	page_free((void *)address, old_pages);
	return (long)pages;
}

/* Elsewhere than in reserved space advice is just that: pages stay. */
long sys_madvise(uint64_t address, size_t bytes, int advice)
{
	if (advice != MADV_DONTNEED || !memory_is_reserved(address))
		return 0;
	return memory_discard(address, bytes) ? 0 : -ENOMEM;
}

long sys_sysinfo(struct sysinfo *out)
{
	memset(out, 0, sizeof(*out));
	out->totalram = page_total_count();
	out->freeram = page_free_count();
	out->mem_unit = PAGE_BYTES;
	return 0;
}
