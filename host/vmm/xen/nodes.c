/* SPDX-License-Identifier: Apache-2.0 */
/* A domain may write only below its own data/; stardust/ beside it is dom0's, so a domain can read its wiring
 * and nobody can change it. Nodes that a domain makes inherit the folder's readers: that is how the sender
 * may read what the receiver publishes.
 */
#include "host/vmm/xen/nodes.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "abi/boot_abi.h"
#include "abi/wiring_abi.h"
#include "host/util/memory.h"

#define DOM0 0u

static int write_node(struct xs_handle *store, const char *path, const char *value,
		      struct xs_permissions permissions[2], struct error *error)
{
	if (xs_write(store, XBT_NULL, path, value, (unsigned)strlen(value)) &&
	    xs_set_permissions(store, XBT_NULL, path, permissions, 2))
		return 0;
	return error_set(error, "xenstore node %s cannot be written: %s", path, strerror(errno));
}

int nodes_wire(struct xs_handle *store, const struct nodes_end *end, struct error *error)
{
	uint32_t receiver = end->is_receiver ? end->domid : end->peer;
	char *ring AUTO_FREE = memory_format("/local/domain/%u/data/stardust/%u", receiver, end->link);
	char *node AUTO_FREE =
		memory_format("/local/domain/%u/" WIRING_XENSTORE "/%u", end->domid, end->entry);
	char *value AUTO_FREE = memory_format("%s %s %s %u %s", end->port, end->is_receiver ? "in" : "out",
					      end->is_receiver ? "server" : "client", end->peer, ring);
	struct xs_permissions wiring[] = { { .id = DOM0, .perms = XS_PERM_NONE },
					   { .id = end->domid, .perms = XS_PERM_READ } };
	struct xs_permissions folder[] = { { .id = end->domid, .perms = XS_PERM_NONE },
					   { .id = end->peer, .perms = XS_PERM_READ } };

	if (end->is_receiver && write_node(store, ring, "", folder, error))
		return -1;
	return write_node(store, node, value, wiring, error);
}

bool nodes_ask_to_stop(struct xs_handle *store, uint32_t domid)
{
	char *path AUTO_FREE = memory_format("/local/domain/%u/control/shutdown", domid);
	const char *request = "poweroff";

	return xs_write(store, XBT_NULL, path, request, (unsigned)strlen(request));
}

int nodes_exit_code(struct xs_handle *store, uint32_t domid)
{
	char *path AUTO_FREE = memory_format("/local/domain/%u/" BOOT_XENSTORE_EXIT, domid);
	unsigned length;
	char *text AUTO_FREE = xs_read(store, XBT_NULL, path, &length), *end;
	long code;

	/* Written by the domain: any text may be there. */
	if (!text || !length)
		return -1;
	code = strtol(text, &end, 10);
	return *end || code < 0 || code > BOOT_EXIT_CRASH ? -1 : (int)code;
}

char *nodes_console_node(uint32_t domid)
{
	return memory_format("/local/domain/%u/console/tty", domid);
}

char *nodes_console(struct xs_handle *store, uint32_t domid)
{
	char *path AUTO_FREE = nodes_console_node(domid);
	unsigned length;
	char *text = xs_read(store, XBT_NULL, path, &length);

	if (text && strncmp(text, "/dev/", 5) == 0)
		return text;
	free(text);
	return NULL;
}
