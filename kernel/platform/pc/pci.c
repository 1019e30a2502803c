/* SPDX-License-Identifier: Apache-2.0 */
#include "kernel/arch/x86_64/cpu.h"
#include "kernel/memory/memory.h"
#include "kernel/platform/pc/pc.h"
#include "kernel/platform/pc/pci.h"

#define CONFIG_ADDRESS 0xcf8
#define CONFIG_DATA    0xcfc
#define CONFIG_ENABLE  0x80000000u

enum { PCI_ID = 0x00, PCI_COMMAND = 0x04, PCI_HEADER = 0x0c, PCI_BAR0 = 0x10, PCI_CAPABILITIES = 0x34 };
#define COMMAND_MEMORY   0x2u
#define COMMAND_MASTER   0x4u
#define STATUS_CAPABLE   0x100000u
#define HEADER_MULTIPLE  0x800000u
#define BAR_IO           0x1u
#define BAR_TYPE         0x6u
#define BAR_64           0x4u
#define BAR_ADDRESS      0xfffffff0u
#define CAPABILITY_MSIX  0x11
#define MSIX_ENABLE      0x80000000u
#define MSIX_MASK_ALL    0x40000000u
#define MSIX_ENTRY_BYTES 16
#define MSI_ADDRESS      0xfee00000u /* Intel SDM volume 3, 10.11.1 */

static void select(struct pci_function function, int at)
{
	port_write32(CONFIG_ADDRESS,
		     CONFIG_ENABLE | function.device << 11 | function.function << 8 | (at & 0xfc));
}

static uint32_t config_read(struct pci_function function, int at)
{
	select(function, at);
	return port_read32(CONFIG_DATA);
}

static void config_write(struct pci_function function, int at, uint32_t value)
{
	select(function, at);
	port_write32(CONFIG_DATA, value);
}

bool pci_find(uint16_t vendor, uint16_t device, struct pci_function *out)
{
	uint32_t wanted = vendor | (uint32_t)device << 16;

	for (int i = 0; i < 32; i++) {
		struct pci_function function = { (uint8_t)i, 0 };
		bool multiple = config_read(function, PCI_HEADER) & HEADER_MULTIPLE;
		for (; function.function < (multiple ? 8 : 1); function.function++) {
			if (config_read(function, PCI_ID) != wanted)
				continue;
			uint32_t command = config_read(function, PCI_COMMAND);
			config_write(function, PCI_COMMAND,
				     (command & 0xffff) | COMMAND_MEMORY | COMMAND_MASTER);
			*out = function;
			return true;
		}
	}
	return false;
}

bool pci_bar(struct pci_function function, int index, uint64_t *address, uint64_t *bytes)
{
	int at = PCI_BAR0 + index * 4;
	uint32_t low = config_read(function, at);
	bool wide = (low & BAR_TYPE) == BAR_64;

	if (low & BAR_IO)
		return false;
	*address = low & BAR_ADDRESS;
	if (wide)
		*address |= (uint64_t)config_read(function, at + 4) << 32;

	/* The bits that stay zero when all are written give the size. */
	config_write(function, at, UINT32_MAX);
	uint64_t mask = 0xffffffff00000000u | (config_read(function, at) & BAR_ADDRESS);
	config_write(function, at, low);
	if (wide) {
		uint32_t high = config_read(function, at + 4);
		config_write(function, at + 4, UINT32_MAX);
		mask = (mask & UINT32_MAX) | (uint64_t)config_read(function, at + 4) << 32;
		config_write(function, at + 4, high);
	}
	*bytes = -mask;
	return *address && *bytes;
}

static int find_capability(struct pci_function function, uint8_t id)
{
	if (!(config_read(function, PCI_COMMAND) & STATUS_CAPABLE))
		return 0;
	int at = config_read(function, PCI_CAPABILITIES) & 0xfc;
	for (int hops = 0; at && hops < 48; hops++) {
		uint32_t header = config_read(function, at);
		if ((header & 0xff) == id)
			return at;
		at = header >> 8 & 0xfc;
	}
	return 0;
}

bool pci_msix(struct pci_function function, unsigned count, interrupt_handler handler,
	      void *const arguments[])
{
	int at = find_capability(function, CAPABILITY_MSIX);
	uint64_t bar, bytes;

	if (!at)
		return false;
	uint32_t control = config_read(function, at);
	uint32_t table = config_read(function, at + 4);
	uint32_t offset = table & ~7u;
	if ((control >> 16 & 0x7ff) + 1 < count || !pci_bar(function, table & 7, &bar, &bytes) ||
	    offset + count * MSIX_ENTRY_BYTES > bytes || !memory_map_device(bar, bytes, false))
		return false;

	volatile uint32_t *entry = (volatile uint32_t *)(bar + offset);
	config_write(function, at, control | MSIX_ENABLE | MSIX_MASK_ALL);
	for (unsigned i = 0; i < count; i++, entry += MSIX_ENTRY_BYTES / 4) {
		int vector = interrupt_allocate(handler, arguments[i]);
		if (vector < 0)
			return false;
		entry[0] = MSI_ADDRESS | apic_id() << 12;
		entry[1] = 0;
		entry[2] = (uint32_t)vector;
		entry[3] = 0; /* unmasked */
	}
	config_write(function, at, (control | MSIX_ENABLE) & ~MSIX_MASK_ALL);
	return true;
}
