/* SPDX-License-Identifier: Apache-2.0 */
/* ZeroMQ's PAIR sockets over its ipc transport. */
#include <stdio.h>
#include <unistd.h>
#include <zmq.h>

#include "bench/linux/carrier.h"

static char url[64];
static void *context, *own;

static void prepare(size_t bytes)
{
	static unsigned serial;

	snprintf(url, sizeof url, "ipc:///tmp/bench-zmq-%d-%u", (int)getpid(), serial++);
}

static void join(int side)
{
	context = zmq_ctx_new();
	own = zmq_socket(context, ZMQ_PAIR);
	must(own != NULL, "zmq_socket");
	must(!(side ? zmq_connect(own, url) : zmq_bind(own, url)), "zmq_bind");
}

static void send_message(const void *message, size_t bytes)
{
	must(zmq_send(own, message, bytes, 0) == (int)bytes, "zmq_send");
}

static void receive_message(void *message, size_t bytes)
{
	must(zmq_recv(own, message, bytes, 0) == (int)bytes, "zmq_recv");
}

static void leave(void)
{
	zmq_close(own);
	zmq_ctx_term(context);
}

const struct carrier carrier_zmq = { "zeromq", prepare, join, send_message, receive_message, leave };
