/* SPDX-License-Identifier: Apache-2.0 */
/* musl ends a program whose heap it finds corrupted by HLT, which is a fault in a process but in ring 0 waits
 * for an interrupt and goes on. In an image INT3, which is as long, stands in the place of each HLT of the C
 * library: the kernel reports it as a crash. What is HLT and what the end of another instruction, only a
 * disassembler knows.
 */
#ifndef HOST_IMAGE_TRAPS_H
#define HOST_IMAGE_TRAPS_H

#include "host/util/error.h"
#include "host/util/file.h"

/* Changes `image` in memory. `listing` is what objdump says of the linked file, `map` the linker's map of it;
 * an instruction that is not in the image's place is an error. */
int traps_set(const char *name, const char *listing, const char *map, struct file_data *image,
	      struct error *error);

#endif
