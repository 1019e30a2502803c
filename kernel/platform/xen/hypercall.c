/* SPDX-License-Identifier: Apache-2.0 */
#include "kernel/platform/xen/hypercall.h"

#include <xen/memory.h>
#include <xen/hvm/hvm_op.h>

#include "kernel/arch/x86_64/cpu.h"
#include "kernel/memory/memory.h"

#define VENDOR_INTEL 0x756e6547 /* "Genu" in EBX */

bool hypercall_intel;

void hypercall_init(void)
{
	hypercall_intel = cpu_id(0, 0).b == VENDOR_INTEL;
}

bool hypercall_map_space(unsigned space, unsigned long index, const void *page)
{
	struct xen_add_to_physmap map = {
		.domid = DOMID_SELF,
		.space = space,
		.idx = index,
		.gpfn = (uintptr_t)page / PAGE_BYTES,
	};

	return hypercall(__HYPERVISOR_memory_op, XENMEM_add_to_physmap, (uintptr_t)&map, 0) == 0;
}

bool hypercall_parameter(uint32_t index, uint64_t *value)
{
	struct xen_hvm_param parameter = { .domid = DOMID_SELF, .index = index };

	if (hypercall(__HYPERVISOR_hvm_op, HVMOP_get_param, (uintptr_t)&parameter, 0))
		return false;
	*value = parameter.value;
	return true;
}
