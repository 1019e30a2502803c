/* SPDX-License-Identifier: Apache-2.0 */
/* stardust image inspect: what an image is made of, and why. */
#include <getopt.h>
#include <string.h>

#include <jansson.h>

#include "cmd/command.h"
#include "cmd/verbs.h"
#include "host/image/elf.h"
#include "host/image/manifest.h"
#include "host/util/memory.h"

static const char usage[] = "usage: stardust image inspect [--json] IMAGE\n\n"
			    "Verifies an image's digest and shows its manifest: ports and types, files, the "
			    "archives it contains\n"
			    "with what asked for each, its segments and the memory it needs.\n\n"
			    "  --json    print the manifest and the segments as JSON\n";

static const char *permissions(uint32_t flags)
{
	static const char *const text[] = { "---", "--x", "-w-", "-wx", "r--", "r-x", "rw-", "rwx" };

	return text[flags & 7];
}

static void print_json(const struct manifest *manifest, const struct elf_image *elf)
{
	char *text AUTO_FREE = manifest_write(manifest);
	json_t *root = json_loads(text, 0, NULL), *segments = json_array();
	Elf64_Phdr segment;

	for (unsigned i = 0; elf_segment(elf, i, &segment); i++)
		if (segment.p_type == PT_LOAD)
			json_array_append_new(segments,
					      json_pack("{s:s, s:I, s:I, s:I}", "permissions",
							permissions(segment.p_flags), "address",
							(json_int_t)segment.p_paddr, "file_bytes",
							(json_int_t)segment.p_filesz, "memory_bytes",
							(json_int_t)segment.p_memsz));
	json_object_set_new(root, "segments", segments);
	json_object_set_new(root, "bytes", json_integer((json_int_t)elf->size));
	json_dumpf(root, stdout, JSON_INDENT(2) | JSON_SORT_KEYS);
	putchar('\n');
	json_decref(root);
}

static void print_ports(const struct manifest *manifest)
{
	for (unsigned i = 0; i < manifest->port_count; i++) {
		const struct manifest_port *port = &manifest->ports[i];

		printf("port      %-3s %s: %s", port->direction == SD_IN ? "in" : "out", port->name,
		       port->type);
		if (port->direction == SD_IN)
			printf("[%u]", port->capacity);
		printf("  at most %u bytes  %.16s…\n", port->max_encoded, port->hash);
	}
}

static void print_text(const struct manifest *manifest, const struct elf_image *elf)
{
	Elf64_Phdr segment;

	printf("name      %s\n", manifest->name);
	if (manifest->service[0])
		printf("service   %s\n", manifest->service);
	printf("digest    sha256:%s (verified)\n", manifest->digest);
	printf("size      %zu bytes\n", elf->size);
	printf("memory    %llu KiB\n", (unsigned long long)(manifest->memory >> 10));
	print_ports(manifest);
	for (unsigned i = 0; i < manifest->file_count; i++)
		printf("file      %s  %llu bytes  %.16s…\n", manifest->files[i].path,
		       (unsigned long long)manifest->files[i].bytes, manifest->files[i].sha256);
	for (unsigned i = 0; elf_segment(elf, i, &segment); i++)
		if (segment.p_type == PT_LOAD)
			printf("segment   %s  at 0x%llx  %llu bytes in the file, %llu in memory\n",
			       permissions(segment.p_flags), (unsigned long long)segment.p_paddr,
			       (unsigned long long)segment.p_filesz, (unsigned long long)segment.p_memsz);
	for (unsigned i = 0; i < manifest->content_count; i++)
		printf("contains  %-18s %7llu bytes  because %s\n", manifest->contents[i].archive,
		       (unsigned long long)manifest->contents[i].bytes, manifest->contents[i].because);
}

static int inspect(const char *path, bool json)
{
	struct manifest manifest;
	struct elf_image elf;
	struct file_data file;
	struct error error;

	if (manifest_read_image(path, &manifest, &file, &error))
		return command_fail(&error);
	if (elf_open(path, file.bytes, file.size, &elf, &error) == 0) {
		if (json)
			print_json(&manifest, &elf);
		else
			print_text(&manifest, &elf);
	}
	manifest_free(&manifest);
	file_data_free(&file);
	return STATUS_OK;
}

int verb_image(int argc, char **argv)
{
	static const struct option options[] = { { "json", no_argument, NULL, 'j' },
						 { "help", no_argument, NULL, 'h' },
						 { 0 } };
	bool json = false;
	int option;

	while ((option = getopt_long(argc, argv, "h", options, NULL)) != -1) {
		switch (option) {
		case 'j':
			json = true;
			break;
		case 'h':
			fputs(usage, stdout);
			return STATUS_OK;
		default:
			return STATUS_USAGE;
		}
	}
	if (optind != argc - 2 || strcmp(argv[optind], "inspect") != 0)
		return command_usage("image", "expected 'inspect' and one image");
	return inspect(argv[optind + 1], json);
}
