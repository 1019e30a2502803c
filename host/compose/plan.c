/* SPDX-License-Identifier: Apache-2.0 */
#include "host/compose/plan.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "abi/wiring_abi.h"
#include "channel/types/difference.h"
#include "host/image/elf.h"
#include "host/image/service.h"
#include "host/util/file.h"
#include "host/util/memory.h"

void plan_free(struct plan *plan)
{
	for (unsigned i = 0; i < plan->service_count; i++) {
		free(plan->services[i].image_path);
		manifest_free(&plan->services[i].manifest);
	}
	for (unsigned i = 0; i < plan->warning_count; i++)
		free(plan->warnings[i]);
	free(plan->services);
	free(plan->links);
	free(plan->warnings);
	compose_free(&plan->compose);
	*plan = (struct plan){ 0 };
}

static void warn(struct plan *plan, char *text)
{
	plan->warnings = memory_resize(plan->warnings, plan->warning_count + 1, sizeof *plan->warnings);
	plan->warnings[plan->warning_count++] = text;
}

/* FOLDER/NAME.img for a service's folder, where NAME is what 'stardust build FOLDER' calls it. */
static char *image_of_folder(const char *folder)
{
	struct service_file service;
	struct error error;
	char *file AUTO_FREE = NULL;

	if (service_read(folder, &service, &error))
		return memory_format("%s/%s.img", folder, path_base(folder));
	file = memory_format("%s.img", service.name);
	service_free(&service);
	return path_join(folder, file);
}

char *plan_find_image(const char *file, const char *images, const char *image)
{
	char *beside AUTO_FREE = path_beside(file, image);
	char *with_ending;

	if (images) {
		char *collected = memory_format("%s/%s.img", images, path_base(image));

		if (file_exists(collected))
			return collected;
		free(collected);
	}
	if (file_is_folder(beside)) {
		char *in_folder = image_of_folder(beside);

		if (file_exists(in_folder))
			return in_folder;
		with_ending = memory_format("%s.img", beside);
		if (file_exists(with_ending)) {
			free(in_folder);
			return with_ending;
		}
		free(with_ending);
		return in_folder;
	}
	if (file_exists(beside))
		return memory_text(beside);
	with_ending = memory_format("%s.img", beside);
	if (file_exists(with_ending))
		return with_ending;
	free(with_ending);
	return memory_text(beside);
}

/* The files travel in the machine's memory. */
static int check_files(const char *file, const struct plan_service *service, struct error *error)
{
	const struct compose_service *spec = service->spec;
	uint64_t bytes = 0;

	for (unsigned f = 0; f < spec->file_count; f++) {
		struct stat status;

		if (stat(spec->file_from[f], &status) || !S_ISREG(status.st_mode))
			return error_at(error, file, spec->file_lines[f], "service %s: there is no file %s",
					spec->name, spec->file_from[f]);
		bytes += (uint64_t)status.st_size;
		if (bytes >= service->memory)
			return error_at(error, file, spec->file_lines[f],
					"service %s: its files have %llu KiB and its memory %llu KiB; give "
					"it more with 'memory:'",
					spec->name, (unsigned long long)(bytes >> 10),
					(unsigned long long)(service->memory >> 10));
	}
	return 0;
}

static int read_image(const char *path, struct manifest *manifest, uint64_t *memory_end, struct error *error)
{
	struct elf_image image;
	struct file_data data;

	if (manifest_read_image(path, manifest, &data, error))
		return -1;
	*memory_end = elf_open(path, data.bytes, data.size, &image, error) ? 0 : elf_memory_end(&image);
	file_data_free(&data);
	return *memory_end ? 0 : -1;
}

static int load_service(struct plan *plan, unsigned i, const char *images, struct error *error)
{
	const struct compose_service *spec = &plan->compose.services[i];
	struct plan_service *out = &plan->services[i];
	const char *file = plan->compose.file;
	uint64_t memory_end;

	*out = (struct plan_service){ .spec = spec };
	out->image_path = plan_find_image(file, images, spec->image);
	plan->service_count = i + 1;
	if (!file_exists(out->image_path))
		return error_at(error, file, spec->image_line,
				"service %s: there is no image %s; make it with 'stardust build'", spec->name,
				out->image_path);
	if (read_image(out->image_path, &out->manifest, &memory_end, error)) {
		struct error cause = *error;

		return error_at(error, file, spec->image_line, "service %s: %.1800s", spec->name, cause.text);
	}
	out->memory = spec->memory ? spec->memory : out->manifest.memory;
	if (spec->memory && spec->memory < out->manifest.memory)
		warn(plan,
		     memory_format("%s:%u: service %s gets less memory than its image asks for (%llu KiB)",
				   file, spec->memory_line, spec->name,
				   (unsigned long long)(out->manifest.memory >> 10)));
	if (check_files(file, out, error))
		return -1;
	if (out->memory < memory_end)
		return error_at(
			error, file, spec->memory ? spec->memory_line : spec->image_line,
			"service %s: its image fills memory up to %llu KiB and it gets %llu KiB; give it "
			"more with 'memory:'",
			spec->name, (unsigned long long)((memory_end + 1023) >> 10),
			(unsigned long long)(out->memory >> 10));
	if (spec->host || spec->near)
		warn(plan, memory_format("%s:%u: '%s' is ignored: every service runs on this machine, "
					 "placement on several "
					 "is not there yet",
					 file, spec->host ? spec->host_line : spec->near_line,
					 spec->host ? "host" : "near"));
	return 0;
}

/* The names that there are, for a message: "a, b, c". */
static char *list_names(const char *(*name)(const void *context, unsigned i), const void *context)
{
	char *list = memory_text("");

	for (unsigned i = 0; name(context, i); i++) {
		char *longer = memory_format("%s%s%s", list, i ? ", " : "", name(context, i));

		free(list);
		list = longer;
	}
	return list;
}

static const char *service_name(const void *context, unsigned i)
{
	const struct plan *plan = context;

	return i < plan->service_count ? plan->services[i].spec->name : NULL;
}

static const char *port_name(const void *context, unsigned i)
{
	const struct manifest *manifest = context;

	return i < manifest->port_count ? manifest->ports[i].name : NULL;
}

static int find_end(struct plan *plan, const struct compose_end *end, unsigned line,
		    enum sd_direction direction, unsigned *service, const struct manifest_port **port,
		    struct error *error)
{
	const char *file = plan->compose.file;
	const struct manifest *manifest;

	for (*service = 0; *service < plan->service_count; ++*service)
		if (strcmp(plan->services[*service].spec->name, end->service) == 0)
			break;
	if (*service == plan->service_count) {
		char *known AUTO_FREE = list_names(service_name, plan);

		return error_at(error, file, line, "there is no service '%s'; the services are: %s",
				end->service, known);
	}
	manifest = &plan->services[*service].manifest;
	*port = manifest_find_port(manifest, end->port);
	if (!*port) {
		char *known AUTO_FREE = list_names(port_name, manifest);

		return error_at(error, file, line, "service %s has no port '%s'; %s%s", end->service,
				end->port, *known ? "its ports are: " : "it has no ports", known);
	}
	if ((*port)->direction != direction)
		return error_at(error, file, line, "%s.%s is an %s port and cannot stand %s of '->'",
				end->service, end->port, (*port)->direction == SD_IN ? "in" : "out",
				direction == SD_OUT ? "left" : "right");
	return 0;
}

static int check_types(const struct plan *plan, const struct plan_link *link, struct error *error)
{
	const char *from = plan->services[link->from].spec->name, *to = plan->services[link->to].spec->name;
	char *in_from AUTO_FREE = memory_format("in %s", from), *in_to AUTO_FREE = memory_format("in %s", to);
	char difference[512];

	if (strcmp(link->out->hash, link->in->hash) == 0 &&
	    strcmp(link->out->canonical, link->in->canonical) == 0)
		return 0;
	type_difference(link->out->canonical, strlen(link->out->canonical), in_from, link->in->canonical,
			strlen(link->in->canonical), in_to, difference, sizeof difference);
	return error_at(error, plan->compose.file, link->line,
			"%s.%s -> %s.%s: the types differ: %s; build both from one .sd file", from,
			link->out->name, to, link->in->name, difference);
}

static int add_link(struct plan *plan, const struct compose_channel *channel, struct error *error)
{
	struct plan_link *link = &plan->links[plan->link_count];

	link->line = channel->line;
	if (find_end(plan, &channel->from, channel->line, SD_OUT, &link->from, &link->out, error) ||
	    find_end(plan, &channel->to, channel->line, SD_IN, &link->to, &link->in, error) ||
	    check_types(plan, link, error))
		return -1;
	for (unsigned i = 0; i < plan->link_count; i++)
		if (plan->links[i].out == link->out)
			return error_at(error, plan->compose.file, channel->line,
					"%s.%s is wired already on line %u; one sender to several receivers "
					"is not there yet",
					channel->from.service, channel->from.port, plan->links[i].line);
	plan->link_count++;
	plan->services[link->from].link_count++;
	plan->services[link->to].link_count++;
	for (unsigned i = 0; i < plan->service_count; i++)
		if (plan->services[i].link_count > WIRING_MAX)
			return error_at(error, plan->compose.file, channel->line,
					"service %s has more than %d channels", plan->services[i].spec->name,
					WIRING_MAX);
	return 0;
}

static bool is_wired(const struct plan *plan, const struct manifest_port *port)
{
	for (unsigned i = 0; i < plan->link_count; i++)
		if (plan->links[i].in == port || plan->links[i].out == port)
			return true;
	return false;
}

static int check_wired(struct plan *plan, const struct plan_service *service, struct error *error)
{
	const char *file = plan->compose.file, *name = service->spec->name;

	for (unsigned i = 0; i < service->manifest.port_count; i++) {
		const struct manifest_port *port = &service->manifest.ports[i];

		if (is_wired(plan, port))
			continue;
		if (port->direction == SD_IN)
			return error_at(error, file, service->spec->line,
					"nothing is wired to %s.%s, an in port; add '- SERVICE.PORT -> "
					"%s.%s' to channels",
					name, port->name, name, port->name);
		warn(plan,
		     memory_format("%s:%u: %s.%s, an out port, is wired to nothing: sending on it will fail",
				   file, service->spec->line, name, port->name));
	}
	return 0;
}

static int make(struct plan *plan, const char *images, struct error *error)
{
	plan->services = memory_zeroed(plan->compose.service_count, sizeof *plan->services);
	plan->links = memory_zeroed(plan->compose.channel_count, sizeof *plan->links);
	for (unsigned i = 0; i < plan->compose.service_count; i++)
		if (load_service(plan, i, images, error))
			return -1;
	for (unsigned i = 0; i < plan->compose.channel_count; i++)
		if (add_link(plan, &plan->compose.channels[i], error))
			return -1;
	return 0;
}

int plan_make_unwired(struct compose *compose, struct plan *out, struct error *error)
{
	*out = (struct plan){ .compose = *compose };
	*compose = (struct compose){ 0 };
	if (make(out, NULL, error) == 0)
		return 0;
	plan_free(out);
	return -1;
}

int plan_make(struct compose *compose, const char *images, struct plan *out, struct error *error)
{
	int result;

	*out = (struct plan){ .compose = *compose };
	*compose = (struct compose){ 0 };
	result = make(out, images, error);
	for (unsigned i = 0; i < out->service_count && !result; i++)
		result = check_wired(out, &out->services[i], error);
	if (result)
		plan_free(out);
	return result;
}
