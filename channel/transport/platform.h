/* SPDX-License-Identifier: Apache-2.0 */
/* What a ring needs from the machine it runs on: shared pages, a doorbell, a way to sleep and the
 * wiring. One table of operations for each machine: kernel/platform/xen/vchan.c (grants and an
 * event channel), kernel/platform/pc/ivshmem_link.c (ivshmem-doorbell), channel/transport/linux.c
 * (memfd and eventfd). This is all that channel/ sees of a platform.
 */
#ifndef CHANNEL_TRANSPORT_PLATFORM_H
#define CHANNEL_TRANSPORT_PLATFORM_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#include <stardust/status.h>

#include "abi/ring_abi.h"
#include "abi/wiring_abi.h"

/* An eventcount: how a port sleeps until something happens on any of its links.
 *     seen = atomic_load(&event->count);  if (condition) …;  platform->wait(event, seen, deadline);
 * A signal adds 1 and wakes every waiter, so nothing between the load and the wait is lost. */
struct channel_event {
	_Atomic uint32_t count;
	void *platform; /* the platform's own; NULL at first */
};

/* One wired ring, as the wiring names it. */
struct channel_wire {
	char port[WIRING_PORT_BYTES];
	enum wiring_direction direction; /* seen from this program */
	unsigned index;                  /* position in the wiring: passed to open */
};

/* Shared memory and doorbell of one ring. The table's `open` fills it. All pages stay mapped until
 * `close`. The pointers and orders are the platform's own copies, checked, never re-read from the
 * shared page. */
struct channel_pages {
	volatile struct vchan_interface *interface;
	bool is_server;            /* this side provides the pages */
	unsigned char *read_data;  /* 1 << read_order bytes, virtually contiguous */
	unsigned char *write_data; /* 1 << write_order bytes */
	unsigned read_order, write_order;
	char peer[64];  /* for messages: "domain 7", "process 1234" */
	void *platform; /* the platform's own */
};

struct channel_platform {
	/* Entry `index` of the wiring; false past the last. Does not block. */
	bool (*wire)(unsigned index, struct channel_wire *out);

	/* Maps the ring of wire `index` and joins its doorbell to `event`. A server makes the pages, with
	 * a read stream of at least `want_read` bytes and a write stream of at least `want_write` bytes
	 * (rounded up to a power of two, capped at 1 << RING_MAX_ORDER), and publishes them; a client
	 * waits until the server has published. Returns SD_OK, SD_TIMEOUT, SD_NO_MEMORY, SD_BROKEN (the
	 * peer published nonsense; printed). After a failure nothing is held. */
	int (*open)(unsigned index, uint32_t want_read, uint32_t want_write, struct channel_event *event,
		    sd_time deadline, struct channel_pages *out);

	/* Rings the peer's doorbell. Never blocks. */
	void (*notify)(struct channel_pages *pages);

	/* True when the platform knows that the peer is gone without having said so in the ring. */
	bool (*peer_gone)(struct channel_pages *pages);

	/* Unmaps, and stops the doorbell: once it returns, `event` is not signalled for this ring. The
	 * caller has already marked its side as gone in the shared page. */
	void (*close)(struct channel_pages *pages);

	/* Adds 1 and wakes all that wait. May be called by any thread; the guest platforms also call
	 * their equivalent from interrupt handlers. */
	void (*signal)(struct channel_event *event);

	/* Sleeps while event->count == seen, at most until the deadline. May return early. */
	void (*wait)(struct channel_event *event, uint32_t seen, sd_time deadline);

	/* Where a sleep costs a hypercall and an interrupt: how often a call may look again before it sleeps,
	 * as long as `alone` says that no other thread could run meanwhile. A number of looks, as a clock may
	 * be a hypercall too. 0: not at all. */
	unsigned spins;
	bool (*alone)(void);

	/* One line for the log, without a newline: "flights: peer domain 7 closed: …". */
	void (*report)(const char *line);
};

/* The table of the machine this program runs on. Defined once in each program: by the guest's
 * kernel/platform/links.c (chooses Xen or PC at run time) or by channel/transport/linux.c. */
const struct channel_platform *channel_platform(void);

#endif
