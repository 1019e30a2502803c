/* SPDX-License-Identifier: Apache-2.0 */
/* The class file's ports become .sd text and that is parsed, so the types are those of a build. */
#include "host/java/declared.h"

#include <stardust/port.h>
#include <stdlib.h>
#include <string.h>

#include "channel/types/table.h"
#include "host/java/ports.h"
#include "host/util/memory.h"
#include "jvm/classlib/classlib.h"

static int open_places(const char *class_path, struct classpath *classpath, struct error *error)
{
	char *copy AUTO_FREE = memory_text(class_path), *rest = copy, *place;

	if (classlib_has_archive()) {
		classpath_add_archive(classpath);
		return 0;
	}
	while ((place = strsep(&rest, ":"))) {
		const char *path = *place ? place : ".";
		if (file_exists(path) && classpath_add(classpath, path, error))
			return -1;
	}
	return 0;
}

struct reporter {
	const char *text, *path; /* of what is parsed */
	struct error *error;
};

static void report(void *context, const char *message)
{
	const struct reporter *reporter = context;
	char *what AUTO_FREE = ports_error(reporter->text, reporter->path, message);

	if (!reporter->error->text[0]) /* the first says most */
		error_set(reporter->error, "%s", what);
}

static const struct sd_type *make_type(const struct package *package, const struct type *type,
				       uint32_t value_bytes)
{
	struct sd_type *made = memory_zeroed(1, sizeof *made);
	struct port_type described;

	if (!types_describe(package, type, &described))
		abort(); /* as memory_zeroed does */
	made->name = described.name;
	memcpy(made->hash, described.hash, sizeof made->hash);
	made->canonical = described.canonical;
	made->canonical_length = (uint32_t)strlen(described.canonical);
	made->value_bytes = value_bytes;
	made->min_encoded = described.min_encoded;
	made->max_encoded = described.max_encoded;
	made->plain = described.plain;
	return made;
}

static struct java_port make_port(const struct package *package, const struct port *port, const char *record)
{
	const struct codec_type *codec = types_table(port->type);
	struct sd_port *made = memory_zeroed(1, sizeof *made);

	if (!codec)
		abort();
	*made = (struct sd_port){ .name = port->name,
				  .direction = port->is_in ? SD_IN : SD_OUT,
				  .type = make_type(package, port->type, codec->value_bytes),
				  .capacity = port->capacity };
	return (struct java_port){ made, codec, memory_text(record) };
}

static int make_ports(const struct ports *declared, const char *class, struct java_port **ports,
		      uint32_t *count, struct error *error)
{
	struct reporter reporter = { declared->text, class, error };
	struct package *package =
		types_parse(class, declared->text, strlen(declared->text), report, &reporter);

	if (!package)
		return -1;
	const struct service *service = types_service(package, declared->service);
	*count = (uint32_t)service->port_count;
	*ports = memory_zeroed(service->port_count, sizeof **ports);
	for (uint32_t i = 0; i < *count; i++)
		(*ports)[i] = make_port(package, &service->ports[i],
					ports_class(&declared->classes, service->ports[i].type->name));
	return 0;
}

int declared_ports(const char *class_path, const char *class, struct java_port **ports, uint32_t *count,
		   struct error *error)
{
	static struct java_port none;
	struct classpath classpath = { 0 };
	struct ports declared;
	int result = open_places(class_path, &classpath, error);

	*ports = &none;
	*count = 0;
	if (!result)
		result = ports_extract(&classpath, class, &declared, error);
	classpath_free(&classpath);
	if (result)
		return -1;
	if (declared.text)
		result = make_ports(&declared, class, ports, count, error);
	ports_free(&declared);
	return result;
}
