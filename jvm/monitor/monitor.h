/* SPDX-License-Identifier: Apache-2.0 */
/* monitor.h: Java monitors, wait/notify and identity hashes, all in the 32-bit lock word of an object:
 *
 *   bits 1..0 = 00  free: bits 31..2 are the identity hash, 0 = none given yet
 *   bits 1..0 = 01  thin lock: bits 15..2 the owner's thread id, bits 31..16 how often entered beyond the
 * first bits 1..0 = 10  inflated: bits 31..2 index the monitor table; the monitor holds the hash
 *
 * A contended, waited-on or hashed-while-locked object is inflated. Idle monitors are deflated in a
 * collection. */
#ifndef JVM_MONITOR_MONITOR_H
#define JVM_MONITOR_MONITOR_H

#include "jvm/run/thread.h"

/* JVMS monitorenter and monitorexit. `exit` throws IllegalMonitorStateException when the thread is not the
 * owner. */
void monitor_enter(struct thread *thread, struct object *object);
bool monitor_exit(struct thread *thread, struct object *object);
bool monitor_held(struct thread *thread, struct object *object);
/* Object.wait (0 = for ever), notify, notifyAll: exceptions as the Java API says. */
void monitor_wait(struct thread *thread, struct object *object, int64_t milliseconds);
void monitor_notify(struct thread *thread, struct object *object, bool all);
int32_t object_identity_hash(struct thread *thread, struct object *object);
/* The lock word taken or given back by one compare-and-swap, when it is free and unhashed: else false, and
 * the functions above do it. */
static inline bool monitor_enter_fast(const struct thread *thread, struct object *object)
{
	uint32_t free = 0;
	return __atomic_compare_exchange_n(&object->lock, &free, thread->id << 2 | 1, false, __ATOMIC_ACQUIRE,
					   __ATOMIC_RELAXED);
}

static inline bool monitor_exit_fast(const struct thread *thread, struct object *object)
{
	uint32_t mine = thread->id << 2 | 1;
	return __atomic_compare_exchange_n(&object->lock, &mine, 0, false, __ATOMIC_RELEASE,
					   __ATOMIC_RELAXED);
}

/* The id of the thread that holds the monitor, 0: none. It may have changed when this returns. */
uint32_t monitor_owner(struct object *object);
/* Once, before the first collection. */
void monitors_init(void);
/* How many are inflated. */
unsigned monitors_count(void);
/* LockSupport (Unsafe.park and unpark) and Thread.interrupt, sleep. */
void thread_park(struct thread *thread, bool absolute, int64_t time);
void thread_unpark(struct thread *target);
void thread_interrupt(struct thread *target);
void thread_sleep(struct thread *thread, int64_t nanoseconds);
/* Whether a wait that began now would end at once: the thread was interrupted, or is to be stopped. */
bool thread_interrupt_is_due(struct thread *thread);
/* Brackets a wait that is not of monitor/: until thread_wait_end, Thread.interrupt and stop call `end_wait`,
 * from another thread, which must not block. false: the thread was interrupted or stopped before; the
 * interrupt stays. */
bool thread_wait_begin(struct thread *thread, void (*end_wait)(void *context), void *context);
void thread_wait_end(struct thread *thread);

#endif
