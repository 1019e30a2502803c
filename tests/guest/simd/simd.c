/* SPDX-License-Identifier: Apache-2.0 */
/* x87 and SSE registers and their control words survive pre-emption: several threads compute at once what
 * each alone has computed before.
 */
#include <fenv.h>
#include <float.h>
#include <pthread.h>
#include <stdatomic.h>
#include <time.h>

#include "../tap.h"

#define THREADS 4
#define STEPS   400000

static atomic_long switches;

/* Keeps eight sums in registers; the result depends on every bit. */
static double compute(long seed)
{
	double a = (double)seed, b = 1, c = 2, d = 3, e = 5, f = 7, g = 11, h = 13;

	for (int i = 0; i < STEPS; i++) {
		a = a * 1.0000001 + b;
		b = b * 0.9999999 + c * 1e-9;
		c = c + a * 1e-12;
		d = d * 1.0000002 - e * 1e-9;
		e = e + f * 1e-9;
		f = f * 0.9999998 + g * 1e-9;
		g = g + h * 1e-10;
		h = h * 1.0000003;
	}
	return a + b + c + d + e + f + g + h;
}

static long double compute_x87(long seed)
{
	long double x = (long double)seed;

	for (int i = 0; i < STEPS / 4; i++)
		x = x * 1.0000001L + 0.5L / (x + 1);
	return x;
}

struct work {
	long seed;
	double sse;
	long double x87;
	bool rounding_kept;
};

static void *run(void *argument)
{
	struct work *work = argument;
	int mode = work->seed % 2 ? FE_UPWARD : FE_DOWNWARD;

	fesetround(mode);
	work->sse = compute(work->seed);
	work->x87 = compute_x87(work->seed);
	work->rounding_kept = fegetround() == mode;
	return NULL;
}

/* Wakes at odd moments, so that the others are pre-empted at odd places. */
static void *disturb(void *argument)
{
	atomic_int *stop = argument;

	for (long i = 0; !atomic_load(stop); i++) {
		struct timespec span = { 0, 50000 + i * 7919 % 400000 };
		nanosleep(&span, NULL);
		volatile double rubbish = 1.0 / (double)(i + 3);
		(void)rubbish;
		atomic_fetch_add(&switches, 1);
	}
	return NULL;
}

int main(void)
{
	volatile long double one = 1;
	struct work alone[THREADS], together[THREADS];
	pthread_t threads[THREADS], disturber;
	atomic_int stop = 0;
	bool sse = true, x87 = true, rounding = true;

	check(one + LDBL_EPSILON != one && fegetround() == FE_TONEAREST,
	      "the first thread has full precision");
	for (long i = 0; i < THREADS; i++) {
		alone[i] = together[i] = (struct work){ .seed = i + 1 };
		pthread_create(&threads[0], NULL, run, &alone[i]);
		pthread_join(threads[0], NULL);
	}
	pthread_create(&disturber, NULL, disturb, &stop);
	for (long i = 0; i < THREADS; i++)
		pthread_create(&threads[i], NULL, run, &together[i]);
	for (long i = 0; i < THREADS; i++) {
		pthread_join(threads[i], NULL);
		sse &= alone[i].sse == together[i].sse;
		x87 &= alone[i].x87 == together[i].x87;
		rounding &= together[i].rounding_kept;
	}
	atomic_store(&stop, 1);
	pthread_join(disturber, NULL);
	check(atomic_load(&switches) > 0, "they were interrupted");
	check(sse, "SSE sums are those computed alone");
	check(x87, "x87 sums are those computed alone");
	check(rounding, "each thread keeps its rounding mode");
	return finish();
}
