/* SPDX-License-Identifier: Apache-2.0 */
#include "kernel/platform/xen/xen.h"

#include <xen/memory.h>
#include <xen/hvm/hvm_op.h>
#include <xen/hvm/params.h>

#include "kernel/memory/memory.h"
#include "kernel/panic/panic.h"

volatile struct shared_info *xen_shared;

/* A PVH domain starts in 32-bit mode, and Xen lays the page out for that until it looks again, which it does
 * when this parameter is set (Xen's hvm_latch_shinfo_size). Its value, no legacy callback, is what it is
 * anyway. */
static bool choose_64_bit_layout(void)
{
	struct xen_hvm_param parameter = { .domid = DOMID_SELF, .index = HVM_PARAM_CALLBACK_IRQ };

	return hypercall(__HYPERVISOR_hvm_op, HVMOP_set_param, (uintptr_t)&parameter, 0) == 0;
}

void shared_init(void)
{
	void *page = page_alloc(1);

	if (!choose_64_bit_layout())
		panic("Xen does not take a parameter of this domain");
	if (!page || !hypercall_map_space(XENMAPSPACE_shared_info, 0, page))
		panic("Xen's shared page cannot be mapped");
	xen_shared = page;
}
