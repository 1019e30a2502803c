/* SPDX-License-Identifier: Apache-2.0 */
/* The read-only files that `stardust build` links into an image. An image without any gets an empty table
 * from the kernel.
 */
#ifndef ABI_FILES_H
#define ABI_FILES_H

#include <stdint.h>

struct linked_file {
	const char *path; /* absolute: "/airports.csv" */
	const void *data;
	uint64_t bytes;
};

extern const struct linked_file linked_files[];
extern const uint32_t linked_files_count;

#endif
