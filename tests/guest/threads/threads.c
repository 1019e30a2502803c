/* SPDX-License-Identifier: Apache-2.0 */
/* POSIX threads through musl: create and join, mutexes, conditions, semaphores, rwlocks, thread-local
 * storage. */
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <time.h>

#include "../tap.h"

#define THREADS 8
#define ROUNDS  2000

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static pthread_rwlock_t rwlock = PTHREAD_RWLOCK_INITIALIZER;
static sem_t items;
static _Thread_local int own;
static int counter, turn;

static void *count(void *argument)
{
	for (int i = 0; i < ROUNDS; i++) {
		pthread_mutex_lock(&mutex);
		int seen = counter;
		if (i % 64 == 0)
			sched_yield();
		counter = seen + 1;
		pthread_mutex_unlock(&mutex);
		own++;
	}
	return (void *)(long)own;
}

static void *take_turns(void *argument)
{
	int me = (int)(long)argument;

	for (int i = 0; i < 100; i++) {
		pthread_mutex_lock(&mutex);
		while (turn % 2 != me)
			pthread_cond_wait(&changed, &mutex);
		turn++;
		pthread_cond_broadcast(&changed);
		pthread_mutex_unlock(&mutex);
	}
	return NULL;
}

static void *consume(void *argument)
{
	long taken = 0;

	while (!sem_wait(&items) && ++taken < 100)
		;
	return (void *)taken;
}

static void *read_locked(void *argument)
{
	pthread_rwlock_rdlock(&rwlock);
	int value = counter;
	sched_yield();
	bool same = value == counter;
	pthread_rwlock_unlock(&rwlock);
	return (void *)(long)same;
}

static void *end_early(void *argument)
{
	pthread_exit((void *)7);
}

int main(void)
{
	pthread_t threads[THREADS];
	void *result;
	bool good = true;

	for (int i = 0; i < THREADS; i++)
		good &= !pthread_create(&threads[i], NULL, count, NULL);
	check(good, "threads are created");
	for (int i = 0; i < THREADS; i++) {
		pthread_join(threads[i], &result);
		good &= (long)result == ROUNDS;
	}
	check(good, "each has thread-local storage of its own");
	check(counter == THREADS * ROUNDS, "a mutex excludes");
	check(own == 0, "the main thread's storage is untouched");

	for (long i = 0; i < 2; i++)
		pthread_create(&threads[i], NULL, take_turns, (void *)i);
	for (int i = 0; i < 2; i++)
		pthread_join(threads[i], NULL);
	check(turn == 200, "two threads take turns by a condition variable");

	sem_init(&items, 0, 0);
	pthread_create(&threads[0], NULL, consume, NULL);
	for (int i = 0; i < 100; i++)
		sem_post(&items);
	pthread_join(threads[0], &result);
	check((long)result == 100, "a semaphore counts");

	good = true;
	for (int i = 0; i < THREADS; i++)
		pthread_create(&threads[i], NULL, read_locked, NULL);
	pthread_rwlock_wrlock(&rwlock);
	counter++;
	pthread_rwlock_unlock(&rwlock);
	for (int i = 0; i < THREADS; i++) {
		pthread_join(threads[i], &result);
		good &= (long)result;
	}
	check(good, "readers see no writer");

	pthread_create(&threads[0], NULL, end_early, NULL);
	pthread_join(threads[0], &result);
	check((long)result == 7, "pthread_exit gives its result");

	struct timespec deadline;
	clock_gettime(CLOCK_REALTIME, &deadline);
	deadline.tv_nsec += 20000000;
	deadline.tv_sec += deadline.tv_nsec / 1000000000;
	deadline.tv_nsec %= 1000000000;
	pthread_mutex_lock(&mutex);
	check(pthread_cond_timedwait(&changed, &mutex, &deadline) == ETIMEDOUT, "a timed wait ends");
	pthread_mutex_unlock(&mutex);

	good = true;
	for (int i = 0; i < 500; i++) {
		good &= !pthread_create(&threads[0], NULL, end_early, NULL);
		pthread_join(threads[0], NULL);
	}
	check(good, "500 threads one after the other leave nothing behind");
	return finish();
}
