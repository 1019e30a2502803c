/* SPDX-License-Identifier: Apache-2.0 */
#include "jvm/classlib/jimage.h"
#include <stdio.h>
#include <string.h>

enum { HEADER_BYTES = 28, HASH_SEED = 0x01000193 };
enum {
	ATTRIBUTE_END,
	ATTRIBUTE_MODULE,
	ATTRIBUTE_PARENT,
	ATTRIBUTE_BASE,
	ATTRIBUTE_EXTENSION,
	ATTRIBUTE_OFFSET,
	ATTRIBUTE_COMPRESSED,
	ATTRIBUTE_UNCOMPRESSED,
	ATTRIBUTES
};

static uint32_t word(const uint8_t *at)
{
	return (uint32_t)at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 | (uint32_t)at[3] << 24;
}

const uint32_t jimage_empty[JIMAGE_EMPTY_WORDS] = { 0xcafedada, 1 << 16, 0, 0, 1, 4, 4 };

bool jimage_open(struct jimage *image, const uint8_t *bytes, size_t length, const char **why)
{
	*image = (struct jimage){ .bytes = bytes, .length = length };
	if (length < HEADER_BYTES || word(bytes) != 0xcafedada) {
		*why = "not a modules file (jimage) of this machine's byte order";
		return false;
	}
	if (word(bytes + 4) >> 16 != 1) {
		*why = "a modules file (jimage) of an unknown version";
		return false;
	}
	image->slots = word(bytes + 16);
	image->locations_bytes = word(bytes + 20);
	image->strings_bytes = word(bytes + 24);
	const uint64_t index =
		HEADER_BYTES + 8ull * image->slots + image->locations_bytes + image->strings_bytes;
	if (index > length || !image->slots || !image->locations_bytes || !image->strings_bytes) {
		*why = "a truncated modules file (jimage)";
		return false;
	}
	image->redirect = bytes + HEADER_BYTES;
	image->offsets = image->redirect + 4ull * image->slots;
	image->locations = image->offsets + 4ull * image->slots;
	image->strings = image->locations + image->locations_bytes;
	image->content = image->strings + image->strings_bytes;
	if (image->content[-1] != 0) { /* so that every string inside ends */
		*why = "a damaged modules file (jimage): its strings do not end";
		return false;
	}
	return true;
}

const char *jimage_string(const struct jimage *image, uint32_t offset)
{
	return offset < image->strings_bytes ? (const char *)image->strings + offset : "";
}

static uint32_t hash_of(const char *text, uint32_t seed)
{
	for (; *text; text++)
		seed = seed * HASH_SEED ^ (uint8_t)*text;
	return seed & 0x7fffffff;
}

bool jimage_location_at(const struct jimage *image, uint32_t slot, struct jimage_location *found)
{
	uint64_t values[ATTRIBUTES] = { 0 };
	const uint32_t start = word(image->offsets + 4ull * slot);
	if (start >= image->locations_bytes)
		return false;
	const uint8_t *at = image->locations + start, *const end = image->locations + image->locations_bytes;
	while (at < end && *at >> 3 != ATTRIBUTE_END) {
		const uint32_t kind = *at >> 3, bytes = (*at & 7) + 1u;
		if (kind >= ATTRIBUTES || (size_t)(end - at) < 1 + bytes)
			return false;
		values[kind] = 0;
		for (uint32_t i = 1; i <= bytes; i++)
			values[kind] = values[kind] << 8 | at[i];
		at += 1 + bytes;
	}
	const uint64_t room = image->length - (size_t)(image->content - image->bytes);
	const uint64_t stored =
		values[ATTRIBUTE_COMPRESSED] ? values[ATTRIBUTE_COMPRESSED] : values[ATTRIBUTE_UNCOMPRESSED];
	if (values[ATTRIBUTE_OFFSET] > room || stored > room - values[ATTRIBUTE_OFFSET])
		return false;
	*found = (struct jimage_location){
		.module = jimage_string(image, (uint32_t)values[ATTRIBUTE_MODULE]),
		.parent = jimage_string(image, (uint32_t)values[ATTRIBUTE_PARENT]),
		.base = jimage_string(image, (uint32_t)values[ATTRIBUTE_BASE]),
		.extension = jimage_string(image, (uint32_t)values[ATTRIBUTE_EXTENSION]),
		.at = image->content + values[ATTRIBUTE_OFFSET],
		.compressed = values[ATTRIBUTE_COMPRESSED],
		.bytes = values[ATTRIBUTE_UNCOMPRESSED],
	};
	return true;
}

/* Whether the location's parts make up `path`: /module/parent/base.extension, parts that are empty left out.
 */
static bool is_path(const struct jimage_location *location, const char *path)
{
	const char *const parts[] = { "/", location->module, "/", location->parent,
				      "/", location->base,   ".", location->extension };
	for (int i = 0; i < 8; i += 2) {
		const char *text = parts[i + 1];
		if (!*text)
			continue;
		/* A path in no module has no slash before its parent ("packages/…" has one in the parent
		 * itself). */
		const size_t length = strlen(text);
		if (*path != *parts[i] || strncmp(path + 1, text, length) != 0)
			return false;
		path += 1 + length;
	}
	return *path == 0;
}

bool jimage_find(const struct jimage *image, const char *path, struct jimage_location *found)
{
	const int32_t value =
		(int32_t)word(image->redirect + 4ull * (hash_of(path, HASH_SEED) % image->slots));
	uint32_t slot;
	if (value > 0)
		slot = hash_of(path, (uint32_t)value) % image->slots;
	else if (value < 0)
		slot = (uint32_t)(-1 - (int64_t)value);
	else
		return false;
	return slot < image->slots && jimage_location_at(image, slot, found) && is_path(found, path);
}
