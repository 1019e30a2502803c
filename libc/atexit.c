/* SPDX-License-Identifier: Apache-2.0 */
/* What runs when the host asks the image to stop: exit, in a thread of its own. Linked only into a service
 * that calls atexit, as every port does: another one has nothing to run, and its machine ends at once
 * (docs/decisions/0005-stop-is-exit.md).
 */
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>

#include "abi/boot_abi.h"
#include "kernel/platform/platform.h"
#include "kernel/sched/sched.h"
#include "kernel/sched/stop.h"

#define STOP_NS       3000000000ul /* what exit may take; then the machine ends all the same */
#define STOP_STACK    8192
#define EXIT_STACK    65536 /* the service's own functions run on it; less where memory is short */
#define STOP_PRIORITY 99    /* no thread of the service keeps it from stopping */

static bool start(void *(*body)(void *), size_t stack_bytes)
{
	const struct sched_param parameter = { .sched_priority = STOP_PRIORITY };
	pthread_attr_t attributes;
	pthread_t thread;

	pthread_attr_init(&attributes);
	pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
	pthread_attr_setstacksize(&attributes, stack_bytes);
	pthread_attr_setinheritsched(&attributes, PTHREAD_EXPLICIT_SCHED);
	pthread_attr_setschedpolicy(&attributes, SCHED_FIFO);
	pthread_attr_setschedparam(&attributes, &parameter);
	return !pthread_create(&thread, &attributes, body, NULL);
}

static void *leave(void *unused)
{
	if (boot_before_stop)
		boot_before_stop();
	exit(BOOT_EXIT_STOPPED);
}

/* Two threads: closing may block on a peer that lives but takes nothing, and somebody has to end that. */
static void *stop(void *unused)
{
	size_t bytes = EXIT_STACK;

	stop_serve();
	stop_wait();
	while (!start(leave, bytes) && bytes > STOP_STACK)
		bytes /= 2;
	sched_sleep(platform->clock_monotonic() + STOP_NS);
	platform->shutdown(BOOT_EXIT_STOPPED);
	return unused;
}

void boot_serve_stop(void)
{
	static atomic_bool is_served;

	if (!atomic_exchange(&is_served, true))
		start(stop, STOP_STACK);
}

/* The linker puts this in place of musl's. */
int __real_atexit(void (*function)(void));
int __wrap_atexit(void (*function)(void));

int __wrap_atexit(void (*function)(void))
{
	boot_serve_stop();
	return __real_atexit(function);
}
