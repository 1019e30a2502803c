/* SPDX-License-Identifier: Apache-2.0 */
/* measure-linux [ROUNDS]: messages a second one way, and round trips, between two Linux processes: ports over
 * a ring beside a Unix socket, NNG and ZeroMQ. In each round all carriers take their turn. One JSON row for
 * each size, figure and peer.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "bench/linux/carrier.h"

#define ROUNDS_MAX 25
#define CARRIERS   4

static const struct carrier *const carriers[CARRIERS] = { &carrier_ring, &carrier_unix, &carrier_nng,
							  &carrier_zmq };

static const struct {
	const char *name;
	size_t bytes;
	unsigned one_way, trips; /* messages in one round */
} sizes[] = { { "16B", 16, 200000, 10000 }, { "1KiB", 1024, 100000, 10000 }, { "64KiB", 65536, 4000, 2000 } };

void must(int fine, const char *what)
{
	if (fine)
		return;
	fprintf(stderr, "measure-linux: %s failed\n", what);
	_exit(1);
}

static double now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

static unsigned char message[65536];

static void child(const struct carrier *carrier, size_t bytes, unsigned one_way, unsigned trips)
{
	carrier->join(1);
	for (unsigned i = 0; i < trips + 100; i++) {
		carrier->receive(message, bytes);
		carrier->send(message, bytes);
	}
	for (unsigned i = 0; i < one_way; i++)
		carrier->receive(message, bytes);
	carrier->send(message, bytes);
	/* Not before the parent has it. */
	carrier->receive(message, bytes);
	carrier->leave();
	_exit(0);
}

/* Microseconds of a round trip, and messages a second. */
static void measure(const struct carrier *carrier, size_t bytes, unsigned one_way, unsigned trips,
		    double *trip, double *rate)
{
	carrier->prepare(bytes);
	pid_t pid = fork();
	must(pid >= 0, "fork");
	if (pid == 0)
		child(carrier, bytes, one_way, trips);
	carrier->join(0);
	double start = 0;
	for (unsigned i = 0; i < trips + 100; i++) {
		if (i == 100)
			start = now();
		carrier->send(message, bytes);
		carrier->receive(message, bytes);
	}
	double middle = now();
	for (unsigned i = 0; i < one_way; i++)
		carrier->send(message, bytes);
	carrier->receive(message, bytes);
	double end = now();
	carrier->send(message, bytes);
	waitpid(pid, NULL, 0);
	carrier->leave();
	*trip = (middle - start) / trips * 1e6;
	*rate = one_way / (end - middle);
}

/* Each round has a fresh process: NNG's threads do not survive a fork. */
static void round_of(const struct carrier *carrier, size_t bytes, unsigned one_way, unsigned trips,
		     double *trip, double *rate)
{
	int results[2], status;
	double both[2];

	must(!pipe(results), "pipe");
	pid_t pid = fork();
	must(pid >= 0, "fork");
	if (pid == 0) {
		measure(carrier, bytes, one_way, trips, &both[0], &both[1]);
		_exit(write(results[1], both, sizeof both) != sizeof both);
	}
	close(results[1]);
	must(read(results[0], both, sizeof both) == sizeof both, carrier->name);
	close(results[0]);
	must(waitpid(pid, &status, 0) == pid && !status, carrier->name);
	*trip = both[0];
	*rate = both[1];
}

static int ascending(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

struct figure {
	double rounds[ROUNDS_MAX];
};

static double median(struct figure *figure, unsigned rounds)
{
	qsort(figure->rounds, rounds, sizeof *figure->rounds, ascending);
	return figure->rounds[rounds / 2];
}

/* An aim of 1 on the ratio: at least as many messages, or at most the time. */
static void print(const char *size, const char *what, const char *unit, struct figure *figures,
		  unsigned rounds)
{
	double value = median(&figures[0], rounds);
	double spread = (figures[0].rounds[rounds - 1] - figures[0].rounds[0]) / value * 100;

	for (unsigned i = 1; i < CARRIERS; i++) {
		double peer = median(&figures[i], rounds);
		printf("{\"name\": \"ring.linux.%s.%s%s%s\", \"value\": %.6g, \"unit\": \"%s\", \"aim\": "
		       "%.6g, "
		       "\"peer\": \"%s\", \"peer_value\": %.6g, \"ratio\": %.4g, \"spread\": \"%.0f%% of %u "
		       "rounds\", "
		       "\"command\": \"build/bench/measure-linux %u\"}\n",
		       size, what, i > 1 ? "." : "", i > 1 ? carriers[i]->name : "", value, unit, peer,
		       carriers[i]->name, peer, value / peer, spread, rounds, rounds);
	}
}

int main(int count, char **words)
{
	unsigned rounds = count > 1 ? (unsigned)atoi(words[1]) : 7;

	if (rounds < 1 || rounds > ROUNDS_MAX)
		return fprintf(stderr, "usage: measure-linux [ROUNDS], at most %d\n", ROUNDS_MAX), 2;
	memset(message, 'm', sizeof message);
	for (unsigned s = 0; s < sizeof sizes / sizeof *sizes; s++) {
		struct figure trips[CARRIERS], rates[CARRIERS];
		for (unsigned r = 0; r < rounds; r++)
			for (unsigned c = 0; c < CARRIERS; c++)
				round_of(carriers[c], sizes[s].bytes, sizes[s].one_way, sizes[s].trips,
					 &trips[c].rounds[r], &rates[c].rounds[r]);
		print(sizes[s].name, "rate", "messages/s", rates, rounds);
		print(sizes[s].name, "roundtrip", "us", trips, rounds);
		fflush(stdout);
	}
	return 0;
}
