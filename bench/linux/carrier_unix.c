/* SPDX-License-Identifier: Apache-2.0 */
/* A stream socket with nothing around it: sizes are known to both sides. */
#include <sys/socket.h>
#include <unistd.h>

#include "bench/linux/carrier.h"

static int pair[2], own;

static void prepare(size_t bytes)
{
	must(!socketpair(AF_UNIX, SOCK_STREAM, 0, pair), "socketpair");
}

static void join(int side)
{
	own = pair[side];
	close(pair[!side]);
}

static void send_message(const void *message, size_t bytes)
{
	for (size_t done = 0; done < bytes;) {
		ssize_t part = write(own, (const char *)message + done, bytes - done);
		must(part > 0, "write");
		done += part;
	}
}

static void receive_message(void *message, size_t bytes)
{
	for (size_t done = 0; done < bytes;) {
		ssize_t part = read(own, (char *)message + done, bytes - done);
		must(part > 0, "read");
		done += part;
	}
}

static void leave(void)
{
	close(own);
}

const struct carrier carrier_unix = { "unix socket", prepare, join, send_message, receive_message, leave };
