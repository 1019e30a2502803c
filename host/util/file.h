/* SPDX-License-Identifier: Apache-2.0 */
/* Whole files and paths. */
#ifndef HOST_UTIL_FILE_H
#define HOST_UTIL_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "host/util/error.h"

struct file_data {
	unsigned char *bytes; /* `size` bytes and one NUL; owned: file_data_free */
	size_t size;
};

/* Reads a regular file of at most `limit` bytes. Errors name the path; they are input errors. */
int file_read(const char *path, size_t limit, struct file_data *out, struct error *error);
void file_data_free(struct file_data *data);

/* Writes through a temporary file beside it and a rename: readers see the old file or the new one. What is no
 * regular file is written to as it stands. */
int file_write(const char *path, const void *bytes, size_t size, struct error *error);

bool file_exists(const char *path);
bool file_is_folder(const char *path);
/* The folder's parents too. An existing folder is no error. */
int file_make_folder(const char *path, unsigned mode, struct error *error);
/* Removes a folder and everything below it; never follows links; a missing one is no error. */
int file_remove_tree(const char *path, struct error *error);

/* New strings, owned by the caller. */
char *path_folder(const char *path);                   /* "a/b" -> "a"; "b" -> "." */
const char *path_base(const char *path);               /* points into `path` */
char *path_join(const char *folder, const char *name); /* an absolute name stays as it is */
char *path_beside(const char *file, const char *name); /* `name` relative to the folder of `file` */

#endif
