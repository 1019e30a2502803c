/* SPDX-License-Identifier: Apache-2.0 */
#include "jvm/classlib/archive.h"
#include <string.h>

static bool table_fits(const struct archive_header *header, uint32_t at, uint32_t count, size_t size)
{
	return at % 4 == 0 && at <= header->bytes && count <= (header->bytes - at) / size;
}

bool archive_open(struct archive *archive, const uint8_t *bytes, size_t length, const char **why)
{
	const struct archive_header *header = (const struct archive_header *)bytes;
	*archive = (struct archive){ 0 };
	*why = "is no class archive";
	if (length < sizeof *header || (uintptr_t)bytes % _Alignof(struct archive_header) ||
	    memcmp(header->magic, ARCHIVE_MAGIC, sizeof header->magic) != 0)
		return false;
	*why = "is cut short";
	if (header->bytes > length || header->bytes < sizeof *header)
		return false;
	*why = "is damaged: a table lies outside of it";
	if (!table_fits(header, header->entries_at, header->entries, sizeof(struct archive_entry)) ||
	    !table_fits(header, header->packages_at, header->packages, sizeof(struct archive_package)) ||
	    !table_fits(header, header->left_out_at, header->left_out, sizeof(uint32_t)))
		return false;
	*why = "is damaged: its texts have no end";
	if (header->text_at > header->bytes || header->text_bytes > header->bytes - header->text_at ||
	    !header->text_bytes || bytes[header->text_at + header->text_bytes - 1] != 0)
		return false;
	*archive = (struct archive){ bytes, header, (const void *)(bytes + header->entries_at),
				     (const void *)(bytes + header->packages_at),
				     (const void *)(bytes + header->left_out_at) };
	return true;
}

static const char *text_at(const struct archive *archive, uint32_t offset)
{
	const struct archive_header *header = archive->header;
	return offset < header->text_at || offset - header->text_at >= header->text_bytes
		       ? NULL
		       : (const char *)archive->bytes + offset;
}

bool archive_file_at(const struct archive *archive, uint32_t index, struct archive_file *found)
{
	if (index >= archive->header->entries)
		return false;
	const struct archive_entry *entry = &archive->entries[index];
	*found = (struct archive_file){ .name = text_at(archive, entry->name),
					.module = entry->module == ARCHIVE_NO_MODULE
							  ? NULL
							  : text_at(archive, entry->module),
					.at = archive->bytes + entry->data,
					.bytes = entry->bytes };
	return found->name && (found->module || entry->module == ARCHIVE_NO_MODULE) &&
	       entry->data <= archive->header->bytes && entry->bytes <= archive->header->bytes - entry->data;
}

/* The first entry whose hash is not below. */
static uint32_t first_of(const struct archive *archive, uint32_t hash)
{
	uint32_t low = 0, high = archive->header->entries;
	while (low < high) {
		const uint32_t middle = low + (high - low) / 2;
		if (archive->entries[middle].hash < hash)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static bool find(const struct archive *archive, const char *name, struct archive_file *found,
		 bool (*wanted)(const char *module, const char *which), const char *which)
{
	const uint32_t hash = archive_hash(name);
	for (uint32_t i = first_of(archive, hash);
	     i < archive->header->entries && archive->entries[i].hash == hash; i++)
		if (archive_file_at(archive, i, found) && strcmp(found->name, name) == 0 &&
		    wanted(found->module, which))
			return true;
	return false;
}

static bool is_module(const char *module, const char *which)
{
	return module && which ? strcmp(module, which) == 0 : module == which;
}

static bool is_any_module(const char *module, const char *which)
{
	(void)which;
	return module != NULL;
}

bool archive_find(const struct archive *archive, const char *module, const char *name,
		  struct archive_file *found)
{
	return find(archive, name, found, is_module, module);
}

bool archive_find_in_modules(const struct archive *archive, const char *name, struct archive_file *found)
{
	return find(archive, name, found, is_any_module, NULL);
}

bool archive_package_at(const struct archive *archive, uint32_t index, const char **name, const char **module)
{
	if (index >= archive->header->packages)
		return false;
	*name = text_at(archive, archive->packages[index].name);
	*module = text_at(archive, archive->packages[index].module);
	return *name && *module;
}

const char *archive_module_of(const struct archive *archive, const char *package)
{
	uint32_t low = 0, high = archive->header->packages;
	while (low < high) {
		const uint32_t middle = low + (high - low) / 2;
		const char *name, *module;
		if (!archive_package_at(archive, middle, &name, &module))
			return NULL;
		const int order = strcmp(package, name);
		if (order == 0)
			return module;
		if (order > 0)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

bool archive_left_out(const struct archive *archive, const char *class_name)
{
	const uint32_t hash = archive_hash(class_name);
	uint32_t low = 0, high = archive->header->left_out;
	while (low < high) {
		const uint32_t middle = low + (high - low) / 2;
		if (archive->left_out[middle] == hash)
			return true;
		if (archive->left_out[middle] < hash)
			low = middle + 1;
		else
			high = middle;
	}
	return false;
}
