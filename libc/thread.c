/* SPDX-License-Identifier: Apache-2.0 */
/* Threads as musl asks for them: clone, futexes, priorities. */
#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdnoreturn.h>
#include <string.h>
#include <time.h>

#include "abi/boot_abi.h"
#include "kernel/arch/x86_64/cpu.h"
#include "kernel/panic/panic.h"
#include "kernel/platform/platform.h"
#include "kernel/sched/sched.h"
#include "kernel/sched/stop.h"
#include "libc/syscall.h"

#define ARCH_SET_FS       0x1002
#define NS_PER_S          1000000000ul
#define MUSL_FIRST_SIGNAL 32
#define MUSL_CANCEL       33

/* man 2 futex; the C library has no header for them. Private and shared are one: there is one address space.
 */
enum { FUTEX_WAIT = 0, FUTEX_WAKE = 1, FUTEX_REQUEUE = 3, FUTEX_FLAGS = 128 | 256 };

#define CLONE_NEEDED (CLONE_VM | CLONE_THREAD | CLONE_SIGHAND)

extern const char clone_begin[];

long sys_clone(const struct syscall_frame *frame)
{
	unsigned long flags = frame->rdi;
	int *parent_tid = (int *)frame->rdx;
	int *child_tid = (int *)frame->r10;

	if ((flags & CLONE_NEEDED) != CLONE_NEEDED)
		return -ENOSYS; /* a second process */
	struct thread *thread = thread_create();
	if (!thread)
		return -EAGAIN;

	/* Below the frame, what switch_stacks pops: six registers and where to go. */
	struct syscall_frame *child = (struct syscall_frame *)thread->syscall_stack_end - 1;
	*child = *frame;
	child->rsp = frame->rsi;
	uint64_t *words = (uint64_t *)child - 7;
	memset(words, 0, 6 * sizeof(*words));
	words[6] = (uintptr_t)clone_begin;
	thread->stack_pointer = (uintptr_t)words;
	thread->fs_base = flags & CLONE_SETTLS ? frame->r8 : msr_read(MSR_FS_BASE);
	thread->clear_tid = flags & CLONE_CHILD_CLEARTID ? child_tid : NULL;
	thread->policy = thread_current()->policy;
	thread->priority = thread_current()->priority;

	int id = thread->id; /* the thread may have ended by the time thread_start returns */
	if (flags & CLONE_PARENT_SETTID)
		*parent_tid = id;
	thread_start(thread);
	return id;
}

long sys_exit(void)
{
	struct thread *current = thread_current();

	if (current->clear_tid) {
		__atomic_store_n(current->clear_tid, 0, __ATOMIC_SEQ_CST);
		futex_wake((const uint32_t *)current->clear_tid, 1, 0, NULL);
	}
	thread_exit();
}

/* raise() and abort(): what would end a process ends the image.
 *
 * pthread_cancel sends musl's own signal. Its handler would only matter to a thread that computes with
 * asynchronous cancelling on. At a cancellation point musl looks for a request before the system call, and
 * after one that was interrupted: so to interrupt the call, or the next one when the thread is just before
 * it, is all that is needed.
 */
long sys_tkill(int id, int signal)
{
	if (signal == MUSL_CANCEL)
		return thread_interrupt(id) ? 0 : -ESRCH;
	if (signal >= MUSL_FIRST_SIGNAL)
		return -ENOSYS;
	if (signal == SIGCHLD || signal == SIGURG || signal == SIGWINCH || signal == SIGCONT || !signal)
		return 0;
	panic("the service raised signal %d%s", signal, signal == SIGABRT ? ": abort" : "");
}

/* The linker puts this in place of musl's exit, whose release here has no lock: the first thread that comes
 * ends the image and every other one waits for that. */
noreturn void __real_exit(int status);
noreturn void __wrap_exit(int status);

noreturn void __wrap_exit(int status)
{
	static _Atomic(const struct thread *) first;
	const struct thread *expected = NULL, *current = thread_current();

	/* An atexit function may call exit again. */
	if (!atomic_compare_exchange_strong(&first, &expected, current) && expected != current)
		for (;;)
			sched_sleep(DEADLINE_NONE);
	__real_exit(status);
}

long sys_exit_group(int status)
{
	int code = status & 0x7f, most = stop_under_way() ? BOOT_EXIT_STOPPED : BOOT_EXIT_MAX;

	/* cppcheck-suppress missingReturn ; it does not come back */
	platform->shutdown(code > most ? most : code);
}

/* A relative time as a deadline, saturated. */
static uint64_t deadline_after(const struct timespec *span)
{
	if (!span)
		return DEADLINE_NONE;
	if ((uint64_t)span->tv_sec > UINT32_MAX)
		return DEADLINE_NONE;
	return platform->clock_monotonic() + span->tv_sec * NS_PER_S + span->tv_nsec;
}

long sys_futex(const uint32_t *word, int operation, uint32_t value, uint64_t timeout, const uint32_t *other)
{
	switch (operation & ~FUTEX_FLAGS) {
	case FUTEX_WAIT:
		return -futex_wait(word, value, deadline_after((const struct timespec *)timeout));
	case FUTEX_WAKE:
		return futex_wake(word, (int)value, 0, NULL);
	case FUTEX_REQUEUE:
		return futex_wake(word, (int)value, (int)timeout, other);
	default:
		return -ENOSYS; /* priority inheritance (docs/limits.md) */
	}
}

long sys_set_tid_address(int *address)
{
	struct thread *current = thread_current();

	current->clear_tid = address;
	return current->id;
}

long sys_arch_prctl(int code, uint64_t address)
{
	if (code != ARCH_SET_FS)
		return -EINVAL;
	msr_write(MSR_FS_BASE, address);
	return 0;
}

static struct thread *find(int id)
{
	return id ? thread_find(id) : thread_current();
}

static long set(struct thread *thread, int policy, const int *priority)
{
	if (!thread)
		return -ESRCH;
	if (policy == SCHED_OTHER ? *priority != 0 : *priority < 1 || *priority > 99)
		return -EINVAL;
	thread_set_priority(thread, policy, *priority);
	return 0;
}

long sys_sched_setscheduler(int id, int policy, const int *priority)
{
	if (policy != SCHED_OTHER && policy != SCHED_FIFO && policy != SCHED_RR)
		return -EINVAL;
	return set(find(id), policy, priority);
}

long sys_sched_setparam(int id, const int *priority)
{
	struct thread *thread = find(id);

	return set(thread, thread ? thread->policy : 0, priority);
}

long sys_sched_getparam(int id, int *priority)
{
	const struct thread *thread = find(id);

	if (!thread)
		return -ESRCH;
	*priority = thread->priority;
	return 0;
}

long sys_sched_getscheduler(int id)
{
	const struct thread *thread = find(id);

	return thread ? thread->policy : -ESRCH;
}

/* One CPU, whoever asks. */
long sys_sched_getaffinity(size_t bytes, unsigned long *mask)
{
	if (bytes < sizeof(*mask) || bytes % sizeof(*mask))
		return -EINVAL;
	*mask = 1;
	return sizeof(*mask);
}

long sys_sched_priority_limit(int policy, int highest)
{
	if (policy == SCHED_OTHER)
		return 0;
	if (policy != SCHED_FIFO && policy != SCHED_RR)
		return -EINVAL;
	return highest ? 99 : 1;
}
