/* SPDX-License-Identifier: Apache-2.0 */
/* The nodes of xenstore that the driver writes and reads: wiring (abi/wiring_abi.h), a domain's exit code
 * (abi/boot_abi.h), the console's terminal. */
#ifndef HOST_VMM_XEN_NODES_H
#define HOST_VMM_XEN_NODES_H

#include <stdint.h>

#include <xenstore.h>

#include "host/vmm/driver.h"

/* Writes wiring entry `entry` of one end, and for the receiver the folder where it will publish the ring.
 * `link` numbers the links of the composition: it names the folder. */
struct nodes_end {
	uint32_t domid, peer;
	const char *port;
	bool is_receiver;
	unsigned entry, link;
};
int nodes_wire(struct xs_handle *store, const struct nodes_end *end, struct error *error);

/* Asks the domain to power off, as libxl_domain_shutdown does, which would wait a minute for a domain that
 * does not answer (Xen's docs/misc/xenstore-paths.pandoc, control/shutdown). */
bool nodes_ask_to_stop(struct xs_handle *store, uint32_t domid);

/* The exit code that the domain left, or -1. */
int nodes_exit_code(struct xs_handle *store, uint32_t domid);

/* The path of the console's terminal, once xenconsoled has made it; new text or NULL. */
char *nodes_console(struct xs_handle *store, uint32_t domid);
/* The node whose change tells that. New text. */
char *nodes_console_node(uint32_t domid);

#endif
