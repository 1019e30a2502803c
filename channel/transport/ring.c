/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "channel/transport/ring.h"

/* The indices of the stream that this side reads, and of the one it writes. */
static volatile struct ring_indices *read_indices(const struct ring *ring)
{
	return ring->pages.is_server ? &ring->pages.interface->left : &ring->pages.interface->right;
}

static volatile struct ring_indices *write_indices(const struct ring *ring)
{
	return ring->pages.is_server ? &ring->pages.interface->right : &ring->pages.interface->left;
}

/* What this side wants to be told of, and what the peer wants. A field is named for the side that rings, not
 * for the side that asked (xen/io/libxenvchan.h). */
static volatile uint8_t *own_notify(const struct ring *ring)
{
	return ring->pages.is_server ? &ring->pages.interface->cli_notify
				     : &ring->pages.interface->srv_notify;
}

static volatile uint8_t *peer_notify(const struct ring *ring)
{
	return ring->pages.is_server ? &ring->pages.interface->srv_notify
				     : &ring->pages.interface->cli_notify;
}

static uint32_t read_size(const struct ring *ring)
{
	return 1u << ring->pages.read_order;
}

static uint32_t write_size(const struct ring *ring)
{
	return 1u << ring->pages.write_order;
}

void ring_start(struct ring *ring, const struct channel_platform *platform, const struct channel_pages *pages)
{
	struct vchan_interface *interface;

	*ring = (struct ring){ .platform = platform, .pages = *pages };
	interface = (struct vchan_interface *)pages->interface;
	/* Where the streams stand; zero but for a peer that was there before us. */
	ring->read_at = ring->peer_write = read_indices(ring)->cons;
	ring->write_at = ring->peer_read = write_indices(ring)->prod;
	if (pages->is_server) {
		__atomic_store_n(&interface->srv_live, RING_CONNECTED, __ATOMIC_RELEASE);
	} else {
		/* As libvchan's client does: it is to be told of the server's first bytes, and tells that
		 * it came. */
		__atomic_fetch_or(&interface->srv_notify, RING_NOTIFY_WRITE, __ATOMIC_SEQ_CST);
		__atomic_store_n(&interface->cli_live, RING_CONNECTED, __ATOMIC_RELEASE);
		platform->notify(&ring->pages);
	}
}

uint32_t ring_readable(struct ring *ring)
{
	if (ring->failed)
		return 0;
	/* Acquire, with the peer's release of `prod` after its data: the bytes before the index are there. */
	uint32_t written = __atomic_load_n(&read_indices(ring)->prod, __ATOMIC_ACQUIRE);
	if (written - ring->read_at > read_size(ring)) {
		ring->failed = true;
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
	uint32_t taken = __atomic_load_n(&write_indices(ring)->cons, __ATOMIC_ACQUIRE);
	if (ring->write_at - taken > write_size(ring)) {
		ring->failed = true;
		return 0;
	}
	ring->peer_read = taken;
	return write_size(ring) - (ring->write_at - taken);
}

void ring_read(struct ring *ring, void *out, uint32_t bytes)
{
	uint32_t at = ring->read_at & (read_size(ring) - 1);
	uint32_t first = read_size(ring) - at < bytes ? read_size(ring) - at : bytes;

	memcpy(out, ring->pages.read_data + at, first);
	memcpy((char *)out + first, ring->pages.read_data, bytes - first);
	ring->read_at += bytes;
}

void ring_write(struct ring *ring, const void *data, uint32_t bytes)
{
	uint32_t at = ring->write_at & (write_size(ring) - 1);
	uint32_t first = write_size(ring) - at < bytes ? write_size(ring) - at : bytes;

	memcpy(ring->pages.write_data + at, data, first);
	memcpy(ring->pages.write_data, (const char *)data + first, bytes - first);
	ring->write_at += bytes;
}

static void tell(struct ring *ring, uint8_t what)
{
	volatile uint8_t *wish = peer_notify(ring);

	/* Between our index and the peer's wish: were the wish read first, a peer that posts it and then
	 * finds the old index would sleep, and nobody would wake it. */
	__atomic_thread_fence(__ATOMIC_SEQ_CST);
	if (!(__atomic_load_n(wish, __ATOMIC_RELAXED) & what))
		return;
	__atomic_fetch_and(wish, (uint8_t)~what, __ATOMIC_SEQ_CST);
	ring->platform->notify(&ring->pages);
}

void ring_read_done(struct ring *ring)
{
	/* Release: the copies out are done before the peer may overwrite. */
	__atomic_store_n(&read_indices(ring)->cons, ring->read_at, __ATOMIC_RELEASE);
	tell(ring, RING_NOTIFY_READ);
}

void ring_write_done(struct ring *ring)
{
	/* Release: the data is there before the index says so. */
	__atomic_store_n(&write_indices(ring)->prod, ring->write_at, __ATOMIC_RELEASE);
	tell(ring, RING_NOTIFY_WRITE);
}

void ring_ask(struct ring *ring, bool written, bool read)
{
	uint8_t wish = (written ? RING_NOTIFY_WRITE : 0) | (read ? RING_NOTIFY_READ : 0);

	/* The other half of tell(): the wish is posted before the caller looks at the indices once more. */
	__atomic_fetch_or(own_notify(ring), wish, __ATOMIC_SEQ_CST);
	__atomic_thread_fence(__ATOMIC_SEQ_CST);
}

bool ring_drained(struct ring *ring)
{
	return ring_writable(ring) == write_size(ring);
}

bool ring_peer_left(struct ring *ring)
{
	volatile struct vchan_interface *interface = ring->pages.interface;
	volatile uint8_t *live = ring->pages.is_server ? &interface->cli_live : &interface->srv_live;

	/* Acquire: the flag before the indices that the caller looks at next, or the peer's last words would
	 * be missed. */
	uint8_t value = __atomic_load_n(live, __ATOMIC_ACQUIRE);
	ring->failed |= value > RING_NOT_YET;
	return ring->failed || value == RING_GONE;
}

void ring_stop(struct ring *ring)
{
	volatile struct vchan_interface *interface = ring->pages.interface;

	__atomic_store_n(ring->pages.is_server ? &interface->srv_live : &interface->cli_live, RING_GONE,
			 __ATOMIC_SEQ_CST);
	ring->platform->notify(&ring->pages);
	ring->platform->close(&ring->pages);
}
