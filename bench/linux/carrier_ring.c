/* SPDX-License-Identifier: Apache-2.0 */
/* Typed ports over a ring: encoding, validation, credits and all. */
#include <stdio.h>
#include <stdlib.h>

#include "bench.h"
#include "bench/linux/carrier.h"
#include "channel/transport/linux.h"
#include "channel/transport/ring_size.h"

#define CAPACITY 256

struct ports {
	char names[2][16];
	struct linux_half half[2][2]; /* of the way there and of the way back */
	struct sd_port out, in;
};

static struct ports *ports;

static void prepare(size_t bytes)
{
	static unsigned serial;
	const struct sd_type *type = bytes == 16     ? &bench_Bytes16_type
				     : bytes == 1024 ? &bench_Bytes1k_type
						     : &bench_Bytes64k_type;

	ports = calloc(1, sizeof *ports);
	must(ports != NULL, "memory");
	for (int way = 0; way < 2; way++) {
		snprintf(ports->names[way], sizeof ports->names[way], "way%u", serial++);
		must(linux_pair(ring_data_bytes(CAPACITY, type->max_encoded), RING_CONTROL, ports->half[way]),
		     "a ring");
	}
	ports->out = (struct sd_port){ .direction = SD_OUT, .type = type };
	ports->in = (struct sd_port){ .direction = SD_IN, .type = type, .capacity = CAPACITY };
}

static void join(int side)
{
	ports->out.name = ports->names[side];
	ports->in.name = ports->names[!side];
	linux_half_close(&ports->half[side][0]);
	linux_half_close(&ports->half[!side][1]);
	linux_wire_half(ports->out.name, WIRING_OUT, &ports->half[side][1]);
	linux_wire_half(ports->in.name, WIRING_IN, &ports->half[!side][0]);
}

static void send_message(const void *message, size_t bytes)
{
	must(sd_send(&ports->out, message, SD_FOREVER) == SD_OK, "sd_send");
}

static void receive_message(void *message, size_t bytes)
{
	must(sd_receive(&ports->in, message, SD_FOREVER) == SD_OK, "sd_receive");
}

static void leave(void)
{
	sd_close(&ports->in);
	sd_close(&ports->out);
	linux_unwire();
}

const struct carrier carrier_ring = { "stardust", prepare, join, send_message, receive_message, leave };
