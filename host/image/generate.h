/* SPDX-License-Identifier: Apache-2.0 */
/* A service's types: the .sd file read and checked, C generated from it, its ports told to the manifest. */
#ifndef HOST_IMAGE_GENERATE_H
#define HOST_IMAGE_GENERATE_H

#include "host/image/manifest.h"
#include "host/image/service.h"

/* Writes PACKAGE.h and PACKAGE.c into `folder`, fills manifest->service and ->ports, and sets *source to the
 * path of PACKAGE.c (new text; NULL for a service without types). Errors carry the .sd file's line. */
int generate_types(const struct service_file *service, const char *folder, struct manifest *manifest,
		   char **source, struct error *error);

#endif
