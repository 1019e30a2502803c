/* SPDX-License-Identifier: Apache-2.0 */
#include "host/vmm/xen/domain.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <libxl_utils.h>
#include <xentoollog.h>

#include "host/util/memory.h"

int domain_library_open(struct domain_library *library, struct error *error)
{
	*library = (struct domain_library){ 0 };
	library->logger = xtl_createlogger_stdiostream(stderr, XTL_ERROR, 0);
	if (!library->logger)
		return error_set(error, "out of memory");
	if (libxl_ctx_alloc(&library->context, LIBXL_VERSION, 0, (xentoollog_logger *)library->logger) == 0)
		return 0;
	library->context = NULL;
	domain_library_close(library);
	return error_set(error, "libxenlight does not work here; run this in dom0, as root");
}

void domain_library_close(struct domain_library *library)
{
	libxl_ctx_free(library->context);
	if (library->logger)
		xtl_logger_destroy((xentoollog_logger *)library->logger);
	*library = (struct domain_library){ 0 };
}

/* libxenlight frees these texts with free(). */
static int configure(const struct domain_library *library, const struct vmm_machine *machine,
		     libxl_domain_config *config)
{
	libxl_domain_create_info *create = &config->c_info;
	libxl_domain_build_info *build = &config->b_info;

	create->type = LIBXL_DOMAIN_TYPE_PVH;
	create->name = memory_text(machine->domain);
	libxl_uuid_generate(&create->uuid);
	libxl_domain_build_info_init_type(build, LIBXL_DOMAIN_TYPE_PVH);
	build->max_vcpus = 1;
	if (libxl_cpu_bitmap_alloc(library->context, &build->avail_vcpus, 1))
		return -1;
	libxl_bitmap_set(&build->avail_vcpus, 0);
	build->max_memkb = machine->memory >> 10;
	build->target_memkb = machine->memory >> 10;
	build->kernel = memory_text(machine->image);
	build->cmdline = memory_text(machine->command_line);
	if (machine->module)
		build->ramdisk = memory_text(machine->module);
	return 0;
}

int domain_create(const struct domain_library *library, const struct vmm_machine *machine, uint32_t *domid,
		  struct error *error)
{
	libxl_domain_config config;
	int result;

	*domid = DOMAIN_NONE; /* libxenlight reads it: a number would be a wish */
	libxl_domain_config_init(&config);
	result = configure(library, machine, &config);
	if (!result)
		result = libxl_domain_create_new(library->context, &config, domid, NULL, NULL);
	libxl_domain_config_dispose(&config);
	if (!result)
		return 0;
	return error_set(
		error,
		"domain %s cannot be created: libxenlight says %d (%s); is there enough free memory, "
		"and no other domain of that name?",
		machine->domain, result, libxl_error_to_string(result));
}

int domain_unpause(const struct domain_library *library, uint32_t domid, const char *name,
		   struct error *error)
{
	if (libxl_domain_unpause(library->context, domid, NULL))
		return error_set(error, "domain %s cannot be started", name);
	return 0;
}

void domain_destroy(const struct domain_library *library, uint32_t domid)
{
	if (domain_look(library, domid) != DOMAIN_VANISHED)
		libxl_domain_destroy(library->context, domid, NULL);
}

static enum domain_life life_of(const libxl_dominfo *info)
{
	if (info->dying)
		return DOMAIN_VANISHED;
	if (!info->shutdown)
		return DOMAIN_ALIVE;
	if (info->shutdown_reason == LIBXL_SHUTDOWN_REASON_POWEROFF)
		return DOMAIN_POWERED_OFF;
	return info->shutdown_reason == LIBXL_SHUTDOWN_REASON_REBOOT ? DOMAIN_REBOOTED : DOMAIN_CRASHED;
}

enum domain_life domain_look(const struct domain_library *library, uint32_t domid)
{
	enum domain_life life = DOMAIN_VANISHED;
	libxl_dominfo info;

	libxl_dominfo_init(&info);
	if (libxl_domain_info(library->context, &info, domid) == 0)
		life = life_of(&info);
	libxl_dominfo_dispose(&info);
	return life;
}

void domain_uuid(const struct domain_library *library, uint32_t domid, char uuid[DOMAIN_UUID_BYTES])
{
	libxl_dominfo info;

	uuid[0] = 0;
	libxl_dominfo_init(&info);
	if (libxl_domain_info(library->context, &info, domid) == 0)
		snprintf(uuid, DOMAIN_UUID_BYTES, LIBXL_UUID_FMT, LIBXL_UUID_BYTES(info.uuid));
	libxl_dominfo_dispose(&info);
}
