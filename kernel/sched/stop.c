/* SPDX-License-Identifier: Apache-2.0 */
#include "kernel/sched/stop.h"

#include <limits.h>
#include <stddef.h>
#include <stdint.h>

#include "kernel/sched/sched.h"

enum { UNSERVED, SERVED, REQUESTED };

static volatile uint32_t state; /* a futex; goes up only */

void stop_serve(void)
{
	uint32_t unserved = UNSERVED;

	__atomic_compare_exchange_n(&state, &unserved, SERVED, false, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);
}

void stop_wait(void)
{
	while (!stop_under_way())
		futex_wait(&state, SERVED, DEADLINE_NONE);
}

bool stop_is_served(void)
{
	return __atomic_load_n(&state, __ATOMIC_SEQ_CST) != UNSERVED;
}

void stop_request(void)
{
	uint32_t served = SERVED;

	if (__atomic_compare_exchange_n(&state, &served, REQUESTED, false, __ATOMIC_SEQ_CST,
					__ATOMIC_SEQ_CST))
		futex_wake(&state, INT_MAX, 0, NULL);
}

bool stop_under_way(void)
{
	return __atomic_load_n(&state, __ATOMIC_SEQ_CST) == REQUESTED;
}
