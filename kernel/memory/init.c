/* SPDX-License-Identifier: Apache-2.0 */
/* From start_info's memory map to free pages. All that the host placed in RAM for us - the image, start_info,
 * what it points to, boot modules - is kept out of the allocator for good.
 */
#include <string.h>

#include <stdint.h>
#include <xen/arch-x86/hvm/start_info.h>

#include "kernel/memory/map.h"
#include "kernel/memory/memory.h"
#include "kernel/memory/page.h"
#include "kernel/panic/panic.h"

#define BOOT_MAPPED (1ul << 30) /* what boot/entry.S mapped */
#define KEEP_MAX    16

struct range {
	uint64_t start, end;
};

static struct range kept[KEEP_MAX];
static unsigned kept_count;

static void keep(uint64_t start, uint64_t bytes)
{
	if (!bytes)
		return;
	if (kept_count == KEEP_MAX)
		panic("more than %d ranges given at boot", KEEP_MAX);
	kept[kept_count++] = (struct range){ start & ~(PAGE_BYTES - 1),
					     (start + bytes + PAGE_BYTES - 1) & ~(PAGE_BYTES - 1) };
}

/* Adds the pages of [start, end) that no kept range from `first` on covers. */
static void add_free(uint64_t start, uint64_t end, unsigned first)
{
	for (unsigned i = first; i < kept_count && start < end; i++) {
		if (kept[i].end <= start || end <= kept[i].start)
			continue;
		if (start < kept[i].start)
			add_free(start, kept[i].start, i + 1);
		start = kept[i].end;
	}
	if (start < end)
		page_add(start, (end - start) / PAGE_BYTES);
}

static void keep_boot_data(const struct hvm_start_info *info)
{
	const struct hvm_modlist_entry *module = (const void *)info->modlist_paddr;

	keep(0, PAGE_BYTES); /* page zero is not mapped */
	keep((uintptr_t)image_start, (uintptr_t)image_end - (uintptr_t)image_start);
	keep((uintptr_t)info, sizeof(*info));
	keep(info->memmap_paddr, info->memmap_entries * sizeof(struct hvm_memmap_table_entry));
	if (info->cmdline_paddr)
		keep(info->cmdline_paddr, strlen((const char *)info->cmdline_paddr) + 1);
	keep(info->modlist_paddr, info->nr_modules * sizeof(*module));
	for (unsigned i = 0; i < info->nr_modules; i++)
		keep(module[i].paddr, module[i].size);
}

void memory_init(const struct hvm_start_info *info)
{
	const struct hvm_memmap_table_entry *map = (const void *)info->memmap_paddr;

	if (info->magic != XEN_HVM_START_MAGIC_VALUE || info->version < 1 || !info->memmap_entries)
		panic("the host gave no memory map (hvm_start_info version 1)");
	keep_boot_data(info);

	/* What boot mapped comes first: the tables that map the rest are made of it. */
	for (int mapped = 1; mapped >= 0; mapped--) {
		for (unsigned i = 0; i < info->memmap_entries; i++) {
			uint64_t start = (map[i].addr + PAGE_BYTES - 1) & ~(PAGE_BYTES - 1);
			uint64_t end = (map[i].addr + map[i].size) & ~(PAGE_BYTES - 1);
			if (map[i].type != XEN_HVM_MEMMAP_TYPE_RAM)
				continue;
			if (mapped && end > BOOT_MAPPED)
				end = BOOT_MAPPED;
			if (!mapped && start < BOOT_MAPPED)
				start = BOOT_MAPPED;
			if (start >= end)
				continue;
			if (!mapped && !map_ram(start, end))
				panic("no memory for page tables");
			add_free(start, end, 0);
		}
	}
}

void memory_print_map(const struct hvm_start_info *info)
{
	static const char *const names[] = { "unknown",  "RAM",      "reserved", "ACPI",
					     "ACPI NVS", "unusable", "disabled", "persistent" };
	const struct hvm_memmap_table_entry *map = (const void *)info->memmap_paddr;

	for (unsigned i = 0; i < info->memmap_entries; i++)
		log_line("memory: %012lx-%012lx %s", map[i].addr, map[i].addr + map[i].size - 1,
			 names[map[i].type < 8 ? map[i].type : 0]);
	log_line("memory: image %lx-%lx: text to %lx, constants to %lx", (uintptr_t)image_start,
		 (uintptr_t)image_end - 1, (uintptr_t)image_text_end - 1, (uintptr_t)image_rodata_end - 1);
	log_line("memory: %zu of %zu kB free", page_free_count() * 4, page_total_count() * 4);
}
