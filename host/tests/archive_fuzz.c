/* SPDX-License-Identifier: Apache-2.0 */
/* Any bytes as a class archive: every name, module and byte that the reader gives out is read, and every line
 * of what is a class. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "jvm/classfile/line_table.h"
#include "jvm/classlib/archive.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static volatile size_t sum;

static void read_lines(const struct archive_file *file)
{
	char source[SOURCE_BYTES];
	struct classfile class;
	struct classfile_error error;

	if (!classfile_parse_trusted(file->at, file->bytes, (struct classfile_span){ 0 }, &class, &error))
		return;
	if (line_table_source(classfile_class_name(&class, class.this_class), source))
		sum += strlen(source);
	for (unsigned i = 0; i < class.methods_count && i < 100; i++)
		for (uint32_t bci = 0; bci < 65536; bci = bci * 2 + 1)
			sum += (size_t)line_table_find(class.line_table, i, bci);
	classfile_free(&class);
}

static void read_all(const struct archive *archive)
{
	struct archive_file file, again;
	const char *name, *module;

	for (uint32_t i = 0; i < archive->header->entries; i++) {
		if (!archive_file_at(archive, i, &file))
			continue;
		sum += strlen(file.name) + (file.module ? strlen(file.module) : 0);
		for (size_t j = 0; j < file.bytes; j += 97)
			sum += file.at[j];
		sum += archive_find(archive, file.module, file.name, &again);
		read_lines(&file);
	}
	for (uint32_t i = 0; i < archive->header->packages; i++)
		if (archive_package_at(archive, i, &name, &module))
			sum += strlen(name) + strlen(module) + (archive_module_of(archive, name) != NULL);
	sum += archive_left_out(archive, "java/util/Foo");
	sum += archive_find_in_modules(archive, "java/lang/Object.class", &file);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct archive archive;
	const char *why;
	uint8_t *copy = malloc(size ? size : 1); /* aligned, and no byte longer */

	memcpy(copy, data, size);
	if (archive_open(&archive, copy, size, &why) && archive.header->entries < 10000)
		read_all(&archive);
	free(copy);
	return 0;
}
