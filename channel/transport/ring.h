/* SPDX-License-Identifier: Apache-2.0 */
/* Two byte streams over a ring's shared pages, in libvchan's protocol (abi/ring_abi.h). Never blocks: who
 * finds nothing to do asks to be told (ring_ask), looks once more, and sleeps on its platform's event.
 *
 * The peer is hostile: each of its indices is read once, checked, and used from the copy; an index that
 * cannot be fails the ring for good, and both streams then have nothing to give.
 */
#ifndef CHANNEL_TRANSPORT_RING_H
#define CHANNEL_TRANSPORT_RING_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "channel/transport/platform.h"

struct ring {
	const struct channel_platform *platform;
	struct channel_pages pages;
	/* In the shared page. */
	volatile struct ring_indices *in,
		*out; /* of the stream that this side reads, and of the one it writes */
	volatile uint8_t *peer_live;
	volatile uint8_t *wish, *peer_wish; /* what this side wants to be told of, and what the peer wants */

	uint32_t read_size, write_size; /* bytes of the streams */
	uint32_t read_at, write_at;     /* our own indices; the shared copies are written, never read back */
	uint32_t read_told, write_told; /* what the shared copies say: see ring_tell */
	uint32_t peer_read, peer_write; /* the peer's, as last seen and checked */
	bool failed;                    /* the peer's indices made no sense */
};

/* Takes over *pages, opened by `platform`, and says in the ring that this side is there. */
void ring_start(struct ring *ring, const struct channel_platform *platform,
		const struct channel_pages *pages);

/* Bytes that can be read, or written, now. */
uint32_t ring_readable(struct ring *ring);
uint32_t ring_writable(struct ring *ring);

/* The same, but looks at the peer's index only when what was seen last is less than `wanted`. */
static inline uint32_t ring_there(struct ring *ring, uint32_t wanted)
{
	uint32_t there = ring->peer_write - ring->read_at;

	return there >= wanted ? there : ring_readable(ring);
}

static inline uint32_t ring_room(struct ring *ring, uint32_t wanted)
{
	uint32_t room = ring->write_size - (ring->write_at - ring->peer_read);

	return room >= wanted ? room : ring_writable(ring);
}

/* For the two below: bytes that go past the end of the stream, `first` of them before it. */
void ring_peek_split(const struct ring *ring, void *out, uint32_t first, uint32_t bytes);
void ring_write_split(struct ring *ring, const void *data, uint32_t first, uint32_t bytes);

/* Copies out `bytes`, at most what ring_readable said, and leaves them there. */
static inline void ring_peek(const struct ring *ring, void *out, uint32_t bytes)
{
	uint32_t at = ring->read_at & (ring->read_size - 1);
	uint32_t first = ring->read_size - at;

	if (bytes <= first)
		memcpy(out, ring->pages.read_data + at, bytes);
	else
		ring_peek_split(ring, out, first, bytes);
	/* The copy is what is checked and used: the compiler may not read the peer's memory again. */
	atomic_signal_fence(memory_order_seq_cst);
}

/* Copies out. The peer learns of it by ring_tell. */
void ring_read(struct ring *ring, void *out, uint32_t bytes);

/* Copies in `bytes`, at most what ring_writable said. The peer learns of it by ring_tell. */
static inline void ring_write(struct ring *ring, const void *data, uint32_t bytes)
{
	uint32_t at = ring->write_at & (ring->write_size - 1);
	uint32_t first = ring->write_size - at;

	if (bytes <= first)
		memcpy(ring->pages.write_data + at, data, bytes);
	else
		ring_write_split(ring, data, first, bytes);
	ring->write_at += bytes;
}

/* Writes so many zeros. */
static inline void ring_pad(struct ring *ring, uint32_t bytes)
{
	for (; bytes; bytes--)
		ring->pages.write_data[ring->write_at++ & (ring->write_size - 1)] = 0;
}

/* Publishes what was read and written since the last time, and rings the doorbell where the peer asked. */
void ring_tell(struct ring *ring);

/* Asks for the doorbell when the peer has written, and when it has read. */
void ring_ask(struct ring *ring, bool written, bool read);

/* Whether the peer has taken all that was written. */
bool ring_drained(struct ring *ring);

/* Whether the peer has said in the ring that it left, or has broken the ring. What it wrote before can still
 * be read. */
bool ring_peer_left(struct ring *ring);

/* Whether the peer is there and has written nothing that is unread; false also where the ring must be looked
 * at more closely. */
static inline bool ring_quiet(const struct ring *ring)
{
	return __atomic_load_n(ring->peer_live, __ATOMIC_ACQUIRE) == RING_CONNECTED &&
	       __atomic_load_n(&ring->in->prod, __ATOMIC_ACQUIRE) == ring->read_at;
}

/* Says in the ring that this side is gone, rings the doorbell and gives the pages back. */
void ring_stop(struct ring *ring);

#endif
