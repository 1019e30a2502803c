/* SPDX-License-Identifier: Apache-2.0 */
/* A thread as the scheduler keeps it. It lives in one run of pages: a guard, the stack for system calls, a
 * guard, and a page with the stack for interrupts and above it this struct and the SIMD state.
 */
#ifndef KERNEL_SCHED_THREAD_H
#define KERNEL_SCHED_THREAD_H

#include <stdbool.h>
#include <stdint.h>

enum thread_state { THREAD_READY, THREAD_RUNNING, THREAD_SLEEPING, THREAD_EXITED };

struct thread {
	uint64_t stack_pointer; /* while it does not run; switch.S knows that this is first */
	uint64_t fs_base;       /* thread-local storage; set by arch_prctl or clone */
	void *syscall_stack_end, *interrupt_stack_end;
	void *simd_state; /* XSAVE or FXSAVE area, 64-byte aligned */

	int id;
	struct thread *next_thread; /* all threads, guarded by the scheduler's lock, as is all below */

	enum thread_state state;
	int policy, priority; /* SCHED_*; 0 for SCHED_OTHER, otherwise 1 to 99 */
	struct thread *next;  /* in the run queue or a list of sleepers on a futex */
	uint64_t slice_end;   /* when it must let others of its priority run */

	uint64_t deadline;              /* UINT64_MAX: none */
	struct thread *next_timer;      /* sleepers by deadline */
	const volatile void *waits_for; /* a futex's address, or NULL */
	int sleep_result;               /* 0: woken; ETIMEDOUT; EINTR */
	bool interrupted;               /* its next sleep ends at once */

	int *clear_tid; /* zeroed, and woken as a futex, when the thread ends; may be NULL */
};

#define THREAD_PAGES           4
#define THREAD_INTERRUPT_BYTES 2048 /* the least that the stack for interrupts has */

#endif
