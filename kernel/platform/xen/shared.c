/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include <xen/memory.h>

#include "kernel/memory/memory.h"
#include "kernel/panic/panic.h"
#include "kernel/platform/xen/xen.h"

volatile struct shared_info *xen_shared;

void shared_init(void)
{
	void *page = page_alloc(1);

	if (!page || !hypercall_map_space(XENMAPSPACE_shared_info, 0, page))
		panic("Xen's shared page cannot be mapped");
	xen_shared = page;
}
