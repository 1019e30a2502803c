/* SPDX-License-Identifier: Apache-2.0 */
/* The runtime's side of a port: its links, or its end of a channel inside the image. For channel/core only.
 */
#ifndef CHANNEL_CORE_ENDPOINT_H
#define CHANNEL_CORE_ENDPOINT_H

#include <stdatomic.h>

#include "channel/core/link.h"

struct local;

struct endpoint_slot {
	struct link link;
	unsigned wire;
	enum { SLOT_WIRED, SLOT_OPEN, SLOT_FAILED } state;
	int failure; /* of SLOT_FAILED: a status */
};

/* sd_endpoint.turn */
enum {
	TURN_BUSY = 1,    /* a call works on the links; others wait on `event` */
	TURN_CLOSING = 2, /* sd_close came: calls that wait give up, none begins */
	TURN_WAITING = 4, /* for each thread that waits for TURN_BUSY */
};

struct sd_endpoint {
	_Atomic uint32_t turn; /* what follows belongs to the call that set TURN_BUSY */

	struct channel_event event;
	const struct channel_platform *platform;
	struct endpoint_slot *slots; /* one for each wire */
	unsigned slot_count, next;   /* next: whose turn it is, for a fair merge */
	bool told_broken;            /* SD_BROKEN was returned for the last link */
	unsigned vain, skip;         /* spins in vain, one after another; waits until the next is tried */

	struct local *local; /* not NULL: the end of sd_channel, and nothing above is used */
	/* All that are open, or closed with bytes that the peer has not taken, for the end of the program. */
	struct sd_endpoint *next_open;
	/* A copy: the application's may be gone when the last bytes are taken. */
	struct sd_port port;
};

/* NULL: never used. */
static inline struct sd_endpoint *endpoint_of(const struct sd_port *port)
{
	return __atomic_load_n(&port->endpoint, __ATOMIC_ACQUIRE);
}

/* At a port's first use: afterwards it has an endpoint. SD_OK or SD_NO_MEMORY. */
int endpoint_make(struct sd_port *port);

/* Tries to open a slot that is SLOT_WIRED, at most until the deadline; its new state says what came of it. */
void endpoint_open(struct sd_endpoint *endpoint, struct endpoint_slot *slot, sd_time deadline);

int local_send(struct sd_port *port, const void *value, sd_time deadline, const atomic_bool *cancel);
int local_receive(struct sd_port *port, void *value, sd_time deadline, const atomic_bool *cancel);
void local_wake(struct local *local);
void local_close(struct sd_port *port);

#endif
