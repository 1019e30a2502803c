/* SPDX-License-Identifier: Apache-2.0 */
/* Hypercalls of an HVM guest (xen/arch-x86/xen-x86_64.h): the number in RAX, arguments in RDI, RSI, RDX and
 * R10, the result, negative for an error, in RAX. The instruction depends on who made the CPU; hypercall_init
 * finds out.
 */
#ifndef KERNEL_PLATFORM_XEN_HYPERCALL_H
#define KERNEL_PLATFORM_XEN_HYPERCALL_H

#include <stdbool.h>
#include <stdint.h>

#include <xen/xen.h>

extern bool hypercall_intel; /* VMCALL; otherwise VMMCALL */

void hypercall_init(void);

static inline long hypercall(unsigned long number, uint64_t a, uint64_t b, uint64_t c)
{
	long result;

	if (hypercall_intel)
		__asm__ volatile("vmcall"
				 : "=a"(result), "+D"(a), "+S"(b), "+d"(c)
				 : "0"(number)
				 : "memory", "r10", "r8", "cc");
	else
		__asm__ volatile("vmmcall"
				 : "=a"(result), "+D"(a), "+S"(b), "+d"(c)
				 : "0"(number)
				 : "memory", "r10", "r8", "cc");
	return result;
}

/* Puts what Xen shares - its shared page, a frame of the grant table - under a page of ours. `space` is
 * XENMAPSPACE_*. */
bool hypercall_map_space(unsigned space, unsigned long index, const void *page);

/* An HVM_PARAM_*. */
bool hypercall_parameter(uint32_t index, uint64_t *value);

#endif
