/* SPDX-License-Identifier: Apache-2.0 */
/* The scheduler: the ready thread of the highest priority runs; threads of equal priority take turns of
 * SLICE_NS, and only then is a timer armed for it. There is no periodic tick and no idle thread: with nothing
 * ready, the thread that blocked last waits for an interrupt where it stands.
 */
#ifndef KERNEL_SCHED_H
#define KERNEL_SCHED_H

#include <stdbool.h>
#include <stdint.h>
#include <stdnoreturn.h>

#include "kernel/arch/x86_64/cpu.h"
#include "kernel/sched/thread.h"

#define SLICE_NS      10000000ul
#define DEADLINE_NONE UINT64_MAX

/* Makes the first thread of the boot stack and turns interrupts on. Once, at boot. */
void sched_init(struct thread *first);

/* A thread with its stacks, not yet known to the scheduler; NULL without memory. The caller prepares its
 * syscall stack so that a switch to it returns to a code address, then calls thread_start. */
struct thread *thread_create(void);
void thread_start(struct thread *thread);

/* Ends the calling thread. */
noreturn void thread_exit(void);

static inline struct thread *thread_current(void)
{
	return this_cpu()->current;
}

/* The thread of that id, or NULL. It may end at any time. */
struct thread *thread_find(int id);

void thread_set_priority(struct thread *thread, int policy, int priority);

/* Whether a thread other than the running one could run. */
bool sched_others_ready(void);

/* Gives way to threads of the same priority. */
void sched_yield_now(void);

/* Sleeps until the monotonic clock reaches `deadline`; false when thread_interrupt ended it before. */
bool sched_sleep(uint64_t deadline);

/* Ends the sleep of the thread of that id, or its next one if it does not sleep. False when there is none. */
bool thread_interrupt(int id);

/* Sleeps while *word == expected, until futex_wake or the deadline. Returns 0 when woken, EAGAIN when the
 * word differed, ETIMEDOUT, EINTR after thread_interrupt. Thread context. */
int futex_wait(const volatile uint32_t *word, uint32_t expected, uint64_t deadline);

/* Wakes up to `count` threads that sleep on the word, those of high priority first, and moves up to `requeue`
 * others to `other` (may be NULL). Returns how many were woken or moved. Any context. */
int futex_wake(const volatile uint32_t *word, int count, int requeue, const volatile uint32_t *other);

/* Called by the platform's timer handler; interrupts are off. */
void timer_interrupt(void);

/* Called at the end of an interrupt when this CPU's `reschedule` is set; interrupts are off. */
void sched_preempt(void);

/* Ends what a switch began; the first thing a new thread does. switch.S calls it. */
void sched_switched(void);

/* One line for each thread on the console, for the crash report: takes no lock. */
void sched_print_threads(void);

#endif
