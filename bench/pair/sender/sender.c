/* SPDX-License-Identifier: Apache-2.0 */
/* For each size: a stream of messages, ended by the receiver's answer to the last; then messages one at a
 * time, each answered. Prints "SIZE rate MESSAGES-PER-SECOND" and "SIZE roundtrip NANOSECONDS", ROUNDS times.
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

#include "pair.h"

#define ROUNDS 5

static struct pair_Small small;
static struct pair_Middle middle;
static struct pair_Large large;

static int send_small(void)
{
	return Sender_small_send(&small, SD_FOREVER);
}

static int send_middle(void)
{
	return Sender_middle_send(&middle, SD_FOREVER);
}

static int send_large(void)
{
	return Sender_large_send(&large, SD_FOREVER);
}

static const struct {
	const char *name;
	int (*send)(void);
	uint64_t *number; /* 0: no answer wanted; else answered with it */
	unsigned stream, single;
} sizes[] = {
	{ "16B", send_small, &small.bytes.items[0], 20000, 2000 },
	{ "1KiB", send_middle, &middle.bytes.items[0], 10000, 2000 },
	{ "64KiB", send_large, &large.bytes.items[0], 400, 200 },
};

static void must(int status)
{
	if (!status)
		return;
	fprintf(stderr, "sender: %s\n", sd_status_text(status));
	exit(1);
}

/* Sends one message that is answered, and waits for the answer. */
static void exchange(unsigned size, uint32_t number)
{
	struct pair_Note note;

	*sizes[size].number = number;
	must(sizes[size].send());
	must(Sender_notes_receive(&note, SD_FOREVER));
	if (note.number != number)
		must(SD_BROKEN);
}

int main(void)
{
	exchange(0, 1);
	puts("first message answered");
	for (unsigned round = 0; round < ROUNDS; round++) {
		for (unsigned size = 0; size < sizeof(sizes) / sizeof(sizes[0]); size++) {
			exchange(size, 1); /* connected */
			sd_time start = sd_clock();
			for (unsigned i = 1; i < sizes[size].stream; i++) {
				*sizes[size].number = 0;
				must(sizes[size].send());
			}
			exchange(size, 2);
			sd_time span = sd_clock() - start;
			printf("%s rate %.0f\n", sizes[size].name, sizes[size].stream * 1e9 / (double)span);

			start = sd_clock();
			for (unsigned i = 0; i < sizes[size].single; i++)
				exchange(size, i + 1);
			span = sd_clock() - start;
			printf("%s roundtrip %.0f\n", sizes[size].name, (double)span / sizes[size].single);
		}
	}
	return 0;
}
