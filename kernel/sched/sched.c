/* SPDX-License-Identifier: Apache-2.0 */
/* The run queue, the list of sleepers and the switch between threads.
 *
 * Rule: one lock guards all of it and is held across a switch; the thread that is switched to releases it.
 * Invariant: the running thread is in no list; a ready one is in the run queue; a sleeping one is in the list
 * of its futex, of timers, or both.
 */
#include <errno.h>
#include <string.h>

#include "kernel/arch/x86_64/interrupt.h"
#include "kernel/memory/memory.h"
#include "kernel/panic/panic.h"
#include "kernel/platform/platform.h"
#include "kernel/sched/sched.h"
#include "kernel/sched/simd.h"
#include "kernel/sched/spinlock.h"

static struct {
	struct spinlock lock;
	struct thread *threads;  /* all, newest first */
	struct thread *ready;    /* by priority, then by arrival */
	struct thread *sleepers; /* on a futex: by priority, then by arrival */
	struct thread *timers;   /* by deadline */
	struct thread *dead;     /* ended; its pages are freed by the thread that runs next */
	uint64_t armed;          /* the deadline the platform's timer is set to */
	int last_id;
	bool idle; /* nothing was ready: an interrupt must not switch, the idle loop will */
} sched = { .armed = DEADLINE_NONE };

void switch_stacks(struct thread *from, struct thread *to);

/* A thread's pages, lowest first. */
enum { PAGE_GUARD_LOW, PAGE_SYSCALLS, PAGE_GUARD_HIGH, PAGE_THREAD };

static bool protect_guards(char *pages, enum memory_access access)
{
	return memory_protect(pages + PAGE_GUARD_LOW * PAGE_BYTES, PAGE_BYTES, access) &&
	       memory_protect(pages + PAGE_GUARD_HIGH * PAGE_BYTES, PAGE_BYTES, access);
}

static void free_dead(void)
{
	char *pages = (char *)((uintptr_t)sched.dead & ~(PAGE_BYTES - 1)) - PAGE_THREAD * PAGE_BYTES;

	/* The page tables are there, so this cannot fail. */
	if (sched.dead && protect_guards(pages, MEMORY_READ_WRITE))
		page_free(pages, THREAD_PAGES);
	sched.dead = NULL;
}

/* Lists: `ready` and `sleepers` share the link `next`. */

static void insert_by_priority(struct thread **list, struct thread *thread, bool before_equals)
{
	while (*list && ((*list)->priority > thread->priority ||
			 (!before_equals && (*list)->priority == thread->priority)))
		list = &(*list)->next;
	thread->next = *list;
	*list = thread;
}

static void remove_from(struct thread **list, struct thread *thread)
{
	for (; *list; list = &(*list)->next) {
		if (*list == thread) {
			*list = thread->next;
			thread->next = NULL;
			return;
		}
	}
}

static void timer_insert(struct thread *thread)
{
	struct thread **list = &sched.timers;

	while (*list && (*list)->deadline <= thread->deadline)
		list = &(*list)->next_timer;
	thread->next_timer = *list;
	*list = thread;
}

static void timer_remove(struct thread *thread)
{
	for (struct thread **list = &sched.timers; *list; list = &(*list)->next_timer) {
		if (*list == thread) {
			*list = thread->next_timer;
			return;
		}
	}
}

/* The timer is armed for the first sleeper, and for the end of the running thread's turn when another waits.
 */
static void arm_timer(void)
{
	const struct thread *current = thread_current();
	uint64_t deadline = sched.timers ? sched.timers->deadline : DEADLINE_NONE;

	if (current->state == THREAD_RUNNING && sched.ready && sched.ready->priority == current->priority &&
	    current->slice_end < deadline)
		deadline = current->slice_end;
	if (deadline != sched.armed) {
		sched.armed = deadline;
		platform->timer_set(deadline);
	}
}

static void make_ready(struct thread *thread)
{
	const struct thread *current = thread_current();

	if (thread->deadline != DEADLINE_NONE)
		timer_remove(thread);
	thread->deadline = DEADLINE_NONE;
	thread->waits_for = NULL;
	thread->state = THREAD_READY;
	insert_by_priority(&sched.ready, thread, false);
	if (current->state == THREAD_RUNNING && thread->priority > current->priority)
		this_cpu()->reschedule = true;
}

/* Switches to the first ready thread. The caller has put the current one where it belongs, holds the lock
 * with interrupts off and holds it again, on return, when its turn comes. */
static void switch_away(void)
{
	struct cpu *cpu = this_cpu();
	struct thread *from = cpu->current;
	struct thread *to;

	arm_timer();
	while (!sched.ready) {
		sched.idle = true;
		spinlock_release(&sched.lock, 0);
		platform->idle();
		spinlock_acquire(&sched.lock);
		sched.idle = false;
		arm_timer();
	}
	to = sched.ready;
	sched.ready = to->next;
	to->next = NULL;
	to->state = THREAD_RUNNING;
	cpu->reschedule = false;
	if (sched.ready && sched.ready->priority == to->priority)
		to->slice_end = platform->clock_monotonic() + SLICE_NS;
	else
		to->slice_end = 0;
	cpu->current = to;
	arm_timer();
	if (to == from)
		return;

	simd_save(from->simd_state);
	from->fs_base = msr_read(MSR_FS_BASE);
	cpu->syscall_stack = (uintptr_t)to->syscall_stack_end;
	interrupt_stack_set(to->interrupt_stack_end);
	simd_restore(to->simd_state);
	msr_write(MSR_FS_BASE, to->fs_base);
	switch_stacks(from, to);
	/* Here `from` runs again, perhaps much later. */
	free_dead();
}

void sched_switched(void)
{
	free_dead();
	spinlock_release(&sched.lock, FLAGS_INTERRUPT);
}

/* After threads were woken: the clock for a turn may have to start, and a better thread goes first. */
static void after_wake(unsigned long flags)
{
	struct cpu *cpu = this_cpu();
	struct thread *current = cpu->current;

	if (current->state == THREAD_RUNNING && sched.ready && sched.ready->priority == current->priority &&
	    !current->slice_end)
		current->slice_end = platform->clock_monotonic() + SLICE_NS;
	arm_timer();
	if (cpu->reschedule && !cpu->in_interrupt && (flags & FLAGS_INTERRUPT)) {
		current->state = THREAD_READY;
		insert_by_priority(&sched.ready, current, true);
		switch_away();
	}
	spinlock_release(&sched.lock, flags);
}

void sched_init(struct thread *first)
{
	struct cpu *cpu = this_cpu();

	first->state = THREAD_RUNNING;
	first->deadline = DEADLINE_NONE;
	sched.threads = first;
	cpu->current = first;
	cpu->syscall_stack = (uintptr_t)first->syscall_stack_end;
	interrupt_stack_set(first->interrupt_stack_end);
	interrupts_on();
}

struct thread *thread_create(void)
{
	char *pages = page_alloc(THREAD_PAGES);

	if (!pages)
		return NULL;
	if (!protect_guards(pages, MEMORY_NONE)) {
		protect_guards(pages, MEMORY_READ_WRITE);
		page_free(pages, THREAD_PAGES);
		return NULL;
	}
	char *last = pages + PAGE_THREAD * PAGE_BYTES;
	memset(last, 0, PAGE_BYTES);
	void *simd_state = last + ((PAGE_BYTES - simd_bytes()) & ~63ul);
	struct thread *thread = (struct thread *)simd_state - 1;
	thread->simd_state = simd_state;
	thread->syscall_stack_end = pages + PAGE_GUARD_HIGH * PAGE_BYTES;
	thread->interrupt_stack_end = thread;
	thread->deadline = DEADLINE_NONE;
	simd_init(thread->simd_state);

	unsigned long flags = spinlock_acquire(&sched.lock);
	thread->id = ++sched.last_id;
	spinlock_release(&sched.lock, flags);
	return thread;
}

void thread_start(struct thread *thread)
{
	unsigned long flags = spinlock_acquire(&sched.lock);

	thread->next_thread = sched.threads;
	sched.threads = thread;
	make_ready(thread);
	after_wake(flags);
}

noreturn void thread_exit(void)
{
	struct thread *current = thread_current();

	spinlock_acquire(&sched.lock);
	for (struct thread **list = &sched.threads; *list; list = &(*list)->next_thread) {
		if (*list == current) {
			*list = current->next_thread;
			break;
		}
	}
	current->state = THREAD_EXITED;
	sched.dead = current;
	switch_away();
	panic("a thread that ended was switched to");
}

/* The lock is held. */
static struct thread *find(int id)
{
	struct thread *thread;

	for (thread = sched.threads; thread && thread->id != id; thread = thread->next_thread)
		;
	return thread;
}

struct thread *thread_find(int id)
{
	unsigned long flags = spinlock_acquire(&sched.lock);
	struct thread *thread = find(id);

	spinlock_release(&sched.lock, flags);
	return thread;
}

void thread_set_priority(struct thread *thread, int policy, int priority)
{
	unsigned long flags = spinlock_acquire(&sched.lock);
	struct thread *current = thread_current();

	thread->policy = policy;
	thread->priority = priority;
	if (thread->state == THREAD_READY) {
		remove_from(&sched.ready, thread);
		insert_by_priority(&sched.ready, thread, false);
	}
	if (sched.ready && sched.ready->priority > current->priority)
		this_cpu()->reschedule = true;
	after_wake(flags);
}

bool sched_others_ready(void)
{
	return __atomic_load_n(&sched.ready, __ATOMIC_RELAXED) != NULL;
}

void sched_yield_now(void)
{
	unsigned long flags = spinlock_acquire(&sched.lock);
	struct thread *current = thread_current();

	if (sched.ready && sched.ready->priority >= current->priority) {
		current->state = THREAD_READY;
		insert_by_priority(&sched.ready, current, false);
		switch_away();
	}
	spinlock_release(&sched.lock, flags);
}

/* Puts the current thread to sleep, on a futex if `word` is not NULL; the lock is held. Returns its
 * sleep_result. */
static int sleep_until(uint64_t deadline, const volatile uint32_t *word)
{
	struct thread *current = thread_current();

	if (current->interrupted) {
		current->interrupted = false;
		return EINTR;
	}
	current->waits_for = word;
	if (word)
		insert_by_priority(&sched.sleepers, current, false);
	current->state = THREAD_SLEEPING;
	current->sleep_result = 0;
	current->deadline = deadline;
	if (deadline != DEADLINE_NONE)
		timer_insert(current);
	switch_away();
	return current->sleep_result;
}

bool sched_sleep(uint64_t deadline)
{
	unsigned long flags = spinlock_acquire(&sched.lock);
	int result = sleep_until(deadline, NULL);

	spinlock_release(&sched.lock, flags);
	return result != EINTR;
}

static void end_sleep(struct thread *thread, int result)
{
	thread->sleep_result = result;
	if (thread->waits_for)
		remove_from(&sched.sleepers, thread);
	make_ready(thread);
}

bool thread_interrupt(int id)
{
	unsigned long flags = spinlock_acquire(&sched.lock);
	struct thread *thread = find(id);

	if (thread && thread->state == THREAD_SLEEPING)
		end_sleep(thread, EINTR);
	else if (thread)
		thread->interrupted = true;
	after_wake(flags);
	return thread;
}

int futex_wait(const volatile uint32_t *word, uint32_t expected, uint64_t deadline)
{
	unsigned long flags = spinlock_acquire(&sched.lock);
	int result = EAGAIN;

	/* Read under the lock that futex_wake takes: a wake after the word changed finds us in the list. */
	if (*word == expected)
		result = sleep_until(deadline, word);
	spinlock_release(&sched.lock, flags);
	return result;
}

int futex_wake(const volatile uint32_t *word, int count, int requeue, const volatile uint32_t *other)
{
	int done = 0;
	unsigned long flags = spinlock_acquire(&sched.lock);

	for (struct thread **link = &sched.sleepers; *link && (count > 0 || requeue > 0);) {
		struct thread *thread = *link;
		if (thread->waits_for != word) {
			link = &thread->next;
			continue;
		}
		if (count > 0) {
			*link = thread->next;
			make_ready(thread);
			count--;
		} else {
			thread->waits_for = other;
			link = &thread->next;
			requeue--;
		}
		done++;
	}
	after_wake(flags);
	return done;
}

void timer_interrupt(void)
{
	unsigned long flags = spinlock_acquire(&sched.lock);
	uint64_t now = platform->clock_monotonic();
	struct cpu *cpu = this_cpu();
	struct thread *current = cpu->current;

	sched.armed = DEADLINE_NONE;
	while (sched.timers && sched.timers->deadline <= now)
		end_sleep(sched.timers, ETIMEDOUT);
	if (current->state == THREAD_RUNNING && current->slice_end && current->slice_end <= now &&
	    sched.ready && sched.ready->priority == current->priority)
		cpu->reschedule = true;
	after_wake(flags);
}

void sched_preempt(void)
{
	spinlock_acquire(&sched.lock);
	struct cpu *cpu = this_cpu();
	struct thread *current = cpu->current;

	if (sched.idle || !sched.ready || sched.ready->priority < current->priority) {
		cpu->reschedule = false;
	} else {
		/* Its turn is over: to the end of its equals. Pushed aside by a better one: it stays first.
		 */
		current->state = THREAD_READY;
		insert_by_priority(&sched.ready, current, sched.ready->priority > current->priority);
		switch_away();
	}
	spinlock_release(&sched.lock, 0);
}

void sched_print_threads(void)
{
	static const char *const states[] = { "ready", "running", "sleeping", "exited" };

	for (const struct thread *thread = sched.threads; thread; thread = thread->next_thread)
		log_line("thread %d: %s, priority %d%s%p", thread->id, states[thread->state],
			 thread->priority, thread->waits_for ? ", waits for futex " : ", futex ",
			 (const void *)thread->waits_for);
}
