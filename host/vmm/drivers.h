/* SPDX-License-Identifier: Apache-2.0 */
/* The drivers in this build, the preferred one first; ends with NULL. Chosen by file: drivers_all.c with
 * libxenlight, drivers_qemu.c without. */
#ifndef HOST_VMM_DRIVERS_H
#define HOST_VMM_DRIVERS_H

#include "host/vmm/driver.h"

extern const struct vmm_driver *const vmm_drivers[];

#endif
