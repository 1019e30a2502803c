/* SPDX-License-Identifier: Apache-2.0 */
/* Any bytes as an image: headers, sections, symbols, notes and the manifest in them. */
#include <stddef.h>
#include <stdint.h>

#include "abi/manifest_abi.h"
#include "host/image/elf.h"
#include "host/image/manifest.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static size_t letters;

static void visit(void *context, const struct elf_symbol *symbol)
{
	for (const char *at = symbol->name; *at; at++)
		letters++;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct manifest manifest;
	struct elf_image image;
	struct elf_note note;
	struct error error;
	Elf64_Shdr section;

	/* The manifest's own reader deserves inputs that are no ELF file. */
	if (manifest_parse("fuzz", data, size, &manifest, &error) == 0)
		manifest_free(&manifest);
	if (elf_open("fuzz", data, size, &image, &error))
		return 0;
	for (unsigned i = 0; elf_section(&image, i, &section); i++)
		for (const char *at = elf_section_name(&image, &section); *at; at++)
			letters++;
	elf_symbols(&image, visit, NULL);
	if (elf_find_note(&image, MANIFEST_NOTE_NAME, MANIFEST_NOTE_TYPE, &note) &&
	    manifest_parse("fuzz", note.data, note.data_bytes, &manifest, &error) == 0)
		manifest_free(&manifest);
	return 0;
}
