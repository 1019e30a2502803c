/* SPDX-License-Identifier: Apache-2.0 */
/* The memory that one QEMU machine shares with the relay, and the handshake that hands it over.
 *
 * A region holds page 0, the wiring (abi/wiring_abi.h); then for each link one interface page and the pages
 * of its two streams (abi/ring_abi.h). Each machine has a region of its own: it shares memory with nobody
 * else. The region's size is a power of two, as a PCI BAR's must be.
 */
#ifndef HOST_RELAY_REGION_H
#define HOST_RELAY_REGION_H

#include <stdbool.h>
#include <stdint.h>

#include "abi/ring_abi.h"
#include "abi/wiring_abi.h"
#include "host/util/error.h"

#define REGION_GUEST_PEER 0 /* ivshmem peer ids */
#define REGION_RELAY_PEER 1

/* One wired port of the machine. */
struct region_wire {
	const char *port;
	enum wiring_direction direction;
	unsigned left_order,
		right_order; /* streams, guest to relay and relay to guest; RING_PAGED_ORDER or more */
};

/* One ring of the region, as the relay sees it. */
struct region_ring {
	volatile struct vchan_interface *interface;
	unsigned char *left, *right; /* stream pages */
	unsigned left_order, right_order;
	int from_guest; /* eventfd: the guest rang */
	int to_guest;   /* eventfd: rings the guest */
};

struct region {
	int memory; /* memfd */
	unsigned char *base;
	uint64_t bytes;
	struct region_ring *rings;
	unsigned ring_count;
};

/* Lays out, maps and fills a region. After a failure nothing is held. */
int region_make(const struct region_wire *wires, unsigned count, struct region *out, struct error *error);
void region_free(struct region *region);

/* Sends QEMU, over its end of a Unix socket pair, all that an ivshmem server says to a new client:
 * protocol version, its id, the memory, the relay's doorbells and its own (QEMU docs/specs/ivshmem-spec).
 * The socket must stay open as long as the machine. */
int region_introduce(const struct region *region, int socket, struct error *error);

#endif
