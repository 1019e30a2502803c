/* SPDX-License-Identifier: Apache-2.0 */
#include <errno.h>
#include <stdbool.h>
#include <time.h>

#include "kernel/platform/platform.h"
#include "kernel/sched/sched.h"
#include "libc/syscall.h"

#define NS_PER_S 1000000000ul

/* What is added to the monotonic clock for that one; asked of the platform once. */
static bool clock_offset(int clock, uint64_t *offset)
{
	static uint64_t epoch;

	switch (clock) {
	case CLOCK_MONOTONIC:
	case CLOCK_MONOTONIC_RAW:
	case CLOCK_MONOTONIC_COARSE:
	case CLOCK_BOOTTIME:
		*offset = 0;
		return true;
	case CLOCK_REALTIME:
	case CLOCK_REALTIME_COARSE:
		if (!epoch)
			epoch = platform->clock_epoch();
		*offset = epoch;
		return true;
	default:
		return false;
	}
}

long sys_clock_gettime(int clock, struct timespec *out)
{
	uint64_t offset;

	if (!clock_offset(clock, &offset))
		return -EINVAL;
	uint64_t now = platform->clock_monotonic() + offset;
	out->tv_sec = (time_t)(now / NS_PER_S);
	out->tv_nsec = (long)(now % NS_PER_S);
	return 0;
}

long sys_clock_getres(int clock, struct timespec *out)
{
	uint64_t offset;

	if (!clock_offset(clock, &offset))
		return -EINVAL;
	if (out)
		*out = (struct timespec){ .tv_nsec = 1 };
	return 0;
}

long sys_nanosleep(int clock, int flags, const struct timespec *span, struct timespec *left)
{
	uint64_t offset;

	if (!clock_offset(clock, &offset) || span->tv_sec < 0 || (uint64_t)span->tv_nsec >= NS_PER_S)
		return -EINVAL;
	/* Longer than anything lives. */
	uint64_t seconds = (uint64_t)span->tv_sec < UINT32_MAX ? (uint64_t)span->tv_sec : UINT32_MAX;
	uint64_t deadline = seconds * NS_PER_S + span->tv_nsec;
	if (flags & TIMER_ABSTIME)
		deadline = deadline > offset ? deadline - offset : 0;
	else
		deadline += platform->clock_monotonic();
	if (sched_sleep(deadline))
		return 0;
	uint64_t now = platform->clock_monotonic(), rest = deadline > now ? deadline - now : 0;
	if (left && !(flags & TIMER_ABSTIME))
		*left = (struct timespec){ .tv_sec = (time_t)(rest / NS_PER_S),
					   .tv_nsec = (long)(rest % NS_PER_S) };
	return -EINTR;
}
