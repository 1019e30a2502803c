/* SPDX-License-Identifier: Apache-2.0 */
/* How a port's links begin and end: at first use, at sd_close and at the end of the program. What happens in
 * between is in port.c.
 */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "channel/core/endpoint.h"
#include "channel/core/report.h"
#include "channel/transport/ring_size.h"

static pthread_mutex_t ports_lock =
	PTHREAD_MUTEX_INITIALIZER; /* guards the list, and who makes an endpoint */
static struct sd_endpoint *open_ports;

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

static int make(struct sd_port *port)
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

int endpoint_make(struct sd_port *port)
{
	pthread_mutex_lock(&ports_lock);
	int status = port->endpoint ? SD_OK : make(port);
	pthread_mutex_unlock(&ports_lock);
	return status;
}

void endpoint_open(struct sd_endpoint *endpoint, struct endpoint_slot *slot, sd_time deadline)
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
