/* SPDX-License-Identifier: Apache-2.0 */
/* A platform with nothing behind it: the pages are plain memory, which the test scribbles on as the peer, and
 * nothing ever waits. Each stream is a block of its own, so that AddressSanitizer sees a step outside.
 */
#ifndef TESTS_CONFORMANCE_BARE_H
#define TESTS_CONFORMANCE_BARE_H

#include "channel/transport/platform.h"

#define BARE_ORDER 11u

struct bare {
	volatile struct vchan_interface *interface;
	/* Seen from the test, which is the peer. */
	volatile struct ring_indices *sends, *receives;
	unsigned char *sends_data, *receives_data; /* 1 << BARE_ORDER bytes */
	volatile uint8_t *live;
	struct channel_wire wire;
	bool peer_gone; /* what the platform says of it */
};

/* A new ring wired to `port`; at most 4. The program's side is the server when it receives, as on Xen. */
struct bare *bare_wire(const char *port, enum wiring_direction direction);
void bare_reset(void);

/* As a well-behaved peer: copies bytes into the stream and moves its index. */
void bare_send(struct bare *bare, const void *data, uint32_t bytes);

/* The last line reported, and how many were. */
extern char bare_line[400];
extern unsigned bare_lines;

bool bare_open(unsigned index, struct channel_pages *out);

#endif
