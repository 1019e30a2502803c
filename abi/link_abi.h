/* SPDX-License-Identifier: Apache-2.0 */
/* The link protocol: typed messages over the two byte streams of a ring, or of any other reliable stream.
 *
 * Each side sends HELLO first and reads the other's; both compare the type hashes, so both can say what
 * differs. Then the sender sends DATA numbered from 1, never beyond the number that the receiver's last
 * CREDIT allows, and the receiver sends CREDIT as it makes room and, in a rendezvous, TAKEN. Either side ends
 * with CLOSE. A frame is a header and `length` bytes, padded with zeros to a multiple of 8. All numbers are
 * little-endian.
 */
#ifndef ABI_LINK_H
#define ABI_LINK_H

#include <assert.h>
#include <stdint.h>

#include "abi/wiring_abi.h"

#define LINK_MAGIC   0x314b4c53u /* "SLK1" */
#define LINK_VERSION 1u

enum link_kind {
	LINK_HELLO = 1,  /* struct link_hello and the canonical form */
	LINK_DATA = 2,   /* one encoded value; `sequence` is its number. Sender to receiver */
	LINK_CREDIT = 3, /* `sequence`: the highest number that may be sent. Receiver to sender */
	LINK_TAKEN = 4,  /* `sequence`: the receiver has this one. Rendezvous only; receiver to sender */
	LINK_CLOSE = 5,  /* nothing more comes from this side */
};

struct link_frame {
	uint32_t length; /* of what follows, without padding */
	uint32_t kind;   /* enum link_kind */
	uint64_t sequence;
};

struct link_hello {
	uint32_t magic, version;
	uint32_t direction; /* enum wiring_direction of the side that sends this */
	uint32_t capacity;  /* of the receiver; 0 is rendezvous. Zero from a sender */
	char port[WIRING_PORT_BYTES];
	unsigned char hash[32];
	/* link_frame.length - sizeof(struct link_hello) bytes of canonical form follow, at most: */
};

#define LINK_CANONICAL_MAX (64u << 10)

static_assert(sizeof(struct link_frame) == 16, "link_frame");
static_assert(sizeof(struct link_hello) == 88, "link_hello");

#endif
