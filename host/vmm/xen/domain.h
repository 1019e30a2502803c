/* SPDX-License-Identifier: Apache-2.0 */
/* One PVH domain through libxenlight. */
#ifndef HOST_VMM_XEN_DOMAIN_H
#define HOST_VMM_XEN_DOMAIN_H

#include <libxl.h>

#include "host/vmm/driver.h"

#define DOMAIN_NONE       UINT32_MAX
#define DOMAIN_UUID_BYTES 37 /* as text, with its NUL */

struct domain_library {
	libxl_ctx *context;
	xentoollog_logger_stdiostream *logger;
};

/* An error when libxenlight cannot be used: not dom0, or no permission. */
int domain_library_open(struct domain_library *library, struct error *error);
void domain_library_close(struct domain_library *library);

/* Builds a domain, paused. libxenlight's own messages go to standard error. */
int domain_create(const struct domain_library *library, const struct vmm_machine *machine, uint32_t *domid,
		  struct error *error);
int domain_unpause(const struct domain_library *library, uint32_t domid, const char *name,
		   struct error *error);
/* Blocks until it is gone. One that does not exist is no error. */
void domain_destroy(const struct domain_library *library, uint32_t domid);

enum domain_life { DOMAIN_ALIVE, DOMAIN_POWERED_OFF, DOMAIN_CRASHED, DOMAIN_REBOOTED, DOMAIN_VANISHED };
enum domain_life domain_look(const struct domain_library *library, uint32_t domid);

/* Writes the domain's UUID, with its number its identity; "" when there is none. */
void domain_uuid(const struct domain_library *library, uint32_t domid, char uuid[DOMAIN_UUID_BYTES]);

#endif
