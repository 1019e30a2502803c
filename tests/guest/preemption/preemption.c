/* SPDX-License-Identifier: Apache-2.0 */
/* Pre-emption: threads that never give way do not starve their equals, a better one goes first, and round
 * robin holds inside one priority.
 */
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <time.h>

#include "../tap.h"

static atomic_int spinning, stop, order;
static atomic_long turns[3];

static void *spin(void *argument)
{
	long me = (long)argument;

	atomic_fetch_add(&spinning, 1);
	while (!atomic_load(&stop))
		atomic_fetch_add(&turns[me], 1);
	return NULL;
}

static void *note_order(void *argument)
{
	return (void *)(long)atomic_fetch_add(&order, 1);
}

static pthread_t start(void *(*run)(void *), long argument, int priority)
{
	pthread_attr_t attributes;
	struct sched_param parameter = { .sched_priority = priority };
	pthread_t thread;

	pthread_attr_init(&attributes);
	pthread_attr_setinheritsched(&attributes, PTHREAD_EXPLICIT_SCHED);
	pthread_attr_setschedpolicy(&attributes, priority ? SCHED_RR : SCHED_OTHER);
	pthread_attr_setschedparam(&attributes, &parameter);
	int error = pthread_create(&thread, &attributes, run, (void *)argument);
	check(!error, "a thread of its own priority starts");
	return thread;
}

static void nap(long milliseconds)
{
	struct timespec span = { milliseconds / 1000, milliseconds % 1000 * 1000000 };

	nanosleep(&span, NULL);
}

int main(void)
{
	pthread_t spinners[3];
	void *first, *second;

	/* Main sleeps with threads spinning: only a timer interrupt can bring it back. */
	for (long i = 0; i < 3; i++)
		spinners[i] = start(spin, i, 0);
	while (atomic_load(&spinning) < 3)
		nap(5);
	check(true, "the main thread runs beside three that never give way");
	long before[3];
	for (int i = 0; i < 3; i++)
		before[i] = atomic_load(&turns[i]);
	nap(300);
	bool all = true;
	for (int i = 0; i < 3; i++)
		all &= atomic_load(&turns[i]) > before[i];
	check(all, "each of the three got on");
	atomic_store(&stop, 1);
	for (int i = 0; i < 3; i++)
		pthread_join(spinners[i], NULL);

	/* The main thread holds the CPU at a high priority: of two that wait, the better one goes first. */
	struct sched_param high = { .sched_priority = 50 };
	check(!pthread_setschedparam(pthread_self(), SCHED_RR, &high),
	      "the main thread's priority is raised");
	pthread_t low_thread = start(note_order, 0, 10);
	pthread_t high_thread = start(note_order, 0, 20);
	check(atomic_load(&order) == 0, "threads of less priority wait");
	pthread_join(high_thread, &second);
	pthread_join(low_thread, &first);
	check((long)second == 0 && (long)first == 1, "the one of higher priority went first");
	pthread_t top = start(note_order, 0, 60);
	check(atomic_load(&order) == 3, "a better thread runs before the one that made it goes on");
	pthread_join(top, NULL);
	return finish();
}
