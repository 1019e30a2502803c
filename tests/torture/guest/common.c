/* SPDX-License-Identifier: Apache-2.0 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#include "common.h"

#define DISTURBERS 2

struct torture_arguments torture_arguments(int count, char **words)
{
	return (struct torture_arguments){ count > 1 ? strtoull(words[1], NULL, 10) : 20000,
					   count > 2 ? strtoull(words[2], NULL, 10) : 1 };
}

/* Never sleeps: its slice ends only when the timer says so. */
static void *compute(void *argument)
{
	volatile double sum = 0;

	for (double i = 1;; i++)
		sum = sum * 0.5 + i;
	return argument;
}

void torture_disturb(void)
{
	pthread_t thread;

	for (int i = 0; i < DISTURBERS; i++)
		pthread_create(&thread, NULL, compute, NULL);
}

int torture_result(const char *side, uint64_t count, const char *wrong)
{
	if (wrong)
		printf("torture: %s: %s\n", side, wrong);
	else
		printf("torture: %s: %llu messages, all right\n", side, (unsigned long long)count);
	return wrong != NULL;
}
