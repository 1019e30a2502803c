/* SPDX-License-Identifier: Apache-2.0 */
/* pthread_cancel: threads end at cancellation points, in a wait or before one, and nowhere else. */
#include <pthread.h>
#include <sched.h>
#include <semaphore.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <time.h>
#include <unistd.h>

#include "../tap.h"

#define ROUNDS     1000
#define REQUEST_NS 200000
#define SWEEP_NS   100000

static sem_t semaphore, ready;
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t condition = PTHREAD_COND_INITIALIZER;
static atomic_int cleaned, steps;
static atomic_bool go;

static void clean(void *argument)
{
	cleaned++;
}

static void clean_mutex(void *argument)
{
	cleaned += pthread_mutex_unlock(argument) == 0;
}

static void *wait_semaphore(void *argument)
{
	pthread_cleanup_push(clean, NULL);
	sem_post(&ready);
	sem_wait(&semaphore);
	pthread_cleanup_pop(0);
	return NULL;
}

static void *wait_condition(void *argument)
{
	pthread_mutex_lock(&mutex);
	pthread_cleanup_push(clean_mutex, &mutex);
	sem_post(&ready);
	for (;;)
		pthread_cond_wait(&condition, &mutex);
	pthread_cleanup_pop(0);
	return NULL;
}

static void *wait_time(void *argument)
{
	pthread_cleanup_push(clean, NULL);
	sem_post(&ready);
	for (;;)
		sleep(1000);
	pthread_cleanup_pop(0);
	return NULL;
}

static void *compute(void *argument)
{
	pthread_cleanup_push(clean, NULL);
	sem_post(&ready);
	for (;;)
		pthread_testcancel();
	pthread_cleanup_pop(0);
	return NULL;
}

/* Cancelled while that is disabled: its waits do their work, also the one that is interrupted. */
static void *refuse(void *argument)
{
	const struct timespec moment = { .tv_nsec = 1000000 };
	int old;

	pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &old);
	sem_post(&ready);
	while (!go)
		nanosleep(&moment, NULL);
	pthread_mutex_lock(&mutex);
	steps++;
	pthread_mutex_unlock(&mutex);
	sem_wait(&semaphore);
	steps++;
	pthread_setcancelstate(PTHREAD_CANCEL_ENABLE, &old);
	pthread_testcancel();
	steps++;
	return NULL;
}

/* Waits for a mutex, which is no cancellation point. */
static void *wait_mutex(void *argument)
{
	sem_post(&ready);
	pthread_mutex_lock(&mutex);
	steps++;
	pthread_mutex_unlock(&mutex);
	pthread_testcancel();
	steps++;
	return NULL;
}

static int64_t now_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000000000l + now.tv_nsec;
}

/* Computes until a moment, then waits for ever. */
static void *wait_at(void *argument)
{
	const int64_t *moment = argument;

	while (now_ns() < *moment)
		;
	sleep(1000);
	return NULL;
}

/* Starts one and comes back when it is about to wait. */
static pthread_t start(void *(*body)(void *))
{
	pthread_t thread;

	pthread_create(&thread, NULL, body, NULL);
	sem_wait(&ready);
	return thread;
}

static bool cancelled(pthread_t thread)
{
	void *result = NULL;

	return pthread_join(thread, &result) == 0 && result == PTHREAD_CANCELED;
}

static void ends(void *(*body)(void *), const char *what)
{
	pthread_t thread = start(body);

	cleaned = 0;
	usleep(5000); /* it waits by now */
	check(pthread_cancel(thread) == 0 && cancelled(thread) && cleaned == 1, what);
}

/* Requests that come, by pre-emption, around the moment of the system call. */
static void at_any_moment(void)
{
	const struct sched_param better = { .sched_priority = 1 };
	int ended = 0;

	for (int i = 0; i < ROUNDS; i++) {
		pthread_t thread;
		int64_t moment = INT64_MAX;

		pthread_create(&thread, NULL, wait_at, &moment);
		pthread_setschedparam(pthread_self(), SCHED_FIFO, &better);
		moment = now_ns() + REQUEST_NS - SWEEP_NS / 2 + (int64_t)i * SWEEP_NS / ROUNDS;
		usleep(REQUEST_NS / 1000);
		ended += pthread_cancel(thread) == 0 && cancelled(thread);
		pthread_setschedparam(pthread_self(), SCHED_OTHER, &(struct sched_param){ 0 });
	}
	check(ended == ROUNDS, "at any moment around a system call");
}

int main(void)
{
	pthread_t thread;

	sem_init(&semaphore, 0, 0);
	sem_init(&ready, 0, 0);
	ends(wait_semaphore, "in a wait for a semaphore");
	ends(wait_condition, "in a wait for a condition, and the mutex is held again for the clean-up");
	ends(wait_time, "in a sleep");
	ends(compute, "in a computation that asks");

	thread = start(refuse);
	pthread_mutex_lock(&mutex);
	go = true;
	usleep(5000);
	check(pthread_cancel(thread) == 0 && steps == 0, "not in a wait for a mutex");
	pthread_mutex_unlock(&mutex);
	usleep(5000);
	check(steps == 1, "not while it is disabled");
	sem_post(&semaphore);
	check(cancelled(thread) && steps == 2, "once it is enabled again");

	steps = 0;
	pthread_mutex_lock(&mutex);
	thread = start(wait_mutex);
	usleep(5000);
	check(pthread_cancel(thread) == 0 && pthread_kill(thread, 0) == 0, "a thread that waits for a mutex");
	usleep(5000);
	pthread_mutex_unlock(&mutex);
	check(cancelled(thread) && steps == 1, "gets it, and ends at the next cancellation point");

	at_any_moment();
	return finish();
}
