/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/conformance/bare.h"

static struct bare rings[4];
static unsigned ring_count;
char bare_line[400];
unsigned bare_lines;

struct bare *bare_wire(const char *port, enum wiring_direction direction)
{
	struct bare *bare = &rings[ring_count];
	struct vchan_interface *interface = aligned_alloc(64, RING_PAGE_BYTES);
	bool server = direction == WIRING_IN;

	memset(interface, 0, RING_PAGE_BYTES);
	interface->left_order = interface->right_order = BARE_ORDER;
	interface->cli_live = interface->srv_live = RING_CONNECTED;
	*bare = (struct bare){
		.interface = interface,
		.sends = server ? &interface->left : &interface->right,
		.receives = server ? &interface->right : &interface->left,
		.sends_data = malloc(1u << BARE_ORDER),
		.receives_data = malloc(1u << BARE_ORDER),
		.live = server ? &interface->cli_live : &interface->srv_live,
		.wire = { .direction = direction, .index = ring_count },
	};
	snprintf(bare->wire.port, sizeof bare->wire.port, "%s", port);
	ring_count++;
	return bare;
}

void bare_reset(void)
{
	for (unsigned i = 0; i < ring_count; i++) {
		free((void *)rings[i].interface);
		free(rings[i].sends_data);
		free(rings[i].receives_data);
	}
	ring_count = 0;
	bare_lines = 0;
	bare_line[0] = '\0';
}

void bare_send(struct bare *bare, const void *data, uint32_t bytes)
{
	const unsigned char *from = data;

	for (uint32_t i = 0; i < bytes; i++)
		bare->sends_data[(bare->sends->prod + i) & ((1u << BARE_ORDER) - 1)] = from[i];
	bare->sends->prod += bytes;
}

static bool wire_at(unsigned index, struct channel_wire *out)
{
	if (index >= ring_count)
		return false;
	*out = rings[index].wire;
	return true;
}

bool bare_open(unsigned index, struct channel_pages *out)
{
	struct bare *bare = &rings[index];

	*out = (struct channel_pages){
		.interface = bare->interface,
		.is_server = bare->wire.direction == WIRING_IN,
		.read_data = bare->sends_data,
		.write_data = bare->receives_data,
		.read_order = BARE_ORDER,
		.write_order = BARE_ORDER,
		.platform = bare,
	};
	snprintf(out->peer, sizeof out->peer, "peer %u", index);
	return true;
}

static int open_ring(unsigned index, uint32_t want_read, uint32_t want_write, struct channel_event *event,
		     sd_time deadline, struct channel_pages *out)
{
	return bare_open(index, out) ? SD_OK : SD_BROKEN;
}

static void nothing(struct channel_pages *pages)
{
}

static bool peer_gone(struct channel_pages *pages)
{
	const struct bare *bare = pages->platform;

	return bare->peer_gone;
}

static void signal_event(struct channel_event *event)
{
	atomic_fetch_add(&event->count, 1);
}

/* A test passes SD_NOW: whoever waits here would wait for ever. */
static void wait_event(struct channel_event *event, uint32_t seen, sd_time deadline)
{
	if (deadline == SD_FOREVER)
		abort();
}

static void report(const char *line)
{
	snprintf(bare_line, sizeof bare_line, "%s", line);
	bare_lines++;
}

const struct channel_platform *channel_platform(void)
{
	static const struct channel_platform table = { .wire = wire_at,
						       .open = open_ring,
						       .notify = nothing,
						       .peer_gone = peer_gone,
						       .close = nothing,
						       .signal = signal_event,
						       .wait = wait_event,
						       .report = report };

	return &table;
}
