/* SPDX-License-Identifier: Apache-2.0 */
/* The read-only files of an image: those linked into it, and those of the boot module, a cpio archive whose
 * data is used where it lies. Directories are what the paths imply.
 */
#ifndef KERNEL_FILE_H
#define KERNEL_FILE_H

#include <stdbool.h>
#include <stddef.h>

struct file {
	const char *path; /* without the leading '/'; not NUL-terminated */
	size_t path_length;
	const void *data;
	size_t bytes;
};

/* File number `index` of all: linked ones first. False past the last. Does not block. */
bool file_at(size_t index, struct file *out);

enum file_kind { FILE_ABSENT, FILE_REGULAR, FILE_DIRECTORY };

/* What `path` (absolute, or relative to "/") names; fills *out for FILE_REGULAR. "." and repeated or trailing
 * slashes are understood, ".." is not. */
enum file_kind file_find(const char *path, struct file *out);

/* The next name in a directory: `*cookie` starts at 0 and is the caller's place. Each name comes once. False
 * after the last. The name is not NUL-terminated. */
bool file_next(const char *directory, size_t *cookie, const char **name, size_t *length,
	       enum file_kind *kind);

#endif
