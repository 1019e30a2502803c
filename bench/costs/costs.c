/* SPDX-License-Identifier: Apache-2.0 */
/* What the kernel's and musl's basic operations cost. Under QEMU's -icount a tick of the time stamp counter
 * is an instruction, so each line is a count that is the same on every machine.
 */
#include <pthread.h>
#include <sched.h>
#include <semaphore.h>
#include <stdint.h>
#include <stdio.h>

#define ROUNDS 1000

static sem_t there, back;

static uint64_t ticks(void)
{
	uint32_t low, high;

	__asm__ volatile("lfence; rdtsc" : "=a"(low), "=d"(high));
	return (uint64_t)high << 32 | low;
}

static void *yield(void *argument)
{
	for (int i = 0; i < ROUNDS; i++)
		sched_yield();
	return NULL;
}

static void *answer(void *argument)
{
	for (int i = 0; i < ROUNDS; i++) {
		sem_wait(&there);
		sem_post(&back);
	}
	return NULL;
}

int main(void)
{
	pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
	pthread_t thread;
	uint64_t start;

	/* Two threads that yield to each other: each round switches there and back. */
	pthread_create(&thread, NULL, yield, NULL);
	sched_yield();
	start = ticks();
	for (int i = 0; i < ROUNDS - 1; i++)
		sched_yield();
	printf("switch %lu\n", (ticks() - start) / (2 * (ROUNDS - 1)));
	pthread_join(thread, NULL);

	start = ticks();
	for (int i = 0; i < ROUNDS; i++) {
		pthread_mutex_lock(&mutex);
		pthread_mutex_unlock(&mutex);
	}
	printf("mutex %lu\n", (ticks() - start) / ROUNDS);

	sem_init(&there, 0, 0);
	sem_init(&back, 0, 0);
	pthread_create(&thread, NULL, answer, NULL);
	start = ticks();
	for (int i = 0; i < ROUNDS; i++) {
		sem_post(&there);
		sem_wait(&back);
	}
	printf("semaphore %lu\n", (ticks() - start) / ROUNDS);
	pthread_join(thread, NULL);
	return 0;
}
