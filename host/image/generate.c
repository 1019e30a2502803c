/* SPDX-License-Identifier: Apache-2.0 */
#include "host/image/generate.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "channel/types/types.h"
#include "host/util/file.h"
#include "host/util/memory.h"

#define SD_MAX_BYTES ((size_t)1 << 20)

struct problems {
	struct error *error;
	unsigned count;
};

/* The last error becomes the verb's own; those before it are printed as they come. */
static void on_problem(void *context, const char *message)
{
	struct problems *problems = context;

	if (problems->count++)
		fprintf(stderr, "%s\n", problems->error->text);
	error_set(problems->error, "%s", message);
	problems->error->is_input = true;
}

const struct service *generate_service(const struct service_file *file, const struct package *package,
				       struct error *error)
{
	const struct service *service;

	if (file->block) {
		service = types_service(package, file->block);
		if (!service)
			error_at(error, file->file, file->block_line, "%s declares no service %s",
				 file->types, file->block);
		return service;
	}
	if (package->service_count == 1)
		return &package->services[0];
	error_at(error, file->file, file->types_line,
		 "%s declares %zu services; say which one with 'service: NAME'", file->types,
		 package->service_count);
	return NULL;
}

static int add_port(const struct package *package, const struct port *port, struct manifest *manifest,
		    struct error *error)
{
	struct manifest_port *out;
	struct port_type type;

	if (!types_describe(package, port->type, &type))
		return error_set(error, "out of memory");
	manifest->ports = memory_resize(manifest->ports, manifest->port_count + 1, sizeof *manifest->ports);
	out = &manifest->ports[manifest->port_count++];
	*out = (struct manifest_port){ .name = memory_text(port->name),
				       .direction = port->is_in ? SD_IN : SD_OUT,
				       .capacity = port->capacity,
				       .type = type.name,
				       .canonical = type.canonical,
				       .max_encoded = type.max_encoded };
	for (unsigned i = 0; i < TYPES_HASH_BYTES; i++)
		snprintf(out->hash + 2 * i, 3, "%02x", type.hash[i]);
	return 0;
}

/* Takes `text` over. */
static int write_text(const char *folder, const char *package, const char *ending, char *text,
		      struct error *error)
{
	char *path AUTO_FREE = memory_format("%s/%s.%s", folder, package, ending);
	int result = text ? file_write(path, text, strlen(text), error) : error_set(error, "out of memory");

	free(text);
	return result;
}

int generate_c(const struct service_file *file, const struct package *package, const char *folder,
	       struct manifest *manifest, struct error *error)
{
	const struct service *service = generate_service(file, package, error);
	const char *name = path_base(file->types);

	if (!service)
		return -1;
	manifest->service = memory_format("%s.%s", package->name, service->name);
	for (size_t i = 0; i < service->port_count; i++)
		if (add_port(package, &service->ports[i], manifest, error))
			return -1;
	if (write_text(folder, package->name, "h", types_emit_header(package, name), error) ||
	    write_text(folder, package->name, "c", types_emit_source(package, name), error))
		return -1;
	return 0;
}

int generate_java(const struct service_file *file, const struct package *package, const char *folder,
		  struct error *error)
{
	const struct service *service = generate_service(file, package, error);
	char *into AUTO_FREE = memory_format("%s/java/%s", folder, package->name);
	const char *name = path_base(file->types);

	if (!service || file_make_folder(into, 0755, error))
		return -1;
	for (size_t i = 0; i < package->declaration_count; i++)
		if (write_text(into, package->declarations[i].name, "java",
			       types_emit_java(package, &package->declarations[i], name), error))
			return -1;
	return write_text(into, service->name, "java", types_emit_java_service(package, service, name),
			  error);
}

int generate_package(const struct service_file *service, struct package **package, struct error *error)
{
	struct problems problems = { error, 0 };
	struct file_data data;

	*package = NULL;
	if (!service->types)
		return 0;
	if (!file_exists(service->types))
		return error_at(error, service->file, service->types_line, "there is no file %s",
				service->types);
	if (file_read(service->types, SD_MAX_BYTES, &data, error))
		return -1;
	*package = types_parse(service->types, (const char *)data.bytes, data.size, on_problem, &problems);
	file_data_free(&data);
	if (!*package)
		return problems.count ? -1 : error_set(error, "%s: out of memory", service->types);
	return 0;
}

int generate_types(const struct service_file *service, const char *folder, struct manifest *manifest,
		   char **source, struct error *error)
{
	struct package *package;
	int result;

	*source = NULL;
	if (generate_package(service, &package, error))
		return -1;
	if (!package)
		return 0;
	result = generate_c(service, package, folder, manifest, error);
	if (!result)
		*source = memory_format("%s/%s.c", folder, package->name);
	types_free(package);
	return result;
}
