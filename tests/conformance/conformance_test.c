/* SPDX-License-Identifier: Apache-2.0 */
/* conformance_test queue|loop|linux|socket: runs every property over that kind of channel and prints TAP. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "channel/transport/linux.h"
#include "channel/transport/ring_size.h"
#include "messages.h"
#include "tests/conformance/properties.h"

enum kind { QUEUE, LOOP, LINUX, SOCKET }; /* SOCKET: as LINUX, the ring passed over a Unix socket */

/* Ports live for ever: the runtime keeps what belongs to one until the program ends. */
struct ends {
	struct sd_port out, in;
	char name[16];
	struct linux_half half[2];
	bool by_path;
	pid_t maker;
	struct ends *next;
};

static struct ends *all;

static struct ends *make(enum kind kind, const struct sd_type *out, const struct sd_type *in,
			 uint32_t capacity)
{
	static unsigned serial;
	struct ends *ends = calloc(1, sizeof *ends);

	ends->next = all;
	all = ends;
	snprintf(ends->name, sizeof ends->name, "port%u", serial++);
	if (kind == QUEUE) {
		if (sd_channel(in, capacity, &ends->in, &ends->out))
			exit(99);
		return ends;
	}
	ends->out = (struct sd_port){ .name = ends->name, .direction = SD_OUT, .type = out };
	ends->in =
		(struct sd_port){ .name = ends->name, .direction = SD_IN, .type = in, .capacity = capacity };
	ends->by_path = kind == SOCKET;
	ends->maker = getpid();
	if (kind != SOCKET &&
	    !linux_pair(ring_data_bytes(capacity, in->max_encoded), RING_CONTROL, ends->half))
		exit(99);
	return ends;
}

/* What `side`, 0 the receiver's end or 1 the sender's, holds of this channel in this program. */
static void wire(struct ends *ends, int side)
{
	char path[64];

	if (ends->by_path) {
		snprintf(path, sizeof path, "ring:/tmp/conformance-%d-%s", (int)ends->maker, ends->name);
		linux_wire_path(ends->name, side ? WIRING_OUT : WIRING_IN, path);
		return;
	}
	linux_wire_half(ends->name, side ? WIRING_OUT : WIRING_IN, &ends->half[side]);
}

struct running {
	const char *(*body)(struct side *side);
	struct side side;
	const char *wrong;
};

static void *run(void *argument)
{
	struct running *running = argument;

	running->wrong = running->body(&running->side);
	return NULL;
}

static const char *in_two_threads(struct running *sender, struct running *receiver)
{
	pthread_t thread;

	pthread_create(&thread, NULL, run, sender);
	run(receiver);
	pthread_join(thread, NULL);
	return sender->wrong ? sender->wrong : receiver->wrong;
}

static const char *in_two_processes(struct running *sender, struct running *receiver, struct ends *ends[3])
{
	static char what[200];
	int status;

	fflush(NULL);
	pid_t child = fork();
	for (int i = 0; i < 3; i++) {
		int side = (child == 0) == (i < 2);
		wire(ends[i], side);
		if (!ends[i]->by_path)
			linux_half_close(&ends[i]->half[!side]);
	}
	if (child == 0) {
		run(sender);
		if (sender->wrong)
			fprintf(stderr, "# sender: %s\n", sender->wrong);
		exit(sender->wrong != NULL); /* the runtime closes the ports */
	}
	run(receiver);
	sd_close(&ends[0]->in);
	sd_close(&ends[1]->in);
	sd_close(&ends[2]->out);
	waitpid(child, &status, 0);
	linux_unwire();
	if (status)
		snprintf(what, sizeof what, "the sender's process ended with status %#x", status);
	return receiver->wrong ? receiver->wrong : status ? what : NULL;
}

static const char *check(enum kind kind, const struct property *property)
{
	const struct sd_type *number = &messages_Number_type;
	struct ends *ends[3] = { make(kind, property->sender_type, property->receiver_type,
				      property->capacity),
				 make(kind, number, number, 64), make(kind, number, number, 64) };
	struct running sender = { property->sender, { &ends[0]->out, &ends[1]->out, &ends[2]->in }, NULL };
	struct running receiver = { property->receiver, { &ends[0]->in, &ends[1]->in, &ends[2]->out }, NULL };
	const char *wrong;

	if (kind >= LINUX)
		return in_two_processes(&sender, &receiver, ends);
	if (kind == LOOP)
		for (int i = 0; i < 6; i++)
			wire(ends[i / 2], i % 2);
	wrong = in_two_threads(&sender, &receiver);
	for (int i = 0; i < 3; i++) {
		sd_close(&ends[i]->in);
		sd_close(&ends[i]->out);
	}
	linux_unwire();
	return wrong;
}

/* Refused links say so; a TAP stream has comments for that. */
static void as_comment(const char *line)
{
	printf("# %s\n", line);
}

int main(int count, char **words)
{
	const char *kinds[] = { "queue", "loop", "linux", "socket" };
	int kind = 0, failed = 0;

	while (kind < 4 && (count != 2 || strcmp(words[1], kinds[kind])))
		kind++;
	if (kind == 4)
		return fprintf(stderr, "usage: conformance_test queue|loop|linux|socket\n"), 2;
	linux_report_to(as_comment);
	printf("1..%u\n", property_count);
	for (unsigned i = 0; i < property_count; i++) {
		const struct property *property = &properties[i];
		if (kind == QUEUE && property->links_only) {
			printf("ok %u - %s # SKIP two ends of one sd_channel have one type\n", i + 1,
			       property->name);
			continue;
		}
		const char *wrong = check(kind, property);
		printf("%s %u - %s\n", wrong ? "not ok" : "ok", i + 1, property->name);
		if (wrong)
			printf("# expected %s\n", wrong);
		failed += wrong != NULL;
		fflush(stdout);
	}
	return failed != 0;
}
