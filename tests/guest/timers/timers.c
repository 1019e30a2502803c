/* SPDX-License-Identifier: Apache-2.0 */
/* Clocks go forward, sleeps end in the order of their lengths and not early. */
#include <pthread.h>
#include <stdatomic.h>
#include <time.h>
#include <unistd.h>

#include "../tap.h"

static atomic_int arrived;

static unsigned long now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return time.tv_sec * 1000000000ul + time.tv_nsec;
}

static void *sleeper(void *argument)
{
	long milliseconds = (long)argument;

	usleep((unsigned)milliseconds * 1000);
	return (void *)(long)atomic_fetch_add(&arrived, 1);
}

int main(void)
{
	unsigned long last = now(), at;
	bool forward = true, not_early = true, in_order = true;

	for (int i = 0; i < 20000; i++, last = at) {
		at = now();
		forward &= at >= last;
	}
	check(forward, "the monotonic clock never goes back");
	for (long span = 1; span <= 32; span *= 2) {
		unsigned long before = now();
		usleep((unsigned)span * 1000);
		not_early &= now() - before >= (unsigned long)span * 1000000;
	}
	check(not_early, "no sleep ends early");

	pthread_t threads[5];
	for (long i = 0; i < 5; i++)
		pthread_create(&threads[i], NULL, sleeper, (void *)((5 - i) * 200));
	for (long i = 0; i < 5; i++) {
		void *place;
		pthread_join(threads[i], &place);
		in_order &= (long)place == 4 - i;
	}
	check(in_order, "sleepers wake in the order of their deadlines");

	struct timespec real;
	clock_gettime(CLOCK_REALTIME, &real);
	/* 2024-01-01; a machine whose clock is older has none. */
	printf("the time is %ld\n", (long)real.tv_sec);
	check(real.tv_sec > 1704067200, "the time of day is known");
	struct timespec until = { .tv_sec = real.tv_sec, .tv_nsec = real.tv_nsec };
	check(!clock_nanosleep(CLOCK_REALTIME, TIMER_ABSTIME, &until, NULL),
	      "a sleep until now ends at once");
	return finish();
}
