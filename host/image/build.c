/* SPDX-License-Identifier: Apache-2.0 */
/* Steps, each a function below: types -> C; sources -> objects; objects -> a first link, whose symbols and
 * map say what else belongs in; the link again with the names of functions; note, strip, seal.
 */
#include "host/image/build.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "abi/manifest_abi.h"
#include "host/image/contents.h"
#include "host/image/elf.h"
#include "host/image/embed.h"
#include "host/image/generate.h"
#include "host/image/java.h"
#include "host/image/sdk.h"
#include "host/image/toolchain.h"
#include "host/image/traps.h"
#include "host/util/memory.h"

#define EMBED_MAX_BYTES   ((size_t)64 << 20)
#define MAP_MAX_BYTES     ((size_t)64 << 20)
#define LISTING_MAX_BYTES ((size_t)512 << 20)

struct build {
	struct service_file service;
	struct toolchain tools;
	struct words objects, libraries;
	struct manifest manifest;
	struct java_parts java;
	struct error *error;
};

/* WORK/late.o for late.c: the name is shown by `image inspect`. Sources of one name get a number. */
static char *object_path(const struct build *build, const char *source)
{
	const char *base = path_base(source), *dot = strrchr(base, '.');
	int length = dot ? (int)(dot - base) : (int)strlen(base);
	char *path = memory_format("%s/%.*s.o", build->tools.work, length, base);

	if (!file_exists(path))
		return path;
	free(path);
	return memory_format("%s/%.*s-%u.o", build->tools.work, length, base, build->objects.count);
}

static int compile(struct build *build, const char *source)
{
	char *object AUTO_FREE = object_path(build, source);

	if (toolchain_compile(&build->tools, &build->service, source, object, build->error))
		return -1;
	words_add(&build->objects, "%s", object);
	return 0;
}

static int assemble(struct build *build, const char *name, const char *text)
{
	char *source AUTO_FREE = memory_format("%s/embedded-%s.S", build->tools.work, name);
	char *object AUTO_FREE = memory_format("%s/embedded-%s.o", build->tools.work, name);

	if (file_write(source, text, strlen(text), build->error))
		return -1;
	return toolchain_compile(&build->tools, &build->service, source, object, build->error);
}

static int compile_sources(struct build *build)
{
	char *generated AUTO_FREE = NULL;

	if (generate_types(&build->service, build->tools.work, &build->manifest, &generated, build->error))
		return -1;
	for (unsigned i = 0; i < build->service.source_count; i++) {
		const struct service_text *source = &build->service.sources[i];

		if (!file_exists(source->text))
			return error_at(build->error, build->service.file, source->line,
					"there is no source %s", source->text);
		if (compile(build, source->text))
			return -1;
	}
	return generated ? compile(build, generated) : 0;
}

/* The classes' archive, the C around it, and the library that the virtual machine wants. */
static int compile_java(struct build *build)
{
	char *text;
	int result;

	if (java_build(&build->service, &build->tools, &build->manifest, &build->java, build->error) ||
	    compile(build, build->java.source))
		return -1;
	text = embed_archive(build->java.archive);
	result = assemble(build, "archive", text);
	free(text);
	words_add(&build->objects, "%s/embedded-archive.o", build->tools.work);
	return result;
}

static int add_zlib(struct build *build)
{
	char *path AUTO_FREE = sdk_find_library(build->tools.sdk, "z");

	if (!path)
		return error_set(build->error, "there is no static library libz.a, which the Java virtual "
					       "machine needs; install the package zlib1g-dev");
	words_add(&build->libraries, "%s", path);
	return 0;
}

static int find_libraries(struct build *build)
{
	if (build->service.language == SERVICE_JAVA && add_zlib(build))
		return -1;
	for (unsigned i = 0; i < build->service.library_count; i++) {
		const struct service_text *library = &build->service.libraries[i];
		char *path AUTO_FREE = sdk_find_library(build->tools.sdk, library->text);

		if (!path)
			return error_at(build->error, build->service.file, library->line,
					"there is no static library lib%s.a; install the package that has "
					"it, lib%s-dev perhaps",
					library->text, library->text);
		words_add(&build->libraries, "%s", path);
		build->manifest.libraries =
			memory_resize(build->manifest.libraries, build->manifest.library_count + 1,
				      sizeof *build->manifest.libraries);
		build->manifest.libraries[build->manifest.library_count++] = memory_text(library->text);
	}
	return 0;
}

static int embed_service_files(struct build *build)
{
	const struct service_file *service = &build->service;
	char *text AUTO_FREE = NULL;

	if (!service->file_count)
		return 0;
	build->manifest.files = memory_zeroed(service->file_count, sizeof *build->manifest.files);
	for (unsigned i = 0; i < service->file_count; i++) {
		struct manifest_file *entry = &build->manifest.files[i];
		struct file_data data;

		if (!file_exists(service->files[i].from))
			return error_at(build->error, service->file, service->files[i].line,
					"there is no file %s", service->files[i].from);
		if (file_read(service->files[i].from, EMBED_MAX_BYTES, &data, build->error))
			return -1;
		entry->path = memory_text(service->files[i].path);
		entry->bytes = data.size;
		sha256_hex(data.bytes, data.size, entry->sha256);
		build->manifest.file_count++;
		file_data_free(&data);
	}
	text = embed_files(service);
	if (assemble(build, "files", text))
		return -1;
	words_add(&build->objects, "%s/embedded-files.o", build->tools.work);
	return 0;
}

/* Links, and leaves what symbols.S would have to say about the result in *names. */
static int link_once(struct build *build, const char *linked, const char *map, char **names)
{
	struct file_data data;
	struct elf_image image;
	int result;

	if (toolchain_link(&build->tools, &build->service, &build->objects, &build->libraries, linked, map,
			   build->error) ||
	    file_read(linked, ELF_IMAGE_MAX_BYTES, &data, build->error))
		return -1;
	result = elf_open(linked, data.bytes, data.size, &image, build->error);
	if (!result)
		*names = embed_symbols(&image);
	file_data_free(&data);
	return result;
}

/* The table of names lies after the code, so one more link settles the addresses; checked, not assumed. */
static int link_all(struct build *build, const char *linked, const char *map)
{
	char *names AUTO_FREE = NULL;

	if (link_once(build, linked, map, &names))
		return -1;
	words_add(&build->objects, "%s/embedded-symbols.o", build->tools.work);
	for (int round = 0; round < 3; round++) {
		char *again AUTO_FREE = NULL;

		if (assemble(build, "symbols", names) || link_once(build, linked, map, &again))
			return -1;
		if (strcmp(again, names) == 0)
			return 0;
		free(names);
		names = again;
		again = NULL;
	}
	return error_set(build->error, "%s: the addresses of functions do not settle", build->service.file);
}

static int describe(struct build *build, const char *map)
{
	struct file_data data;

	if (file_read(map, MAP_MAX_BYTES, &data, build->error))
		return -1;
	contents_from_map((const char *)data.bytes, &build->manifest);
	file_data_free(&data);
	build->manifest.name = memory_text(build->service.name);
	if (!build->manifest.service)
		build->manifest.service = memory_text("");
	build->manifest.language = memory_text(build->service.language == SERVICE_JAVA ? "java" : "c");
	build->manifest.memory = build->service.memory;
	memset(build->manifest.digest, '0', SHA256_HEX_BYTES);
	return 0;
}

/* What the linked file says of itself goes into the image. */
static int set_traps(struct build *build, const char *linked, const char *map, struct file_data *image)
{
	char *path AUTO_FREE = memory_format("%s/listing", build->tools.work);
	struct file_data listing, map_text;
	int result;

	if (toolchain_list(&build->tools, linked, path, build->error) ||
	    file_read(path, LISTING_MAX_BYTES, &listing, build->error))
		return -1;
	result = file_read(map, MAP_MAX_BYTES, &map_text, build->error);
	if (!result) {
		result = traps_set(build->service.file, (const char *)listing.bytes,
				   (const char *)map_text.bytes, image, build->error);
		file_data_free(&map_text);
	}
	file_data_free(&listing);
	return result;
}

static int finish(struct build *build, const char *linked, const char *map, const struct build_result *out)
{
	char *json AUTO_FREE = manifest_write(&build->manifest);
	char *note_path AUTO_FREE = memory_format("%s/note", build->tools.work);
	char *unsealed AUTO_FREE = memory_format("%s/image", build->tools.work);
	size_t note_bytes;
	unsigned char *note AUTO_FREE = embed_note(json, &note_bytes);
	struct file_data data;
	int result;

	if (strlen(json) > MANIFEST_MAX_BYTES)
		return error_at(build->error, build->service.file, 0,
				"its manifest has %zu bytes; the most is %u: fewer files or ports",
				strlen(json), MANIFEST_MAX_BYTES);
	if (file_write(note_path, note, note_bytes, build->error) ||
	    toolchain_finish(&build->tools, linked, note_path, build->java.classes, unsealed, out->debug,
			     build->error) ||
	    file_read(unsealed, ELF_IMAGE_MAX_BYTES, &data, build->error))
		return -1;
	result = set_traps(build, linked, map, &data);
	if (!result)
		result = manifest_seal(unsealed, &data, build->error);
	if (!result)
		result = file_write(out->image, data.bytes, data.size, build->error);
	file_data_free(&data);
	return result;
}

static int run(struct build *build, struct build_result *out)
{
	char *linked AUTO_FREE = memory_format("%s/linked", build->tools.work);
	char *map AUTO_FREE = memory_format("%s/map", build->tools.work);

	if ((build->service.language == SERVICE_JAVA ? compile_java(build) : compile_sources(build)) ||
	    find_libraries(build) || embed_service_files(build) || link_all(build, linked, map) ||
	    describe(build, map) || finish(build, linked, map, out))
		return -1;
	/* Read back: what is reported is what the file says. */
	if (manifest_read_image(out->image, &out->manifest, NULL, build->error))
		return -1;
	return 0;
}

static void name_outputs(const struct build_request *request, const struct service_file *service,
			 struct build_result *out)
{
	char *name AUTO_FREE = memory_format("%s.img", service->name);
	size_t length;

	out->image = request->output ? memory_text(request->output) : path_join(service->folder, name);
	length = strlen(out->image);
	if (length > 4 && strcmp(out->image + length - 4, ".img") == 0)
		length -= 4;
	out->debug = memory_format("%.*s.debug", (int)length, out->image);
}

/* Before anything is made, so that a person does not read what objcopy says of it. */
static int check_output(const struct build_result *out, struct error *error)
{
	char *folder AUTO_FREE = path_folder(out->image);

	if (file_is_folder(out->image))
		return error_at(error, out->image, 0, "is a folder; give the image's file: %s/NAME.img",
				out->image);
	if (!file_is_folder(folder))
		return error_at(error, out->image, 0, "cannot be written: there is no folder %s", folder);
	if (access(folder, W_OK))
		return error_set(error, "%s: cannot be written: %s", out->image, strerror(errno));
	return 0;
}

/* A signal that would end us waits until the work folder is removed; toolchain_run starts nothing then. What
 * is ignored (nohup) stays so. */
static void hold_signals(sigset_t *old)
{
	static const int signals[] = { SIGINT, SIGTERM, SIGHUP };
	struct sigaction action;
	sigset_t held;

	sigemptyset(&held);
	for (size_t i = 0; i < sizeof signals / sizeof signals[0]; i++)
		if (sigaction(signals[i], NULL, &action) == 0 && action.sa_handler != SIG_IGN)
			sigaddset(&held, signals[i]);
	sigprocmask(SIG_BLOCK, &held, old);
}

static char *make_work_folder(struct error *error)
{
	const char *base = getenv("TMPDIR");
	char *folder = memory_format("%s/stardust-build-XXXXXX", base && base[0] ? base : "/tmp");

	if (mkdtemp(folder))
		return folder;
	error_set(error, "%s: cannot make this folder: %s", folder, strerror(errno));
	free(folder);
	return NULL;
}

/* A Java service in a work folder: `act` does the rest. */
static int with_java(const struct build_request *request, int (*act)(struct build *build, void *context),
		     void *context, struct error *error)
{
	struct build build = { .tools.is_verbose = request->is_verbose, .error = error };
	struct error ignored;
	sigset_t signals;
	int result = -1;

	if (service_read(request->service, &build.service, error))
		return -1;
	hold_signals(&signals);
	if (build.service.language != SERVICE_JAVA) {
		error_at(error, build.service.file, 0, "is no Java service");
	} else {
		build.tools.sdk = sdk_find(error);
		build.tools.work = build.tools.sdk ? make_work_folder(error) : NULL;
	}
	if (build.tools.work) {
		result = act(&build, context);
		file_remove_tree(build.tools.work, &ignored);
	}
	sigprocmask(SIG_SETMASK, &signals, NULL);
	manifest_free(&build.manifest);
	java_parts_free(&build.java);
	service_free(&build.service);
	free(build.tools.sdk);
	free(build.tools.work);
	return result;
}

static int copy_file(const char *from, const char *to, struct error *error)
{
	struct file_data data;
	int result;

	if (file_read(from, ELF_IMAGE_MAX_BYTES, &data, error))
		return -1;
	result = file_write(to, data.bytes, data.size, error);
	file_data_free(&data);
	return result;
}

/* What an image would hold beside the classes: "/app/a/b.txt" as ARCHIVE.files/app/a/b.txt. */
static int write_files(const struct build *build, const char *archive)
{
	char *top AUTO_FREE = memory_format("%s.files", archive);

	char *app AUTO_FREE = path_join(top, "app"); /* there, though nothing is in it */

	if ((file_is_folder(top) && file_remove_tree(top, build->error)) ||
	    file_make_folder(app, 0755, build->error))
		return -1;
	for (unsigned i = 0; i < build->service.file_count; i++) {
		char *to AUTO_FREE = memory_format("%s%s", top, build->service.files[i].path);
		char *folder AUTO_FREE = path_folder(to);

		if (file_make_folder(folder, 0755, build->error) ||
		    copy_file(build->service.files[i].from, to, build->error))
			return -1;
	}
	return 0;
}

static int write_archive(struct build *build, void *context)
{
	const char *archive = context;

	if (java_build(&build->service, &build->tools, &build->manifest, &build->java, build->error) ||
	    copy_file(build->java.archive, archive, build->error))
		return -1;
	return write_files(build, archive);
}

int build_archive(const struct build_request *request, const char *archive, struct error *error)
{
	return with_java(request, write_archive, (void *)archive, error);
}

static int extract(struct build *build, void *context)
{
	char **text = context;

	*text = java_extract_types(&build->service, &build->tools, build->error);
	return *text ? 0 : -1;
}

char *build_extract_types(const struct build_request *request, struct error *error)
{
	char *text = NULL;

	return with_java(request, extract, &text, error) ? NULL : text;
}

int build_image(const struct build_request *request, struct build_result *out, struct error *error)
{
	struct build build = { .tools.is_verbose = request->is_verbose, .error = error };
	struct error ignored;
	sigset_t signals;
	int result = -1;

	*out = (struct build_result){ 0 };
	if (service_read(request->service, &build.service, error))
		return -1;
	name_outputs(request, &build.service, out);
	hold_signals(&signals);
	build.tools.sdk = check_output(out, error) ? NULL : sdk_find(error);
	build.tools.work = build.tools.sdk ? make_work_folder(error) : NULL;
	if (build.tools.work) {
		result = run(&build, out);
		file_remove_tree(build.tools.work, &ignored);
	}
	sigprocmask(SIG_SETMASK, &signals, NULL);
	if (!result) {
		struct file_data data;

		result = file_read(out->image, ELF_IMAGE_MAX_BYTES, &data, error);
		out->bytes = data.size;
		file_data_free(&data);
	}
	words_free(&build.objects);
	words_free(&build.libraries);
	manifest_free(&build.manifest);
	java_parts_free(&build.java);
	service_free(&build.service);
	free(build.tools.sdk);
	free(build.tools.work);
	if (result)
		build_result_free(out);
	return result;
}

void build_result_free(struct build_result *result)
{
	free(result->image);
	free(result->debug);
	manifest_free(&result->manifest);
	*result = (struct build_result){ 0 };
}
