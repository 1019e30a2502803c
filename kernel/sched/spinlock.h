/* SPDX-License-Identifier: Apache-2.0 */
/* A spinlock that also keeps interrupts away: what it guards may be touched by interrupt handlers. Held for a
 * few instructions only; never across a switch of threads, except the run queue's own.
 */
#ifndef KERNEL_SCHED_SPINLOCK_H
#define KERNEL_SCHED_SPINLOCK_H

#include <stdatomic.h>

#include "kernel/arch/x86_64/cpu.h"

struct spinlock {
	atomic_flag taken;
};

/* Returns the interrupt state to give to spinlock_release. */
static inline unsigned long spinlock_acquire(struct spinlock *lock)
{
	unsigned long flags = interrupts_save();

	/* Acquire: what the last holder wrote before its release is seen after this. */
	while (atomic_flag_test_and_set_explicit(&lock->taken, memory_order_acquire))
		cpu_relax();
	return flags;
}

static inline void spinlock_release(struct spinlock *lock, unsigned long flags)
{
	atomic_flag_clear_explicit(&lock->taken, memory_order_release);
	interrupts_restore(flags);
}

#endif
