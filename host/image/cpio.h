/* SPDX-License-Identifier: Apache-2.0 */
/* Writes a cpio archive of format "newc", the boot module of abi/boot_abi.h: regular files and the
 * folders above them, the same bytes for the same input.
 */
#ifndef HOST_IMAGE_CPIO_H
#define HOST_IMAGE_CPIO_H

#include <stddef.h>

#include "host/util/error.h"
#include "host/util/file.h"

/* One file of the archive. */
struct cpio_file {
	const char *path; /* in the guest: absolute, see guest_path_problem */
	const unsigned char *data;
	size_t bytes; /* below 4 GiB */
};

/* What is wrong with a path as a guest's file name, or NULL. Good is: absolute, no empty, "." or ".."
 * part, no trailing '/', at most 255 bytes. */
const char *guest_path_problem(const char *path);

/* The archive, owned by the caller. Files must have different paths. */
struct file_data cpio_write(const struct cpio_file *files, unsigned count);

/* Reads the host's files and writes the archive at `archive`. `from[i]` is the host's name of `to[i]`. */
int cpio_write_from_host(const char *archive, char *const *to, char *const *from, unsigned count,
			 struct error *error);

#endif
