/* SPDX-License-Identifier: Apache-2.0 */
/* torture queue|loop|linux COUNT [SEED]: prints TAP. The capacities run from rendezvous to many; COUNT is the
 * number of messages over all of them.
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "channel/transport/linux.h"
#include "channel/transport/ring_size.h"
#include "messages.h"
#include "tests/torture/body.h"

/* `share` of 100 messages. A rendezvous costs two switches a message, so it gets few. */
static const struct {
	uint32_t capacity, share;
} parts[] = { { 0, 2 }, { 1, 3 }, { 3, 10 }, { 16, 35 }, { 256, 50 } };

#define PARTS (sizeof parts / sizeof *parts)

struct part {
	struct sd_port out, in;
	char name[16];
	uint64_t count, seed;
	struct linux_half half[2];
	const char *wrong;
};

static struct part all[PARTS];

static void *send_all(void *argument)
{
	struct part *part = argument;

	part->wrong = torture_send(&part->out, part->count, part->seed);
	return NULL;
}

static void make(struct part *part, unsigned index, bool queue, uint64_t count, uint64_t seed)
{
	uint32_t capacity = parts[index].capacity;

	part->count = count * parts[index].share / 100;
	part->seed = seed + index;
	snprintf(part->name, sizeof part->name, "capacity %u", capacity);
	if (queue) {
		if (sd_channel(&messages_Text_type, capacity, &part->in, &part->out))
			exit(99);
		return;
	}
	part->out = (struct sd_port){ .name = part->name, .direction = SD_OUT, .type = &messages_Text_type };
	part->in = (struct sd_port){ part->name, SD_IN, &messages_Text_type, capacity, NULL };
	if (!linux_pair(ring_data_bytes(capacity, messages_Text_type.max_encoded), RING_CONTROL, part->half))
		exit(99);
}

static const char *in_threads(struct part *part, bool queue)
{
	pthread_t sender;

	if (!queue) {
		linux_wire_half(part->name, WIRING_IN, &part->half[0]);
		linux_wire_half(part->name, WIRING_OUT, &part->half[1]);
	}
	pthread_create(&sender, NULL, send_all, part);
	const char *wrong = torture_receive(&part->in, part->count, part->seed);
	if (wrong)
		return wrong; /* the sender may never end */
	pthread_join(sender, NULL);
	return part->wrong;
}

static const char *in_processes(struct part *part)
{
	int status;

	fflush(NULL);
	pid_t child = fork();
	linux_half_close(&part->half[child != 0]);
	linux_wire_half(part->name, child ? WIRING_IN : WIRING_OUT, &part->half[child == 0]);
	if (child == 0) {
		send_all(part);
		exit(part->wrong != NULL);
	}
	const char *wrong = torture_receive(&part->in, part->count, part->seed);
	sd_close(&part->in);
	waitpid(child, &status, 0);
	return wrong ? wrong : status ? "the sender failed" : NULL;
}

int main(int count, char **words)
{
	uint64_t messages = count > 2 ? strtoull(words[2], NULL, 10) : 0;
	uint64_t seed = count > 3 ? strtoull(words[3], NULL, 10) : (uint64_t)time(NULL);
	int failed = 0;

	if (!messages || (strcmp(words[1], "queue") && strcmp(words[1], "loop") && strcmp(words[1], "linux")))
		return fprintf(stderr, "usage: torture queue|loop|linux COUNT [SEED]\n"), 2;
	printf("1..%zu\n# seed %llu\n", PARTS, (unsigned long long)seed);
	for (unsigned i = 0; i < PARTS; i++) {
		make(&all[i], i, words[1][0] == 'q', messages, seed);
		const char *wrong = strcmp(words[1], "linux") ? in_threads(&all[i], words[1][0] == 'q')
							      : in_processes(&all[i]);
		printf("%s %u - %s, %llu messages%s%s\n", wrong ? "not ok" : "ok", i + 1, all[i].name,
		       (unsigned long long)all[i].count, wrong ? " # " : "", wrong ? wrong : "");
		fflush(stdout);
		if (wrong)
			_exit(1);
		linux_unwire();
	}
	return failed != 0;
}
