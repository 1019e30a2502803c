/* SPDX-License-Identifier: Apache-2.0 */
/* Below a thread's stack lies a guard page, and the report lists the threads. */
#include <pthread.h>
#include <stdio.h>

__attribute__((noinline)) static int deeper(volatile int *above)
{
	volatile int here[64] = { *above };

	return *above ? deeper(here) + here[1] : 0;
}

static void *run(void *argument)
{
	volatile int start = 1;

	return (void *)(long)deeper(&start);
}

int main(void)
{
	pthread_t thread;

	pthread_create(&thread, NULL, run, NULL);
	pthread_join(thread, NULL);
	puts("survived");
	return 0;
}
