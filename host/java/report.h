/* SPDX-License-Identifier: Apache-2.0 */
/* What of which class went into an image, and why: a line a class, sorted by name, with tabs between:
 *
 *   java/util/List  2310  java.base  named by     flights/Late  main      a method of that class
 *   java/util/Map    940  java.base  an interface of  java/util/HashMap   a class
 *   flights/Late    1200  -          the main class                       nothing above it
 *
 * It is kept in the image's section `.stardust.classes`, which is not loaded: 4 bytes of the text's length,
 * little-endian, and the text deflated.
 */
#ifndef HOST_JAVA_REPORT_H
#define HOST_JAVA_REPORT_H

#include <stddef.h>
#include <stdio.h>

#include "host/image/elf.h"
#include "host/util/error.h"

#define REPORT_SECTION ".stardust.classes"

struct report_class {
	const char *name, *module; /* module "-": of the class path */
	size_t bytes;
	const char *why, *from, *method; /* from, method: NULL where there is none */
};

struct report {
	char *text; /* what the names point into */
	struct report_class *classes;
	unsigned count;
	size_t bytes; /* of all classes */
};

/* The section's bytes into a file. */
int report_write(const char *path, const char *text, struct error *error);

/* Out of an image; `name` is its path, for messages. An image without classes gives an error. */
int report_read(const char *name, const struct elf_image *image, struct report *out, struct error *error);
/* The same from the section's bytes. */
int report_parse(const char *name, const unsigned char *bytes, size_t size, struct report *out,
		 struct error *error);
void report_free(struct report *report);

/* NULL: it is not in the image. `name` with dots or slashes. */
const struct report_class *report_find(const struct report *report, const char *name);

/* Packages by size, biggest first. Owned by the caller. */
struct report_package {
	char *name; /* with dots */
	size_t bytes;
	unsigned classes;
};
struct report_package *report_packages(const struct report *report, unsigned *count);
void report_packages_free(struct report_package *packages, unsigned count);

#endif
