/* SPDX-License-Identifier: Apache-2.0 */
/* stardust image inspect: what an image is made of, and why. */
#include <getopt.h>
#include <string.h>

#include <jansson.h>

#include "cmd/command.h"
#include "cmd/verbs.h"
#include "host/image/elf.h"
#include "host/image/manifest.h"
#include "host/java/report.h"
#include "host/java/treemap.h"
#include "host/util/memory.h"

static const char usage[] =
	"usage: stardust image inspect [--json] [--why CLASS] [--treemap FILE.svg] IMAGE\n\n"
	"Verifies an image's digest and shows its manifest: ports and types, files, the archives it "
	"contains\n"
	"with what asked for each, its segments and the memory it needs. Of a Java service also the packages "
	"of\n"
	"its classes, by size.\n\n"
	"      --json               print the manifest, the segments and the packages as JSON\n"
	"  -w, --why CLASS          of a Java service: print the chain that kept a class in the image\n"
	"  -t, --treemap FILE.svg   of a Java service: draw its packages, each as large as its classes\n";

static const char *permissions(uint32_t flags)
{
	static const char *const text[] = { "---", "--x", "-w-", "-wx", "r--", "r-x", "rw-", "rwx" };

	return text[flags & 7];
}

static json_t *packages_json(const struct report *report)
{
	unsigned count;
	struct report_package *packages = report_packages(report, &count);
	json_t *list = json_array();

	for (unsigned i = 0; i < count; i++)
		json_array_append_new(list, json_pack("{s:s, s:I, s:i}", "package", packages[i].name, "bytes",
						      (json_int_t)packages[i].bytes, "classes",
						      (int)packages[i].classes));
	report_packages_free(packages, count);
	return list;
}

static void print_json(const struct manifest *manifest, const struct elf_image *elf,
		       const struct report *report)
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
	if (report->count)
		json_object_set_new(root, "packages", packages_json(report));
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

static void print_packages(const struct report *report)
{
	unsigned count;
	struct report_package *packages = report_packages(report, &count);

	if (count)
		printf("classes   %u in %u packages, %zu bytes\n", report->count, count, report->bytes);
	for (unsigned i = 0; i < count; i++)
		printf("package   %-40s %8zu bytes  %u classes\n", packages[i].name, packages[i].bytes,
		       packages[i].classes);
	report_packages_free(packages, count);
}

static void put_dotted(const char *name)
{
	for (; *name; name++)
		putchar(*name == '/' ? '.' : *name);
}

/* From the class up to what nothing else asked for. A class may name itself only as the first reason of
 * none, so the chain ends; the count is for damaged lists. */
static int print_why(const struct report *report, const char *path, const char *name)
{
	const struct report_class *class = report_find(report, name);
	struct error error;

	if (!class) {
		error_at(&error, path, 0, "holds no class %s; 'stardust image inspect' lists its packages",
			 name);
		return command_fail(&error);
	}
	for (unsigned i = 0; class && i <= report->count; i++) {
		put_dotted(class->name);
		printf("%s%s", i ? ", " : " is here: ", class->why);
		if (class->from) {
			putchar(' ');
			put_dotted(class->from);
		}
		if (class->method)
			printf(".%s", class->method);
		putchar('\n');
		class = class->from && strcmp(class->from, class->name) != 0
				? report_find(report, class->from)
				: NULL;
	}
	return STATUS_OK;
}

static int draw(const struct report *report, const struct manifest *manifest, const char *path)
{
	char *title AUTO_FREE =
		memory_format("%s: %u classes, %zu bytes", manifest->name, report->count, report->bytes);
	unsigned count;
	struct report_package *packages = report_packages(report, &count);
	char *svg AUTO_FREE = treemap_svg(title, packages, count);
	struct error error;
	int result = file_write(path, svg, strlen(svg), &error);

	report_packages_free(packages, count);
	return result ? command_fail(&error) : STATUS_OK;
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

struct request {
	bool json;
	const char *why, *treemap;
};

static int show(const char *path, const struct request *request, const struct manifest *manifest,
		const struct elf_image *elf)
{
	bool is_java = strcmp(manifest->language, "java") == 0;
	struct report report = { 0 };
	struct error error;
	int status = STATUS_OK;

	if ((is_java || request->why || request->treemap) && report_read(path, elf, &report, &error))
		return command_fail(&error);
	if (request->why)
		status = print_why(&report, path, request->why);
	else if (request->treemap)
		status = draw(&report, manifest, request->treemap);
	else if (request->json)
		print_json(manifest, elf, &report);
	else {
		print_text(manifest, elf);
		print_packages(&report);
	}
	report_free(&report);
	return status;
}

static int inspect(const char *path, const struct request *request)
{
	struct manifest manifest;
	struct elf_image elf;
	struct file_data file;
	struct error error;
	int status;

	if (manifest_read_image(path, &manifest, &file, &error))
		return command_fail(&error);
	status = elf_open(path, file.bytes, file.size, &elf, &error) ? command_fail(&error)
								     : show(path, request, &manifest, &elf);
	manifest_free(&manifest);
	file_data_free(&file);
	return status;
}

int verb_image(int argc, char **argv)
{
	static const struct option options[] = { { "json", no_argument, NULL, 'j' },
						 { "why", required_argument, NULL, 'w' },
						 { "treemap", required_argument, NULL, 't' },
						 { "help", no_argument, NULL, 'h' },
						 { 0 } };
	struct request request = { 0 };
	int option;

	while ((option = getopt_long(argc, argv, "w:t:h", options, NULL)) != -1) {
		switch (option) {
		case 'j':
			request.json = true;
			break;
		case 'w':
			request.why = optarg;
			break;
		case 't':
			request.treemap = optarg;
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
	if (request.json + (request.why != NULL) + (request.treemap != NULL) > 1)
		return command_usage("image", "--json, --why and --treemap are for one call each");
	return inspect(argv[optind + 1], &request);
}
