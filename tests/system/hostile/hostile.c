/* SPDX-License-Identifier: Apache-2.0 */
/* A guest that means harm: instead of sending words it writes into the memory that it shares with the relay.
 * By its first argument: "index" moves its write index too far, "live" writes a state that is none, "frames"
 * offers bytes that are no messages, "flood" overwrites everything, wiring included, again and again, with
 * the bell rung each time. The test lays the folders abi/ and channel/ beside this file.
 */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "channel/transport/platform.h"
#include "talk.h"

#define FLOODS 200

static volatile struct vchan_interface *ring;
static struct channel_pages pages;

static void bell(void)
{
	channel_platform()->notify(&pages);
}

static void flood(void)
{
	/* The ring's pages follow its interface page (host/relay/region.h), and the wiring comes before it.
	 */
	unsigned char *start = (unsigned char *)ring - RING_PAGE_BYTES;
	size_t bytes = 2 * RING_PAGE_BYTES + (1u << pages.write_order) + (1u << pages.read_order);

	for (int i = 0; i < FLOODS; i++) {
		memset(start, i * 37 + 1, bytes);
		bell();
	}
}

int main(int count, char **words)
{
	const struct channel_platform *platform = channel_platform();
	static struct channel_event event;
	struct channel_wire wire;
	const char *how = count > 1 ? words[1] : "";

	/* The port is used by nobody else, but naming it links the ports in. */
	if (!platform->wire(0, &wire) || strcmp(wire.port, Talker_words.name) ||
	    platform->open(0, 0, 0, &event, SD_FOREVER, &pages))
		return 2;
	ring = pages.interface;
	ring->cli_live = RING_CONNECTED;
	bell();
	if (strcmp(how, "index") == 0) {
		ring->left.prod += 0x10000000;
	} else if (strcmp(how, "live") == 0) {
		ring->cli_live = 77;
	} else if (strcmp(how, "frames") == 0) {
		memset(pages.write_data, 0xff, 64);
		ring->left.prod += 64;
	} else if (strcmp(how, "flood") == 0) {
		flood();
	} else {
		return 2;
	}
	bell();
	printf("awake\n");
	fflush(stdout);
	for (;;)
		sleep(1000);
}
