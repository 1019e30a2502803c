/* SPDX-License-Identifier: Apache-2.0 */
/* From a service's folder to its image: generate, compile, link, describe, seal. The same input gives the
 * same bytes, wherever and whenever it is built.
 */
#ifndef HOST_IMAGE_BUILD_H
#define HOST_IMAGE_BUILD_H

#include <stdbool.h>
#include <stddef.h>

#include "host/image/manifest.h"
#include "host/util/error.h"

struct build_request {
	const char *service; /* folder or service.yaml */
	const char *output;  /* NULL: NAME.img in the folder */
	bool is_verbose;     /* print the commands on standard error */
};

struct build_result {
	char *image; /* path */
	char *debug; /* path of the symbols and line numbers, for gdb */
	size_t bytes;
	struct manifest manifest;
};

/* Runs gcc and objcopy; their messages go to standard error. On failure no image is left behind. */
int build_image(const struct build_request *request, struct build_result *out, struct error *error);
/* A Java service's classes only, into the file `archive`: for `stardust java -Xarchive:`. The files that an
 * image would hold go below the folder `archive`.files, which is made anew: /app for -cp, /java for
 * JAVA_HOME. */
int build_archive(const struct build_request *request, const char *archive, struct error *error);
/* The .sd text of the ports that a Java service declares in Java; NULL and an error. The caller's to free. */
char *build_extract_types(const struct build_request *request, struct error *error);
void build_result_free(struct build_result *result);

#endif
