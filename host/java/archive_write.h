/* SPDX-License-Identifier: Apache-2.0 */
/* Writes class archives (abi/archive_abi.h). The same files in any order give the same bytes. */
#ifndef HOST_JAVA_ARCHIVE_WRITE_H
#define HOST_JAVA_ARCHIVE_WRITE_H

#include <stddef.h>

#include "abi/archive_abi.h"
#include "host/util/error.h"

struct archive_input {
	const char *name;   /* "java/lang/Object.class" */
	const char *module; /* NULL: of the class path */
	const unsigned char *at;
	size_t bytes;
};

/* Sorts `files`; a name may stand once in a module. `left_out` holds names of classes ("java/util/Foo").
 * New bytes of *size; NULL and an error beyond 2 GiB. */
unsigned char *archive_write(struct archive_input *files, size_t count, const char *const *left_out,
			     size_t left_out_count, size_t *size, struct error *error);

#endif
