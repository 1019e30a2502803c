/* SPDX-License-Identifier: Apache-2.0 */
#include "channel/transport/ring.h"

__attribute__((cold)) void ring_start(struct ring *ring, const struct channel_platform *platform,
				      const struct channel_pages *pages)
{
	struct vchan_interface *interface;

	interface = (struct vchan_interface *)pages->interface;
	bool server = pages->is_server;
	/* A notify field is named for the side that rings, not for the side that asked
	 * (xen/io/libxenvchan.h). */
	*ring = (struct ring){
		.platform = platform,
		.pages = *pages,
		.in = server ? &interface->left : &interface->right,
		.out = server ? &interface->right : &interface->left,
		.peer_live = server ? &interface->cli_live : &interface->srv_live,
		.wish = server ? &interface->cli_notify : &interface->srv_notify,
		.peer_wish = server ? &interface->srv_notify : &interface->cli_notify,
		.read_size = 1u << pages->read_order,
		.write_size = 1u << pages->write_order,
	};
	/* Where the streams stand; zero but for a peer that was there before us. */
	ring->read_at = ring->read_told = ring->peer_write = ring->in->cons;
	ring->write_at = ring->write_told = ring->peer_read = ring->out->prod;
	if (server) {
		__atomic_store_n(&interface->srv_live, RING_CONNECTED, __ATOMIC_RELEASE);
	} else {
		/* As libvchan's client does: it is to be told of the server's first bytes, and tells that
		 * it came. */
		__atomic_fetch_or(&interface->srv_notify, RING_NOTIFY_WRITE, __ATOMIC_SEQ_CST);
		__atomic_store_n(&interface->cli_live, RING_CONNECTED, __ATOMIC_RELEASE);
		platform->notify(&ring->pages);
	}
}

/* For good: nothing is there any more, and no room. */
static void fail(struct ring *ring)
{
	ring->failed = true;
	ring->peer_write = ring->read_at;
	ring->peer_read = ring->write_at - ring->write_size;
}

uint32_t ring_readable(struct ring *ring)
{
	if (ring->failed)
		return 0;
	/* Acquire, with the peer's release of `prod` after its data: the bytes before the index are there. */
	uint32_t written = __atomic_load_n(&ring->in->prod, __ATOMIC_ACQUIRE);
	if (written - ring->read_at > ring->read_size) {
		fail(ring);
		return 0;
	}
	ring->peer_write = written;
	return written - ring->read_at;
}

uint32_t ring_writable(struct ring *ring)
{
	if (ring->failed)
		return 0;
	/* Acquire, with the peer's release of `cons` after it has copied: what it has read may be
	 * overwritten. */
	uint32_t taken = __atomic_load_n(&ring->out->cons, __ATOMIC_ACQUIRE);
	if (ring->write_at - taken > ring->write_size) {
		fail(ring);
		return 0;
	}
	ring->peer_read = taken;
	return ring->write_size - (ring->write_at - taken);
}

void ring_peek_split(const struct ring *ring, void *out, uint32_t first, uint32_t bytes)
{
	memcpy(out, ring->pages.read_data + ring->read_size - first, first);
	memcpy((char *)out + first, ring->pages.read_data, bytes - first);
}

void ring_read(struct ring *ring, void *out, uint32_t bytes)
{
	ring_peek(ring, out, bytes);
	ring->read_at += bytes;
}

void ring_write_split(struct ring *ring, const void *data, uint32_t first, uint32_t bytes)
{
	memcpy(ring->pages.write_data + ring->write_size - first, data, first);
	memcpy(ring->pages.write_data, (const char *)data + first, bytes - first);
}

void ring_tell(struct ring *ring)
{
	uint8_t what = 0;

	if (ring->read_told != ring->read_at) {
		/* Release: the copies out are done before the peer may overwrite. */
		__atomic_store_n(&ring->in->cons, ring->read_at, __ATOMIC_RELEASE);
		ring->read_told = ring->read_at;
		what = RING_NOTIFY_READ;
	}
	if (ring->write_told != ring->write_at) {
		/* Release: the data is there before the index says so. */
		__atomic_store_n(&ring->out->prod, ring->write_at, __ATOMIC_RELEASE);
		ring->write_told = ring->write_at;
		what |= RING_NOTIFY_WRITE;
	}
	if (!what)
		return;
	/* Between our index and the peer's wish: were the wish read first, a peer that posts it and then
	 * finds the old index would sleep, and nobody would wake it. */
	__atomic_thread_fence(__ATOMIC_SEQ_CST);
	if (!(__atomic_load_n(ring->peer_wish, __ATOMIC_RELAXED) & what))
		return;
	__atomic_fetch_and(ring->peer_wish, (uint8_t)~what, __ATOMIC_SEQ_CST);
	ring->platform->notify(&ring->pages);
}

void ring_ask(struct ring *ring, bool written, bool read)
{
	uint8_t wish = (written ? RING_NOTIFY_WRITE : 0) | (read ? RING_NOTIFY_READ : 0);

	/* The other half of ring_tell: the wish is posted before the caller looks at the indices once more.
	 */
	__atomic_fetch_or(ring->wish, wish, __ATOMIC_SEQ_CST);
	__atomic_thread_fence(__ATOMIC_SEQ_CST);
}

bool ring_drained(struct ring *ring)
{
	return ring_writable(ring) == ring->write_size;
}

bool ring_peer_left(struct ring *ring)
{
	/* Acquire: the flag before the indices that the caller looks at next, or the peer's last words would
	 * be missed. */
	uint8_t value = __atomic_load_n(ring->peer_live, __ATOMIC_ACQUIRE);
	if (value > RING_NOT_YET)
		fail(ring);
	return ring->failed || value == RING_GONE;
}

__attribute__((cold)) void ring_stop(struct ring *ring)
{
	volatile struct vchan_interface *interface = ring->pages.interface;

	__atomic_store_n(ring->pages.is_server ? &interface->srv_live : &interface->cli_live, RING_GONE,
			 __ATOMIC_SEQ_CST);
	ring->platform->notify(&ring->pages);
	ring->platform->close(&ring->pages);
}
