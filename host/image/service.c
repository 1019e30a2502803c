/* SPDX-License-Identifier: Apache-2.0 */
#include "host/image/service.h"

#include <stdlib.h>
#include <string.h>

#include "host/image/cpio.h"
#include "host/util/file.h"
#include "host/util/memory.h"
#include "host/util/yaml.h"

static const char *const keys[] = { "name",      "types",     "service", "language", "sources",
				    "libraries", "memory",    "files",   "main",     "classpath",
				    "keep",      "resources", "options", NULL };
static const char *const java_keys[] = { "main", "classpath", "keep", "resources", "options", NULL };

struct reader {
	struct yaml_file *yaml;
	const char *file;
	struct service_file *out;
	struct error *error;
};

static void free_texts(struct service_text *texts, unsigned count)
{
	for (unsigned i = 0; i < count; i++)
		free(texts[i].text);
	free(texts);
}

void service_free(struct service_file *service)
{
	free_texts(service->sources, service->source_count);
	free_texts(service->libraries, service->library_count);
	for (unsigned i = 0; i < service->file_count; i++) {
		free(service->files[i].path);
		free(service->files[i].from);
	}
	free(service->files);
	free_texts(service->classpath, service->classpath_count);
	free_texts(service->keep, service->keep_count);
	free_texts(service->resources, service->resource_count);
	free_texts(service->options, service->option_count);
	free(service->main);
	free(service->file);
	free(service->folder);
	free(service->name);
	free(service->types);
	free(service->block);
	*service = (struct service_file){ 0 };
}

static int read_list(const struct reader *reader, const char *key, struct service_text **list,
		     unsigned *count)
{
	const yaml_node_t *node = yaml_get(reader->yaml, reader->yaml->root, key), *item;

	if (!node)
		return 0;
	if (yaml_check_sequence(reader->yaml, node, key, reader->error))
		return -1;
	for (size_t i = 0; yaml_item(reader->yaml, node, i, &item); i++) {
		const char *text = yaml_text(reader->yaml, item, key, reader->error);

		if (!text)
			return -1;
		for (unsigned j = 0; j < *count; j++)
			if (strcmp((*list)[j].text, text) == 0)
				return error_at(reader->error, reader->file, yaml_line(item),
						"'%s' is listed twice in %s", text, key);
		*list = memory_resize(*list, *count + 1, sizeof **list);
		(*list)[(*count)++] = (struct service_text){ memory_text(text), yaml_line(item) };
	}
	return 0;
}

/* lib<name>.a is looked up by this text: keep it a plain file name. */
static int check_libraries(const struct reader *reader)
{
	for (unsigned i = 0; i < reader->out->library_count; i++) {
		const struct service_text *library = &reader->out->libraries[i];

		if (strchr(library->text, '/') || library->text[0] == '-')
			return error_at(reader->error, reader->file, library->line,
					"'%s' is no library's name: write jansson for libjansson.a",
					library->text);
	}
	return 0;
}

static int read_files(const struct reader *reader)
{
	struct service_file *out = reader->out;
	const yaml_node_t *node = yaml_get(reader->yaml, reader->yaml->root, "files"), *key, *value;

	if (!node)
		return 0;
	if (yaml_check_mapping(reader->yaml, node, "files", NULL, reader->error))
		return -1;
	for (size_t i = 0; yaml_pair(reader->yaml, node, i, &key, &value); i++) {
		const char *path = yaml_text(reader->yaml, key, "a file's path", reader->error);
		const char *from =
			path ? yaml_text(reader->yaml, value, "a file's source", reader->error) : NULL;
		const char *problem;

		if (!from)
			return -1;
		problem = guest_path_problem(path);
		if (problem)
			return error_at(reader->error, reader->file, yaml_line(key), "the path '%s' %s", path,
					problem);
		out->files = memory_resize(out->files, out->file_count + 1, sizeof *out->files);
		out->files[out->file_count++] =
			(struct service_embed){ memory_text(path), path_join(out->folder, from),
						yaml_line(key) };
	}
	return 0;
}

static int read_memory(const struct reader *reader)
{
	const yaml_node_t *node = yaml_get(reader->yaml, reader->yaml->root, "memory");

	reader->out->memory =
		reader->out->language == SERVICE_JAVA ? SERVICE_MEMORY_JAVA : SERVICE_MEMORY_DEFAULT;
	if (!node)
		return 0;
	if (yaml_bytes(reader->yaml, node, "memory", &reader->out->memory, reader->error))
		return -1;
	if (reader->out->memory < SERVICE_MEMORY_MIN || reader->out->memory > SERVICE_MEMORY_MAX)
		return error_at(reader->error, reader->file, yaml_line(node),
				"memory must be between 1M and 64G");
	return 0;
}

static int read_language(const struct reader *reader)
{
	const yaml_node_t *node = yaml_get(reader->yaml, reader->yaml->root, "language");
	const char *language;

	if (!node)
		return 0;
	language = yaml_text(reader->yaml, node, "language", reader->error);
	if (!language)
		return -1;
	if (strcmp(language, "java") == 0)
		reader->out->language = SERVICE_JAVA;
	else if (strcmp(language, "c") != 0)
		return error_at(reader->error, reader->file, yaml_line(node),
				"the language '%s' is not supported; write c or java", language);
	return 0;
}

static int read_main(const struct reader *reader)
{
	const yaml_node_t *node = yaml_get(reader->yaml, reader->yaml->root, "main");
	const char *text;

	if (!node)
		return error_at(reader->error, reader->file, 0,
				"a Java service needs 'main:', the class whose main method is run");
	text = yaml_text(reader->yaml, node, "main", reader->error);
	if (!text)
		return -1;
	if (!text[0] || strpbrk(text, "/ ;[") || text[0] == '.' || strstr(text, ".."))
		return error_at(reader->error, reader->file, yaml_line(node),
				"'%s' is no class name: write it as in Java, flights.Late", text);
	if (strncmp(text, "stardust.", strlen("stardust.")) == 0)
		return error_at(reader->error, reader->file, yaml_line(node),
				"%s lies in the package of In and Out; put it in one of your own", text);
	reader->out->main = memory_text(text);
	reader->out->main_line = yaml_line(node);
	return 0;
}

static int read_java(const struct reader *reader)
{
	struct service_file *out = reader->out;
	const yaml_node_t *root = reader->yaml->root, *node;

	if (out->language != SERVICE_JAVA) {
		for (const char *const *key = java_keys; *key; key++) {
			node = yaml_get(reader->yaml, root, *key);
			if (node)
				return error_at(reader->error, reader->file, yaml_line(node),
						"'%s' is of Java services; add 'language: java'", *key);
		}
		return 0;
	}
	if (read_main(reader) || read_list(reader, "classpath", &out->classpath, &out->classpath_count) ||
	    read_list(reader, "keep", &out->keep, &out->keep_count) ||
	    read_list(reader, "resources", &out->resources, &out->resource_count) ||
	    read_list(reader, "options", &out->options, &out->option_count))
		return -1;
	for (unsigned i = 0; i < out->option_count; i++)
		if (out->options[i].text[0] != '-')
			return error_at(reader->error, reader->file, out->options[i].line,
					"'%s' is no option of java: it begins with no '-'",
					out->options[i].text);
	return 0;
}

/* By default the folder's own name, which for "." takes looking it up. */
static int default_name(const struct reader *reader)
{
	char *full AUTO_FREE = realpath(reader->out->folder, NULL);

	reader->out->name = memory_text(full ? path_base(full) : "service");
	return 0;
}

static int read_names(const struct reader *reader)
{
	const yaml_node_t *root = reader->yaml->root, *node = yaml_get(reader->yaml, root, "name");
	const char *text;

	if (node) {
		text = yaml_name(reader->yaml, node, "name", reader->error);
		if (!text)
			return -1;
		reader->out->name = memory_text(text);
	} else if (default_name(reader)) {
		return -1;
	}
	node = yaml_get(reader->yaml, root, "types");
	if (node) {
		text = yaml_text(reader->yaml, node, "types", reader->error);
		if (!text)
			return -1;
		reader->out->types = path_join(reader->out->folder, text);
		reader->out->types_line = yaml_line(node);
	}
	node = yaml_get(reader->yaml, root, "service");
	if (node) {
		text = yaml_name(reader->yaml, node, "service", reader->error);
		if (!text)
			return -1;
		if (!reader->out->types)
			return error_at(reader->error, reader->file, yaml_line(node),
					"a service block needs 'types:', the .sd file that holds it");
		reader->out->block = memory_text(text);
		reader->out->block_line = yaml_line(node);
	}
	return 0;
}

static void join_to_folder(const struct reader *reader, struct service_text *texts, unsigned count)
{
	for (unsigned i = 0; i < count; i++) {
		char *joined = path_join(reader->out->folder, texts[i].text);

		free(texts[i].text);
		texts[i].text = joined;
	}
}

static int read_all(const struct reader *reader)
{
	struct service_file *out = reader->out;

	if (yaml_check_mapping(reader->yaml, reader->yaml->root, "a service file", keys, reader->error) ||
	    read_names(reader) || read_language(reader) || read_memory(reader) ||
	    read_list(reader, "sources", &out->sources, &out->source_count) ||
	    read_list(reader, "libraries", &out->libraries, &out->library_count) || check_libraries(reader) ||
	    read_files(reader))
		return -1;
	if (read_java(reader))
		return -1;
	if (!out->source_count && out->language == SERVICE_C)
		return error_at(reader->error, reader->file, 0, "names no sources; add 'sources: [%s.c]'",
				out->name);
	if (!out->source_count && !out->classpath_count && out->language == SERVICE_JAVA)
		return error_at(reader->error, reader->file, 0,
				"names neither sources nor a class path; add 'sources: [src]' or "
				"'classpath: [%s.jar]'",
				out->name);
	join_to_folder(reader, out->sources, out->source_count);
	join_to_folder(reader, out->classpath, out->classpath_count);
	return 0;
}

int service_parse(const char *file, const void *text, size_t bytes, struct service_file *out,
		  struct error *error)
{
	struct yaml_file yaml;
	struct reader reader = { &yaml, file, out, error };
	int result;

	*out = (struct service_file){ 0 };
	if (yaml_parse_text(file, text, bytes, &yaml, error))
		return -1;
	out->file = memory_text(file);
	out->folder = path_folder(file);
	result = read_all(&reader);
	yaml_file_free(&yaml);
	if (result)
		service_free(out);
	return result;
}

int service_read(const char *path, struct service_file *out, struct error *error)
{
	char *file AUTO_FREE = file_is_folder(path) ? path_join(path, SERVICE_FILE) : memory_text(path);
	struct file_data data;
	int result;

	*out = (struct service_file){ 0 };
	if (strcmp(path, ".") == 0) {
		free(file);
		file = memory_text(SERVICE_FILE);
	}
	if (yaml_read_text(file, "the folder of a service, or its service.yaml", &data, error))
		return -1;
	result = service_parse(file, data.bytes, data.size, out, error);
	file_data_free(&data);
	return result;
}
