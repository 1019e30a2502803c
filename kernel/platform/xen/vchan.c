/* SPDX-License-Identifier: Apache-2.0 */
/* Links between domains of one host: a ring's pages are granted by the server and mapped by the client, an
 * event channel is the doorbell, and the two meet in xenstore, all as libxenvchan does (Xen's
 * tools/libs/vchan), so that a stock peer can be at the other end.
 */
#include <stdlib.h>
#include <stdarg.h>
#include <string.h>

#include "base/format.h"
#include "channel/transport/ring_size.h"
#include "kernel/memory/memory.h"
#include "kernel/panic/panic.h"
#include "kernel/platform/links.h"
#include "kernel/platform/platform.h"
#include "kernel/platform/xen/event.h"
#include "kernel/platform/xen/grant.h"
#include "kernel/platform/xen/xenstore.h"
#include "kernel/sched/sched.h"

#define PATH_BYTES 160
#define PAGES_MAX  (2u << (RING_MAX_ORDER - RING_PAGED_ORDER)) /* of both streams */
#define SPINS      2000                                        /* some 100 microseconds */

/* A peer that is destroyed rings no doorbell: who waits looks this often. */
#define GONE_LOOK_NS 1000000000ul

struct wire {
	char port[WIRING_PORT_BYTES];
	enum wiring_direction direction;
	bool is_server;
	uint16_t peer;
	char path[PATH_BYTES];
};

/* One open ring; the channel_pages' `platform`. */
struct vchan {
	event_port port;
	struct channel_event *event;
	bool was_connected;
	/* Server: our pages and their grants, the interface page's first. */
	void *page, *streams;
	size_t stream_pages;
	grant_ref *refs;
	/* Client: theirs. */
	struct grant_mapping *interface, *read, *write;
	const struct wire *wire;
};

static struct wire *wires;
static unsigned wire_count;
static bool looked;

static size_t print(char *out, size_t bytes, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	size_t length = format_text(out, bytes, format, arguments);
	va_end(arguments);
	return length;
}

/* "<port> <in|out> <server|client> <peer domid> <ring path>" (abi/wiring_abi.h), in place. */
static bool parse_wire(char *text, struct wire *wire)
{
	char *rest;
	const char *port = strtok_r(text, " ", &rest);
	const char *direction = strtok_r(NULL, " ", &rest);
	const char *role = strtok_r(NULL, " ", &rest);
	const char *peer = strtok_r(NULL, " ", &rest);
	const char *path = strtok_r(NULL, " ", &rest);
	char *end;

	if (!path || strlen(port) >= sizeof(wire->port) || strlen(path) >= sizeof(wire->path))
		return false;
	long number = strtol(peer, &end, 10);
	if (*end || number < 0 || number > UINT16_MAX)
		return false;
	strcpy(wire->port, port);
	strcpy(wire->path, path);
	wire->peer = (uint16_t)number;
	wire->is_server = !strcmp(role, "server");
	wire->direction = strcmp(direction, "in") ? WIRING_OUT : WIRING_IN;
	return (wire->is_server || !strcmp(role, "client")) &&
	       (wire->direction == WIRING_IN || !strcmp(direction, "out"));
}

static void look(void)
{
	looked = true;
	for (unsigned i = 0; i < WIRING_MAX; i++) {
		char path[48], text[PATH_BYTES + WIRING_PORT_BYTES + 32];
		print(path, sizeof(path), "%s/%u", WIRING_XENSTORE, i);
		if (xenstore_read(path, text, sizeof(text)) < 0)
			return;
		struct wire *grown = realloc(wires, (i + 1) * sizeof(*wires));
		if (!grown)
			return;
		wires = grown;
		if (!parse_wire(text, &wires[i])) {
			log_line("vchan: the wiring in %s makes no sense; it and what follows are not used",
				 path);
			return;
		}
		wire_count = i + 1;
	}
}

static bool xen_wire(unsigned index, struct channel_wire *out)
{
	if (!looked)
		look();
	if (index >= wire_count)
		return false;
	memcpy(out->port, wires[index].port, sizeof(out->port));
	out->direction = wires[index].direction;
	out->index = index;
	return true;
}

static void doorbell(void *argument)
{
	struct vchan *vchan = argument;

	links_signal(vchan->event);
}

/* Takes the server's pages back, as far as the peer has let go of them. */
static void release_server(struct vchan *vchan, size_t granted)
{
	bool all = true;

	for (size_t i = 0; i < granted; i++)
		all &= grant_take_back(vchan->refs[i]);
	/* A page that is still mapped elsewhere is lost to us rather than shared by accident. */
	if (all && vchan->page)
		page_free(vchan->page, 1);
	if (all && vchan->streams)
		page_free(vchan->streams, vchan->stream_pages);
	free(vchan->refs);
	free(vchan);
}

static size_t stream_pages(unsigned order)
{
	return order >= RING_PAGED_ORDER ? 1u << (order - RING_PAGED_ORDER) : 0;
}

/* ring-ref and event-channel, readable by the peer. */
static int publish(const struct vchan *vchan)
{
	static const char *const names[] = { "ring-ref", "event-channel" };
	const uint32_t values[] = { vchan->refs[0], vchan->port };
	char path[PATH_BYTES + 16], text[16];

	if (xenstore_read("domid", text, sizeof(text)) < 0)
		return SD_BROKEN;
	unsigned self = (unsigned)strtoul(text, NULL, 10);
	/* The client waits for both; each is shared before its value means anything. */
	for (int i = 1; i >= 0; i--) {
		print(path, sizeof(path), "%s/%s", vchan->wire->path, names[i]);
		print(text, sizeof(text), "%u", values[i]);
		int error = xenstore_write(path, text);
		if (!error)
			error = xenstore_share(path, self, vchan->wire->peer);
		if (error) {
			log_line("vchan: %s: xenstore does not let this domain share %s (error %d)",
				 vchan->wire->port, path, -error);
			return SD_BROKEN;
		}
	}
	return SD_OK;
}

static int open_server(const struct wire *wire, uint32_t want_read, uint32_t want_write,
		       struct channel_event *event, struct channel_pages *out)
{
	unsigned left = ring_order(want_read), right = ring_order(want_write);
	struct vchan *vchan = calloc(1, sizeof(*vchan));
	size_t granted = 0;

	/* The interface page has room for one small stream of each order. */
	if (left < RING_PAGED_ORDER && left == right)
		left = RING_PAGED_ORDER;
	if (!vchan)
		return SD_NO_MEMORY;
	vchan->wire = wire;
	vchan->event = event;
	vchan->stream_pages = stream_pages(left) + stream_pages(right);
	vchan->page = page_alloc(1);
	vchan->streams = vchan->stream_pages ? page_alloc(vchan->stream_pages) : NULL;
	vchan->refs = calloc(1 + vchan->stream_pages, sizeof(*vchan->refs));
	if (!vchan->page || (vchan->stream_pages && !vchan->streams) || !vchan->refs)
		goto fail;

	struct vchan_interface *interface = vchan->page;
	memset(interface, 0, PAGE_BYTES);
	if (vchan->streams)
		memset(vchan->streams, 0,
		       vchan->stream_pages * PAGE_BYTES); /* nothing of ours is shown to the peer */
	for (size_t i = 0; i <= vchan->stream_pages; i++, granted++) {
		const void *page = i ? (char *)vchan->streams + (i - 1) * PAGE_BYTES : vchan->page;
		if (!grant_give(wire->peer, page, &vchan->refs[i]))
			goto fail;
		if (i)
			interface->pages[i - 1] = vchan->refs[i];
	}
	interface->left_order = (uint16_t)left;
	interface->right_order = (uint16_t)right;
	interface->cli_live = RING_NOT_YET;
	interface->srv_live = RING_CONNECTED;
	interface->cli_notify = RING_NOTIFY_WRITE;
	if (!event_allocate(wire->peer, &vchan->port))
		goto fail;
	event_handle(vchan->port, doorbell, vchan);

	char *stream = vchan->streams;
	*out = (struct channel_pages){ .interface = interface,
				       .is_server = true,
				       .read_order = left,
				       .write_order = right,
				       .platform = vchan };
	out->read_data = left < RING_PAGED_ORDER ? (unsigned char *)vchan->page + (1u << left)
						 : (unsigned char *)stream;
	out->write_data = right < RING_PAGED_ORDER
				  ? (unsigned char *)vchan->page + (1u << right)
				  : (unsigned char *)stream + stream_pages(left) * PAGE_BYTES;
	if (publish(vchan)) {
		event_close(vchan->port);
		release_server(vchan, granted);
		return SD_BROKEN;
	}
	return SD_OK;

fail:
	release_server(vchan, granted);
	return SD_NO_MEMORY;
}

/* A number that the server published. */
static bool read_number(const struct wire *wire, const char *name, uint32_t *out)
{
	char path[PATH_BYTES + 16], text[16], *end;

	print(path, sizeof(path), "%s/%s", wire->path, name);
	if (xenstore_read(path, text, sizeof(text)) <= 0)
		return false;
	unsigned long number = strtoul(text, &end, 10);
	*out = (uint32_t)number;
	return !*end && number <= UINT32_MAX;
}

/* Waits until the server has published. */
static int find_server(const struct wire *wire, sd_time deadline, uint32_t *ref, uint32_t *port)
{
	int status = SD_OK;

	if (read_number(wire, "ring-ref", ref) && read_number(wire, "event-channel", port))
		return SD_OK;
	xenstore_watch(wire->path);
	for (;;) {
		uint32_t seen = xenstore_changes;
		if (read_number(wire, "ring-ref", ref) && read_number(wire, "event-channel", port))
			break;
		if (deadline != SD_FOREVER && platform->clock_monotonic() >= deadline) {
			status = SD_TIMEOUT;
			break;
		}
		futex_wait(&xenstore_changes, seen, deadline);
	}
	xenstore_unwatch(wire->path);
	return status;
}

static void release_client(struct vchan *vchan)
{
	grant_unmap(vchan->read);
	grant_unmap(vchan->write);
	grant_unmap(vchan->interface);
	free(vchan);
}

/* One stream of a server's: in the interface page, or mapped from the grants listed there. */
static unsigned char *map_stream(struct vchan *vchan, const uint32_t *listed, unsigned order,
				 struct grant_mapping **out)
{
	grant_ref refs[PAGES_MAX / 2];
	size_t count = stream_pages(order);

	if (!count)
		return (unsigned char *)grant_pages(vchan->interface) + (1u << order);
	memcpy(refs, listed, count * sizeof(refs[0]));
	*out = grant_map(vchan->wire->peer, refs, count);
	return *out ? grant_pages(*out) : NULL;
}

static int open_client(const struct wire *wire, struct channel_event *event, sd_time deadline,
		       struct channel_pages *out)
{
	uint32_t ref, remote_port;
	int status = find_server(wire, deadline, &ref, &remote_port);
	struct vchan *vchan;

	if (status)
		return status;
	vchan = calloc(1, sizeof(*vchan));
	if (!vchan)
		return SD_NO_MEMORY;
	vchan->wire = wire;
	vchan->event = event;
	const char *wrong = "its page cannot be mapped";
	vchan->interface = grant_map(wire->peer, &ref, 1);
	if (!vchan->interface)
		goto fail;

	/* The peer's page: read once, checked, and used from the copy. */
	const volatile struct vchan_interface *shared = grant_pages(vchan->interface);
	unsigned left = shared->left_order, right = shared->right_order;
	wrong = "the sizes of its streams make no sense";
	if (left < RING_SMALL_ORDER || left > RING_MAX_ORDER || right < RING_SMALL_ORDER ||
	    right > RING_MAX_ORDER || (left == right && left < RING_PAGED_ORDER))
		goto fail;
	*out = (struct channel_pages){ .interface = (volatile struct vchan_interface *)grant_pages(
					       vchan->interface),
				       .read_order = right,
				       .write_order = left,
				       .platform = vchan };
	wrong = "its streams cannot be mapped";
	out->write_data = map_stream(vchan, (const uint32_t *)shared->pages, left, &vchan->write);
	out->read_data =
		map_stream(vchan, (const uint32_t *)shared->pages + stream_pages(left), right, &vchan->read);
	if (!out->read_data || !out->write_data)
		goto fail;
	wrong = "its event channel cannot be bound";
	if (!event_bind(wire->peer, remote_port, &vchan->port))
		goto fail;
	event_handle(vchan->port, doorbell, vchan);
	return SD_OK;

fail:
	log_line("vchan: %s: domain %u: %s", wire->port, wire->peer, wrong);
	release_client(vchan);
	return SD_BROKEN;
}

static int xen_open(unsigned index, uint32_t want_read, uint32_t want_write, struct channel_event *event,
		    sd_time deadline, struct channel_pages *out)
{
	const struct wire *wire = &wires[index];
	int status = wire->is_server ? open_server(wire, want_read, want_write, event, out)
				     : open_client(wire, event, deadline, out);

	if (status == SD_OK)
		print(out->peer, sizeof(out->peer), "domain %u", wire->peer);
	return status;
}

static void xen_notify(struct channel_pages *pages)
{
	event_notify(((struct vchan *)pages->platform)->port);
}

static bool xen_peer_gone(struct channel_pages *pages)
{
	struct vchan *vchan = pages->platform;
	bool connected = event_connected(vchan->port);

	vchan->was_connected |= connected;
	return vchan->was_connected && !connected;
}

static void xen_close(struct channel_pages *pages)
{
	struct vchan *vchan = pages->platform;

	event_close(vchan->port);
	if (!vchan->wire->is_server) {
		release_client(vchan);
		return;
	}
	xenstore_remove(vchan->wire->path);
	release_server(vchan, 1 + vchan->stream_pages);
}

static void xen_wait(struct channel_event *event, uint32_t seen, sd_time deadline)
{
	uint64_t look_again = platform->clock_monotonic() + GONE_LOOK_NS;

	links_wait(event, seen, deadline < look_again ? deadline : look_again);
}

const struct channel_platform links_xen = {
	.wire = xen_wire,
	.open = xen_open,
	.notify = xen_notify,
	.peer_gone = xen_peer_gone,
	.close = xen_close,
	.signal = links_signal,
	.wait = xen_wait,
	.spins = SPINS,
	.alone = links_alone,
	.report = links_report,
};
