/* SPDX-License-Identifier: Apache-2.0 */
/* Any bytes as a class archive: every name, module and byte that the reader gives out is read. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "jvm/classlib/archive.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static volatile size_t sum;

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
