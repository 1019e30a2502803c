/* SPDX-License-Identifier: Apache-2.0 */
/* How a domain learns what its ports are wired to, before it connects. Written by the host tool,
 * read by the guest. One entry is one ring. A port with several peers has several entries.
 *
 * Xen: one xenstore node for each entry, `/local/domain/<domid>/stardust/wiring/<n>`, n = 0, 1, …,
 * written before the domain is unpaused; readable by the domain, owned by dom0. Its value:
 *     <port> <in|out> <server|client> <peer domid> <ring path>
 * A ring path holds letters, digits and -/_@ only, as xenstore demands.
 * The receiver's domain is the vchan server: it grants the pages and publishes `ring-ref` and
 * `event-channel` below <ring path>, which lies in its own `/local/domain/<domid>/data/`. The
 * sender's domain is the client.
 *
 * QEMU: one ivshmem-doorbell device. Page 0 of its shared memory is a struct wiring_page. The
 * guest is always the vchan client, the relay on the host always the server. The relay's ivshmem
 * peer id is `relay_peer`; entry n uses doorbell vector n in both directions.
 */
#ifndef ABI_WIRING_H
#define ABI_WIRING_H

#include <assert.h>
#include <stdint.h>

#define WIRING_XENSTORE "stardust/wiring" /* relative to the domain's own path */

#define WIRING_MAGIC      0x30575253u /* "SRW0" */
#define WIRING_VERSION    1u
#define WIRING_PORT_BYTES 40 /* a port's name, NUL-padded, with at least one NUL */
#define WIRING_PAGE_BYTES 4096
#define WIRING_MAX        64 /* entries of one domain */

enum wiring_direction { WIRING_IN = 0, WIRING_OUT = 1 };

struct wiring_entry {
	char port[WIRING_PORT_BYTES];
	uint32_t direction;      /* enum wiring_direction, seen from the guest */
	uint32_t interface_page; /* page of the struct vchan_interface (abi/ring_abi.h) in the region */
	uint32_t reserved[4];    /* zero */
};

struct wiring_page {
	uint32_t magic;
	uint32_t version;
	uint32_t count;       /* entries that follow, at most WIRING_MAX */
	uint32_t relay_peer;  /* ivshmem peer id of the relay */
	uint32_t reserved[4]; /* zero */
	struct wiring_entry entry[];
};

static_assert(sizeof(struct wiring_entry) == 64, "wiring_entry is 64 bytes");
static_assert(sizeof(struct wiring_page) == 32, "wiring_page's header is 32 bytes");
static_assert(sizeof(struct wiring_page) + (WIRING_MAX - 1) * sizeof(struct wiring_entry) <=
		      WIRING_PAGE_BYTES,
	      "entries fit a page");

#endif
