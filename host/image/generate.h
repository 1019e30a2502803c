/* SPDX-License-Identifier: Apache-2.0 */
/* A service's types: the .sd file read and checked, C generated from it, its ports told to the manifest. */
#ifndef HOST_IMAGE_GENERATE_H
#define HOST_IMAGE_GENERATE_H

#include "host/image/manifest.h"
#include "host/image/service.h"

struct package;
struct service;

/* Writes PACKAGE.h and PACKAGE.c into `folder`, fills manifest->service and ->ports, and sets *source to the
 * path of PACKAGE.c (new text; NULL for a service without types). Errors carry the .sd file's line. */
int generate_types(const struct service_file *service, const char *folder, struct manifest *manifest,
		   char **source, struct error *error);

/* The steps of it, for the build of a Java service. *package is NULL for a service without types, else the
 * caller's (types_free). */
int generate_package(const struct service_file *service, struct package **package, struct error *error);
/* The service's block; NULL and an error. */
const struct service *generate_service(const struct service_file *file, const struct package *package,
				       struct error *error);
/* PACKAGE.h and PACKAGE.c into `folder`, and the manifest's part. */
int generate_c(const struct service_file *file, const struct package *package, const char *folder,
	       struct manifest *manifest, struct error *error);
/* Records, enums and the service's ports as Java sources into folder/java/PACKAGE. */
int generate_java(const struct service_file *file, const struct package *package, const char *folder,
		  struct error *error);

#endif
