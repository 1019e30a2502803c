/* SPDX-License-Identifier: Apache-2.0 */
#include "host/java/jar.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <zlib.h>

#include "host/util/memory.h"

#define JAR_MAX_BYTES   ((size_t)512 << 20)
#define ENTRY_MAX_BYTES ((size_t)64 << 20)

enum {
	END_BYTES = 22,
	CENTRAL_BYTES = 46,
	LOCAL_BYTES = 30,
	COMMENT_MAX = 65535,
	STORED = 0,
	DEFLATED = 8,
	ENCRYPTED = 1,
};

static unsigned u2(const unsigned char *at)
{
	return at[0] | at[1] << 8;
}

static uint32_t u4(const unsigned char *at)
{
	return u2(at) | (uint32_t)u2(at + 2) << 16;
}

static int broken(const struct jar *jar, struct error *error, const char *what)
{
	return error_at(error, jar->path, 0, "is no usable jar: %s", what);
}

/* The record at the end, found backwards over its comment. */
static const unsigned char *find_end(const struct file_data *file)
{
	size_t least = file->size > END_BYTES + COMMENT_MAX ? file->size - END_BYTES - COMMENT_MAX : 0;

	for (size_t at = file->size >= END_BYTES ? file->size - END_BYTES + 1 : 0; at-- > least;)
		if (memcmp(file->bytes + at, "PK\5\6", 4) == 0)
			return file->bytes + at;
	return NULL;
}

/* Where an entry's data begin: behind its local header, whose own lengths count. */
static bool locate(const struct file_data *file, size_t header, struct jar_entry *entry)
{
	const unsigned char *local = file->bytes + header;

	if (header > file->size || file->size - header < LOCAL_BYTES || memcmp(local, "PK\3\4", 4) != 0)
		return false;
	entry->at = header + LOCAL_BYTES + u2(local + 26) + u2(local + 28);
	return entry->at <= file->size && entry->packed <= file->size - entry->at;
}

/* Offsets count from behind `before`, which may be a script that starts the jar. */
static int read_entry(struct jar *jar, size_t before, const unsigned char *central, size_t room, size_t *used,
		      struct error *error)
{
	struct jar_entry entry;
	size_t name_bytes;

	if (room < CENTRAL_BYTES || memcmp(central, "PK\1\2", 4) != 0)
		return broken(jar, error, "its directory is damaged");
	name_bytes = u2(central + 28);
	*used = CENTRAL_BYTES + name_bytes + u2(central + 30) + u2(central + 32);
	if (*used > room)
		return broken(jar, error, "its directory is cut short");
	entry = (struct jar_entry){ .method = u2(central + 10),
				    .packed = u4(central + 20),
				    .bytes = u4(central + 24) };
	if (u2(central + 8) & ENCRYPTED)
		return broken(jar, error, "it is encrypted");
	if (!locate(&jar->file, before + u4(central + 42), &entry))
		return broken(jar, error, "an entry lies outside of it (ZIP64 is not supported)");
	entry.name = memory_text_n((const char *)central + CENTRAL_BYTES, name_bytes);
	jar->entries[jar->count++] = entry;
	return 0;
}

static int by_name(const void *left, const void *right)
{
	const struct jar_entry *a = left, *b = right;
	int order = strcmp(a->name, b->name);

	if (!order && a->version != b->version)
		return a->version < b->version ? 1 : -1;
	return order ? order : a->at < b->at ? 1 : a->at > b->at ? -1 : 0;
}

static int read_directory(struct jar *jar, struct error *error)
{
	const unsigned char *end = find_end(&jar->file);
	size_t at, behind, before, used = 0, entries;

	if (!end)
		return broken(jar, error, "it has no directory at its end; is it whole?");
	entries = u2(end + 10);
	behind = (size_t)(end - jar->file.bytes);
	if (entries == UINT16_MAX)
		return broken(jar, error, "it has more than 65,534 files (ZIP64 is not supported)");
	if ((size_t)u4(end + 12) + u4(end + 16) > behind)
		return broken(jar, error, "its directory lies outside of it (ZIP64 is not supported)");
	at = behind - u4(end + 12);
	before = at - u4(end + 16);
	jar->entries = memory_zeroed(entries + 1, sizeof *jar->entries);
	for (size_t i = 0; i < entries; i++) {
		if (read_entry(jar, before, jar->file.bytes + at, behind - at, &used, error))
			return -1;
		at += used;
	}
	qsort(jar->entries, jar->count, sizeof *jar->entries, by_name);
	return 0;
}

int jar_open(const char *path, struct jar *jar, struct error *error)
{
	struct file_data file;

	*jar = (struct jar){ 0 };
	return file_read(path, JAR_MAX_BYTES, &file, error) ? -1 : jar_parse(path, file, jar, error);
}

/* "META-INF/versions/11/a/B.class" stands for a/B.class from Java 11 on. */
static const char *versioned(const char *name, unsigned *version)
{
	static const char folder[] = "META-INF/versions/";
	enum { FIRST = 9, OURS = 17 };
	char *end;

	if (strncmp(name, folder, strlen(folder)) != 0)
		return NULL;
	*version = (unsigned)strtoul(name + strlen(folder), &end, 10);
	return *version >= FIRST && *version <= OURS && end[0] == '/' && end[1] &&
			       strncmp(end + 1, "META-INF/", 9) != 0
		       ? end + 1
		       : NULL;
}

static void add_versions(struct jar *jar)
{
	char *is_multi AUTO_FREE = jar_attribute(jar, "Multi-Release");
	const unsigned count = jar->count;
	unsigned version;

	if (!is_multi || strcasecmp(is_multi, "true") != 0)
		return;
	jar->entries = memory_resize(jar->entries, 2 * (size_t)count + 1, sizeof *jar->entries);
	for (unsigned i = 0; i < count; i++) {
		const char *name = versioned(jar->entries[i].name, &version);

		if (!name)
			continue;
		jar->entries[jar->count] = jar->entries[i];
		jar->entries[jar->count].name = memory_text(name);
		jar->entries[jar->count++].version = version;
	}
	qsort(jar->entries, jar->count, sizeof *jar->entries, by_name);
}

int jar_parse(const char *path, struct file_data file, struct jar *jar, struct error *error)
{
	*jar = (struct jar){ .file = file };
	jar->path = memory_text(path);
	if (read_directory(jar, error)) {
		jar_close(jar);
		return -1;
	}
	add_versions(jar);
	return 0;
}

void jar_close(struct jar *jar)
{
	for (unsigned i = 0; i < jar->count; i++)
		free(jar->entries[i].name);
	free(jar->entries);
	free(jar->path);
	file_data_free(&jar->file);
	*jar = (struct jar){ 0 };
}

const struct jar_entry *jar_find(const struct jar *jar, const char *name)
{
	unsigned low = 0, high = jar->count;

	while (low < high) {
		unsigned middle = low + (high - low) / 2;

		if (strcmp(jar->entries[middle].name, name) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low < jar->count && strcmp(jar->entries[low].name, name) == 0 ? &jar->entries[low] : NULL;
}

static bool inflate_all(const unsigned char *from, const struct jar_entry *entry, unsigned char *to)
{
	z_stream stream = { .next_in = (unsigned char *)from,
			    .avail_in = (uInt)entry->packed,
			    .next_out = to,
			    .avail_out = (uInt)entry->bytes };
	bool good;

	if (inflateInit2(&stream, -MAX_WBITS) != Z_OK)
		return false;
	good = inflate(&stream, Z_FINISH) == Z_STREAM_END && stream.total_out == entry->bytes;
	inflateEnd(&stream);
	return good;
}

int jar_read(const struct jar *jar, const struct jar_entry *entry, struct file_data *out, struct error *error)
{
	const unsigned char *from = jar->file.bytes + entry->at;
	bool good;

	if (entry->bytes > ENTRY_MAX_BYTES)
		return error_at(error, jar->path, 0, "%s has %zu bytes; the most is %zu", entry->name,
				entry->bytes, ENTRY_MAX_BYTES);
	*out = (struct file_data){ memory_zeroed(entry->bytes + 1, 1), entry->bytes };
	good = entry->method == STORED     ? entry->packed == entry->bytes
	       : entry->method == DEFLATED ? inflate_all(from, entry, out->bytes)
					   : false;
	if (good && entry->method == STORED)
		memcpy(out->bytes, from, entry->bytes);
	if (good)
		return 0;
	file_data_free(out);
	return error_at(error, jar->path, 0, "%s is damaged, or packed in a way other than deflate",
			entry->name);
}

/* Lines end by "\r\n", "\n" or "\r"; one that begins with a space goes on with the one before. */
static void unfold(char *text)
{
	char *to = text;

	for (const char *at = text; *at; at++) {
		const bool ends = *at == '\r' || *at == '\n';

		if (*at == '\r' && at[1] == '\n')
			at++;
		if (ends && at[1] == ' ')
			at++;
		else
			*to++ = ends ? '\n' : *at;
	}
	*to = '\0';
}

char *jar_attribute(const struct jar *jar, const char *name)
{
	const struct jar_entry *manifest = jar_find(jar, "META-INF/MANIFEST.MF");
	const size_t length = strlen(name);
	struct file_data data;
	struct error ignored;
	char *value = NULL, *rest, *line;

	if (!manifest || jar_read(jar, manifest, &data, &ignored))
		return NULL;
	rest = (char *)data.bytes;
	unfold(rest);
	while (!value && (line = strsep(&rest, "\n")) && *line)
		if (strncasecmp(line, name, length) == 0 && line[length] == ':')
			value = memory_text(line + length + 1 + strspn(line + length + 1, " "));
	file_data_free(&data);
	return value;
}
