/* SPDX-License-Identifier: Apache-2.0 */
/* safepoint.c: how one thread stops all others.
 *
 * Each thread publishes its mode and reads its poll word; the stopper writes the poll words and reads the
 * modes. Both do their store before their load (Dekker's handshake), so at least one sees the other: the
 * thread sees the poll and waits, or the stopper sees it running and waits. Modes change without a lock; only
 * who has seen a poll takes `handshake`.
 *
 * The list lock is held from before the polls are set until after they are cleared: threads neither come nor
 * go meanwhile, and a thread that is added later has its poll clear. Nothing depends on signals.
 *
 * Who waits for the end of a stop takes longer to wake than a thread that stops all in a loop (System.gc)
 * takes to come again. So the next stop comes after as long as the last one took: half of the time is for
 * those it holds up. */
#include "jvm/run/safepoint.h"
#include "jvm/run/clock.h"
#include <stdlib.h>
#include <time.h>

pthread_mutex_t thread_list_lock = PTHREAD_MUTEX_INITIALIZER;

static pthread_mutex_t handshake = PTHREAD_MUTEX_INITIALIZER; /* guards the two conditions */
static pthread_cond_t became_safe = PTHREAD_COND_INITIALIZER, resumed = PTHREAD_COND_INITIALIZER;
static unsigned held; /* threads that wait for the end of a stop; guarded by handshake */

enum { LONGEST_GAP = 10 * 1000 * 1000 }; /* ns */
/* Guarded by the list lock. */
static uint64_t next_stop; /* ns of the monotonic clock: no stop begins earlier */
static unsigned moving;    /* threads that ran when they were asked to stop */
static _Atomic unsigned awaiting_list_lock;

static void tell_stopper(void)
{
	pthread_mutex_lock(&handshake);
	pthread_cond_signal(&became_safe);
	pthread_mutex_unlock(&handshake);
}

__attribute__((noinline)) static void become_safe(struct thread *thread)
{
	/* Orders all writes before it, the registers among them, before the stopper's read of the mode; and
	 * this store before the load of poll, or a stopper that still saw RUNNING would not be woken. */
	atomic_store_explicit(&thread->mode, THREAD_SAFE, memory_order_seq_cst);
	if (__builtin_expect(atomic_load_explicit(&thread->poll, memory_order_seq_cst), 0))
		tell_stopper();
}

NOTES_STACK void thread_block_begin(struct thread *thread)
{
	thread_note_stack(thread);
	become_safe(thread);
}

static void wait_until_resumed(struct thread *thread, uint32_t why)
{
	pthread_mutex_lock(&handshake);
	held += why == POLL_STOP;
	while (atomic_load_explicit(&thread->poll, memory_order_relaxed) & why)
		pthread_cond_wait(&resumed, &handshake);
	held -= why == POLL_STOP;
	pthread_mutex_unlock(&handshake);
}

void thread_block_end(struct thread *thread)
{
	for (;;) {
		/* This store before the load of poll: else a stopper could have read SAFE before it, and this
		 * thread poll before the stopper's store, and both would go on. The load orders the stopper's
		 * writes (it cleared poll) before what follows. */
		atomic_store_explicit(&thread->mode, THREAD_RUNNING, memory_order_seq_cst);
		if (__builtin_expect(!(atomic_load_explicit(&thread->poll, memory_order_seq_cst) & POLL_STOP),
				     1))
			return;
		atomic_store_explicit(&thread->mode, THREAD_SAFE, memory_order_seq_cst);
		tell_stopper(); /* it may have seen RUNNING just now */
		wait_until_resumed(thread, POLL_STOP);
	}
}

void thread_become_running(struct thread *thread)
{
	thread_block_end(thread);
}

/* Whoever is at a call right now restores the limit before it reads poll: it sees poll, or this store comes
 * later than its own. */
void thread_refuse_calls(struct thread *target)
{
	atomic_store_explicit(&target->call_limit, NULL, memory_order_seq_cst);
}

void thread_renew_call_limit(struct thread *thread)
{
	atomic_store_explicit(&thread->call_limit, thread->stack_limit, memory_order_seq_cst);
	if (atomic_load_explicit(&thread->poll, memory_order_seq_cst))
		thread_refuse_calls(thread);
}

bool thread_call_refused(struct thread *thread)
{
	if (atomic_load_explicit(&thread->call_limit, memory_order_relaxed))
		return false;
	atomic_store_explicit(&thread->call_limit, thread->stack_limit, memory_order_seq_cst);
	thread_safepoint(thread);
	return true;
}

void thread_safepoint(struct thread *thread)
{
	const uint32_t poll = atomic_load_explicit(&thread->poll, memory_order_relaxed);
	if (!poll)
		return;
	thread_block_begin(thread);
	/* Only here, where no lock of the virtual machine is held: not when a block ends. */
	wait_until_resumed(thread, POLL_SUSPENDED);
	thread_block_end(thread);
	if (poll & POLL_EXCEPTION)
		thread_take_stop(thread);
}

bool thread_take_stop(struct thread *thread)
{
	/* In this order: of a stop that comes between them the exception is taken, or the poll is left. */
	atomic_fetch_and(&thread->poll, ~(uint32_t)POLL_EXCEPTION);
	struct object *const exception = atomic_exchange(&thread->stop_with, NULL);
	if (exception)
		thread->exception = exception;
	return exception;
}

void thread_suspend(struct thread *target)
{
	atomic_fetch_or(&target->poll, POLL_SUSPENDED);
	thread_refuse_calls(target);
}

void thread_resume(struct thread *target)
{
	pthread_mutex_lock(&handshake);
	atomic_fetch_and(&target->poll, ~(uint32_t)POLL_SUSPENDED);
	pthread_cond_broadcast(&resumed);
	pthread_mutex_unlock(&handshake);
}

void thread_list_await(void)
{
	atomic_fetch_add(&awaiting_list_lock, 1);
	pthread_mutex_lock(&thread_list_lock);
	atomic_fetch_sub(&awaiting_list_lock, 1);
}

void threads_lock(void)
{
	struct thread *thread = thread_self;
	if (pthread_mutex_trylock(&thread_list_lock) == 0)
		return;
	/* Who holds it may be waiting for this thread to stop. Once it is ours no stop is under way, so the
	 * end does not wait. */
	if (thread)
		thread_block_begin(thread);
	thread_list_await();
	if (thread)
		thread_block_end(thread);
}

void threads_unlock(void)
{
	pthread_mutex_unlock(&thread_list_lock);
}

static void ask_to_stop(struct thread *thread, void *stopper)
{
	if (thread == stopper)
		return;
	atomic_fetch_or_explicit(&thread->poll, POLL_STOP, memory_order_seq_cst);
	thread_refuse_calls(thread);
	moving += atomic_load_explicit(&thread->mode, memory_order_relaxed) == THREAD_RUNNING;
}

static void await_safe(struct thread *thread, void *stopper)
{
	if (thread == stopper)
		return;
	/* This load comes after the store of poll (see thread_block_begin) and takes over what the thread
	 * wrote before it was safe. */
	while (atomic_load_explicit(&thread->mode, memory_order_seq_cst) != THREAD_SAFE)
		pthread_cond_wait(&became_safe, &handshake);
}

static void let_go(struct thread *thread, void *stopper)
{
	/* Releases what the stopper wrote to the thread, which reads poll after it became running. */
	atomic_fetch_and_explicit(&thread->poll, ~(uint32_t)POLL_STOP, memory_order_seq_cst);
}

/* Takes the list lock when a stop may begin; returns the time. */
static uint64_t lock_in_turn(struct thread *thread)
{
	for (;;) {
		threads_lock();
		const uint64_t at = clock_now(), wanted = next_stop;
		if (at >= wanted)
			return at;
		threads_unlock();
		if (thread)
			thread_block_begin(thread);
		nanosleep(&(struct timespec){ .tv_nsec = (long)(wanted - at) }, NULL);
		if (thread)
			thread_block_end(thread);
	}
}

void threads_stop_all(struct thread *thread, void (*work)(void *context), void *context)
{
	const uint64_t began = lock_in_turn(thread);
	moving = 0;
	threads_each(ask_to_stop, thread);
	pthread_mutex_lock(&handshake);
	threads_each(await_safe, thread);
	pthread_mutex_unlock(&handshake);
	work(context);
	const uint64_t ended = clock_now(), took = ended - began;
	pthread_mutex_lock(&handshake);
	/* Nobody is made to wait where there is nobody to wait for. */
	next_stop = moving || held || atomic_load(&awaiting_list_lock)
			    ? ended + (took < LONGEST_GAP ? took : LONGEST_GAP)
			    : 0;
	threads_each(let_go, thread);
	pthread_cond_broadcast(&resumed);
	pthread_mutex_unlock(&handshake);
	threads_unlock();
}
