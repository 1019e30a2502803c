/* SPDX-License-Identifier: Apache-2.0 */
/* table.h: inflated monitors, by number. */
#ifndef JVM_MONITOR_TABLE_H
#define JVM_MONITOR_TABLE_H

#include "jvm/monitor/monitor.h"

enum { LOCK_TAG = 3, LOCK_FREE = 0, LOCK_THIN = 1, LOCK_INFLATED = 2 };

static inline uint32_t lock_load(const struct object *object)
{
	return __atomic_load_n(&object->lock, __ATOMIC_ACQUIRE);
}

static inline bool lock_swap(struct object *object, uint32_t from, uint32_t to)
{
	return __atomic_compare_exchange_n(&object->lock, &from, to, false, __ATOMIC_ACQ_REL,
					   __ATOMIC_RELAXED);
}

/* `mutex` guards all but `object`, `index` and `next`. Who holds it waits for nothing but `freed`, and never
 * for a safepoint: a running thread may take it without becoming safe. A monitor with neither owner nor users
 * is idle: a collection deflates it. */
struct monitor {
	pthread_mutex_t mutex;
	pthread_cond_t freed;          /* there is no owner any more */
	uint32_t owner;                /* thread id, 0 = none */
	uint32_t count;                /* how often entered beyond the first */
	unsigned users;                /* threads that enter or wait */
	unsigned entering;             /* of those, how many wait for `freed` */
	uint32_t hash;                 /* identity hash, 0 = none given yet */
	struct thread *waiters, *last; /* in Object.wait, oldest first, linked by wait_next */
	struct object *object;         /* weak; NULL: not in use */
	uint32_t index, next;          /* next: of the unused ones */
};

struct monitor *monitor_at(uint32_t index);
/* A new monitor for `object`, with no owner; ends the process when there is no memory. monitor_discard takes
 * back one that was never published. */
struct monitor *monitor_make(struct object *object);
void monitor_discard(struct monitor *monitor);

/* The object's monitor, inflated if it was not; whoever holds the thin lock then holds it. The caller is
 * running, so the monitor stays until its next safepoint. */
struct monitor *monitor_inflate(struct object *object);

/* Waits in C until *flag, thread->interrupted or the deadline (monotonic ns; INT64_MAX: none) with
 * thread->mutex held. The caller is safe. */
void await_wake(struct thread *thread, const bool *flag, int64_t deadline);
int64_t monotonic_now(void);
int64_t deadline_after(int64_t nanoseconds);

#endif
