/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "channel/core/link.h"
#include "channel/core/report.h"
#include "channel/types/difference.h"

#define FRAME_BYTES     ((uint32_t)sizeof(struct link_frame))
#define CANONICAL_SHOWN 4096u /* of a peer's canonical form, for the message about what differs */

static uint32_t padded(uint32_t bytes)
{
	return (bytes + 7) & ~7u;
}

static bool is_receiver(const struct link *link)
{
	return link->port->direction == SD_IN;
}

/* The link is over. What the peer did wrong is said once, with the port and the peer in it. */
static __attribute__((cold)) void end(struct link *link, int how, const char *why)
{
	if (link->state == LINK_ENDED)
		return;
	link->state = LINK_ENDED;
	link->end = how;
	if (why)
		report_link(link->ring.platform, link->port->name, link->ring.pages.peer, why);
}

static void give_back(struct link *link)
{
	if (!link->stopped)
		ring_stop(&link->ring);
	link->stopped = true;
}

static void broken(struct link *link, const char *why)
{
	end(link, SD_BROKEN, why);
}

static __attribute__((noinline)) bool make_room(unsigned char **buffer, uint32_t *room, uint32_t bytes)
{
	if (bytes <= *room)
		return true;
	unsigned char *grown = aligned_alloc(SD_ENCODING_ALIGN, bytes);
	if (!grown)
		return false;
	free(*buffer);
	*buffer = grown;
	*room = bytes;
	return true;
}

/* The payload lies behind the header's place in `out`; its padding is zeroed here. */
static __attribute__((noinline)) void begin_frame(struct link *link, enum link_kind kind, uint32_t length,
						  uint64_t sequence)
{
	struct link_frame frame = { length, kind, sequence };

	memcpy(link->out, &frame, sizeof(frame));
	memset(link->out + FRAME_BYTES + length, 0, padded(length) - length);
	link->out_bytes = FRAME_BYTES + padded(length);
	link->out_done = 0;
}

static __attribute__((cold)) int greet(struct link *link)
{
	const struct sd_type *type = link->port->type;
	uint32_t canonical =
		type->canonical_length < LINK_CANONICAL_MAX ? type->canonical_length : LINK_CANONICAL_MAX;
	struct link_hello hello = {
		.magic = LINK_MAGIC,
		.version = LINK_VERSION,
		.direction = is_receiver(link) ? WIRING_IN : WIRING_OUT,
		.capacity = is_receiver(link) ? link->port->capacity : 0,
	};

	if (!make_room(&link->out, &link->out_room,
		       padded(FRAME_BYTES + (uint32_t)sizeof(hello) + canonical)))
		return SD_NO_MEMORY;
	strncpy(hello.port, link->port->name, sizeof(hello.port) - 1);
	memcpy(hello.hash, type->hash, sizeof(hello.hash));
	memcpy(link->out + FRAME_BYTES, &hello, sizeof(hello));
	memcpy(link->out + FRAME_BYTES + sizeof(hello), type->canonical, canonical);
	begin_frame(link, LINK_HELLO, (uint32_t)sizeof(hello) + canonical, 0);
	return SD_OK;
}

__attribute__((cold)) int link_start(struct link *link, const struct sd_port *port,
				     const struct channel_platform *platform,
				     const struct channel_pages *pages)
{
	*link = (struct link){ .port = port };
	int status = greet(link);
	if (status)
		return status;
	ring_start(&link->ring, platform, pages);
	link_pump(link, false);
	return SD_OK;
}

/* Writes as much of the frame at hand as fits; one that fits the stream whole goes whole, to be read at one
 * go. The caller tells the peer, here and below. */
static void push(struct link *link)
{
	uint32_t left = link->out_bytes - link->out_done;
	uint32_t room = left ? ring_room(&link->ring, left) : 0;

	if (!room || (room < left && left <= link->ring.write_size))
		return;
	uint32_t part = room < left ? room : left;
	ring_write(&link->ring, link->out + link->out_done, part);
	link->out_done += part;
}

/* An empty frame, into the ring or, where that is full, to wait for room. */
static void put(struct link *link, enum link_kind kind, uint64_t sequence)
{
	struct link_frame frame = { 0, kind, sequence };

	if (ring_room(&link->ring, FRAME_BYTES) >= FRAME_BYTES)
		ring_write(&link->ring, &frame, FRAME_BYTES);
	else
		begin_frame(link, kind, 0, sequence);
}

/* Receiver: tells the sender what was taken and what it may send. What does not fit the ring now goes next
 * time. */
static void push_control(struct link *link)
{
	if (!is_receiver(link) || link->state != LINK_OPEN)
		return;
	if (!link->port->capacity && link->told_taken < link->received && link_flushed(link)) {
		put(link, LINK_TAKEN, link->received);
		link->told_taken = link->received;
	}
	if (link->told_granted < link->granted && link_flushed(link)) {
		put(link, LINK_CREDIT, link->granted);
		link->told_granted = link->granted;
	}
}

static __attribute__((cold)) void accept_hello(struct link *link)
{
	const struct link_hello *hello = (const void *)link->in;
	const struct sd_type *type = link->port->type;
	uint32_t canonical = link->frame.length - (uint32_t)sizeof(*hello);

	if (hello->magic != LINK_MAGIC || hello->version != LINK_VERSION) {
		broken(link, "does not speak this version of the link protocol");
	} else if (hello->direction != (is_receiver(link) ? WIRING_OUT : WIRING_IN)) {
		end(link, SD_REFUSED,
		    is_receiver(link) ? "is a receiver too; wire a sender to this port"
				      : "is a sender too; wire a receiver to this port");
	} else if (memcmp(hello->hash, type->hash, sizeof(hello->hash))) {
		char what[200] = "has another type: ";
		size_t length = strlen(what);
		type_difference(type->canonical, type->canonical_length, "here", (const char *)(hello + 1),
				canonical < CANONICAL_SHOWN ? canonical : CANONICAL_SHOWN, "there",
				what + length, sizeof(what) - length);
		end(link, SD_REFUSED, what);
	} else {
		link->state = LINK_OPEN;
		link->capacity = is_receiver(link) ? link->port->capacity : hello->capacity;
		link->granted = is_receiver(link) ? link->port->capacity : 0;
	}
}

static inline const char *check_data(const struct link *link)
{
	const struct link_frame *frame = &link->frame;

	if (frame->length < link->port->type->min_encoded || frame->length > link->port->type->max_encoded)
		return "sent a message of a length that its type cannot have";
	if (frame->sequence != link->received + 1 || frame->sequence > link->granted)
		return "sent a message out of order or without credit";
	return NULL;
}

/* Whether a frame with this header may come now: NULL, or what is wrong with it. */
static const char *check_frame(const struct link *link)
{
	const struct link_frame *frame = &link->frame;

	if (link->state == LINK_GREETING) {
		if (frame->kind != LINK_HELLO || frame->length < sizeof(struct link_hello) ||
		    frame->length - sizeof(struct link_hello) > LINK_CANONICAL_MAX)
			return "did not begin with a greeting";
		return NULL;
	}
	switch (frame->kind) {
	case LINK_DATA:
		return is_receiver(link) ? check_data(link) : "sent a message to a sender";
	case LINK_CREDIT:
		if (is_receiver(link) || frame->length)
			return "sent a credit that makes no sense";
		if (frame->sequence < link->allowed ||
		    frame->sequence > link->sent + (link->capacity ? link->capacity : 1))
			return "took back a credit, or gave more than its capacity";
		return NULL;
	case LINK_TAKEN:
		if (is_receiver(link) || frame->length || frame->sequence < link->taken ||
		    frame->sequence > link->sent)
			return "took a message that was not sent";
		return NULL;
	case LINK_CLOSE:
		return frame->length ? "closed in a way that makes no sense" : NULL;
	default:
		return "sent a frame of an unknown kind";
	}
}

static void accept_frame(struct link *link)
{
	switch (link->frame.kind) {
	case LINK_HELLO:
		accept_hello(link);
		break;
	case LINK_DATA:
		link->ready = true;
		break;
	case LINK_CREDIT:
		link->allowed = link->frame.sequence;
		break;
	case LINK_TAKEN:
		link->taken = link->frame.sequence;
		break;
	case LINK_CLOSE:
		end(link, SD_CLOSED, NULL);
		break;
	}
}

/* Reads one frame further. False when there is nothing to read, or a message waits to be taken. */
static bool pull(struct link *link)
{
	if (link->state == LINK_ENDED || link->ready)
		return false;
	if (!link->in_frame) {
		if (ring_there(&link->ring, FRAME_BYTES) < FRAME_BYTES)
			return false;
		ring_peek(&link->ring, &link->frame, FRAME_BYTES);
		link->ring.read_at += FRAME_BYTES;
		const char *wrong = check_frame(link);
		if (wrong) {
			broken(link, wrong);
			return false;
		}
		if (!make_room(&link->in, &link->in_room, padded(link->frame.length))) {
			broken(link, "sent more than there is memory for");
			return false;
		}
		link->in_frame = true;
		link->in_done = 0;
	}

	uint32_t left = padded(link->frame.length) - link->in_done;
	uint32_t there = ring_there(&link->ring, left);
	uint32_t part = there < left ? there : left;
	ring_read(&link->ring, link->in + link->in_done, part);
	link->in_done += part;
	if (part < left)
		return false;
	link->in_frame = false;
	accept_frame(link);
	return true;
}

/* The peer is gone and all that it wrote is read. */
static __attribute__((cold)) void peer_left(struct link *link)
{
	if (link->ring.failed)
		broken(link, "wrote an index or a flag that cannot be");
	else if (link->told_close && link_flushed(link) && ring_drained(&link->ring))
		end(link, SD_CLOSED, NULL); /* it took everything; who leaves first does not matter */
	else
		broken(link, link->state == LINK_GREETING ? "left before it greeted" : "vanished");
}

void link_pump(struct link *link, bool idle)
{
	if (link->stopped)
		return;
	/* Looked at before what is readable: what the peer wrote before it left is still taken. */
	bool left =
		ring_peer_left(&link->ring) || (idle && link->ring.platform->peer_gone(&link->ring.pages));

	if (idle)
		ring_writable(&link->ring); /* a bad index is found though there is room as far as is known */
	push(link);
	while (pull(link))
		;
	push_control(link);
	ring_tell(&link->ring);
	if ((left || link->ring.failed) && !link->ready)
		peer_left(link);
	/* Who refuses says HELLO first, so that the other side can name the difference too. */
	if (link->state == LINK_ENDED && !link->ready &&
	    (link->end != SD_REFUSED || left || link_flushed(link)))
		give_back(link);
}

bool link_can_send(struct link *link, uint32_t bytes)
{
	uint32_t whole = FRAME_BYTES + padded(bytes);

	return link->state == LINK_OPEN && link_flushed(link) && link->sent < link->allowed &&
	       (whole > link->ring.write_size || ring_room(&link->ring, whole) >= whole);
}

bool link_fits_whole(const struct link *link, uint32_t bytes)
{
	return FRAME_BYTES + padded(bytes) <= link->ring.write_size;
}

/* A value that needs no encoding, past `out`. False when it does not fit the ring whole. */
static bool send_plain(struct link *link, const void *value, uint32_t bytes)
{
	struct link_frame frame = { bytes, LINK_DATA, link->sent + 1 };
	uint32_t whole = FRAME_BYTES + padded(bytes);

	if (ring_room(&link->ring, whole) < whole)
		return false;
	ring_write(&link->ring, &frame, FRAME_BYTES);
	ring_write(&link->ring, value, bytes);
	ring_pad(&link->ring, padded(bytes) - bytes);
	link->sent++;
	ring_tell(&link->ring);
	return true;
}

int link_send(struct link *link, const void *value, uint32_t bytes)
{
	if (link->port->type->plain && send_plain(link, value, bytes))
		return SD_OK;
	if (!make_room(&link->out, &link->out_room, FRAME_BYTES + padded(bytes)))
		return SD_NO_MEMORY;
	link->port->type->encode(value, link->out + FRAME_BYTES);
	begin_frame(link, LINK_DATA, bytes, ++link->sent);
	push(link);
	ring_tell(&link->ring);
	return SD_OK;
}

void link_offer(struct link *link)
{
	if (!link->port->capacity && link->state == LINK_OPEN && link->granted == link->received) {
		link->granted = link->received + 1;
		push_control(link);
		ring_tell(&link->ring);
	}
}

static __attribute__((cold)) bool no_value(struct link *link, const char *wrong)
{
	char why[200];

	snprintf(why, sizeof(why), "sent a message that is no %s: %s", link->port->type->name, wrong);
	broken(link, why);
	return false;
}

/* Fills *value from a message that is copied out. */
static bool decode(struct link *link, void *value)
{
	const char *wrong = link->port->type->decode(value, link->in, link->frame.length);

	return wrong ? no_value(link, wrong) : true;
}

/* Counts a message as taken and tells the sender, who needs to know before it runs out of credit or room, and
 * when it has nothing more on its way: it may wait for that. */
static void count_taken(struct link *link)
{
	struct ring *ring = &link->ring;

	link->received++;
	/* A capacity up to 32 is kept exactly: each message taken lets one more in. Above, credits go out for
	 * a 32nd of it at a time, so that those a sender has not read yet always fit RING_CONTROL. */
	uint32_t capacity = link->port->capacity, held_back = capacity / 32;
	if (capacity && link->received + capacity - link->granted > held_back)
		link->granted = link->received + capacity;
	push_control(link);
	if (ring->write_told != ring->write_at || ring->read_at == ring->peer_write ||
	    ring->read_at - ring->read_told > ring->read_size / 4)
		ring_tell(ring);
}

bool link_take(struct link *link, void *value)
{
	link->ready = false;
	if (!decode(link, value))
		return false;
	count_taken(link);
	return true;
}

bool link_take_now(struct link *link, void *value)
{
	struct ring *ring = &link->ring;

	if (link->state != LINK_OPEN || !link->capacity || link->ready || link->in_frame ||
	    !link_flushed(link))
		return false;
	if (ring_there(ring, FRAME_BYTES) < FRAME_BYTES)
		return false;
	ring_peek(ring, &link->frame, FRAME_BYTES);
	if (link->frame.kind != LINK_DATA || check_data(link))
		return false;
	uint32_t bytes = link->frame.length, whole = FRAME_BYTES + padded(bytes);
	if (ring_there(ring, whole) < whole)
		return false;
	if (link->port->type->plain) {
		ring->read_at += FRAME_BYTES;
		ring_read(ring, value, bytes);
		ring->read_at += padded(bytes) - bytes;
	} else {
		if (!make_room(&link->in, &link->in_room, padded(bytes)))
			return false;
		ring->read_at += FRAME_BYTES;
		ring_read(ring, link->in, padded(bytes));
		if (!decode(link, value))
			return false;
	}
	count_taken(link);
	return true;
}

void link_close(struct link *link)
{
	if (link->state == LINK_ENDED || link->told_close || !link_flushed(link))
		return;
	put(link, LINK_CLOSE, link->sent);
	link->told_close = true;
	ring_tell(&link->ring);
}

void link_ask(struct link *link)
{
	bool control_due = link->told_granted < link->granted || link->told_taken < link->received;

	if (!link->stopped)
		ring_ask(&link->ring, true,
			 !link_flushed(link) || link->told_close || control_due ||
				 (!is_receiver(link) && link->sent < link->allowed));
}

__attribute__((cold)) void link_stop(struct link *link)
{
	give_back(link);
	free(link->out);
	free(link->in);
}
