/* SPDX-License-Identifier: Apache-2.0 */
/* The commands of a build: gcc and objcopy, with the flags that make a guest object and an image. */
#ifndef HOST_IMAGE_TOOLCHAIN_H
#define HOST_IMAGE_TOOLCHAIN_H

#include <stdbool.h>

#include "host/image/service.h"
#include "host/util/error.h"
#include "host/util/words.h"

struct toolchain {
	char *sdk;
	char *work; /* folder of what is made on the way; absolute */
	bool is_verbose;
};

/* Runs a command and waits; its messages go to standard error. A status other than 0 is an input error
 * that names `what`. */
int toolchain_run(const struct toolchain *toolchain, const struct words *words, const char *what,
		  struct error *error);

/* Compiles or assembles `source` to `object`. */
int toolchain_compile(const struct toolchain *toolchain, const struct service_file *service,
		      const char *source, const char *object, struct error *error);

/* Links the objects with every archive that may be needed, and writes the linker's map. `libraries` holds
 * paths of archives. */
int toolchain_link(const struct toolchain *toolchain, const struct service_file *service,
		   const struct words *objects, const struct words *libraries, const char *output,
		   const char *map, struct error *error);

/* Writes a listing of the linked file's instructions. */
int toolchain_list(const struct toolchain *toolchain, const char *linked, const char *listing,
		   struct error *error);

/* Splits a linked file: symbols and line numbers to `debug`, the rest with the manifest's note and the list
 * of Java classes (NULL: none) to `image`. */
int toolchain_finish(const struct toolchain *toolchain, const char *linked, const char *note,
		     const char *classes, const char *image, const char *debug, struct error *error);

#endif
