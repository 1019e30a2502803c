/* SPDX-License-Identifier: Apache-2.0 */
/* The rules: the relay's own indices (left.cons, right.prod) are kept in private variables and only ever
 * stored to the page. The guest's (left.prod, right.cons) are loaded once a round and checked: what a
 * stream holds may never exceed its size. A guest's `live` byte is likewise loaded once.
 *
 * Invariant of a stream being joined: every byte below `taken` of the source has been stored in the
 * destination below `given`, in order.
 */
#include "host/relay/relay.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "host/util/memory.h"

#define MOVES_A_TURN 64

struct side {
	struct relay_end end;
	char machine[64], port[WIRING_PORT_BYTES];
	uint32_t taken, given; /* left.cons, right.prod */
	bool was_connected;    /* the guest has opened its end */
	bool is_gone;          /* the guest, or its machine, has ended, or broke the rules */
	bool was_told;         /* it was shown that the other side is gone */
};

struct relay_link {
	struct loop *loop;
	struct side sides[2]; /* the sender, the receiver */
	void (*report)(void *context, const char *line);
	void *context;
};

static void ring_bell(const struct region_ring *ring)
{
	uint64_t one = 1;

	/* Fails only when the counter is full, and then the guest has a ring waiting. */
	(void)!write(ring->to_guest, &one, sizeof one);
}

/* Tells the guest of an action it asked to be told of. */
static void tell(const struct region_ring *ring, uint8_t action)
{
	uint8_t asked;

	/* Orders the index stored before with the load of the guest's wish: a guest that sets its wish and
	 * then looks at the index sees the new one, or the bell rings. */
	atomic_thread_fence(memory_order_seq_cst);
	asked = __atomic_fetch_and(&ring->interface->srv_notify, (uint8_t)~action, __ATOMIC_SEQ_CST);
	if (asked & action)
		ring_bell(ring);
}

/* Asks the guest to ring on its next such action. */
static void ask(const struct region_ring *ring, uint8_t action)
{
	__atomic_fetch_or(&ring->interface->cli_notify, action, __ATOMIC_SEQ_CST);
	/* Orders the wish with the index loaded after it: otherwise both could wait for each other. */
	atomic_thread_fence(memory_order_seq_cst);
}

static void break_link(struct relay_link *link, struct side *culprit, const char *what)
{
	const struct side *from = &link->sides[0], *to = &link->sides[1];
	char line[512];

	if (culprit->is_gone)
		return;
	culprit->is_gone = true;
	__atomic_store_n(&culprit->end.ring->interface->srv_live, RING_GONE, __ATOMIC_SEQ_CST);
	ring_bell(culprit->end.ring);
	snprintf(line, sizeof line, "%s.%s -> %s.%s is closed: %s %s", from->machine, from->port, to->machine,
		 to->port, culprit->machine, what);
	link->report(link->context, line);
}

/* How many bytes wait in what the guest of `side` wrote. Breaks the link when it lies. */
static uint32_t bytes_ready(struct relay_link *link, struct side *side)
{
	const struct region_ring *ring = side->end.ring;
	uint32_t ready = __atomic_load_n(&ring->interface->left.prod, __ATOMIC_ACQUIRE) - side->taken;

	if (ready <= 1u << ring->left_order)
		return ready;
	break_link(link, side, "put its write index out of range");
	return 0;
}

static uint32_t bytes_free(struct relay_link *link, struct side *side)
{
	const struct region_ring *ring = side->end.ring;
	uint32_t held = side->given - __atomic_load_n(&ring->interface->right.cons, __ATOMIC_ACQUIRE);

	if (held <= 1u << ring->right_order)
		return (1u << ring->right_order) - held;
	break_link(link, side, "put its read index out of range");
	return 0;
}

static uint32_t least(uint32_t a, uint32_t b)
{
	return a < b ? a : b;
}

/* Moves one stretch that is contiguous on both sides; returns its bytes. */
static uint32_t move(struct side *source, struct side *target, uint32_t bytes)
{
	struct region_ring *in = source->end.ring, *out = target->end.ring;
	uint32_t in_mask = (1u << in->left_order) - 1, out_mask = (1u << out->right_order) - 1;
	uint32_t in_at = source->taken & in_mask, out_at = target->given & out_mask;

	bytes = least(bytes, least(in_mask + 1 - in_at, out_mask + 1 - out_at));
	memcpy(out->right + out_at, in->left + in_at, bytes);
	source->taken += bytes;
	target->given += bytes;
	/* The bytes are in place before the index that offers them, and copied before the one that frees
	 * them. */
	__atomic_store_n(&out->interface->right.prod, target->given, __ATOMIC_RELEASE);
	__atomic_store_n(&in->interface->left.cons, source->taken, __ATOMIC_RELEASE);
	return bytes;
}

/* Moves what can be moved from one side to the other, and leaves bells asked for where it stopped. A guest
 * that never stops writing gets its turn ended, with the link's own bell rung for the next one. */
static void pump(struct relay_link *link, struct side *source, struct side *target)
{
	bool has_moved = false;
	uint8_t asked = 0;
	unsigned moves = 0;

	while (!target->is_gone) {
		uint32_t ready = bytes_ready(link, source), room = bytes_free(link, target);

		if (ready && room) {
			if (++moves > MOVES_A_TURN) {
				uint64_t one = 1;

				(void)!write(source->end.ring->from_guest, &one, sizeof one);
				break;
			}
			move(source, target, least(ready, room));
			has_moved = true;
			asked = 0;
			continue;
		}
		/* What is waited for may change from one look to the next: each is asked for, and then looked
		 * at once more. */
		struct region_ring *const ring = ready ? target->end.ring : source->end.ring;
		const uint8_t action = ready ? RING_NOTIFY_READ : RING_NOTIFY_WRITE;
		if (asked & action)
			break;
		ask(ring, action);
		asked |= action;
	}
	if (has_moved) {
		tell(target->end.ring, RING_NOTIFY_WRITE);
		tell(source->end.ring, RING_NOTIFY_READ);
	}
}

static void look_at_life(struct relay_link *link, struct side *side)
{
	uint8_t live = __atomic_load_n(&side->end.ring->interface->cli_live, __ATOMIC_ACQUIRE);

	if (live == RING_CONNECTED)
		side->was_connected = true;
	else if (live == RING_GONE)
		side->was_connected = side->is_gone = true;
	else if (live != RING_NOT_YET)
		break_link(link, side, "wrote nonsense into its ring");
}

/* Shows `target` that the other side has ended, once it has opened its end and has been given everything. */
static void tell_gone(struct relay_link *link, struct side *source, struct side *target)
{
	if (!source->is_gone || target->is_gone || target->was_told || !target->was_connected)
		return;
	if (bytes_ready(link, source))
		return;
	target->was_told = true;
	__atomic_store_n(&target->end.ring->interface->srv_live, RING_GONE, __ATOMIC_SEQ_CST);
	ring_bell(target->end.ring);
}

static void serve(struct relay_link *link)
{
	struct side *from = &link->sides[0], *to = &link->sides[1];

	look_at_life(link, from);
	look_at_life(link, to);
	pump(link, from, to);
	pump(link, to, from);
	tell_gone(link, from, to);
	tell_gone(link, to, from);
}

static void on_bell(void *context, int fd, uint32_t events)
{
	uint64_t count;

	(void)!read(fd, &count, sizeof count);
	serve(context);
}

static void init_side(struct side *side, const struct relay_end *end)
{
	side->end = *end;
	snprintf(side->machine, sizeof side->machine, "%s", end->machine);
	snprintf(side->port, sizeof side->port, "%s", end->port);
}

struct relay_link *relay_join(struct loop *loop, const struct relay_end *from, const struct relay_end *to,
			      void (*report)(void *context, const char *line), void *context,
			      struct error *error)
{
	struct relay_link *link = memory_zeroed(1, sizeof *link);

	link->loop = loop;
	link->report = report;
	link->context = context;
	init_side(&link->sides[0], from);
	init_side(&link->sides[1], to);
	for (int i = 0; i < 2; i++)
		if (loop_add(loop, link->sides[i].end.ring->from_guest, on_bell, link, error)) {
			relay_free(link);
			return NULL;
		}
	return link;
}

void relay_side_gone(struct relay_link *link, const struct region_ring *ring)
{
	for (int i = 0; i < 2; i++)
		if (link->sides[i].end.ring == ring) {
			link->sides[i].is_gone = true;
			serve(link);
		}
}

void relay_free(struct relay_link *link)
{
	if (!link)
		return;
	for (int i = 0; i < 2; i++)
		loop_remove(link->loop, link->sides[i].end.ring->from_guest);
	free(link);
}
