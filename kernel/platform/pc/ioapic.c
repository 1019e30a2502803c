/* SPDX-License-Identifier: Apache-2.0 */
/* The I/O APIC (Intel 82093AA): how the interrupt line of a device that is not on PCI reaches a vector. All
 * its inputs are masked at reset.
 */
#include "kernel/memory/memory.h"
#include "kernel/panic/panic.h"
#include "kernel/platform/pc/pc.h"

#define ADDRESS 0xfec00000ul /* on every PC of QEMU's */
enum { SELECT = 0x00, WINDOW = 0x10 };
#define REDIRECTION(input) (0x10 + 2 * (input))

static void write(uint32_t index, uint32_t value)
{
	*(volatile uint32_t *)(ADDRESS + SELECT) = index;
	*(volatile uint32_t *)(ADDRESS + WINDOW) = value;
}

void ioapic_route(unsigned input, int vector)
{
	if (!memory_map_device(ADDRESS, PAGE_BYTES, false))
		panic("no memory to map the I/O APIC");
	write(REDIRECTION(input) + 1, apic_id() << 24);
	write(REDIRECTION(input), (uint32_t)vector); /* fixed, active high, edge, unmasked */
}
