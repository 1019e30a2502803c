/* SPDX-License-Identifier: Apache-2.0 */
/* What the host gave at boot, for the parts that need it later. */
#ifndef KERNEL_BOOT_H
#define KERNEL_BOOT_H

#include <stddef.h>
#include <stdint.h>

struct boot {
	const char *name; /* of the service */
	char **arguments; /* words after "--", NULL-terminated */
	int argument_count;
	const void *module; /* boot module 0, or NULL */
	size_t module_bytes;
};

extern struct boot boot;

/* The time stamp counter at the first instruction. */
extern uint64_t boot_entry_tsc;

#endif
