/* SPDX-License-Identifier: Apache-2.0 */
/* One link: the protocol of abi/link_abi.h over one ring, seen from one side. Never blocks and takes no lock:
 * the port that owns it does both (port.c).
 */
#ifndef CHANNEL_CORE_LINK_H
#define CHANNEL_CORE_LINK_H

#include <stardust/port.h>

#include "abi/link_abi.h"
#include "channel/transport/ring.h"

enum link_state {
	LINK_GREETING, /* the peer's HELLO has not come yet */
	LINK_OPEN,
	LINK_ENDED, /* `end` says how; nothing more is sent or received */
};

struct link {
	struct ring ring;
	const struct sd_port *port;
	enum link_state state;
	int end;           /* SD_CLOSED, SD_BROKEN or SD_REFUSED */
	uint32_t capacity; /* of the receiver, from its HELLO */

	/* Going out: one frame at a time. */
	unsigned char *out;
	uint32_t out_room, out_bytes, out_done;
	uint64_t sent;    /* DATA begun */
	uint64_t allowed; /* highest number that the peer's CREDIT allows */
	uint64_t taken;   /* highest number that the peer has TAKEN */
	bool told_close;
	bool stopped; /* the pages have been given back */

	/* Coming in. */
	struct link_frame frame;
	bool in_frame;    /* `frame` is read, its payload is not complete */
	uint32_t in_done; /* bytes of the payload so far, padding included */
	unsigned char *in;
	uint32_t in_room;
	bool ready;                     /* `in` holds a DATA payload that nobody has taken */
	uint64_t received;              /* DATA taken by the service */
	uint64_t granted, told_granted; /* what CREDIT allows, and what the peer was told */
	uint64_t told_taken;
};

/* Starts the protocol over pages that the platform opened. SD_OK or SD_NO_MEMORY; then the pages are still
 * the caller's. */
int link_start(struct link *link, const struct sd_port *port, const struct channel_platform *platform,
	       const struct channel_pages *pages);

/* Moves what can be moved, both ways. `idle`: the caller is about to sleep; only then is the platform asked
 * whether the peer is still there, which may cost a system call. A link that ends gives its pages back, which
 * is how the peer learns of it. */
void link_pump(struct link *link, bool idle);

/* Whether the link has ended and has nothing more to give or to say. */
static inline bool link_over(const struct link *link)
{
	return link->state == LINK_ENDED && link->stopped && !link->ready;
}

/* Sender: whether a value of `bytes` may be handed to link_send: open, credit there, the frame before it
 * gone, and room for all of it, unless it is longer than the ring. So a deadline that passes before leaves
 * nothing behind. */
bool link_can_send(struct link *link, uint32_t bytes);

/* Whether a value of `bytes` is no longer than the ring, so that it never goes in parts. */
bool link_fits_whole(const struct link *link, uint32_t bytes);

/* Encodes a value into `bytes` and begins to send it. SD_OK, SD_NO_MEMORY. */
int link_send(struct link *link, const void *value, uint32_t bytes);

/* Whether all frames have gone into the ring. */
static inline bool link_flushed(const struct link *link)
{
	return link->out_done == link->out_bytes;
}

/* Receiver: a receive is pending, so a rendezvous may offer its one credit. */
void link_offer(struct link *link);

/* Receiver: takes the message that is `ready`. False when it is no value of the type: then the link has
 * ended. */
bool link_take(struct link *link, void *value);

/* Receiver: takes the next message if it lies in the ring whole and nothing else is to be done, without
 * link_pump. False: pump, and look at `ready`. Not for a rendezvous. */
bool link_take_now(struct link *link, void *value);

/* Says CLOSE once the frames before it are gone; repeat with link_pump until link_flushed. */
void link_close(struct link *link);

/* Asks the ring for a doorbell for whatever this link waits for. */
void link_ask(struct link *link);

/* Marks this side as gone and gives everything back. */
void link_stop(struct link *link);

#endif
