/* SPDX-License-Identifier: Apache-2.0 */
/* Finding an ACPI table (ACPI specification 6.4, 5.2). The firmware belongs to the host; still nothing
 * outside the tables is followed.
 */
#include <string.h>

#include <stdint.h>
#include <xen/arch-x86/hvm/start_info.h>

#include "kernel/memory/memory.h"
#include "kernel/platform/pc/pc.h"

struct rsdp {
	char signature[8];
	uint8_t checksum, oem[6], revision;
	uint32_t rsdt;
} __attribute__((packed));

struct table {
	char signature[4];
	uint32_t bytes;
	uint8_t revision, checksum, rest[26];
};

const void *acpi_find(const struct hvm_start_info *info, const char signature[4])
{
	const struct rsdp *rsdp = (const void *)info->rsdp_paddr;

	if (!rsdp || memcmp(rsdp->signature, "RSD PTR ", 8) || !memory_readable(rsdp->rsdt))
		return NULL;
	const struct table *rsdt = (const void *)(uintptr_t)rsdp->rsdt;
	if (memcmp(rsdt->signature, "RSDT", 4) || rsdt->bytes < sizeof(*rsdt))
		return NULL;
	const uint32_t *entries = (const uint32_t *)(rsdt + 1);
	for (size_t i = 0; i < (rsdt->bytes - sizeof(*rsdt)) / sizeof(*entries); i++) {
		const struct table *table = (const void *)(uintptr_t)entries[i];
		if (memory_readable((uintptr_t)table) && !memcmp(table->signature, signature, 4))
			return table;
	}
	return NULL;
}
