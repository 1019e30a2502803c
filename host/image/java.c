/* SPDX-License-Identifier: Apache-2.0 */
#include "host/image/java.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "channel/types/types.h"
#include "host/image/cpio.h"
#include "host/image/generate.h"
#include "host/image/java_options.h"
#include "host/java/pack.h"
#include "host/java/ports.h"
#include "host/java/report.h"
#include "host/util/memory.h"
#include "jvm/classlib/jimage.h"

struct java_build {
	struct service_file *service;
	const struct toolchain *tools;
	struct manifest *manifest;
	struct java_parts *out;
	struct error *error;
	struct package *package; /* NULL: the service has no ports */
	struct classpath classpath;
	struct words records; /* classes of messages: "flights/Flight" */
};

static bool is_java_source(const char *name)
{
	size_t length = strlen(name);

	return length > 5 && strcmp(name + length - 5, ".java") == 0;
}

struct sources {
	struct words words;
	const char *folder;
};

static void add_source(void *context, const char *name)
{
	struct sources *sources = context;

	if (is_java_source(name))
		words_add(&sources->words, "%s/%s", sources->folder, name);
}

/* The .java files of a folder, sorted. */
static int list_sources(const char *folder, struct sources *sources, struct error *error)
{
	struct classpath place = { 0 };
	int result = classpath_add(&place, folder, error);

	sources->folder = folder;
	if (!result)
		result = classpath_each(&place, add_source, sources, error);
	classpath_free(&place);
	return result;
}

static int collect_sources(const struct java_build *build, struct sources *sources)
{
	const struct service_file *service = build->service;
	char *generated AUTO_FREE = path_join(build->tools->work, "java");

	for (unsigned i = 0; i < service->source_count; i++) {
		const struct service_text *source = &service->sources[i];
		unsigned before = sources->words.count;

		if (!file_exists(source->text))
			return error_at(build->error, service->file, source->line, "there is no source %s",
					source->text);
		if (!file_is_folder(source->text) && !is_java_source(source->text))
			return error_at(build->error, service->file, source->line,
					"%s is neither a folder nor a .java file", source->text);
		if (!file_is_folder(source->text))
			words_add(&sources->words, "%s", source->text);
		else if (list_sources(source->text, sources, build->error))
			return -1;
		if (sources->words.count == before)
			return error_at(build->error, service->file, source->line, "%s holds no .java file",
					source->text);
	}
	return file_exists(generated) ? list_sources(generated, sources, build->error) : 0;
}

static void add_to_path(char **path, const char *place)
{
	char *longer = memory_format("%s%s%s", *path, (*path)[0] ? ":" : "", place);

	free(*path);
	*path = longer;
}

/* What the service's sources are compiled against, and then packed from: its class path, and the SDK's. */
static int open_classpath(struct java_build *build, bool compiled)
{
	const struct service_file *service = build->service;
	char *classes AUTO_FREE = path_join(build->tools->work, "classes");
	char *sdk AUTO_FREE = path_join(build->tools->sdk, "java");

	if (compiled && (file_make_folder(classes, 0755, build->error) ||
			 classpath_add(&build->classpath, classes, build->error)))
		return -1;
	for (unsigned i = 0; i < service->classpath_count; i++) {
		const struct service_text *place = &service->classpath[i];

		if (!file_exists(place->text))
			return error_at(build->error, service->file, place->line,
					"there is no jar or folder of classes %s", place->text);
		if (compiled && strchr(place->text, ':'))
			return error_at(build->error, service->file, place->line,
					"javac takes the ':' of %s for the end of a name; rename what has it",
					place->text);
		if (classpath_add(&build->classpath, place->text, build->error))
			return -1;
	}
	return file_exists(sdk) ? classpath_add(&build->classpath, sdk, build->error) : 0;
}

/* As javac reads a file of arguments. */
static void put_argument(FILE *out, const char *text)
{
	fputc('"', out);
	for (; *text; text++)
		if (*text == '\n')
			fputs("\\n", out);
		else
			fprintf(out, *text == '"' || *text == '\\' ? "\\%c" : "%c", *text);
	fputs("\"\n", out);
}

static int write_arguments(const struct java_build *build, const struct words *sources, const char *path)
{
	char *text = NULL, *class_path = memory_text("");
	char *sdk AUTO_FREE = path_join(build->tools->sdk, "java");
	char *classes AUTO_FREE = path_join(build->tools->work, "classes");
	size_t bytes = 0;
	FILE *out = open_memstream(&text, &bytes);
	int result;

	if (!out)
		abort();
	for (unsigned i = 0; i < build->service->classpath_count; i++)
		add_to_path(&class_path, build->service->classpath[i].text);
	add_to_path(&class_path, sdk);
	/* The classes' names of parameters and fields' lines are the same wherever they are built. */
	fputs("--release 17\n-encoding UTF-8\n-g:source,lines\n-proc:none\n-nowarn\n-implicit:none\n-d\n",
	      out);
	put_argument(out, classes);
	fputs("-cp\n", out);
	put_argument(out, class_path);
	for (unsigned i = 0; i < sources->count; i++)
		put_argument(out, sources->list[i]);
	fclose(out);
	result = file_write(path, text, bytes, build->error);
	free(text);
	free(class_path);
	return result;
}

static int compile(const struct java_build *build, const struct words *sources)
{
	char *home AUTO_FREE = classpath_java_home(build->error);
	char *arguments AUTO_FREE = path_join(build->tools->work, "javac.arguments");
	struct words words = { 0 };
	int result;

	if (!home || write_arguments(build, sources, arguments))
		return -1;
	/* By another locale it could not open a file whose name is not in ASCII. */
	words_add(&words, "env");
	words_add(&words, "LC_ALL=C.UTF-8");
	words_add(&words, "%s/bin/javac", home);
	words_add(&words, "@%s", arguments);
	result = toolchain_run(build->tools, &words, build->service->file, build->error);
	words_free(&words);
	return result;
}

static int compile_sources(struct java_build *build)
{
	struct sources sources = { 0 };
	int result = collect_sources(build, &sources);

	if (!result)
		result = open_classpath(build, sources.words.count != 0);
	if (!result && sources.words.count)
		result = compile(build, &sources.words);
	words_free(&sources.words);
	return result;
}

static void quote(FILE *out, const char *text)
{
	fputc('"', out);
	for (; *text; text++)
		if (*text == '"' || *text == '\\' || (unsigned char)*text < ' ')
			fprintf(out, "\\%03o", (unsigned char)*text);
		else
			fputc(*text, out);
	fputc('"', out);
}

static void write_ports(FILE *out, const struct java_build *build)
{
	const struct service *service =
		build->package ? generate_service(build->service, build->package, build->error) : NULL;
	size_t count = service ? service->port_count : 0;

	fputs("\n#include \"abi/java_abi.h\"\n\nconst struct java_port java_ports[] = {\n", out);
	for (size_t i = 0; i < count; i++)
		fprintf(out, "\t{ &%s_%s, &%s_table, \"%s\" },\n", service->name, service->ports[i].name,
			service->ports[i].type->name,
			ports_class(&build->records, service->ports[i].type->name));
	fprintf(out, "%s};\nconst uint32_t java_ports_count = %zu;\n", count ? "" : "\t{ 0 },\n", count);
}

/* The tables of types are private to the C file that was generated from them, so this goes behind it. */
static int write_c(const struct java_build *build)
{
	const struct service_file *service = build->service;
	struct file_data types = { 0 };
	char *text = NULL;
	size_t bytes = 0;
	FILE *out = open_memstream(&text, &bytes);
	int result;

	if (!out)
		abort();
	if (build->package) {
		char *path AUTO_FREE = memory_format("%s/%s.c", build->tools->work, build->package->name);

		if (file_read(path, (size_t)64 << 20, &types, build->error)) {
			fclose(out);
			free(text);
			return -1;
		}
		fwrite(types.bytes, 1, types.size, out);
		file_data_free(&types);
	}
	write_ports(out, build);
	fputs("const char java_main_class[] = ", out);
	quote(out, service->main);
	fputs(";\nconst char *const java_options[] = {\n", out);
	for (unsigned i = 0; i < service->option_count; i++) {
		fputc('\t', out);
		quote(out, service->options[i].text);
		fputs(",\n", out);
	}
	fprintf(out, "\t0\n};\nconst uint32_t java_options_count = %u;\n\n", service->option_count);
	fputs("int main(int argc, char **argv)\n{\n\treturn java_service(argc, argv);\n}\n", out);
	fclose(out);
	build->out->source = path_join(build->tools->work, "java-service.c");
	result = file_write(build->out->source, text, bytes, build->error);
	free(text);
	return result;
}

static bool is_embedded(const struct service_file *service, const char *path)
{
	for (unsigned i = 0; i < service->file_count; i++)
		if (strcmp(service->files[i].path, path) == 0)
			return true;
	return false;
}

/* Takes `from` over. */
static void embed(struct service_file *service, const char *path, char *from, unsigned line)
{
	service->files = memory_resize(service->files, service->file_count + 1, sizeof *service->files);
	service->files[service->file_count++] = (struct service_embed){ memory_text(path), from, line };
}

/* 1: embedded, 0: there is none. */
static int embed_resource(struct java_build *build, const char *name, unsigned line)
{
	char *path AUTO_FREE = memory_format("/app/%s", name);
	char *from AUTO_FREE = memory_format("%s/app/%s", build->tools->work, name);
	char *folder AUTO_FREE = path_folder(from);
	struct file_data data;
	const char *place;
	int found, failed;

	if (is_embedded(build->service, path))
		return 1;
	if (name[0] == '/' || guest_path_problem(path))
		return 0;
	found = classpath_read(&build->classpath, name, &data, &place, build->error);
	if (found <= 0)
		return found;
	failed = file_make_folder(folder, 0755, build->error) ||
		 file_write(from, data.bytes, data.size, build->error);
	file_data_free(&data);
	if (failed)
		return -1;
	embed(build->service, path, memory_text(from), line);
	return 1;
}

/* The bytes that are left of a java.util.Properties file without its comments and empty lines. A line behind
 * one that ends in an odd number of backslashes goes on with that, whatever it begins with. */
static size_t without_comments(unsigned char *text, size_t size)
{
	size_t kept = 0;
	bool goes_on = false;

	for (size_t at = 0, next; at < size; at = next) {
		const unsigned char *end = memchr(text + at, '\n', size - at);
		next = end ? (size_t)(end - text) + 1 : size;
		size_t first = at, last = end ? next - 1 : next, slashes = 0;
		while (first < last && memchr(" \t\f\r", text[first], 4))
			first++;
		if (!goes_on && (first == last || text[first] == '#' || text[first] == '!'))
			continue;
		while (slashes < last - at && text[last - 1 - slashes] == '\\')
			slashes++;
		goes_on = slashes % 2;
		memmove(text + kept, text + at, next - at);
		kept += next - at;
	}
	return kept;
}

/* Nine tenths of java.security are comments. */
static int embed_properties(struct java_build *build, const char *path, const char *from)
{
	char *to = path_join(build->tools->work, "java.security");
	struct file_data data;
	int failed = file_read(from, ELF_IMAGE_MAX_BYTES, &data, build->error);

	if (!failed) {
		failed = file_write(to, data.bytes, without_comments(data.bytes, data.size), build->error);
		file_data_free(&data);
	}
	if (failed) {
		free(to);
		return -1;
	}
	embed(build->service, path, to, build->service->main_line);
	return 0;
}

static int embed_resources(struct java_build *build, const struct pack_result *packed)
{
	struct service_file *service = build->service;

	for (unsigned i = 0; i < service->resource_count; i++) {
		const struct service_text *resource = &service->resources[i];
		int found = embed_resource(build, resource->text, resource->line);

		if (found < 0)
			return -1;
		if (!found)
			return error_at(build->error, service->file, resource->line,
					"the class path has no file %s", resource->text);
	}
	for (unsigned i = 0; i < packed->resources.count; i++)
		if (embed_resource(build, packed->resources.list[i], service->main_line) < 0)
			return -1;
	for (unsigned i = 0; i < packed->jdk_files.count; i++) {
		char *path AUTO_FREE = memory_format("/java/%s", packed->jdk_files.list[i]);

		if (is_embedded(service, path))
			continue;
		if (strcmp(packed->jdk_files.list[i], "lib/modules") == 0) {
			char *empty = path_join(build->tools->work, "modules");

			if (file_write(empty, jimage_empty, sizeof jimage_empty, build->error)) {
				free(empty);
				return -1;
			}
			embed(service, path, empty, service->main_line);
		} else if (strcmp(packed->jdk_files.list[i], "conf/security/java.security") == 0) {
			char *from AUTO_FREE = path_join(packed->jdk_home, packed->jdk_files.list[i]);

			if (embed_properties(build, path, from))
				return -1;
		} else {
			embed(service, path, path_join(packed->jdk_home, packed->jdk_files.list[i]),
			      service->main_line);
		}
	}
	return 0;
}

static int pack(struct java_build *build)
{
	const struct service_file *service = build->service;
	struct pack_keep *keep AUTO_FREE = memory_zeroed(service->keep_count + 1u, sizeof *keep);
	struct pack_request request = { .file = service->file,
					.main = service->main,
					.main_line = service->main_line,
					.classpath = &build->classpath,
					.keep = keep,
					.keep_count = service->keep_count,
					.records = &build->records };
	struct pack_result packed;
	int result;

	for (unsigned i = 0; i < service->keep_count; i++)
		keep[i] = (struct pack_keep){ service->keep[i].text, service->keep[i].line };
	if (pack_classes(&request, &packed, build->error))
		return -1;
	build->out->archive = path_join(build->tools->work, "archive");
	build->out->classes = path_join(build->tools->work, "classes.report");
	result = file_write(build->out->archive, packed.archive, packed.bytes, build->error) ||
		 report_write(build->out->classes, packed.report, build->error) ||
		 embed_resources(build, &packed);
	pack_result_free(&packed);
	return result ? -1 : 0;
}

/* Records that were generated lie in the package of the .sd file. */
static void list_records(struct java_build *build)
{
	for (size_t i = 0; build->package && i < build->package->declaration_count; i++)
		words_add(&build->records, "%s/%s", build->package->name,
			  build->package->declarations[i].name);
}

struct problems {
	const struct java_build *build;
	const char *text;
	unsigned count;
};

/* As generate_package has it: those before the last are printed as they come. The text's file is nothing that
 * a person has seen, so the classes are named instead. */
static void on_problem(void *context, const char *message)
{
	struct problems *problems = context;
	const struct service_file *service = problems->build->service;
	char *what AUTO_FREE = ports_error(problems->text, service->types, message);

	if (problems->count++)
		fprintf(stderr, "%s\n", problems->build->error->text);
	error_at(problems->build->error, service->file, service->main_line, "%s", what);
}

static int parse_declared(struct java_build *build, const char *text)
{
	struct problems problems = { build, text, 0 };

	build->package = types_parse(build->service->types, text, strlen(text), on_problem, &problems);
	if (!build->package)
		return problems.count ? -1 : error_set(build->error, "out of memory");
	return 0;
}

/* Ports that the main class declares become a .sd file, which is read like any other. */
static int declared_in_java(struct java_build *build)
{
	struct service_file *service = build->service;
	struct ports ports;
	struct error why = { 0 };
	int result;

	if (ports_extract(&build->classpath, service->main, &ports, &why))
		return error_at(build->error, service->file, service->main_line, "%s", why.text);
	if (!ports.text)
		return 0;
	service->types = memory_format("%s/%s.sd", build->tools->work, ports.service);
	service->types_line = service->block_line = service->main_line;
	service->block = memory_text(ports.service);
	build->records = ports.classes;
	ports.classes = (struct words){ 0 };
	result = file_write(service->types, ports.text, strlen(ports.text), build->error) ||
		 parse_declared(build, ports.text);
	ports_free(&ports);
	return result ? -1 : 0;
}

static int find_types(struct java_build *build)
{
	if (!build->service->types)
		return compile_sources(build) || declared_in_java(build) ? -1 : 0;
	if (generate_package(build->service, &build->package, build->error) ||
	    generate_java(build->service, build->package, build->tools->work, build->error))
		return -1;
	list_records(build);
	return compile_sources(build);
}

static int run(struct java_build *build)
{
	if (java_options_check(build->service, build->tools, build->error) || find_types(build) ||
	    (build->package &&
	     generate_c(build->service, build->package, build->tools->work, build->manifest, build->error)))
		return -1;
	return pack(build) || write_c(build) ? -1 : 0;
}

static void finish(struct java_build *build)
{
	if (build->package)
		types_free(build->package);
	classpath_free(&build->classpath);
	words_free(&build->records);
}

char *java_extract_types(struct service_file *service, const struct toolchain *tools, struct error *error)
{
	struct java_parts parts = { 0 };
	struct java_build build = { service, tools, NULL, &parts, error, NULL, { 0 }, { 0 } };
	struct file_data data;
	char *text = NULL;

	if (service->types)
		error_at(error, service->file, service->types_line, "its types are declared in %s already",
			 service->types);
	else if (!find_types(&build) && !service->types)
		error_at(error, service->file, service->main_line,
			 "%s declares no port: a static field of type stardust.In or stardust.Out",
			 service->main);
	else if (build.package && !file_read(service->types, (size_t)1 << 20, &data, error))
		text = (char *)data.bytes;
	finish(&build);
	return text;
}

int java_build(struct service_file *service, const struct toolchain *tools, struct manifest *manifest,
	       struct java_parts *out, struct error *error)
{
	struct java_build build = { service, tools, manifest, out, error, NULL, { 0 }, { 0 } };
	int result;

	*out = (struct java_parts){ 0 };
	result = run(&build);
	finish(&build);
	return result;
}

void java_parts_free(struct java_parts *parts)
{
	free(parts->source);
	free(parts->archive);
	free(parts->classes);
	*parts = (struct java_parts){ 0 };
}
