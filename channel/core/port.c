/* SPDX-License-Identifier: Apache-2.0 */
/* Ports over links. A call takes the port for itself (`busy`), pumps its links and sleeps on the port's event
 * until one of them has something; there is no thread behind it.
 *
 * Rule: before a sleep, each link asks for its doorbell and everything is looked at once more with the
 * event's count taken before, so that nothing that happens in between is lost.
 */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "channel/core/endpoint.h"
#include "channel/core/report.h"
#include "channel/transport/ring_size.h"

#define SPIN_VAIN_MAX 6  /* after so many, one wait in 64 tries again */
#define OPEN_MS       50 /* how long one look for a receiver takes; see is_opening */

static pthread_mutex_t ports_lock =
	PTHREAD_MUTEX_INITIALIZER; /* guards the list, and who makes an endpoint */
static struct sd_endpoint *open_ports;

static void close_endpoint(struct sd_endpoint *endpoint);
static void close_links(struct sd_endpoint *endpoint, bool drain);

/* At exit. Receivers first: that takes no time, and a peer that ends too, and waits for us to take
 * what it sent, goes on. Then every sender says CLOSE, and only then each waits for its peer. */
static void close_all(void)
{
	const enum sd_direction order[] = { SD_IN, SD_OUT };

	for (int i = 0; i < 2; i++)
		for (struct sd_endpoint *endpoint = open_ports; endpoint; endpoint = endpoint->next_open)
			if (endpoint->port.direction == order[i])
				close_endpoint(endpoint);
	for (struct sd_endpoint *endpoint = open_ports; endpoint; endpoint = endpoint->next_open)
		close_links(endpoint, true);
}

/* The wires that name this port. */
static bool find_wires(struct sd_endpoint *endpoint, const struct sd_port *port)
{
	struct channel_wire wire;
	enum wiring_direction direction = port->direction == SD_IN ? WIRING_IN : WIRING_OUT;

	for (unsigned i = 0; endpoint->platform->wire(i, &wire); i++) {
		if (wire.direction != direction || strncmp(wire.port, port->name, sizeof(wire.port)))
			continue;
		struct endpoint_slot *grown =
			realloc(endpoint->slots, (endpoint->slot_count + 1) * sizeof(*endpoint->slots));
		if (!grown)
			return false;
		endpoint->slots = grown;
		grown[endpoint->slot_count++] = (struct endpoint_slot){ .wire = i };
	}
	return true;
}

static int make_endpoint(struct sd_port *port)
{
	static bool registered;
	struct sd_endpoint *endpoint = calloc(1, sizeof(*endpoint));

	if (!endpoint)
		return SD_NO_MEMORY;
	endpoint->platform = channel_platform();
	endpoint->port = *port;
	if (!find_wires(endpoint, port)) {
		free(endpoint->slots);
		free(endpoint);
		return SD_NO_MEMORY;
	}
	if (!endpoint->slot_count)
		report_link(endpoint->platform, port->name, "this port",
			    "is wired to nothing; name it in the composition");
	if (!registered)
		atexit(close_all);
	registered = true;
	endpoint->next_open = open_ports;
	open_ports = endpoint;
	/* Release: who finds it without the lock finds it whole. */
	__atomic_store_n(&port->endpoint, endpoint, __ATOMIC_RELEASE);
	return SD_OK;
}

/* NULL: never used. */
static struct sd_endpoint *endpoint_of(const struct sd_port *port)
{
	return __atomic_load_n(&port->endpoint, __ATOMIC_ACQUIRE);
}

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
		pthread_mutex_lock(&ports_lock);
		int status = port->endpoint ? SD_OK : make_endpoint(port);
		endpoint = port->endpoint;
		pthread_mutex_unlock(&ports_lock);
		if (status)
			return status;
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

static void open_slot(struct sd_endpoint *endpoint, struct endpoint_slot *slot, sd_time deadline)
{
	const struct sd_port *port = &endpoint->port;
	struct channel_pages pages;
	uint32_t data = ring_data_bytes(port->capacity, port->type->max_encoded);
	bool in = port->direction == SD_IN;
	int status = endpoint->platform->open(slot->wire, in ? data : RING_CONTROL, in ? RING_CONTROL : data,
					      &endpoint->event, deadline, &pages);

	if (status == SD_OK) {
		status = link_start(&slot->link, port, endpoint->platform, &pages);
		if (status)
			endpoint->platform->close(&pages);
	}
	if (status == SD_OK) {
		slot->state = SLOT_OPEN;
	} else if (status != SD_TIMEOUT) {
		slot->state = SLOT_FAILED;
		slot->failure = status;
	}
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
			open_slot(endpoint, slot, soon < deadline ? soon : deadline);
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

/* The short way to a message: the link whose turn it is has one. */
static bool take_now(struct sd_endpoint *endpoint, void *value)
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
static bool send_now(struct sd_endpoint *endpoint, struct sending *sending, int *result)
{
	struct link *link = &endpoint->slots->link;

	/* An ended link's pages may be gone. */
	if (endpoint->slot_count != 1 || endpoint->slots->state != SLOT_OPEN || link->state != LINK_OPEN ||
	    !link->capacity)
		return false;
	if (!ring_quiet(&link->ring))
		link_pump(link, false);
	return link_can_send(link, sending->bytes) && try_send(endpoint, sending, result);
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

/* Whether a link needs nothing more of this side: CLOSE is in the ring and, with `drain`, the peer has taken
 * it all. A receiver does not wait, nor a sender that sent nothing. */
static bool closed(struct link *link, bool drain)
{
	if (link->stopped)
		return true;
	link_close(link);
	if (link->port->direction == SD_IN || !link->sent)
		return true;
	return link->told_close && link_flushed(link) && (!drain || ring_drained(&link->ring));
}

static bool try_close(struct sd_endpoint *endpoint, bool drain, bool idle)
{
	bool done = true;

	for (unsigned i = 0; i < endpoint->slot_count; i++) {
		struct endpoint_slot *slot = &endpoint->slots[i];
		if (slot->state != SLOT_OPEN)
			continue;
		if (idle)
			link_ask(&slot->link);
		link_pump(&slot->link, idle);
		done &= closed(&slot->link, drain);
	}
	return done;
}

/* Blocks until every link is closed() and gives those back that the peer has drained. */
static void close_links(struct sd_endpoint *endpoint, bool drain)
{
	for (;;) {
		uint32_t seen = atomic_load(&endpoint->event.count);
		if (try_close(endpoint, drain, false) || try_close(endpoint, drain, true))
			break;
		endpoint->platform->wait(&endpoint->event, seen, SD_FOREVER);
	}
	for (unsigned i = 0; i < endpoint->slot_count; i++) {
		struct endpoint_slot *slot = &endpoint->slots[i];
		if (slot->state != SLOT_OPEN || !closed(&slot->link, true))
			continue;
		link_stop(&slot->link);
		slot->state = SLOT_FAILED;
		slot->failure = SD_CLOSED;
	}
}

/* The endpoint stays, closed: a call that comes late must find it. */
static void close_endpoint(struct sd_endpoint *endpoint)
{
	bool first = !(atomic_fetch_or(&endpoint->turn, TURN_CLOSING) & TURN_CLOSING);
	while (first) {
		uint32_t seen = atomic_load(&endpoint->event.count);
		if (!(atomic_load(&endpoint->turn) & TURN_BUSY))
			break;
		endpoint->platform->signal(&endpoint->event);
		endpoint->platform->wait(&endpoint->event, seen + 1, SD_FOREVER);
	}
	if (first)
		close_links(endpoint, false);
}

void sd_close(struct sd_port *port)
{
	if (!port)
		return;
	struct sd_endpoint *endpoint = endpoint_of(port);
	if (!endpoint)
		return;
	if (endpoint->local)
		local_close(port);
	else
		close_endpoint(endpoint);
}
