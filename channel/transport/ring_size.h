/* SPDX-License-Identifier: Apache-2.0 */
/* How large the stream of a link is; for the side that makes the pages: a guest on Xen, the host tool on
 * QEMU. */
#ifndef CHANNEL_TRANSPORT_RING_SIZE_H
#define CHANNEL_TRANSPORT_RING_SIZE_H

#include <stdint.h>

#include "abi/link_abi.h"
#include "abi/ring_abi.h"

#define RING_DATA_MIN 4096u
#define RING_DATA_MAX (256u << 10)
#define RING_CONTROL  1024u /* from receiver to sender: credits */

/* Bytes of the stream from sender to receiver: room for what the receiver may hold, within limits; a longer
 * message is streamed through. A power of two. */
static inline uint32_t ring_data_bytes(uint32_t capacity, uint32_t max_encoded)
{
	uint64_t wanted = ((uint64_t)capacity + 1) * (sizeof(struct link_frame) + (max_encoded + 7) / 8 * 8);
	uint32_t bytes = RING_DATA_MIN;

	while (bytes < wanted && bytes < RING_DATA_MAX)
		bytes *= 2;
	return bytes;
}

/* The order of a stream of at least `bytes`. */
static inline unsigned ring_order(uint32_t bytes)
{
	unsigned order = RING_SMALL_ORDER;

	while (1u << order < bytes && order < RING_MAX_ORDER)
		order++;
	return order;
}

#endif
