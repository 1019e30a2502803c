/* SPDX-License-Identifier: Apache-2.0 */
#include "host/vmm/drivers.h"

const struct vmm_driver *const vmm_drivers[] = { &vmm_xen, &vmm_qemu, NULL };
