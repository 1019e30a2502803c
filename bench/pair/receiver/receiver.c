/* SPDX-License-Identifier: Apache-2.0 */
/* Takes messages of each size in a thread of its own and answers those that bear a number. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#include "pair.h"

static int answer(uint64_t number)
{
	struct pair_Note note = { .number = (uint32_t)number };

	return number ? Receiver_notes_send(&note, SD_FOREVER) : SD_OK;
}

static void *take_small(void *argument)
{
	struct pair_Small message;

	while (!Receiver_small_receive(&message, SD_FOREVER) && !answer(message.bytes.items[0]))
		;
	return NULL;
}

static void *take_middle(void *argument)
{
	struct pair_Middle message;

	while (!Receiver_middle_receive(&message, SD_FOREVER) && !answer(message.bytes.items[0]))
		;
	return NULL;
}

static void *take_large(void *argument)
{
	static struct pair_Large message;

	while (!Receiver_large_receive(&message, SD_FOREVER) && !answer(message.bytes.items[0]))
		;
	return NULL;
}

int main(void)
{
	void *(*const takers[])(void *) = { take_small, take_middle, take_large };
	pthread_t threads[3];

	for (int i = 0; i < 3; i++) {
		if (pthread_create(&threads[i], NULL, takers[i], NULL)) {
			fputs("receiver: no memory for a thread\n", stderr);
			return 1;
		}
	}
	for (int i = 0; i < 3; i++)
		pthread_join(threads[i], NULL);
	return 0;
}
