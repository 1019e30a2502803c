/* SPDX-License-Identifier: Apache-2.0 */
/* The Java part of a build: types -> records, sources -> classes, classes -> the archive, and the C that the
 * virtual machine finds the service's ports and options in (abi/java_abi.h).
 */
#ifndef HOST_IMAGE_JAVA_H
#define HOST_IMAGE_JAVA_H

#include "host/image/manifest.h"
#include "host/image/service.h"
#include "host/image/toolchain.h"

struct java_parts {
	char *source;  /* generated C to compile */
	char *archive; /* the class archive */
	char *classes; /* what is in it and why (host/java/report.h), for the image's section of that name */
};

/* Works in tools->work. Fills the manifest's service and ports, and adds the class path's resources that the
 * service needs to service->files, below /app. Runs javac if there are sources. */
int java_build(struct service_file *service, const struct toolchain *tools, struct manifest *manifest,
	       struct java_parts *out, struct error *error);
/* The .sd text of the ports that the main class declares in Java; NULL and an error where there are none, or
 * where the types come from a .sd file. */
char *java_extract_types(struct service_file *service, const struct toolchain *tools, struct error *error);
void java_parts_free(struct java_parts *parts);

#endif
