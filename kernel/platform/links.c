/* SPDX-License-Identifier: Apache-2.0 */
/* Channels in an image: linked only into a service that has ports. */
#include <limits.h>
#include <pthread.h>
#include <sched.h>
#include <stdint.h>
#include <stdlib.h>

#include "abi/boot_abi.h"
#include "kernel/panic/panic.h"
#include "kernel/platform/links.h"
#include "kernel/platform/platform.h"
#include "kernel/sched/sched.h"
#include "kernel/sched/stop.h"

#define STOP_NS       3000000000ul /* what exit may take; then the machine ends all the same */
#define STOP_STACK    8192
#define EXIT_STACK    65536 /* the service's own functions run on it; less where memory is short */
#define STOP_PRIORITY 99    /* no thread of the service keeps it from stopping */

const struct channel_platform *channel_platform(void)
{
	return platform == &platform_pc ? &links_pc : &links_xen;
}

void links_signal(struct channel_event *event)
{
	atomic_fetch_add(&event->count, 1);
	futex_wake((const volatile uint32_t *)&event->count, INT_MAX, 0, NULL);
}

void links_wait(struct channel_event *event, uint32_t seen, sd_time deadline)
{
	futex_wait((const volatile uint32_t *)&event->count, seen, deadline);
}

bool links_alone(void)
{
	return !sched_others_ready();
}

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

void links_exit_at_stop(void)
{
	start(stop, STOP_STACK);
}

void links_report(const char *line)
{
	log_line("%s", line);
}
