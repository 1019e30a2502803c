/* SPDX-License-Identifier: Apache-2.0 */
/* Two byte streams over a ring's shared pages, in libvchan's protocol (abi/ring_abi.h). Never blocks: who
 * finds nothing to do asks to be told (ring_ask), looks once more, and sleeps on its platform's event.
 *
 * The peer is hostile: each of its indices is read once, checked, and used from the copy; an index that
 * cannot be fails the ring for good, and both streams then have nothing to give.
 */
#ifndef CHANNEL_TRANSPORT_RING_H
#define CHANNEL_TRANSPORT_RING_H

#include <stdbool.h>
#include <stdint.h>

#include "channel/transport/platform.h"

struct ring {
	const struct channel_platform *platform;
	struct channel_pages pages;
	uint32_t read_at, write_at;     /* our own indices; the shared copies are written, never read back */
	uint32_t peer_read, peer_write; /* the peer's, as last seen and checked */
	bool failed;                    /* the peer's indices made no sense */
};

/* Takes over *pages, opened by `platform`, and says in the ring that this side is there. */
void ring_start(struct ring *ring, const struct channel_platform *platform,
		const struct channel_pages *pages);

/* Bytes that can be read, or written, now. */
uint32_t ring_readable(struct ring *ring);
uint32_t ring_writable(struct ring *ring);

/* Copies out `bytes`, at most what ring_readable said. Visible to the peer after ring_read_done. */
void ring_read(struct ring *ring, void *out, uint32_t bytes);
void ring_read_done(struct ring *ring);

/* Copies in `bytes`, at most what ring_writable said. Visible to the peer after ring_write_done. */
void ring_write(struct ring *ring, const void *data, uint32_t bytes);
void ring_write_done(struct ring *ring);

/* Asks for the doorbell when the peer has written, and when it has read. */
void ring_ask(struct ring *ring, bool written, bool read);

/* Whether the peer has taken all that was written. */
bool ring_drained(struct ring *ring);

/* Whether the peer has said in the ring that it left, or has broken the ring. What it wrote before can still
 * be read. */
bool ring_peer_left(struct ring *ring);

/* Says in the ring that this side is gone, rings the doorbell and gives the pages back. */
void ring_stop(struct ring *ring);

#endif
