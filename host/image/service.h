/* SPDX-License-Identifier: Apache-2.0 */
/* service.yaml: what the build of one service needs.
 *
 *   name: late                   the image's name; by default the folder's
 *   types: flights.sd            without it the service has no ports
 *   service: Late                its block in that file; by default the only one
 *   language: c                  or java
 *   sources: [late.c]
 *   libraries: [jansson]         lib<name>.a in the SDK or in the machine's library folder
 *   memory: 4M
 *   files: { /x: data/x.csv }    embedded, read-only
 *
 * Of a Java service also:
 *
 *   main: flights.Late           the class with main
 *   sources: [src]               files, or folders whose .java files are all compiled; by default none
 *   classpath: [lib/x.jar]       jars and folders of classes
 *   keep: [a.b.C, a.b.*, a.b.**] classes kept whole, for reflection: one, a package, all below it
 *   resources: [a/b.txt]         files of the class path that the build does not find by itself
 *   options: [-Xmx16m, -Dx=y]    as on the command line of java
 */
#ifndef HOST_IMAGE_SERVICE_H
#define HOST_IMAGE_SERVICE_H

#include <stddef.h>
#include <stdint.h>

#include "host/util/error.h"

#define SERVICE_FILE           "service.yaml"
#define SERVICE_MEMORY_DEFAULT ((uint64_t)4 << 20)
#define SERVICE_MEMORY_JAVA    ((uint64_t)32 << 20)
#define SERVICE_MEMORY_MIN     ((uint64_t)1 << 20)
#define SERVICE_MEMORY_MAX     ((uint64_t)64 << 30)

struct service_text {
	char *text;
	unsigned line; /* of service.yaml */
};

struct service_embed {
	char *path; /* in the image */
	char *from; /* on this machine */
	unsigned line;
};

enum service_language { SERVICE_C, SERVICE_JAVA };

struct service_file {
	char *file;   /* path of service.yaml, for messages */
	char *folder; /* relative paths below are joined to it already */
	char *name;
	char *types; /* NULL: no ports */
	unsigned types_line;
	char *block; /* NULL: the only one */
	unsigned block_line;
	struct service_text *sources;
	unsigned source_count;
	struct service_text *libraries;
	unsigned library_count;
	struct service_embed *files;
	unsigned file_count;
	uint64_t memory;
	enum service_language language;
	/* Java's. */
	char *main;
	unsigned main_line;
	struct service_text *classpath; /* joined to the folder, as the sources are */
	unsigned classpath_count;
	struct service_text *keep;
	unsigned keep_count;
	struct service_text *resources;
	unsigned resource_count;
	struct service_text *options;
	unsigned option_count;
};

/* `path` is a service.yaml or the folder that holds it. After a failure nothing is held. */
int service_read(const char *path, struct service_file *out, struct error *error);
/* The same from text, for tests; `file` names it. */
int service_parse(const char *file, const void *text, size_t bytes, struct service_file *out,
		  struct error *error);
void service_free(struct service_file *service);

#endif
