/* SPDX-License-Identifier: Apache-2.0 */
#include "host/java/pack.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "abi/archive_abi.h"
#include "host/java/archive_write.h"
#include "host/java/reach.h"
#include "host/java/strip.h"
#include "host/java/verify.h"
#include "host/util/memory.h"
#include "jvm/classlib/classlib.h"

struct packer {
	const struct pack_request *request;
	struct pack_result *out;
	struct world world;
	struct reach reach;
	struct archive_input *files;
	size_t file_count;
	struct words left_out;
	struct error *error;
};

static char *with_slashes(const char *dotted)
{
	char *name = memory_text(dotted);

	for (char *at = name; *at; at++)
		if (*at == '.')
			*at = '/';
	return name;
}

/* "a/b/C.class" against "a/b/C", "a/b/" + "*" or "**". */
static bool matches(const char *file, const char *pattern)
{
	size_t length = strlen(pattern), name = strlen(file) - strlen(".class");

	if (length >= 2 && strcmp(pattern + length - 2, "**") == 0)
		return strncmp(file, pattern, length - 2) == 0;
	if (length >= 1 && pattern[length - 1] == '*')
		return strncmp(file, pattern, length - 1) == 0 &&
		       !memchr(file + length - 1, '/', name > length - 1 ? name - (length - 1) : 0);
	return name == length && strncmp(file, pattern, length) == 0;
}

static bool is_class_file(const char *name)
{
	size_t length = strlen(name);

	return length > 6 && strcmp(name + length - 6, ".class") == 0 && !strstr(name, "module-info.class") &&
	       strncmp(name, "META-INF/", 9) != 0;
}

struct matching {
	struct packer *packer;
	const char *pattern;
	unsigned found;
};

static void keep_matching(void *context, const char *file)
{
	struct matching *matching = context;
	struct world_class *class;

	if (!is_class_file(file) || !matches(file, matching->pattern))
		return;
	char *name AUTO_FREE = memory_text_n(file, strlen(file) - strlen(".class"));

	class = world_class(&matching->packer->world, name);
	if (!class)
		return;
	reach_whole(&matching->packer->reach, class, "kept by service.yaml");
	matching->found++;
}

/* What to say of a nested class that was named as in source, java/util/Map/Entry; "" where that is not it. */
static char *hint_of_nested(struct packer *packer, const char *name)
{
	char *tried AUTO_FREE = memory_text(name);

	for (char *slash; (slash = strrchr(tried, '/'));) {
		*slash = '$';
		if (world_class(&packer->world, tried)) {
			for (char *at = tried; *at; at++)
				if (*at == '/')
					*at = '.';
			return memory_format("; write %s for the nested class", tried);
		}
	}
	return memory_text("");
}

static int keep_listed(struct packer *packer)
{
	const struct pack_request *request = packer->request;

	for (unsigned i = 0; i < request->keep_count; i++) {
		const struct pack_keep *keep = &request->keep[i];
		char *pattern AUTO_FREE = with_slashes(keep->pattern);
		struct matching matching = { packer, pattern, 0 };
		struct world_class *class;

		if (!strchr(pattern, '*')) {
			class = world_class(&packer->world, pattern);
			if (class)
				reach_whole(&packer->reach, class, "kept by service.yaml");
			matching.found = class != NULL;
		} else if (classpath_each(request->classpath, keep_matching, &matching, packer->error)) {
			return -1;
		}
		if (!matching.found && !packer->world.is_bad) {
			char *hint AUTO_FREE = hint_of_nested(packer, pattern);

			return error_at(packer->error, request->file, keep->line,
					"keep: '%s' matches no class of the class path%s%s", keep->pattern,
					strchr(pattern, '*') ? "" : " or of the JDK", hint);
		}
	}
	return 0;
}

static void keep_records(struct packer *packer)
{
	const struct words *records = packer->request->records;

	for (unsigned i = 0; i < records->count; i++) {
		char *name AUTO_FREE = with_slashes(records->list[i]);
		struct world_class *class = world_class(&packer->world, name);

		if (class)
			reach_whole(&packer->reach, class, "sent on a channel");
	}
}

static int reach_all(struct packer *packer)
{
	char *main_class AUTO_FREE = with_slashes(packer->request->main);

	if (reach_begin(&packer->reach, &packer->world, packer->error))
		return -1;
	if (!reach_main(&packer->reach, main_class) && !packer->world.is_bad)
		return error_at(packer->error, packer->request->file, packer->request->main_line,
				world_class(&packer->world, main_class)
					? "the class %s has no 'public static void main(String[])'"
					: "there is no class %s on the class path",
				packer->request->main);
	if (keep_listed(packer))
		return -1;
	keep_records(packer);
	return reach_run(&packer->reach);
}

/* Annotations stay whole: what they retain and their defaults are attributes of theirs. */
static bool is_stripped(const struct world_class *class)
{
	enum { ANNOTATION = 0x2000 };

	return class->module && !class->whole && !(class->file.access & ANNOTATION);
}

static void add_classes(struct packer *packer)
{
	const struct world_list *classes = &packer->world.classes;

	packer->files =
		memory_zeroed(classes->count + packer->reach.jdk_resource_count + 2u, sizeof *packer->files);
	for (unsigned i = 0; i < classes->count; i++) {
		struct world_class *class = classes->at[i];
		struct archive_input *file = &packer->files[packer->file_count];

		if (!class->kept || !class->bytes)
			continue;
		*file = (struct archive_input){ .name = memory_format("%s.class", class->name),
						.module = class->module,
						.bytes = class->length };
		if (is_stripped(class)) {
			file->at = strip_class(&packer->world, class, &file->bytes);
		} else {
			unsigned char *copy = memory_zeroed(class->length, 1);

			memcpy(copy, class->bytes, class->length);
			file->at = copy;
		}
		class->packed = file->bytes;
		packer->file_count++;
	}
}

static void add_resources(struct packer *packer)
{
	for (unsigned i = 0; i < packer->reach.jdk_resource_count; i++) {
		const struct reach_resource *resource = &packer->reach.jdk_resources[i];
		struct archive_input *file = &packer->files[packer->file_count];
		struct class_bytes found;
		unsigned char *copy;

		if (!classlib_find_in_module(resource->module, resource->name, &found))
			continue;
		copy = memory_zeroed(found.length + 1, 1);
		memcpy(copy, found.at, found.length);
		*file = (struct archive_input){ memory_text(resource->name), resource->module, copy,
						found.length };
		packer->file_count++;
	}
}

static int by_package(const void *left, const void *right)
{
	const struct world_class *a = *(struct world_class *const *)left,
				 *b = *(struct world_class *const *)right;
	int order = strcmp(a->module, b->module);

	return order ? order : strcmp(a->name, b->name);
}

static void put_name(FILE *out, const char *kind, const char *name, size_t length)
{
	fprintf(out, "%s ", kind);
	for (size_t i = 0; i < length; i++)
		fputc(name[i] == '/' ? '.' : name[i], out);
	fputc('\n', out);
}

static bool is_packed(const struct world *world, const char *name)
{
	const struct world_class *class = world_known(world, name);

	return class && class->kept;
}

/* Of what a module uses and provides that which is packed. */
static void put_services(const struct packer *packer, FILE *out, const char *module)
{
	const struct provides *provides = &packer->reach.provides;
	const char *service = "";

	for (unsigned i = 0; i < provides->count; i++) {
		const struct provider *provider = &provides->list[i];

		if (strcmp(provider->module, module) != 0 || !is_packed(&packer->world, provider->service))
			continue;
		if (!provider->class)
			put_name(out, "uses", provider->service, strlen(provider->service));
		if (!provider->class || !is_packed(&packer->world, provider->class))
			continue;
		if (provider->service != service)
			put_name(out, "service", provider->service, strlen(provider->service));
		service = provider->service;
		put_name(out, "provider", provider->class, strlen(provider->class));
	}
}

/* ARCHIVE_LAYER. */
static void write_layer(const struct packer *packer, FILE *out)
{
	const struct world_list *classes = &packer->world.classes;
	const struct world_class **sorted = memory_zeroed(classes->count + 1u, sizeof(*sorted));
	const char *module = "", *package = "";
	size_t count = 0, length = 0;

	for (unsigned i = 0; i < classes->count; i++) {
		const struct world_class *class = classes->at[i];

		if (class->kept && class->bytes && class->module)
			sorted[count++] = class;
	}
	qsort(sorted, count, sizeof *sorted, by_package);
	for (size_t i = 0; i < count; i++) {
		const char *name = sorted[i]->name, *end = strrchr(name, '/');

		if (strcmp(sorted[i]->module, module) != 0) {
			module = sorted[i]->module;
			package = "";
			length = 0;
			fprintf(out, "module %s\n", module);
			put_services(packer, out, module);
		}
		if (!end || ((size_t)(end - name) == length && memcmp(package, name, length) == 0))
			continue;
		package = name;
		length = (size_t)(end - name);
		put_name(out, "package", package, length);
	}
	free(sorted);
}

static void add_layer(struct packer *packer)
{
	struct archive_input *file = &packer->files[packer->file_count++];
	char *text = NULL;
	FILE *out = open_memstream(&text, &file->bytes);

	if (!out)
		abort();
	write_layer(packer, out);
	fclose(out);
	file->at = (unsigned char *)text;
	file->name = memory_text(ARCHIVE_LAYER);
	file->module = "java.base";
}

static void leave_out(void *context, const char *file)
{
	struct packer *packer = context;

	if (!is_class_file(file))
		return;
	char *name AUTO_FREE = memory_text_n(file, strlen(file) - strlen(".class"));

	if (!is_packed(&packer->world, name))
		words_add(&packer->left_out, "%s", name);
}

static void leave_out_of_module(const char *path, void *context)
{
	leave_out(context, path);
}

static void leave_out_module(const char *module, void *context)
{
	classlib_each_class(module, leave_out_of_module, context);
}

/* By name, so that the order in which classes were met does not show. */
static int by_name(const void *left, const void *right)
{
	const struct world_class *const *a = left, *const *b = right;

	return strcmp((*a)->name, (*b)->name);
}

static void report(struct packer *packer)
{
	struct world_list *classes = &packer->world.classes;
	size_t bytes = 0;
	FILE *out = open_memstream(&packer->out->report, &bytes);

	if (!out)
		abort();
	qsort(classes->at, classes->count, sizeof *classes->at, by_name);
	for (unsigned i = 0; i < classes->count; i++) {
		const struct world_class *class = classes->at[i];
		const struct world_method *because = class->because;

		if (!class->kept || !class->bytes)
			continue;
		fprintf(out, "%s\t%zu\t%s\t%s", class->name, class->packed,
			class->module ? class->module : "-", class->why);
		if (because)
			fprintf(out, "\t%s\t%s", because->class->name, because->name);
		else if (class->from)
			fprintf(out, "\t%s", class->from->name);
		fputc('\n', out);
	}
	fclose(out);
}

static void take_names(const struct world_list *from, struct words *to)
{
	for (unsigned i = 0; i < from->count; i++)
		words_add(to, "%s", (const char *)from->at[i]);
}

static int write_archive(struct packer *packer)
{
	add_classes(packer);
	add_resources(packer);
	add_layer(packer);
	if (classpath_each(packer->request->classpath, leave_out, packer, packer->error))
		return -1;
	classlib_each_module(leave_out_module, packer);
	report(packer);
	packer->out->archive =
		archive_write(packer->files, packer->file_count, (const char *const *)packer->left_out.list,
			      packer->left_out.count, &packer->out->bytes, packer->error);
	return packer->out->archive ? 0 : -1;
}

int pack_classes(const struct pack_request *request, struct pack_result *out, struct error *error)
{
	struct packer packer = { .request = request, .out = out, .error = error };
	char *home AUTO_FREE = classpath_java_home(error);
	int result = -1;

	*out = (struct pack_result){ 0 };
	if (!home || world_open(&packer.world, home, request->classpath, error))
		return -1;
	if (!reach_all(&packer) && !verify_kept(&packer.world, error) && !write_archive(&packer)) {
		take_names(&packer.reach.resources, &out->resources);
		take_names(&packer.reach.jdk_files, &out->jdk_files);
		out->jdk_home = memory_text(home);
		result = packer.world.is_bad ? -1 : 0;
	}
	for (size_t i = 0; i < packer.file_count; i++) {
		free((char *)packer.files[i].name);
		free((unsigned char *)packer.files[i].at);
	}
	free(packer.files);
	words_free(&packer.left_out);
	reach_end(&packer.reach);
	world_close(&packer.world);
	if (result)
		pack_result_free(out);
	return result;
}

void pack_result_free(struct pack_result *result)
{
	words_free(&result->resources);
	words_free(&result->jdk_files);
	free(result->jdk_home);
	free(result->archive);
	free(result->report);
	*result = (struct pack_result){ 0 };
}
