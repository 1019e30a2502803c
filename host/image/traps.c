/* SPDX-License-Identifier: Apache-2.0 */
#include "host/image/traps.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "host/image/elf.h"
#include "host/util/memory.h"

#define HLT       0xf4
#define INT3      0xcc
#define C_LIBRARY "/libc.a("
#define MNEMONIC  ":\thlt"

struct range {
	uint64_t start, end;
};

struct ranges {
	struct range *list;
	unsigned count;
};

/* The sections of the C library: "0xADDRESS 0xSIZE FILE" in the map, sometimes with their name before. */
static struct ranges find_library(const char *map)
{
	struct ranges ranges = { 0 };
	const char *at = map;

	while ((at = strstr(at, C_LIBRARY))) {
		const char *line = at;
		unsigned long long address, size;

		while (line > map && line[-1] != '\n')
			line--;
		line = strstr(line, "0x");
		if (line && line < at && sscanf(line, "%llx %llx", &address, &size) == 2 && address && size) {
			ranges.list = memory_resize(ranges.list, ranges.count + 1, sizeof *ranges.list);
			ranges.list[ranges.count++] = (struct range){ address, address + size };
		}
		at += strlen(C_LIBRARY);
	}
	return ranges;
}

static bool holds(const struct ranges *ranges, uint64_t address)
{
	for (unsigned i = 0; i < ranges->count; i++)
		if (ranges->list[i].start <= address && address < ranges->list[i].end)
			return true;
	return false;
}

/* The byte at that address in the file; NULL when no segment holds it. */
static unsigned char *byte_at(const struct elf_image *elf, struct file_data *image, uint64_t address)
{
	Elf64_Phdr segment;

	for (unsigned i = 0; elf_segment(elf, i, &segment); i++) {
		uint64_t offset = address - segment.p_vaddr;

		if (segment.p_type == PT_LOAD && address >= segment.p_vaddr && offset < segment.p_filesz &&
		    segment.p_offset < image->size && offset < image->size - segment.p_offset)
			return image->bytes + segment.p_offset + offset;
	}
	return NULL;
}

int traps_set(const char *name, const char *listing, const char *map, struct file_data *image,
	      struct error *error)
{
	struct ranges library;
	struct elf_image elf;
	const char *at = listing;
	int result = 0;

	if (elf_open(name, image->bytes, image->size, &elf, error))
		return -1;
	library = find_library(map);
	while (!result && (at = strstr(at, MNEMONIC))) {
		const char *line = at;
		unsigned char *byte;
		uint64_t address;

		while (line > listing && line[-1] != '\n')
			line--;
		address = strtoull(line, NULL, 16);
		at += strlen(MNEMONIC);
		if (!holds(&library, address))
			continue;
		byte = byte_at(&elf, image, address);
		if (byte && *byte == HLT)
			*byte = INT3;
		else
			result = error_set(error, "%s: objdump sees a HLT at %llx where there is none", name,
					   (unsigned long long)address);
	}
	free(library.list);
	return result;
}
