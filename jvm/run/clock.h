/* SPDX-License-Identifier: Apache-2.0 */
#ifndef JVM_RUN_CLOCK_H
#define JVM_RUN_CLOCK_H

#include <stdint.h>
#include <time.h>

/* The monotonic clock in nanoseconds. */
static inline uint64_t clock_now(void)
{
	struct timespec at;
	clock_gettime(CLOCK_MONOTONIC, &at);
	return (uint64_t)at.tv_sec * 1000000000 + (uint64_t)at.tv_nsec;
}

#endif
