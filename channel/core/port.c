/* SPDX-License-Identifier: Apache-2.0 */
/* Ports over links. A call takes the port for itself (`turn`). It tries the short way (send_now, take_now);
 * then it pumps the links and sleeps on the port's event until one of them has something. There is no thread
 * behind it.
 *
 * Rule: before a sleep, each link asks for its doorbell and everything is looked at once more with the
 * event's count taken before, so that nothing that happens in between is lost.
 */
#include "channel/core/endpoint.h"

#define SPIN_VAIN_MAX 6  /* after so many, one wait in 64 tries again */
#define OPEN_MS       50 /* how long one look for a receiver takes; see is_opening */

static bool is_cancelled(const atomic_bool *cancel)
{
	return cancel && atomic_load(cancel);
}

/* Another call has the port, or it is closed. A waiter counts itself before it looks, and finish() gives the
 * port up before it looks for waiters: one of the two sees the other. */
static int wait_turn(struct sd_endpoint *endpoint, sd_time deadline, const atomic_bool *cancel)
{
	for (;;) {
		uint32_t seen = atomic_load(&endpoint->event.count);
		uint32_t turn = atomic_fetch_add(&endpoint->turn, TURN_WAITING);
		if ((turn & TURN_BUSY) && !(turn & TURN_CLOSING))
			endpoint->platform->wait(&endpoint->event, seen, deadline);
		turn = atomic_fetch_sub(&endpoint->turn, TURN_WAITING) - TURN_WAITING;
		while (!(turn & (TURN_BUSY | TURN_CLOSING))) {
			if (atomic_compare_exchange_weak(&endpoint->turn, &turn, turn | TURN_BUSY))
				return SD_OK;
		}
		if (turn & TURN_CLOSING)
			return SD_INVALID;
		if (is_cancelled(cancel))
			return SD_CANCELLED;
		if (deadline != SD_FOREVER && sd_clock() >= deadline)
			return SD_TIMEOUT;
	}
}

/* Gives the port to this call. The deadline may pass before, or the call be cancelled. */
static int begin(struct sd_port *port, enum sd_direction direction, sd_time deadline,
		 const atomic_bool *cancel)
{
	if (!port || port->direction != direction)
		return SD_INVALID;
	struct sd_endpoint *endpoint = endpoint_of(port);
	if (!endpoint) {
		int status = endpoint_make(port);
		if (status)
			return status;
		endpoint = port->endpoint;
	}
	uint32_t nobody = 0;
	if (endpoint->local || atomic_compare_exchange_strong(&endpoint->turn, &nobody, TURN_BUSY))
		return SD_OK;
	return wait_turn(endpoint, deadline, cancel);
}

static void finish(struct sd_endpoint *endpoint)
{
	if (atomic_fetch_sub(&endpoint->turn, TURN_BUSY) != TURN_BUSY)
		endpoint->platform->signal(&endpoint->event);
}

/* Whether a sender's port still looks for a receiver: one that comes rings no doorbell, and a platform's
 * open, which waits for it, knows neither of close nor of cancel. So each try of open is short, and takes the
 * place of the sleep. */
static bool is_opening(const struct sd_endpoint *endpoint)
{
	for (unsigned i = 0; i < endpoint->slot_count; i++) {
		if (endpoint->slots[i].state == SLOT_WIRED)
			return true;
	}
	return false;
}

/* Opens what is not open yet and pumps what is. */
static void pump(struct sd_endpoint *endpoint, bool idle, sd_time deadline)
{
	for (unsigned i = 0; i < endpoint->slot_count; i++) {
		struct endpoint_slot *slot = &endpoint->slots[i];
		if (slot->state == SLOT_WIRED) {
			sd_time soon = sd_after_ms(OPEN_MS);
			endpoint_open(endpoint, slot, soon < deadline ? soon : deadline);
		}
		if (slot->state == SLOT_OPEN)
			link_pump(&slot->link, idle);
	}
}

static bool ended(const struct endpoint_slot *slot, int *how)
{
	if (slot->state == SLOT_FAILED)
		*how = slot->failure;
	else if (slot->state == SLOT_OPEN && link_over(&slot->link))
		*how = slot->link.end;
	else
		return false;
	return true;
}

/* Whether this call should give up: closed or cancelled from another thread, or late. */
static int give_up(struct sd_endpoint *endpoint, sd_time deadline, const atomic_bool *cancel)
{
	if (atomic_load(&endpoint->turn) & TURN_CLOSING)
		return SD_INVALID;
	if (is_cancelled(cancel))
		return SD_CANCELLED;
	return deadline != SD_FOREVER && sd_clock() >= deadline ? SD_TIMEOUT : SD_OK;
}

/* Whether a call that has looked `looks` times looks again at once: then the peer need not ring, nor this
 * side be woken. Where that was in vain, more and more waits pass before it is tried again. */
static bool may_spin(struct sd_endpoint *endpoint, unsigned looks)
{
	/* An open waits for itself. */
	if (!endpoint->platform->spins || !endpoint->platform->alone() || is_opening(endpoint))
		return false;
	if (looks < endpoint->platform->spins && !endpoint->skip)
		return true;
	if (endpoint->skip) {
		endpoint->skip--;
	} else {
		endpoint->vain += endpoint->vain < SPIN_VAIN_MAX;
		endpoint->skip = 1u << endpoint->vain;
	}
	return false;
}

/* `try` says whether the call is done, with its result. Between tries the links are pumped and, when nothing
 * moved, the thread sleeps. */
static int drive(struct sd_endpoint *endpoint, bool (*try)(struct sd_endpoint *, void *, int *),
		 void *argument, sd_time deadline, const atomic_bool *cancel)
{
	unsigned looks = 0;
	bool slept = false;
	int result = SD_OK;

	for (;;) {
		uint32_t seen = atomic_load(&endpoint->event.count);
		pump(endpoint, false, deadline);
		if (try(endpoint, argument, &result))
			break;
		if (!slept && may_spin(endpoint, looks++))
			continue;
		slept = true;
		for (unsigned i = 0; i < endpoint->slot_count; i++) {
			if (endpoint->slots[i].state == SLOT_OPEN)
				link_ask(&endpoint->slots[i].link);
		}
		pump(endpoint, true, deadline);
		if (try(endpoint, argument, &result))
			break;
		result = give_up(endpoint, deadline, cancel);
		if (result)
			break;
		if (!is_opening(endpoint))
			endpoint->platform->wait(&endpoint->event, seen, deadline);
	}
	if (looks && !slept)
		endpoint->vain = 0;
	return result;
}

static void next_link(struct sd_endpoint *endpoint, unsigned served)
{
	endpoint->next = served + 1 < endpoint->slot_count ? served + 1 : 0;
}

/* The short way to a message: the link whose turn it is has one. In line: it has two callers, of which most
 * images have one. */
static inline __attribute__((always_inline)) bool take_now(struct sd_endpoint *endpoint, void *value)
{
	unsigned index = endpoint->next;

	if (!endpoint->slot_count || endpoint->slots[index].state != SLOT_OPEN ||
	    !link_take_now(&endpoint->slots[index].link, value))
		return false;
	next_link(endpoint, index);
	return true;
}

/* Receive: each link in turn, beginning behind the one that was served last. */
static bool try_receive(struct sd_endpoint *endpoint, void *value, int *result)
{
	unsigned over = 0;
	int how = SD_CLOSED;

	for (unsigned i = 0; i < endpoint->slot_count; i++) {
		unsigned index = endpoint->next + i;
		index -= index < endpoint->slot_count ? 0 : endpoint->slot_count;
		struct endpoint_slot *slot = &endpoint->slots[index];
		if (slot->state == SLOT_OPEN && slot->link.ready && link_take(&slot->link, value)) {
			next_link(endpoint, index);
			*result = SD_OK;
			return true;
		}
		if (slot->state == SLOT_OPEN)
			link_offer(&slot->link);
		over += ended(slot, &how);
	}
	if (over < endpoint->slot_count)
		return false;
	/* All have ended; the last to do so decides, once. */
	*result = endpoint->slot_count ? how : SD_REFUSED;
	if (*result == SD_BROKEN && endpoint->told_broken)
		*result = SD_CLOSED;
	endpoint->told_broken |= *result == SD_BROKEN;
	return true;
}

/* Takes the port for one short way; false: it was not used yet, is of another kind, or a call is in it. */
static bool begin_ready(const struct sd_port *port, enum sd_direction direction)
{
	struct sd_endpoint *endpoint = endpoint_of(port);
	uint32_t nobody = 0;

	return port->direction == direction && endpoint && !endpoint->local &&
	       atomic_compare_exchange_strong(&endpoint->turn, &nobody, TURN_BUSY);
}

bool sd_receive_ready(struct sd_port *port, void *value)
{
	if (!begin_ready(port, SD_IN))
		return false;
	bool taken = take_now(port->endpoint, value);
	finish(port->endpoint);
	return taken;
}

int sd_receive(struct sd_port *port, void *value, sd_time deadline)
{
	return sd_receive_unless(port, value, deadline, NULL);
}

int sd_receive_unless(struct sd_port *port, void *value, sd_time deadline, const atomic_bool *cancel)
{
	int status = begin(port, SD_IN, deadline, cancel);

	if (status)
		return status;
	if (port->endpoint->local)
		return local_receive(port, value, deadline, cancel);
	if (!take_now(port->endpoint, value))
		status = drive(port->endpoint, try_receive, value, deadline, cancel);
	finish(port->endpoint);
	return status;
}

/* A value on its way: handed to a link, then waited for. */
struct sending {
	const void *value;
	uint32_t bytes;
	struct link *link; /* NULL: not handed over yet */
	uint64_t number;
};

static bool try_send(struct sd_endpoint *endpoint, void *argument, int *result)
{
	struct sending *sending = argument;
	unsigned over = 0;
	int how = SD_REFUSED;

	for (unsigned i = 0; i < endpoint->slot_count && !sending->link; i++) {
		struct endpoint_slot *slot = &endpoint->slots[i];
		if (slot->state == SLOT_OPEN && link_can_send(&slot->link, sending->bytes)) {
			*result = link_send(&slot->link, sending->value, sending->bytes);
			if (*result)
				return true;
			sending->link = &slot->link;
			sending->number = slot->link.sent;
		}
		over += ended(slot, &how);
	}
	if (!sending->link) {
		*result = how;
		return over == endpoint->slot_count;
	}

	struct link *link = sending->link;
	*result = SD_OK;
	if (link->capacity ? link_flushed(link) : link->taken >= sending->number)
		return true;
	*result = SD_UNKNOWN;
	return link_over(link);
}

/* The short way: a single link, which goes on as it was. What its receiver has sent is read first. */
static inline __attribute__((always_inline)) bool send_now(struct sd_endpoint *endpoint,
							   struct sending *sending, int *result)
{
	struct link *link = &endpoint->slots->link;

	/* An ended link's pages may be gone. */
	if (endpoint->slot_count != 1 || endpoint->slots->state != SLOT_OPEN || link->state != LINK_OPEN ||
	    !link->capacity)
		return false;
	if (!ring_quiet(&link->ring))
		link_pump(link, false);
	if (!link_can_send(link, sending->bytes))
		return false;
	sending->link = link;
	sending->number = link->sent + 1;
	*result = link_send(link, sending->value, sending->bytes);
	return *result || link_flushed(link);
}

bool sd_send_ready(struct sd_port *port, const void *value)
{
	if (!begin_ready(port, SD_OUT))
		return false;
	struct sd_endpoint *endpoint = port->endpoint;
	struct sending sending = { .value = value };
	int status;
	sending.bytes = port->type->plain ? port->type->value_bytes : port->type->encoded_bytes(value);
	/* What does not fit the ring whole goes in parts, which may have to wait. */
	bool sent = sending.bytes && sending.bytes <= port->type->max_encoded && endpoint->slot_count == 1 &&
		    link_fits_whole(&endpoint->slots->link, sending.bytes) &&
		    send_now(endpoint, &sending, &status) && !status;
	finish(endpoint);
	return sent;
}

int sd_send(struct sd_port *port, const void *value, sd_time deadline)
{
	return sd_send_unless(port, value, deadline, NULL);
}

int sd_send_unless(struct sd_port *port, const void *value, sd_time deadline, const atomic_bool *cancel)
{
	struct sending sending = { .value = value };
	int status = begin(port, SD_OUT, deadline, cancel);

	if (status)
		return status;
	if (port->endpoint->local)
		return local_send(port, value, deadline, cancel);
	sending.bytes = port->type->plain ? port->type->value_bytes : port->type->encoded_bytes(value);
	if (!sending.bytes || sending.bytes > port->type->max_encoded) {
		finish(port->endpoint);
		return SD_TOO_BIG;
	}
	if (!send_now(port->endpoint, &sending, &status))
		status = drive(port->endpoint, try_send, &sending, deadline, cancel);
	if ((status == SD_TIMEOUT || status == SD_CANCELLED) && sending.link)
		status = SD_UNKNOWN;
	finish(port->endpoint);
	return status;
}

void sd_wake(struct sd_port *port)
{
	struct sd_endpoint *endpoint = endpoint_of(port);
	if (endpoint && endpoint->local)
		local_wake(endpoint->local);
	else if (endpoint)
		endpoint->platform->signal(&endpoint->event);
}
