/* SPDX-License-Identifier: Apache-2.0 */
#include "host/java/archive_write.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "host/util/memory.h"

#define ARCHIVE_MAX_BYTES ((size_t)2 << 30)

/* Texts, each once: found again by a search of a sorted list of offsets would be slower to read than this
 * chained table. */
struct texts {
	char *bytes;
	size_t length, room;
	uint32_t *buckets; /* offset + 1 of the newest text of the bucket; 0: none */
	uint32_t *next;    /* by offset, the same */
};

enum { BUCKETS = 1 << 14 };

static uint32_t text_add(struct texts *texts, const char *text)
{
	uint32_t *bucket = &texts->buckets[archive_hash(text) % BUCKETS];
	size_t length = strlen(text) + 1;

	for (uint32_t at = *bucket; at; at = texts->next[at - 1])
		if (strcmp(texts->bytes + at - 1, text) == 0)
			return at - 1;
	if (texts->length + length > texts->room) {
		texts->room = (texts->length + length) * 2;
		texts->bytes = memory_resize(texts->bytes, texts->room, 1);
		texts->next = memory_resize(texts->next, texts->room, sizeof *texts->next);
	}
	memcpy(texts->bytes + texts->length, text, length);
	texts->next[texts->length] = *bucket;
	*bucket = (uint32_t)texts->length + 1;
	texts->length += length;
	return *bucket - 1;
}

static int by_hash(const void *left, const void *right)
{
	const struct archive_input *a = left, *b = right;
	uint32_t a_hash = archive_hash(a->name), b_hash = archive_hash(b->name);
	int order;

	if (a_hash != b_hash)
		return a_hash < b_hash ? -1 : 1;
	order = strcmp(a->name, b->name);
	return order ? order : strcmp(a->module ? a->module : "", b->module ? b->module : "");
}

/* "java/lang/Object.class" -> "java.lang"; of a file at the top "". New text. */
static char *package_of(const char *name)
{
	const char *slash = strrchr(name, '/');
	char *package = memory_text_n(name, slash ? (size_t)(slash - name) : 0);

	for (char *at = package; *at; at++)
		if (*at == '/')
			*at = '.';
	return package;
}

struct package {
	char *name;
	const char *module;
};

static int by_name(const void *left, const void *right)
{
	const struct package *a = left, *b = right;
	int order = strcmp(a->name, b->name);

	return order ? order : strcmp(a->module, b->module);
}

/* Packages that hold classes; a split package (none is in the JDK) goes to the first module by name. */
static struct package *find_packages(const struct archive_input *files, size_t count, size_t *found)
{
	struct package *packages = memory_zeroed(count + 1, sizeof *packages);
	size_t all = 0, kept = 0;

	for (size_t i = 0; i < count; i++) {
		size_t length = strlen(files[i].name);

		if (files[i].module && length > 6 && strcmp(files[i].name + length - 6, ".class") == 0)
			packages[all++] = (struct package){ package_of(files[i].name), files[i].module };
	}
	qsort(packages, all, sizeof *packages, by_name);
	for (size_t i = 0; i < all; i++)
		if (kept && strcmp(packages[kept - 1].name, packages[i].name) == 0)
			free(packages[i].name);
		else
			packages[kept++] = packages[i];
	*found = kept;
	return packages;
}

static int by_value(const void *left, const void *right)
{
	uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;

	return a < b ? -1 : a > b;
}

static uint32_t *hashes_of(const char *const *names, size_t *count)
{
	uint32_t *hashes = memory_zeroed(*count + 1, sizeof *hashes);
	size_t kept = 0;

	for (size_t i = 0; i < *count; i++)
		hashes[i] = archive_hash(names[i]);
	qsort(hashes, *count, sizeof *hashes, by_value);
	for (size_t i = 0; i < *count; i++)
		if (!kept || hashes[kept - 1] != hashes[i])
			hashes[kept++] = hashes[i];
	*count = kept;
	return hashes;
}

static size_t round_up(size_t value, size_t multiple)
{
	return (value + multiple - 1) / multiple * multiple;
}

struct tables {
	struct archive_header header;
	struct archive_entry *entries;
	struct archive_package *packages;
	uint32_t *left_out;
	struct texts texts;
};

/* Fills everything but the data's bytes; the size of the whole, or 0 when it is too large. */
static size_t lay_out(struct tables *tables, const struct archive_input *files, size_t count)
{
	struct archive_header *header = &tables->header;
	size_t at = sizeof *header;

	memcpy(header->magic, ARCHIVE_MAGIC, sizeof header->magic);
	header->entries = (uint32_t)count;
	header->entries_at = (uint32_t)at;
	at += count * sizeof *tables->entries;
	header->packages_at = (uint32_t)at;
	at += header->packages * sizeof *tables->packages;
	header->left_out_at = (uint32_t)at;
	at += header->left_out * sizeof *tables->left_out;
	header->text_at = (uint32_t)at;
	header->text_bytes = (uint32_t)tables->texts.length;
	at += tables->texts.length;
	for (size_t i = 0; i < header->packages; i++) {
		tables->packages[i].name += header->text_at;
		tables->packages[i].module += header->text_at;
	}
	for (size_t i = 0; i < count; i++) {
		struct archive_entry *entry = &tables->entries[i];

		at = round_up(at, ARCHIVE_DATA_ALIGN);
		entry->hash = archive_hash(files[i].name);
		entry->name += header->text_at;
		if (files[i].module)
			entry->module += header->text_at;
		entry->data = (uint32_t)at;
		entry->bytes = (uint32_t)files[i].bytes;
		at += files[i].bytes;
		if (at > ARCHIVE_MAX_BYTES)
			return 0;
	}
	header->bytes = (uint32_t)at;
	return at;
}

static unsigned char *put(const struct tables *tables, const struct archive_input *files, size_t size)
{
	const struct archive_header *header = &tables->header;
	unsigned char *bytes = memory_zeroed(size, 1);

	memcpy(bytes, header, sizeof *header);
	memcpy(bytes + header->entries_at, tables->entries, header->entries * sizeof *tables->entries);
	memcpy(bytes + header->packages_at, tables->packages, header->packages * sizeof *tables->packages);
	memcpy(bytes + header->left_out_at, tables->left_out, header->left_out * sizeof *tables->left_out);
	memcpy(bytes + header->text_at, tables->texts.bytes, tables->texts.length);
	for (size_t i = 0; i < header->entries; i++)
		memcpy(bytes + tables->entries[i].data, files[i].at, files[i].bytes);
	return bytes;
}

unsigned char *archive_write(struct archive_input *files, size_t count, const char *const *left_out,
			     size_t left_out_count, size_t *size, struct error *error)
{
	struct tables tables = { .texts.buckets = memory_zeroed(BUCKETS, sizeof(uint32_t)) };
	struct package *packages;
	size_t package_count;
	unsigned char *bytes = NULL;

	qsort(files, count, sizeof *files, by_hash);
	packages = find_packages(files, count, &package_count);
	tables.left_out = hashes_of(left_out, &left_out_count);
	tables.header.packages = (uint32_t)package_count;
	tables.header.left_out = (uint32_t)left_out_count;
	tables.entries = memory_zeroed(count + 1, sizeof *tables.entries);
	tables.packages = memory_zeroed(package_count + 1, sizeof *tables.packages);
	text_add(&tables.texts, "");
	for (size_t i = 0; i < count; i++) {
		tables.entries[i].name = text_add(&tables.texts, files[i].name);
		if (files[i].module)
			tables.entries[i].module = text_add(&tables.texts, files[i].module);
	}
	for (size_t i = 0; i < package_count; i++) {
		tables.packages[i] = (struct archive_package){ text_add(&tables.texts, packages[i].name),
							       text_add(&tables.texts, packages[i].module) };
		free(packages[i].name);
	}
	*size = lay_out(&tables, files, count);
	if (*size)
		bytes = put(&tables, files, *size);
	else
		error_set(error, "the classes of the service are more than 2 GiB");
	free(packages);
	free(tables.entries);
	free(tables.packages);
	free(tables.left_out);
	free(tables.texts.buckets);
	free(tables.texts.bytes);
	free(tables.texts.next);
	return bytes;
}
