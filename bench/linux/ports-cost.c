/* SPDX-License-Identifier: Apache-2.0 */
/* ports-cost queue|ring COUNT: sends and receives COUNT messages of 16 bytes in one thread, without ever
 * waiting. Its instructions are counted from outside (measure-ports).
 */
#include <stdlib.h>
#include <string.h>

#include "bench.h"
#include "bench/linux/carrier.h"
#include "channel/transport/linux.h"
#include "channel/transport/ring_size.h"

void must(int fine, const char *what)
{
	if (!fine)
		exit(1);
}

int main(int count, char **words)
{
	static struct sd_port in = { "cost", SD_IN, &bench_Bytes16_type, 16, NULL };
	static struct sd_port out = { "cost", SD_OUT, &bench_Bytes16_type, 0, NULL };
	struct bench_Bytes16 value = { 0 };
	struct linux_half half[2];

	must(count == 3, "usage");
	if (!strcmp(words[1], "queue")) {
		must(!sd_channel(&bench_Bytes16_type, 16, &in, &out), "sd_channel");
	} else {
		must(linux_pair(ring_data_bytes(16, 16), RING_CONTROL, half), "a ring");
		must(linux_wire_half("cost", WIRING_IN, &half[0]) &&
			     linux_wire_half("cost", WIRING_OUT, &half[1]),
		     "wiring");
		/* Both ends greet. */
		must(sd_receive(&in, &value, SD_NOW) == SD_TIMEOUT, "sd_receive");
		must(sd_send(&out, &value, SD_NOW) == SD_TIMEOUT, "sd_send");
		must(sd_receive(&in, &value, SD_NOW) == SD_TIMEOUT, "sd_receive");
	}
	for (long i = atol(words[2]); i > 0; i--) {
		must(sd_send(&out, &value, SD_FOREVER) == SD_OK, "sd_send");
		must(sd_receive(&in, &value, SD_FOREVER) == SD_OK, "sd_receive");
	}
	/* In this order: a sender that ends waits for its receiver. */
	sd_close(&in);
	sd_close(&out);
	return 0;
}
