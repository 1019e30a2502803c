/* SPDX-License-Identifier: Apache-2.0 */
/* The command line of one QEMU machine. */
#ifndef HOST_VMM_QEMU_COMMAND_H
#define HOST_VMM_QEMU_COMMAND_H

#include "host/util/words.h"
#include "host/vmm/driver.h"

#define QEMU_PROGRAM "qemu-system-x86_64"

#define QEMU_CONSOLE "console" /* the character device at the other end of the first serial port */

/* Descriptors of the child. */
enum { QEMU_FD_CONSOLE = 3, QEMU_FD_QMP = 4, QEMU_FD_LINKS = 5 };

/* The words; the caller frees them. `links` is how many rings the machine has; without any it has no
 * ivshmem device. */
struct words qemu_command(const struct vmm_machine *machine, unsigned links);

/* Whether this processor can run machines by hardware, and /dev/kvm may be used. */
bool qemu_can_use_kvm(void);

#endif
