/* SPDX-License-Identifier: Apache-2.0 */
#include "host/java/report.h"

#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "host/util/file.h"
#include "host/util/memory.h"

#define TEXT_MAX_BYTES ((size_t)64 << 20)

enum { COLUMNS = 6 };

int report_write(const char *path, const char *text, struct error *error)
{
	uLong length = (uLong)strlen(text);
	uLongf packed = compressBound(length);
	unsigned char *bytes AUTO_FREE = memory_zeroed(4 + packed, 1);

	for (int i = 0; i < 4; i++)
		bytes[i] = (unsigned char)(length >> 8 * i);
	if (compress2(bytes + 4, &packed, (const Bytef *)text, length, Z_BEST_COMPRESSION) != Z_OK)
		return error_set(error, "out of memory");
	return file_write(path, bytes, 4 + packed, error);
}

/* Cuts a line into its columns; those that it lacks are NULL. */
static bool split(char *line, struct report_class *class)
{
	char *columns[COLUMNS] = { 0 }, *end;

	for (int i = 0; i < COLUMNS && line; i++)
		columns[i] = strsep(&line, "\t");
	if (line || !columns[3] || !columns[0][0])
		return false;
	*class = (struct report_class){ columns[0], columns[2], strtoul(columns[1], &end, 10),
					columns[3], columns[4], columns[5] };
	return end != columns[1] && !*end;
}

static int damaged(const char *name, struct error *error)
{
	return error_at(error, name, 0, "its list of classes is damaged; build the image again");
}

int report_parse(const char *name, const unsigned char *bytes, size_t size, struct report *out,
		 struct error *error)
{
	uLongf length;
	char *rest, *line;

	*out = (struct report){ 0 };
	if (size < 4)
		return damaged(name, error);
	length = bytes[0] | (uLongf)bytes[1] << 8 | (uLongf)bytes[2] << 16 | (uLongf)bytes[3] << 24;
	if (length > TEXT_MAX_BYTES)
		return damaged(name, error);
	out->text = memory_zeroed(length + 1, 1);
	if (uncompress((Bytef *)out->text, &length, bytes + 4, (uLong)(size - 4)) != Z_OK) {
		report_free(out);
		return damaged(name, error);
	}
	rest = out->text;
	while ((line = strsep(&rest, "\n")) && rest) {
		out->classes = memory_resize(out->classes, out->count + 1, sizeof *out->classes);
		if (!split(line, &out->classes[out->count])) {
			report_free(out);
			return damaged(name, error);
		}
		out->bytes += out->classes[out->count++].bytes;
	}
	return 0;
}

int report_read(const char *name, const struct elf_image *image, struct report *out, struct error *error)
{
	Elf64_Shdr section;

	*out = (struct report){ 0 };
	for (unsigned i = 0; elf_section(image, i, &section); i++)
		if (strcmp(elf_section_name(image, &section), REPORT_SECTION) == 0) {
			const unsigned char *bytes = elf_section_bytes(image, &section);

			return bytes ? report_parse(name, bytes, section.sh_size, out, error)
				     : damaged(name, error);
		}
	return error_at(error, name, 0, "holds no Java classes");
}

void report_free(struct report *report)
{
	free(report->text);
	free(report->classes);
	*report = (struct report){ 0 };
}

const struct report_class *report_find(const struct report *report, const char *name)
{
	char *slashes AUTO_FREE = memory_text(name);

	for (char *at = slashes; *at; at++)
		if (*at == '.')
			*at = '/';
	for (unsigned i = 0; i < report->count; i++)
		if (strcmp(report->classes[i].name, slashes) == 0)
			return &report->classes[i];
	return NULL;
}

static int by_name(const void *left, const void *right)
{
	const struct report_package *a = left, *b = right;

	return strcmp(a->name, b->name);
}

static int by_bytes(const void *left, const void *right)
{
	const struct report_package *a = left, *b = right;

	return a->bytes != b->bytes ? a->bytes < b->bytes ? 1 : -1 : by_name(left, right);
}

struct report_package *report_packages(const struct report *report, unsigned *count)
{
	struct report_package *packages = memory_zeroed(report->count + 1u, sizeof *packages);
	unsigned kept = 0;

	for (unsigned i = 0; i < report->count; i++) {
		const char *name = report->classes[i].name, *slash = strrchr(name, '/');

		packages[i] = (struct report_package){ slash ? memory_text_n(name, (size_t)(slash - name))
							     : memory_text("(no package)"),
						       report->classes[i].bytes, 1 };
		for (char *at = packages[i].name; *at; at++)
			if (*at == '/')
				*at = '.';
	}
	qsort(packages, report->count, sizeof *packages, by_name);
	for (unsigned i = 0; i < report->count; i++)
		if (kept && strcmp(packages[kept - 1].name, packages[i].name) == 0) {
			packages[kept - 1].bytes += packages[i].bytes;
			packages[kept - 1].classes++;
			free(packages[i].name);
		} else {
			packages[kept++] = packages[i];
		}
	qsort(packages, kept, sizeof *packages, by_bytes);
	*count = kept;
	return packages;
}

void report_packages_free(struct report_package *packages, unsigned count)
{
	for (unsigned i = 0; i < count; i++)
		free(packages[i].name);
	free(packages);
}
