/* SPDX-License-Identifier: Apache-2.0 */
#include "host/image/elf.h"

#include <string.h>

static bool inside(const struct elf_image *image, uint64_t offset, uint64_t bytes)
{
	return offset <= image->size && bytes <= image->size - offset;
}

static int foreign(const struct elf_image *image, const char *what, struct error *error)
{
	return error_at(error, image->name, 0, "%s; an image is made by 'stardust build'", what);
}

static int check_header(const struct elf_image *image, struct error *error)
{
	const Elf64_Ehdr *header = &image->header;

	if (header->e_ident[EI_CLASS] != ELFCLASS64 || header->e_ident[EI_DATA] != ELFDATA2LSB ||
	    header->e_machine != EM_X86_64)
		return foreign(image, "is an ELF file for another machine than x86-64", error);
	if (header->e_type != ET_EXEC)
		return foreign(image,
			       header->e_type == ET_DYN
				       ? "is a Linux program or a shared library, not an image"
				       : "is an ELF file, but not an executable one",
			       error);
	if (header->e_phnum == 0 || header->e_phentsize != sizeof(Elf64_Phdr) ||
	    !inside(image, header->e_phoff, (uint64_t)header->e_phnum * sizeof(Elf64_Phdr)))
		return foreign(image, "is a corrupt ELF file: its program headers lie outside it", error);
	if (header->e_shnum &&
	    (header->e_shentsize != sizeof(Elf64_Shdr) ||
	     !inside(image, header->e_shoff, (uint64_t)header->e_shnum * sizeof(Elf64_Shdr))))
		return foreign(image, "is a corrupt ELF file: its section headers lie outside it", error);
	return 0;
}

static int check_segments(const struct elf_image *image, struct error *error)
{
	Elf64_Phdr segment;

	for (unsigned i = 0; elf_segment(image, i, &segment); i++) {
		if (!inside(image, segment.p_offset, segment.p_filesz))
			return foreign(image,
				       "is a corrupt ELF file: it ends before one of its segments does",
				       error);
		if (segment.p_type == PT_LOAD && segment.p_memsz < segment.p_filesz)
			return foreign(
				image,
				"is a corrupt ELF file: a segment is larger in the file than in memory",
				error);
	}
	return 0;
}

int elf_open(const char *name, const unsigned char *bytes, size_t size, struct elf_image *out,
	     struct error *error)
{
	*out = (struct elf_image){ .name = name, .bytes = bytes, .size = size };
	if (size < sizeof out->header || memcmp(bytes, ELFMAG, SELFMAG) != 0)
		return foreign(out, "is not an ELF file", error);
	memcpy(&out->header, bytes, sizeof out->header);
	if (check_header(out, error))
		return -1;
	return check_segments(out, error);
}

bool elf_segment(const struct elf_image *image, unsigned i, Elf64_Phdr *out)
{
	if (i >= image->header.e_phnum)
		return false;
	memcpy(out, image->bytes + image->header.e_phoff + i * sizeof *out, sizeof *out);
	return true;
}

bool elf_section(const struct elf_image *image, unsigned i, Elf64_Shdr *out)
{
	if (i >= image->header.e_shnum)
		return false;
	memcpy(out, image->bytes + image->header.e_shoff + i * sizeof *out, sizeof *out);
	return true;
}

uint64_t elf_memory_end(const struct elf_image *image)
{
	Elf64_Phdr segment;
	uint64_t end = 0;

	for (unsigned i = 0; elf_segment(image, i, &segment); i++) {
		uint64_t last = segment.p_paddr + segment.p_memsz;

		if (last < segment.p_paddr)
			last = UINT64_MAX;
		if (segment.p_type == PT_LOAD && last > end)
			end = last;
	}
	return end;
}

const unsigned char *elf_section_bytes(const struct elf_image *image, const Elf64_Shdr *section)
{
	if (section->sh_type == SHT_NOBITS || !inside(image, section->sh_offset, section->sh_size))
		return NULL;
	return image->bytes + section->sh_offset;
}

/* The text at `offset` of a table of strings; NULL unless it ends inside the table. */
static const char *string_at(const struct elf_image *image, const Elf64_Shdr *table, uint64_t offset)
{
	const unsigned char *bytes = elf_section_bytes(image, table);

	if (!bytes || offset >= table->sh_size || !memchr(bytes + offset, 0, table->sh_size - offset))
		return NULL;
	return (const char *)bytes + offset;
}

const char *elf_section_name(const struct elf_image *image, const Elf64_Shdr *section)
{
	Elf64_Shdr table;
	const char *name = NULL;

	if (elf_section(image, image->header.e_shstrndx, &table))
		name = string_at(image, &table, section->sh_name);
	return name ? name : "";
}

static bool find_in(const unsigned char *at, uint64_t left, const char *owner, uint32_t type,
		    struct elf_note *out)
{
	size_t owner_bytes = strlen(owner) + 1;

	while (left >= sizeof(Elf64_Nhdr)) {
		Elf64_Nhdr note;
		uint64_t name_bytes, data_bytes;

		memcpy(&note, at, sizeof note);
		name_bytes = ((uint64_t)note.n_namesz + 3) & ~UINT64_C(3);
		data_bytes = ((uint64_t)note.n_descsz + 3) & ~UINT64_C(3);
		at += sizeof note;
		left -= sizeof note;
		/* The last note's padding may be missing. */
		if (name_bytes > left || note.n_descsz > left - name_bytes)
			return false;
		if (note.n_type == type && note.n_namesz == owner_bytes &&
		    memcmp(at, owner, owner_bytes) == 0) {
			*out = (struct elf_note){ .type = type,
						  .data = at + name_bytes,
						  .data_bytes = note.n_descsz };
			return true;
		}
		if (data_bytes > left - name_bytes)
			return false;
		at += name_bytes + data_bytes;
		left -= name_bytes + data_bytes;
	}
	return false;
}

bool elf_find_note(const struct elf_image *image, const char *owner, uint32_t type, struct elf_note *out)
{
	Elf64_Phdr segment;
	Elf64_Shdr section;

	for (unsigned i = 0; elf_segment(image, i, &segment); i++)
		if (segment.p_type == PT_NOTE &&
		    find_in(image->bytes + segment.p_offset, segment.p_filesz, owner, type, out))
			return true;
	for (unsigned i = 0; elf_section(image, i, &section); i++) {
		const unsigned char *bytes =
			section.sh_type == SHT_NOTE ? elf_section_bytes(image, &section) : NULL;

		if (bytes && find_in(bytes, section.sh_size, owner, type, out))
			return true;
	}
	return false;
}

static size_t visit_table(const struct elf_image *image, const Elf64_Shdr *table,
			  void (*visit)(void *context, const struct elf_symbol *symbol), void *context)
{
	const unsigned char *bytes = elf_section_bytes(image, table);
	Elf64_Shdr strings;
	size_t count = 0;

	if (!bytes || !elf_section(image, table->sh_link, &strings))
		return 0;
	for (uint64_t i = 0; i < table->sh_size / sizeof(Elf64_Sym); i++) {
		Elf64_Sym entry;
		struct elf_symbol symbol;

		memcpy(&entry, bytes + i * sizeof entry, sizeof entry);
		symbol = (struct elf_symbol){ .address = entry.st_value,
					      .size = entry.st_size,
					      .name = string_at(image, &strings, entry.st_name),
					      .kind = ELF64_ST_TYPE(entry.st_info) };
		if (entry.st_shndx == SHN_UNDEF || !symbol.name || !symbol.name[0])
			continue;
		visit(context, &symbol);
		count++;
	}
	return count;
}

size_t elf_symbols(const struct elf_image *image,
		   void (*visit)(void *context, const struct elf_symbol *symbol), void *context)
{
	Elf64_Shdr section;
	size_t count = 0;

	for (unsigned i = 0; elf_section(image, i, &section); i++)
		if (section.sh_type == SHT_SYMTAB)
			count += visit_table(image, &section, visit, context);
	return count;
}
