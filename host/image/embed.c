/* SPDX-License-Identifier: Apache-2.0 */
#include "host/image/embed.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "abi/archive_abi.h"
#include "abi/manifest_abi.h"
#include "host/util/memory.h"

/* As a string of the assembler: everything but plain characters in octal. */
static void put_string(FILE *out, const char *text)
{
	fputc('"', out);
	for (; *text; text++) {
		unsigned char letter = (unsigned char)*text;

		if (letter < ' ' || letter > '~' || letter == '"' || letter == '\\')
			fprintf(out, "\\%03o", letter);
		else
			fputc(letter, out);
	}
	fputc('"', out);
}

static FILE *open_text(char **text, size_t *bytes)
{
	FILE *out = open_memstream(text, bytes);

	if (!out)
		abort();
	return out;
}

char *embed_files(const struct service_file *service)
{
	char *text = NULL;
	size_t bytes = 0;
	FILE *out = open_text(&text, &bytes);

	fputs(".section .rodata.linked_files,\"a\"\n.balign 8\n.globl linked_files\nlinked_files:\n", out);
	for (unsigned i = 0; i < service->file_count; i++)
		fprintf(out, "\t.quad path%u, data%u, end%u - data%u\n", i, i, i, i);
	fprintf(out, ".globl linked_files_count\nlinked_files_count:\n\t.long %u\n", service->file_count);
	for (unsigned i = 0; i < service->file_count; i++) {
		fprintf(out, "path%u:\n\t.asciz ", i);
		put_string(out, service->files[i].path);
		fprintf(out, "\n\t.balign 16\ndata%u:\n\t.incbin ", i);
		put_string(out, service->files[i].from);
		fprintf(out, "\nend%u:\n\t.byte 0\n", i);
	}
	fputs(".section .note.GNU-stack,\"\",@progbits\n", out);
	fclose(out);
	return text;
}

char *embed_archive(const char *path)
{
	char *text = NULL;
	size_t bytes = 0;
	FILE *out = open_text(&text, &bytes);

	fprintf(out,
		".section .rodata.java_archive,\"a\"\n.balign %u\n.globl "
		"java_archive\njava_archive:\n\t.incbin ",
		ARCHIVE_ALIGN);
	put_string(out, path);
	fputs("\n.globl java_archive_end\njava_archive_end:\n\t.byte 0\n"
	      ".section .note.GNU-stack,\"\",@progbits\n",
	      out);
	fclose(out);
	return text;
}

struct table {
	struct elf_symbol *list;
	size_t count;
};

static void collect(void *context, const struct elf_symbol *symbol)
{
	struct table *table = context;

	if (symbol->kind != STT_FUNC || !symbol->address)
		return;
	table->list = memory_resize(table->list, table->count + 1, sizeof *table->list);
	table->list[table->count++] = *symbol;
}

static int by_address(const void *left, const void *right)
{
	const struct elf_symbol *a = left, *b = right;

	if (a->address != b->address)
		return a->address < b->address ? -1 : 1;
	return strcmp(a->name, b->name);
}

char *embed_symbols(const struct elf_image *linked)
{
	struct table table = { 0 };
	char *text = NULL;
	size_t bytes = 0, kept = 0;
	FILE *out = open_text(&text, &bytes);

	elf_symbols(linked, collect, &table);
	if (table.count)
		qsort(table.list, table.count, sizeof *table.list, by_address);
	/* Aliases of one address: the first name stands for all. */
	for (size_t i = 0; i < table.count; i++)
		if (!kept || table.list[kept - 1].address != table.list[i].address)
			table.list[kept++] = table.list[i];
	fputs(".section .rodata.symbols,\"a\"\n.balign 8\n.globl symbols\nsymbols:\n", out);
	for (size_t i = 0; i < kept; i++)
		fprintf(out, "\t.quad 0x%llx, name%zu\n", (unsigned long long)table.list[i].address, i);
	fprintf(out, ".globl symbol_count\nsymbol_count:\n\t.long %zu\n", kept);
	for (size_t i = 0; i < kept; i++) {
		fprintf(out, "name%zu:\n\t.asciz ", i);
		put_string(out, table.list[i].name);
		fputc('\n', out);
	}
	fputs(".section .note.GNU-stack,\"\",@progbits\n", out);
	fclose(out);
	free(table.list);
	return text;
}

unsigned char *embed_note(const char *json, size_t *size)
{
	static const char zeros[4];
	Elf64_Nhdr header = { .n_namesz = sizeof MANIFEST_NOTE_NAME,
			      .n_descsz = (Elf64_Word)strlen(json),
			      .n_type = MANIFEST_NOTE_TYPE };
	char *note = NULL;
	FILE *out = open_text(&note, size);

	fwrite(&header, sizeof header, 1, out);
	fwrite(MANIFEST_NOTE_NAME, sizeof MANIFEST_NOTE_NAME, 1, out);
	fwrite(zeros, -sizeof MANIFEST_NOTE_NAME & 3, 1, out);
	fwrite(json, strlen(json), 1, out);
	fwrite(zeros, -strlen(json) & 3, 1, out);
	fclose(out);
	return (unsigned char *)note;
}
