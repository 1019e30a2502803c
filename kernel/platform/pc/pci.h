/* SPDX-License-Identifier: Apache-2.0 */
/* PCI functions on bus 0 (PCI Local Bus Specification 3.0), found when a driver asks. The firmware has placed
 * their BARs; one that it has not is reported as absent.
 */
#ifndef KERNEL_PLATFORM_PC_PCI_H
#define KERNEL_PLATFORM_PC_PCI_H

#include <stdbool.h>
#include <stdint.h>

#include "kernel/arch/x86_64/interrupt.h"

struct pci_function {
	uint8_t device, function;
};

/* The first function with these identifiers; its memory and bus mastering are turned on. */
bool pci_find(uint16_t vendor, uint16_t device, struct pci_function *out);

/* Where memory BAR `index` lies and how long it is; false when it is absent. */
bool pci_bar(struct pci_function function, int index, uint64_t *address, uint64_t *bytes);

/* MSI-X: `count` vectors of the function, each delivered to this CPU and to `handler` with arguments[i].
 * False when the function has fewer, or no interrupt vector is left. */
bool pci_msix(struct pci_function function, unsigned count, interrupt_handler handler,
	      void *const arguments[]);

#endif
