/* SPDX-License-Identifier: Apache-2.0 */
/* NNG's pair protocol over its ipc transport. */
#include <nng/nng.h>
#include <nng/protocol/pair0/pair.h>
#include <stdio.h>
#include <unistd.h>

#include "bench/linux/carrier.h"

static char url[64];
static nng_socket own;

static void prepare(size_t bytes)
{
	static unsigned serial;

	snprintf(url, sizeof url, "ipc:///tmp/bench-nng-%d-%u", (int)getpid(), serial++);
}

static void join(int side)
{
	must(!nng_pair0_open(&own), "nng_pair0_open");
	nng_socket_set_int(own, NNG_OPT_RECVBUF, 256);
	nng_socket_set_int(own, NNG_OPT_SENDBUF, 256);
	if (side == 0)
		must(!nng_listen(own, url, NULL, 0), "nng_listen");
	else
		must(!nng_dial(own, url, NULL, NNG_FLAG_NONBLOCK), "nng_dial");
}

static void send_message(const void *message, size_t bytes)
{
	must(!nng_send(own, (void *)message, bytes, 0), "nng_send");
}

static void receive_message(void *message, size_t bytes)
{
	size_t size = bytes;

	must(!nng_recv(own, message, &size, 0) && size == bytes, "nng_recv");
}

static void leave(void)
{
	nng_close(own);
}

const struct carrier carrier_nng = { "nng", prepare, join, send_message, receive_message, leave };
