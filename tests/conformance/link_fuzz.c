/* SPDX-License-Identifier: Apache-2.0 */
/* libFuzzer is the peer of a link: its input is a list of steps, each a byte and what it needs. Whatever the
 * steps, nothing outside the ring is touched (AddressSanitizer: each stream is a block of its own).
 */
#include <stdlib.h>
#include <string.h>

#include "channel/core/link.h"
#include "messages.h"
#include "tests/conformance/bare.h"

struct input {
	const uint8_t *at, *end;
};

static uint8_t next(struct input *input)
{
	return input->at < input->end ? *input->at++ : 0;
}

static uint32_t next_word(struct input *input)
{
	uint32_t word = 0;

	for (int i = 0; i < 4; i++)
		word |= (uint32_t)next(input) << 8 * i;
	return word;
}

/* A good HELLO, so that the rest of the protocol is reached. */
static void greet(struct bare *bare, const struct sd_port *port)
{
	const struct sd_type *type = port->type;
	struct link_hello hello = { .magic = LINK_MAGIC,
				    .version = LINK_VERSION,
				    .capacity = port->capacity };
	struct link_frame frame = { .length = sizeof hello + type->canonical_length, .kind = LINK_HELLO };
	char zeros[8] = { 0 };

	hello.direction = port->direction == SD_IN ? WIRING_OUT : WIRING_IN;
	memcpy(hello.hash, type->hash, sizeof hello.hash);
	bare_send(bare, &frame, sizeof frame);
	bare_send(bare, &hello, sizeof hello);
	bare_send(bare, type->canonical, type->canonical_length);
	bare_send(bare, zeros, -frame.length & 7);
}

static void frame(struct bare *bare, struct input *input)
{
	struct link_frame header = { next(input), next(input) & 7, next(input) };
	unsigned char payload[264];

	for (unsigned i = 0; i < sizeof payload; i++)
		payload[i] = i < header.length ? next(input) : 0;
	bare_send(bare, &header, sizeof header);
	bare_send(bare, payload, (header.length + 7) & ~7u);
}

static void raw(struct bare *bare, struct input *input)
{
	unsigned bytes = next(input) & 31;

	while (bytes--) {
		uint8_t byte = next(input);
		bare_send(bare, &byte, 1);
	}
}

static void use(struct link *link, const struct sd_port *port)
{
	static union {
		struct messages_Number number;
		struct messages_Text text;
	} value;

	if (port->direction == SD_IN && link_take_now(link, &value)) {
		return;
	} else if (port->direction == SD_IN && link->ready) {
		link_take(link, &value);
	} else if (port->direction == SD_IN) {
		link_offer(link);
	} else {
		memset(&value, 0, sizeof value);
		uint32_t bytes = port->type->encoded_bytes(&value);
		if (link_can_send(link, bytes))
			link_send(link, &value, bytes);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t bytes);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t bytes)
{
	struct input input = { data, data + bytes };
	uint8_t choice = next(&input);
	struct sd_port port = { .name = "victim",
				.direction = choice & 1 ? SD_IN : SD_OUT,
				.type = choice & 2 ? &messages_Text_type : &messages_Number_type,
				.capacity = choice >> 2 & 7 };
	struct bare *bare = bare_wire("victim", choice & 1 ? WIRING_IN : WIRING_OUT);
	struct channel_pages pages;
	struct link link;

	bare_open(0, &pages);
	if (link_start(&link, &port, channel_platform(), &pages))
		abort();
	while (input.at < input.end) {
		switch (next(&input) & 15) {
		case 0:
			greet(bare, &port);
			break;
		case 1:
		case 2:
		case 3:
			frame(bare, &input);
			break;
		case 4:
			raw(bare, &input);
			break;
		case 5:
			bare->sends->prod = next_word(&input);
			break;
		case 6:
			bare->receives->cons = next_word(&input);
			break;
		case 7:
			bare->receives->cons = bare->receives->prod;
			break;
		case 8:
			*bare->live = next(&input);
			break;
		case 9:
			((volatile unsigned char *)bare->interface)[next(&input) & 63] = next(&input);
			break;
		case 10:
			bare->peer_gone = true;
			break;
		case 11:
			link_ask(&link);
			link_pump(&link, true);
			break;
		case 12:
			link_close(&link);
			break;
		case 13:
			use(&link, &port);
			break;
		default:
			link_pump(&link, false);
			use(&link, &port);
		}
	}
	link_stop(&link);
	bare_reset();
	return 0;
}
