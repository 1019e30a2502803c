/* SPDX-License-Identifier: Apache-2.0 */
/* Reads a cpio archive of the "newc" format (the kernel documentation's buffer-format.rst describes it): for
 * each file a header of 110 ASCII bytes, the name, the data, each padded to four bytes; the last is
 * "TRAILER!!!".
 */
#ifndef KERNEL_FILE_CPIO_H
#define KERNEL_FILE_CPIO_H

#include <stdbool.h>
#include <stddef.h>

struct cpio_entry {
	const char *name; /* in the archive; not NUL-terminated */
	size_t name_length;
	const void *data;
	size_t bytes;
	bool regular;
};

/* Reads the entry at *offset and moves *offset past it. False at the trailer or where the archive is broken
 * or ends; nothing outside archive[0..bytes) is read. */
bool cpio_next(const void *archive, size_t bytes, size_t *offset, struct cpio_entry *out);

#endif
