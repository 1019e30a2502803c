/* SPDX-License-Identifier: Apache-2.0 */
/* wait.c: Object.wait and notify (JLS 17.2), park, sleep, interrupts.
 *
 * A thread waits on its own condition with its own mutex, for a flag (notified or permit), an interrupt or a
 * time. The order of locks is: a monitor's mutex, then a thread's. thread->interrupted only wakes: whether
 * there is an interrupt says Thread.interrupted, which Thread.interrupt sets before it calls
 * thread_interrupt. So who is about to wait clears the first and then reads the second; the other order would
 * lose an interrupt that comes between. */
#include "jvm/monitor/table.h"
#include "jvm/run/exception.h"
#include <sched.h>
#include <time.h>

static const int64_t second = 1000000000;

int64_t monotonic_now(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * second + now.tv_nsec;
}

int64_t deadline_after(int64_t nanoseconds)
{
	int64_t deadline;
	return __builtin_add_overflow(monotonic_now(), nanoseconds, &deadline) ? INT64_MAX : deadline;
}

void await_wake(struct thread *thread, const bool *flag, int64_t deadline)
{
	const struct timespec until = { .tv_sec = deadline / second, .tv_nsec = deadline % second };
	while (!*flag && !thread->interrupted && (deadline == INT64_MAX || monotonic_now() < deadline)) {
		if (deadline == INT64_MAX)
			pthread_cond_wait(&thread->wake, &thread->mutex);
		else
			pthread_cond_timedwait(&thread->wake, &thread->mutex, &until);
	}
}

bool thread_interrupt_is_due(struct thread *thread)
{
	return thread->stop_with || thread_is_interrupted(thread);
}

/* For who is about to wait: an earlier call to wake up is forgotten. */
static bool interrupt_is_due(struct thread *thread)
{
	pthread_mutex_lock(&thread->mutex);
	thread->interrupted = false;
	pthread_mutex_unlock(&thread->mutex);
	return thread_interrupt_is_due(thread);
}

static void enqueue(struct monitor *monitor, struct thread *thread)
{
	thread->wait_next = NULL;
	*(monitor->waiters ? &monitor->last->wait_next : &monitor->waiters) = thread;
	monitor->last = thread;
}

/* Takes a thread that nobody notified out of the queue; false: somebody did. */
static bool dequeue(struct monitor *monitor, struct thread *thread)
{
	struct thread *before = NULL;
	for (struct thread *at = monitor->waiters; at; before = at, at = at->wait_next)
		if (at == thread) {
			*(before ? &before->wait_next : &monitor->waiters) = at->wait_next;
			if (monitor->last == at)
				monitor->last = before;
			return true;
		}
	return false;
}

/* Gives the monitor up, waits and takes it again, safe all the while. True: notified. */
static bool wait_in_queue(struct thread *thread, struct monitor *monitor, int64_t deadline)
{
	pthread_mutex_lock(&monitor->mutex);
	const uint32_t count = monitor->count;
	thread->notified = false;
	enqueue(monitor, thread);
	monitor->users++; /* while running: so that no collection deflates it */
	monitor->owner = monitor->count = 0;
	if (monitor->entering)
		pthread_cond_signal(&monitor->freed);
	pthread_mutex_unlock(&monitor->mutex);

	thread_block_begin(thread);
	pthread_mutex_lock(&thread->mutex);
	await_wake(thread, &thread->notified, deadline);
	pthread_mutex_unlock(&thread->mutex);

	pthread_mutex_lock(&monitor->mutex);
	const bool notified = !dequeue(monitor, thread);
	monitor->entering++;
	while (monitor->owner)
		pthread_cond_wait(&monitor->freed, &monitor->mutex);
	monitor->entering--;
	monitor->owner = thread->id;
	monitor->count = count;
	monitor->users--;
	pthread_mutex_unlock(&monitor->mutex);
	thread_block_end(thread);
	return notified;
}

void monitor_wait(struct thread *thread, struct object *object, int64_t milliseconds)
{
	if (milliseconds < 0) {
		throw_new(thread, "java/lang/IllegalArgumentException", "timeout value is negative");
		return;
	}
	if (!monitor_held(thread, object)) {
		throw_new(thread, "java/lang/IllegalMonitorStateException", "current thread is not owner");
		return;
	}
	int64_t nanoseconds;
	const bool forever = !milliseconds || __builtin_mul_overflow(milliseconds, 1000000, &nanoseconds);
	const int64_t deadline = forever ? INT64_MAX : deadline_after(nanoseconds);
	struct monitor *const monitor = monitor_inflate(object);
	bool notified = false;
	if (!interrupt_is_due(thread)) {
		thread_set_status(thread, milliseconds ? THREAD_WAITING_TIMED : THREAD_WAITING);
		thread->waiting_on = monitor;
		notified = wait_in_queue(thread, monitor, deadline);
		thread->waiting_on = NULL;
		thread_set_status(thread, THREAD_RUNNABLE);
	}
	/* A notification that came first is not lost on an interrupted thread: the interrupt stays pending
	 * (JLS 17.2.4). */
	if (thread_take_stop(thread))
		return;
	if (!notified && thread_take_interrupt(thread))
		throw_new(thread, "java/lang/InterruptedException", NULL);
}

void monitor_notify(struct thread *thread, struct object *object, bool all)
{
	if (!monitor_held(thread, object)) {
		throw_new(thread, "java/lang/IllegalMonitorStateException", "current thread is not owner");
		return;
	}
	const uint32_t word = lock_load(object);
	if ((word & LOCK_TAG) != LOCK_INFLATED)
		return; /* who waits has inflated it */
	struct monitor *const monitor = monitor_at(word >> 2);
	pthread_mutex_lock(&monitor->mutex);
	struct thread *waiter;
	while ((waiter = monitor->waiters)) {
		monitor->waiters = waiter->wait_next;
		/* From now on it waits for the monitor, which it cannot have before the caller leaves it. */
		thread_set_status(waiter, THREAD_BLOCKED);
		pthread_mutex_lock(&waiter->mutex);
		waiter->notified = true;
		pthread_cond_signal(&waiter->wake);
		pthread_mutex_unlock(&waiter->mutex);
		if (!all)
			break;
	}
	pthread_mutex_unlock(&monitor->mutex);
}

/* Waits for the permit, an interrupt or the time; then takes the permit. */
static void park_until(struct thread *thread, int64_t deadline)
{
	if (interrupt_is_due(thread))
		return;
	thread_set_status(thread, deadline == INT64_MAX ? THREAD_PARKED : THREAD_PARKED_TIMED);
	thread_block_begin(thread);
	pthread_mutex_lock(&thread->mutex);
	await_wake(thread, &thread->permit, deadline);
	thread->permit = false;
	pthread_mutex_unlock(&thread->mutex);
	thread_block_end(thread);
	thread_set_status(thread, THREAD_RUNNABLE);
}

static bool take_permit(struct thread *thread)
{
	pthread_mutex_lock(&thread->mutex);
	const bool permit = thread->permit;
	thread->permit = false;
	pthread_mutex_unlock(&thread->mutex);
	return permit;
}

void thread_park(struct thread *thread, bool absolute, int64_t time)
{
	if (take_permit(thread))
		return;
	int64_t nanoseconds = time;
	if (absolute) { /* milliseconds since 1970 */
		struct timespec now;
		clock_gettime(CLOCK_REALTIME, &now);
		if (time <= 0)
			return;
		if (__builtin_mul_overflow(time, 1000000, &nanoseconds))
			nanoseconds = INT64_MAX;
		else if (__builtin_sub_overflow(nanoseconds, now.tv_sec * second + now.tv_nsec, &nanoseconds))
			nanoseconds = 0;
	} else if (!time) {
		nanoseconds = INT64_MAX;
	}
	if (nanoseconds > 0)
		park_until(thread, deadline_after(nanoseconds));
}

void thread_unpark(struct thread *target)
{
	pthread_mutex_lock(&target->mutex);
	target->permit = true;
	pthread_cond_signal(&target->wake);
	pthread_mutex_unlock(&target->mutex);
}

void thread_interrupt(struct thread *target)
{
	pthread_mutex_lock(&target->mutex);
	target->interrupted = true;
	pthread_cond_signal(&target->wake);
	if (target->end_wait)
		target->end_wait(target->wait_context);
	pthread_mutex_unlock(&target->mutex);
}

static void set_end_wait(struct thread *thread, void (*end_wait)(void *context), void *context)
{
	pthread_mutex_lock(&thread->mutex);
	thread->end_wait = end_wait;
	thread->wait_context = context;
	pthread_mutex_unlock(&thread->mutex);
}

bool thread_wait_begin(struct thread *thread, void (*end_wait)(void *context), void *context)
{
	set_end_wait(thread, end_wait, context);
	return !interrupt_is_due(thread);
}

void thread_wait_end(struct thread *thread)
{
	set_end_wait(thread, NULL, NULL);
}

void thread_stop(struct thread *target, struct object *exception)
{
	atomic_store(&target->stop_with, exception);
	atomic_fetch_or(&target->poll, POLL_EXCEPTION);
	thread_refuse_calls(target);
	thread_interrupt(target);
}

void thread_sleep(struct thread *thread, int64_t nanoseconds)
{
	const int64_t deadline = deadline_after(nanoseconds);
	static const bool never = false;
	thread_set_status(thread, THREAD_SLEEPING);
	while (!interrupt_is_due(thread) && (monotonic_now() < deadline || nanoseconds == 0)) {
		thread_block_begin(thread);
		if (nanoseconds == 0)
			sched_yield();
		pthread_mutex_lock(&thread->mutex);
		await_wake(thread, &never, deadline);
		pthread_mutex_unlock(&thread->mutex);
		thread_block_end(thread);
		if (nanoseconds == 0)
			break;
	}
	thread_set_status(thread, THREAD_RUNNABLE);
	if (thread_take_stop(thread))
		return;
	if (thread_take_interrupt(thread))
		throw_new(thread, "java/lang/InterruptedException", "sleep interrupted");
}
