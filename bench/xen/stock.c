/* SPDX-License-Identifier: Apache-2.0 */
/* Rate and round trip of messages over stock libxenvchan between two domains: what our ring is compared with
 * on Xen. The client prints lines as bench/pair's sender does: "stock 16B rate N", "stock 16B roundtrip
 * NANOSECONDS".
 *
 *   stock server     grants the ring to the domain named at data/peer in this domain's xenstore
 *   stock client     joins it
 */
#include <libxenvchan.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include <xenstore.h>

#define PATH       "/local/domain/0/data/stardust-bench"
#define RING_BYTES 65536
#define ROUNDS     5

static const struct {
	const char *name;
	size_t bytes;
	unsigned stream, single;
} sizes[] = { { "16B", 16, 20000, 2000 }, { "1KiB", 1024, 10000, 2000 }, { "64KiB", 65536, 400, 200 } };

static unsigned char buffer[65536];

static double now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (double)time.tv_sec * 1e9 + (double)time.tv_nsec;
}

static void put(struct libxenvchan *channel, const void *data, size_t bytes)
{
	const char *at = data;

	while (bytes) {
		int part = libxenvchan_write(channel, at, bytes);
		if (part <= 0)
			exit(1);
		at += part;
		bytes -= (size_t)part;
	}
}

static void get(struct libxenvchan *channel, void *data, size_t bytes)
{
	char *at = data;

	while (bytes) {
		int part = libxenvchan_read(channel, at, bytes);
		if (part <= 0)
			exit(1);
		at += part;
		bytes -= (size_t)part;
	}
}

static void serve(struct libxenvchan *channel)
{
	uint32_t answer = 1;

	for (int round = 0; round < ROUNDS; round++) {
		for (size_t s = 0; s < sizeof(sizes) / sizeof(sizes[0]); s++) {
			for (unsigned i = 0; i < sizes[s].stream; i++)
				get(channel, buffer, sizes[s].bytes);
			put(channel, &answer, sizeof(answer));
			for (unsigned i = 0; i < sizes[s].single; i++) {
				get(channel, buffer, sizes[s].bytes);
				put(channel, &answer, sizeof(answer));
			}
		}
	}
}

static void drive(struct libxenvchan *channel)
{
	uint32_t answer;

	for (int round = 0; round < ROUNDS; round++) {
		for (size_t s = 0; s < sizeof(sizes) / sizeof(sizes[0]); s++) {
			double start = now();
			for (unsigned i = 0; i < sizes[s].stream; i++)
				put(channel, buffer, sizes[s].bytes);
			get(channel, &answer, sizeof(answer));
			printf("stock %s rate %.0f\n", sizes[s].name,
			       sizes[s].stream * 1e9 / (now() - start));
			start = now();
			for (unsigned i = 0; i < sizes[s].single; i++) {
				put(channel, buffer, sizes[s].bytes);
				get(channel, &answer, sizeof(answer));
			}
			printf("stock %s roundtrip %.0f\n", sizes[s].name, (now() - start) / sizes[s].single);
		}
	}
}

/* The number of the other domain, written by dom0 before this one was started; -1: there is none. */
static int peer_domain(void)
{
	struct xs_handle *store = xs_open(0);
	unsigned length;
	char *text = store ? xs_read(store, XBT_NULL, "data/peer", &length) : NULL;
	int peer = text ? atoi(text) : -1;

	free(text);
	if (store)
		xs_close(store);
	return peer;
}

int main(int argc, char **argv)
{
	struct libxenvchan *channel = NULL;
	bool server = argc == 2 && !strcmp(argv[1], "server");
	int peer;
	char path[64];

	if (argc != 2 || (!server && strcmp(argv[1], "client") != 0)) {
		fprintf(stderr, "usage: stock server|client\n");
		return 2;
	}
	peer = peer_domain();
	if (peer < 0) {
		fprintf(stderr, "stock: no data/peer in this domain's xenstore\n");
		return 1;
	}
	if (server) {
		channel = libxenvchan_server_init(NULL, peer, "data/bench", RING_BYTES, RING_BYTES);
	} else {
		snprintf(path, sizeof(path), "/local/domain/%d/data/bench", peer);
		for (int tries = 0; !channel && tries < 1200; tries++) { /* the server may still be booting */
			usleep(100000);
			channel = libxenvchan_client_init(NULL, peer, path);
		}
	}
	if (!channel) {
		perror("stock: libxenvchan");
		return 1;
	}
	channel->blocking = 1;
	if (server)
		serve(channel);
	else
		drive(channel);
	libxenvchan_close(channel);
	return 0;
}
