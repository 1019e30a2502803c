/* SPDX-License-Identifier: Apache-2.0 */
#include "host/compose/compose.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "host/image/cpio.h"
#include "host/image/service.h"
#include "host/util/file.h"
#include "host/util/memory.h"
#include "host/util/yaml.h"

static const char *const top_keys[] = { "name", "services", "channels", NULL };
static const char *const service_keys[] = { "image", "files", "args", "memory", "host", "near", NULL };

struct reader {
	struct yaml_file *yaml;
	const char *file;
	struct error *error;
};

static void free_service(struct compose_service *service)
{
	for (unsigned i = 0; i < service->file_count; i++) {
		free(service->file_to[i]);
		free(service->file_from[i]);
	}
	for (unsigned i = 0; i < service->argument_count; i++)
		free(service->arguments[i]);
	free(service->file_to);
	free(service->file_from);
	free(service->file_lines);
	free(service->arguments);
	free(service->name);
	free(service->image);
	free(service->host);
	free(service->near);
}

void compose_free(struct compose *compose)
{
	for (unsigned i = 0; i < compose->service_count; i++)
		free_service(&compose->services[i]);
	for (unsigned i = 0; i < compose->channel_count; i++) {
		free(compose->channels[i].from.service);
		free(compose->channels[i].from.port);
		free(compose->channels[i].to.service);
		free(compose->channels[i].to.port);
	}
	free(compose->services);
	free(compose->channels);
	free(compose->file);
	free(compose->name);
	*compose = (struct compose){ 0 };
}

static int read_files(const struct reader *reader, const yaml_node_t *node, struct compose_service *out)
{
	const yaml_node_t *key, *value;

	if (yaml_check_mapping(reader->yaml, node, "files", NULL, reader->error))
		return -1;
	for (size_t i = 0; yaml_pair(reader->yaml, node, i, &key, &value); i++) {
		const char *to = yaml_text(reader->yaml, key, "a file's path", reader->error);
		const char *from =
			to ? yaml_text(reader->yaml, value, "a file's source", reader->error) : NULL;
		unsigned count = out->file_count + 1;
		const char *problem;

		if (!from)
			return -1;
		problem = guest_path_problem(to);
		if (problem)
			return error_at(reader->error, reader->file, yaml_line(key), "the path '%s' %s", to,
					problem);
		out->file_to = memory_resize(out->file_to, count, sizeof *out->file_to);
		out->file_from = memory_resize(out->file_from, count, sizeof *out->file_from);
		out->file_lines = memory_resize(out->file_lines, count, sizeof *out->file_lines);
		out->file_to[out->file_count] = memory_text(to);
		out->file_from[out->file_count] = path_beside(reader->file, from);
		out->file_lines[out->file_count++] = yaml_line(value);
	}
	return 0;
}

static int read_arguments(const struct reader *reader, const yaml_node_t *node, struct compose_service *out)
{
	const yaml_node_t *item;
	size_t bytes = 0;

	if (yaml_check_sequence(reader->yaml, node, "args", reader->error))
		return -1;
	for (size_t i = 0; yaml_item(reader->yaml, node, i, &item); i++) {
		const char *text = yaml_text(reader->yaml, item, "an argument", reader->error);

		if (!text)
			return -1;
		bytes += strlen(text) + 1;
		for (const char *at = text; *at; at++)
			if (isspace((unsigned char)*at) || iscntrl((unsigned char)*at) || *at == '"')
				return error_at(reader->error, reader->file, yaml_line(item),
						"an argument cannot hold spaces, control characters or '\"'");
		if (bytes > COMPOSE_ARGUMENT_BYTES)
			return error_at(reader->error, reader->file, yaml_line(item),
					"the arguments are longer than %d bytes", COMPOSE_ARGUMENT_BYTES);
		out->arguments =
			memory_resize(out->arguments, out->argument_count + 1, sizeof *out->arguments);
		out->arguments[out->argument_count++] = memory_text(text);
	}
	return 0;
}

static int read_place(const struct reader *reader, const yaml_node_t *node, const char *what, char **out,
		      unsigned *line)
{
	const char *text = yaml_name(reader->yaml, node, what, reader->error);

	if (!text)
		return -1;
	*out = memory_text(text);
	*line = yaml_line(node);
	return 0;
}

static int read_optional(const struct reader *reader, const yaml_node_t *node, struct compose_service *out)
{
	const yaml_node_t *value;

	if ((value = yaml_get(reader->yaml, node, "files")) && read_files(reader, value, out))
		return -1;
	if ((value = yaml_get(reader->yaml, node, "args")) && read_arguments(reader, value, out))
		return -1;
	if ((value = yaml_get(reader->yaml, node, "host")) &&
	    read_place(reader, value, "host", &out->host, &out->host_line))
		return -1;
	if ((value = yaml_get(reader->yaml, node, "near")) &&
	    read_place(reader, value, "near", &out->near, &out->near_line))
		return -1;
	value = yaml_get(reader->yaml, node, "memory");
	if (!value)
		return 0;
	out->memory_line = yaml_line(value);
	if (yaml_bytes(reader->yaml, value, "memory", &out->memory, reader->error))
		return -1;
	if (out->memory < SERVICE_MEMORY_MIN || out->memory > SERVICE_MEMORY_MAX)
		return error_at(reader->error, reader->file, out->memory_line,
				"memory must be between 1M and 64G");
	return 0;
}

static int read_service(const struct reader *reader, const yaml_node_t *key, const yaml_node_t *node,
			struct compose_service *out)
{
	const char *name = yaml_name(reader->yaml, key, "a service's name", reader->error), *image;
	const yaml_node_t *value;
	char what[64];

	if (!name)
		return -1;
	out->name = memory_text(name);
	out->line = yaml_line(key);
	snprintf(what, sizeof what, "service %s", name);
	if (yaml_check_mapping(reader->yaml, node, what, service_keys, reader->error))
		return -1;
	value = yaml_get(reader->yaml, node, "image");
	if (!value)
		return error_at(reader->error, reader->file, out->line,
				"service %s names no image; add 'image: %s'", name, name);
	image = yaml_text(reader->yaml, value, "image", reader->error);
	if (!image)
		return -1;
	out->image = memory_text(image);
	out->image_line = yaml_line(value);
	return read_optional(reader, node, out);
}

static int read_services(const struct reader *reader, struct compose *out)
{
	const yaml_node_t *node = yaml_get(reader->yaml, reader->yaml->root, "services"), *key, *value;

	if (!node || !yaml_pair(reader->yaml, node, 0, &key, &value))
		return error_at(reader->error, reader->file, node ? yaml_line(node) : 0,
				"names no services; add 'services:' and below it 'NAME: { image: NAME }'");
	if (yaml_check_mapping(reader->yaml, node, "services", NULL, reader->error))
		return -1;
	for (size_t i = 0; yaml_pair(reader->yaml, node, i, &key, &value); i++) {
		if (i == COMPOSE_SERVICES_MAX)
			return error_at(reader->error, reader->file, yaml_line(key),
					"has more than %d services", COMPOSE_SERVICES_MAX);
		out->services = memory_resize(out->services, i + 1, sizeof *out->services);
		out->services[i] = (struct compose_service){ 0 };
		out->service_count++;
		if (read_service(reader, key, value, &out->services[i]))
			return -1;
	}
	return 0;
}

/* Takes "service.port" off the text; NULL when it is not there. */
static const char *read_end(const char *text, struct compose_end *out)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-";
	size_t service, port;

	text += strspn(text, " \t");
	service = strspn(text, letters);
	if (!service || text[service] != '.')
		return NULL;
	/* A port is an identifier: a '-' after it is the arrow's. */
	port = strspn(text + service + 1, letters);
	while (port && text[service + port] == '-')
		port--;
	if (!port)
		return NULL;
	out->service = memory_text_n(text, service);
	out->port = memory_text_n(text + service + 1, port);
	text += service + 1 + port;
	return text + strspn(text, " \t");
}

static int read_channel(const struct reader *reader, const yaml_node_t *item, struct compose_channel *out)
{
	const char *text = yaml_text(reader->yaml, item, "a channel", reader->error), *at;

	if (!text)
		return -1;
	out->line = yaml_line(item);
	at = read_end(text, &out->from);
	if (at && strncmp(at, "->", 2) == 0)
		at = read_end(at + 2, &out->to);
	if (!at || *at || !out->to.port)
		return error_at(reader->error, reader->file, out->line,
				"'%s' is not a channel; write 'sender.port -> receiver.port'", text);
	return 0;
}

static int read_channels(const struct reader *reader, struct compose *out)
{
	const yaml_node_t *node = yaml_get(reader->yaml, reader->yaml->root, "channels"), *item;

	if (!node)
		return 0;
	if (yaml_check_sequence(reader->yaml, node, "channels", reader->error))
		return -1;
	for (size_t i = 0; yaml_item(reader->yaml, node, i, &item); i++) {
		if (i == COMPOSE_CHANNELS_MAX)
			return error_at(reader->error, reader->file, yaml_line(item),
					"has more than %d channels", COMPOSE_CHANNELS_MAX);
		out->channels = memory_resize(out->channels, i + 1, sizeof *out->channels);
		out->channels[i] = (struct compose_channel){ 0 };
		out->channel_count++;
		if (read_channel(reader, item, &out->channels[i]))
			return -1;
	}
	return 0;
}

static int read_all(const struct reader *reader, struct compose *out)
{
	const yaml_node_t *node = yaml_get(reader->yaml, reader->yaml->root, "name");
	const char *name;

	if (yaml_check_mapping(reader->yaml, reader->yaml->root, "a composition", top_keys, reader->error))
		return -1;
	if (!node)
		return error_at(reader->error, reader->file, 0, "has no name; add 'name: something'");
	name = yaml_name(reader->yaml, node, "name", reader->error);
	if (!name)
		return -1;
	out->name = memory_text(name);
	return read_services(reader, out) || read_channels(reader, out) ? -1 : 0;
}

int compose_parse(const char *file, const void *text, size_t bytes, struct compose *out, struct error *error)
{
	struct yaml_file yaml;
	struct reader reader = { &yaml, file, error };
	int result;

	*out = (struct compose){ 0 };
	if (yaml_parse_text(file, text, bytes, &yaml, error))
		return -1;
	out->file = memory_text(file);
	result = read_all(&reader, out);
	yaml_file_free(&yaml);
	if (result)
		compose_free(out);
	return result;
}

int compose_read(const char *path, struct compose *out, struct error *error)
{
	struct file_data data;
	int result;

	*out = (struct compose){ 0 };
	if (yaml_read_text(path, "a composition (a .yaml file)", &data, error))
		return -1;
	result = compose_parse(path, data.bytes, data.size, out, error);
	file_data_free(&data);
	return result;
}
