/* SPDX-License-Identifier: Apache-2.0 */
/* Joins rings of two machines byte for byte: what the sender's machine writes comes out at the receiver's,
 * and credits come back. The relay is the vchan server of every ring. It understands no message and keeps
 * none: bytes stay in the sender's ring until the receiver's has room.
 *
 * Both guests are hostile: an index out of range ends that link only, and is reported. When one side ends,
 * what it had written is delivered before the other side sees the end.
 */
#ifndef HOST_RELAY_RELAY_H
#define HOST_RELAY_RELAY_H

#include "host/relay/region.h"
#include "host/util/loop.h"

struct relay_link;

/* One end of a link; the names are for messages. */
struct relay_end {
	struct region_ring *ring;
	const char *machine, *port;
};

/* Watches both rings' doorbells. `report` is called with one line for each link that breaks the rules. Both
 * regions must outlive the link. */
struct relay_link *relay_join(struct loop *loop, const struct relay_end *from, const struct relay_end *to,
			      void (*report)(void *context, const char *line), void *context,
			      struct error *error);

/* The machine of that end has gone without a word: delivers what it wrote, then ends the link. */
void relay_side_gone(struct relay_link *link, const struct region_ring *ring);

void relay_free(struct relay_link *link);

#endif
