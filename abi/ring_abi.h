/* SPDX-License-Identifier: Apache-2.0 */
/* The shared page of a ring: libvchan's protocol, as Xen's public header xen/io/libxenvchan.h
 * defines it, so that anything built on libxenvchan can be the peer. Declared here once more with
 * types of our own because the same ring also runs where there is no Xen.
 *
 * Two byte streams between a server (which provides the pages) and a client:
 *   left:  the client writes, the server reads
 *   right: the server writes, the client reads
 * An index counts bytes since the start and wraps at 2^32; data lies at index & (size - 1). Each
 * index has one writer: `prod` the writer of the stream, `cons` its reader. Everything in this page
 * is under the peer's control: copy once, then check.
 */
#ifndef ABI_RING_H
#define ABI_RING_H

#include <assert.h>
#include <stddef.h>
#include <stdint.h>

#define RING_PAGE_BYTES 4096u

struct ring_indices {
	uint32_t cons, prod;
};

enum ring_live { RING_GONE = 0, RING_CONNECTED = 1, RING_NOT_YET = 2 };

#define RING_NOTIFY_WRITE 0x1u /* tell me when you have written */
#define RING_NOTIFY_READ  0x2u /* tell me when you have read */

struct vchan_interface {
	struct ring_indices left, right;
	uint16_t left_order, right_order; /* stream is 2^order bytes */
	uint8_t cli_live, srv_live;       /* enum ring_live */
	uint8_t cli_notify, srv_notify;   /* what that side is to tell the other: set by the other */
	/* Pages of left, then of right, for each stream of order 12 or more. Xen: grant references.
	 * ivshmem and Linux processes: page numbers within the shared region. */
	uint32_t pages[];
};

/* Where a stream of order 10 or 11 lies inside the interface page. */
#define RING_SMALL_ORDER  10u
#define RING_SMALL_OFFSET 1024u
#define RING_LARGE_ORDER  11u
#define RING_LARGE_OFFSET 2048u
#define RING_PAGED_ORDER  12u
#define RING_MAX_ORDER    20u /* 1 MiB; libxenvchan's own limit is the page of grants */

static_assert(sizeof(struct ring_indices) == 8, "ring_indices");
static_assert(offsetof(struct vchan_interface, left_order) == 16, "vchan_interface.left_order");
static_assert(offsetof(struct vchan_interface, cli_live) == 20, "vchan_interface.cli_live");
static_assert(offsetof(struct vchan_interface, pages) == 24, "vchan_interface.pages");

#endif
