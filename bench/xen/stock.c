/* SPDX-License-Identifier: Apache-2.0 */
/* Rate and round trip of messages over stock libxenvchan between two processes of dom0: what our ring is
 * compared with on Xen. Prints lines as bench/pair's sender does: "stock 16B rate N", "stock 16B roundtrip
 * NANOSECONDS".
 */
#include <libxenvchan.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

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

int main(void)
{
	struct libxenvchan *channel;
	pid_t child = fork();

	if (child < 0)
		return 1;
	if (!child) {
		do {
			usleep(100000);
			channel = libxenvchan_client_init(NULL, 0, PATH);
		} while (!channel);
		channel->blocking = 1;
		drive(channel);
		fflush(stdout);
		libxenvchan_close(channel);
		_exit(0);
	}
	channel = libxenvchan_server_init(NULL, 0, PATH, RING_BYTES, RING_BYTES);
	if (!channel) {
		perror("stock: libxenvchan_server_init");
		return 1;
	}
	channel->blocking = 1;
	serve(channel);
	int status;
	waitpid(child, &status, 0);
	libxenvchan_close(channel);
	return status ? 1 : 0;
}
