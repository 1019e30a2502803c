/* SPDX-License-Identifier: Apache-2.0 */
/* A checked reader of the ELF files that are images: 64-bit, x86-64, executable. The file is outside
 * input: every offset, size and count in it is checked before use; nothing is trusted to be aligned.
 */
#ifndef HOST_IMAGE_ELF_H
#define HOST_IMAGE_ELF_H

#include <elf.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "host/util/error.h"

#define ELF_IMAGE_MAX_BYTES (256u << 20)

struct elf_image {
	const char *name; /* for messages; not owned */
	const unsigned char *bytes;
	size_t size;
	Elf64_Ehdr header; /* a copy, checked: both tables lie inside the file */
};

/* A note's place in the file. */
struct elf_note {
	uint32_t type;
	const unsigned char *data;
	size_t data_bytes;
};

struct elf_symbol {
	uint64_t address, size;
	const char *name; /* points into the file */
	unsigned kind;    /* STT_… */
};

/* `bytes` must outlive the image. Errors say what kind of file it is, where that can be told. */
int elf_open(const char *name, const unsigned char *bytes, size_t size, struct elf_image *out,
	     struct error *error);

/* The i-th program header, section header; false past the end. */
bool elf_segment(const struct elf_image *image, unsigned i, Elf64_Phdr *out);
bool elf_section(const struct elf_image *image, unsigned i, Elf64_Shdr *out);
/* Where the last loaded segment ends in the machine's memory, which lies from 0: the least that holds it. */
uint64_t elf_memory_end(const struct elf_image *image);
/* "" when the section has no name that can be read. */
const char *elf_section_name(const struct elf_image *image, const Elf64_Shdr *section);
/* The section's bytes in the file; NULL when it has none or they lie outside. */
const unsigned char *elf_section_bytes(const struct elf_image *image, const Elf64_Shdr *section);

/* The first note of that owner and type, in any segment or section of notes. */
bool elf_find_note(const struct elf_image *image, const char *owner, uint32_t type, struct elf_note *out);

/* Calls `visit` for each named, defined symbol. Returns how many; 0 when the file is stripped. */
size_t elf_symbols(const struct elf_image *image,
		   void (*visit)(void *context, const struct elf_symbol *symbol), void *context);

#endif
