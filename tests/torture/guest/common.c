/* SPDX-License-Identifier: Apache-2.0 */
#include <pthread.h>
#include <sched.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "common.h"

#define LONGEST_SLEEP_NS 1000000u
#define LONGEST_WORK     20000u

struct torture_arguments torture_arguments(int count, char **words)
{
	return (struct torture_arguments){ count > 1 ? strtoull(words[1], NULL, 10) : 20000,
					   count > 2 ? strtoull(words[2], NULL, 10) : 1 };
}

/* Wakes at a random time, computes for a random one, and sleeps again. */
static void *disturb(void *seed)
{
	unsigned dice = (unsigned)(uintptr_t)seed;
	volatile double sum = 0;

	for (;;) {
		dice = dice * 1103515245u + 12345u;
		nanosleep(&(struct timespec){ .tv_nsec = (dice >> 8) % LONGEST_SLEEP_NS }, NULL);
		for (unsigned i = (dice >> 16) % LONGEST_WORK; i; i--)
			sum = sum * 0.5 + i;
	}
	return seed;
}

void torture_disturb(void)
{
	pthread_attr_t attributes;
	pthread_t thread;

	pthread_attr_init(&attributes);
	pthread_attr_setinheritsched(&attributes, PTHREAD_EXPLICIT_SCHED);
	pthread_attr_setschedpolicy(&attributes, SCHED_RR);
	pthread_attr_setschedparam(&attributes, &(struct sched_param){ .sched_priority = 10 });
	if (pthread_create(&thread, &attributes, disturb, (void *)1) ||
	    pthread_create(&thread, NULL, disturb, (void *)2))
		abort();
}

int torture_result(const char *side, uint64_t count, const char *wrong)
{
	if (wrong)
		printf("torture: %s: %s\n", side, wrong);
	else
		printf("torture: %s: %llu messages, all right\n", side, (unsigned long long)count);
	return wrong != NULL;
}
