/* SPDX-License-Identifier: Apache-2.0 */
/* jimage.h: the JDK's lib/modules file: a read-only map from "/module/path" to bytes by perfect hashing.
 * Little-endian, as made on this machine. Every number in it is checked before use. */
#ifndef JVM_CLASSLIB_JIMAGE_H
#define JVM_CLASSLIB_JIMAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct jimage {
	const uint8_t *bytes;
	size_t length;
	uint32_t slots;          /* of the hash table */
	const uint8_t *redirect; /* int32 each */
	const uint8_t *offsets;  /* uint32 each: into locations */
	const uint8_t *locations, *strings, *content;
	uint32_t locations_bytes, strings_bytes;
};

struct jimage_location { /* strings lie in the image and end with a zero */
	const char *module, *parent, *base, *extension;
	const uint8_t *at;
	uint64_t compressed, bytes; /* compressed 0: stored */
};

/* A modules file that holds nothing, as Java code finds it beside an archive: lib/modules of an image. */
enum { JIMAGE_EMPTY_WORDS = 11 };
extern const uint32_t jimage_empty[JIMAGE_EMPTY_WORDS];

/* The bytes stay the caller's. false: not such a file; *why says what is wrong. */
bool jimage_open(struct jimage *image, const uint8_t *bytes, size_t length, const char **why);
/* By full path, "/java.base/java/lang/Object.class". */
bool jimage_find(const struct jimage *image, const char *path, struct jimage_location *found);
/* By slot, 0 … slots-1: false where nothing valid lies. */
bool jimage_location_at(const struct jimage *image, uint32_t slot, struct jimage_location *found);
/* A string of the image; "" when the offset is wrong. */
const char *jimage_string(const struct jimage *image, uint32_t offset);

#endif
