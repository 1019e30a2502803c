/* SPDX-License-Identifier: Apache-2.0 */
/* Below a thread's stack for interrupts lies a guard page, here of a thread made of the pages of another. */
#include <pthread.h>
#include <stdio.h>

#include "../stacks.h"

static void *nothing(void *argument)
{
	return argument;
}

static void *run(void *argument)
{
	overflow(stack_of_vector(32));
	puts("survived");
	return argument;
}

int main(void)
{
	pthread_t thread;

	pthread_create(&thread, NULL, nothing, NULL);
	pthread_join(thread, NULL);
	pthread_create(&thread, NULL, run, NULL);
	pthread_join(thread, NULL);
	return 0;
}
