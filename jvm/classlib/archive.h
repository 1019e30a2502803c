/* SPDX-License-Identifier: Apache-2.0 */
/* archive.h: reads a class archive (abi/archive_abi.h) where it lies. Offsets are checked when they are
 * used, so a damaged archive gives wrong answers at worst, never a wild read. */
#ifndef JVM_CLASSLIB_ARCHIVE_H
#define JVM_CLASSLIB_ARCHIVE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "abi/archive_abi.h"

struct archive {
	const uint8_t *bytes;
	const struct archive_header *header;
	const struct archive_entry *entries;
	const struct archive_package *packages;
	const uint32_t *left_out;
};

struct archive_file {              /* everything lies in the archive */
	const char *name, *module; /* NULL: of the service's class path */
	const uint8_t *at;
	size_t bytes;
};

/* The bytes, aligned to 4, stay the caller's. false: no archive; *why, in static memory, says what is wrong.
 */
bool archive_open(struct archive *archive, const uint8_t *bytes, size_t length, const char **why);

/* By name ("java/lang/Object.class") in a module; NULL: on the class path. */
bool archive_find(const struct archive *archive, const char *module, const char *name,
		  struct archive_file *found);
/* The same in whatever module has it. */
bool archive_find_in_modules(const struct archive *archive, const char *name, struct archive_file *found);
/* Entry 0 … header->entries-1; false where nothing valid lies. */
bool archive_file_at(const struct archive *archive, uint32_t index, struct archive_file *found);
/* Package 0 … header->packages-1, with dots; false where nothing valid lies. */
bool archive_package_at(const struct archive *archive, uint32_t index, const char **name,
			const char **module);
/* NULL: no module has the package ("java.lang"). */
const char *archive_module_of(const struct archive *archive, const char *package);
/* A class that the build saw and did not pack, "java/util/Foo"; by hash, so another name that is not packed
 * either is taken for one once in millions. */
bool archive_left_out(const struct archive *archive, const char *class_name);

#endif
