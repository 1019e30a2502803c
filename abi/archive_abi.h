/* SPDX-License-Identifier: Apache-2.0 */
/* The class archive: the class files and resources of a Java service, packed by `stardust build`, linked into
 * its image and read where it lies. Little-endian; every offset is from the start of the archive, every text
 * ends with a zero byte. In this order: header, entries, packages, left out, texts, data.
 */
#ifndef ABI_ARCHIVE_H
#define ABI_ARCHIVE_H

#include <assert.h>
#include <stdint.h>

#define ARCHIVE_MAGIC      "SDCLASS1" /* the 1 is the version */
#define ARCHIVE_ALIGN      16u        /* of the archive; data begin at multiples of ARCHIVE_DATA_ALIGN */
#define ARCHIVE_DATA_ALIGN 4u
/* A file of java.base: the modules, a line each thing, names with dots: "module NAME", and of that module
 * "package NAME", "uses SERVICE", "service NAME" and, behind a service that it provides, "provider NAME". */
#define ARCHIVE_LAYER      "META-INF/layer"
#define ARCHIVE_NO_MODULE  0u /* an entry of the service's class path */

struct archive_header {
	char magic[8];
	uint32_t bytes; /* of the whole archive */
	uint32_t entries, entries_at;
	uint32_t packages, packages_at;
	uint32_t left_out, left_out_at; /* uint32 hashes, ascending, of names such as "java/util/Foo" */
	uint32_t text_at, text_bytes;   /* the last byte is zero */
	uint32_t zero[5];
};

struct archive_entry {   /* ascending by hash, then name; one name may be in several modules */
	uint32_t hash;   /* archive_hash of the name */
	uint32_t name;   /* offset of the text "java/lang/Object.class" */
	uint32_t module; /* offset of the text "java.base", or ARCHIVE_NO_MODULE */
	uint32_t data, bytes;
};

struct archive_package { /* ascending by name */
	uint32_t name;   /* offset of the text "java.lang" */
	uint32_t module; /* offset of the text of the module that holds it */
};

static_assert(sizeof(struct archive_header) == 64, "archive_header");
static_assert(sizeof(struct archive_entry) == 20, "archive_entry");
static_assert(sizeof(struct archive_package) == 8, "archive_package");

/* FNV-1a. */
static inline uint32_t archive_hash(const char *name)
{
	uint32_t hash = 2166136261u;

	for (; *name; name++)
		hash = (hash ^ (unsigned char)*name) * 16777619u;
	return hash;
}

#endif
