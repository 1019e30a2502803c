/* SPDX-License-Identifier: Apache-2.0 */
/* Channels in an image: linked only into a service that has ports. */
#include <limits.h>
#include <stdint.h>

#include "kernel/panic/panic.h"
#include "kernel/platform/links.h"
#include "kernel/platform/platform.h"
#include "kernel/sched/sched.h"

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

void links_report(const char *line)
{
	log_line("%s", line);
}
