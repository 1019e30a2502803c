/* SPDX-License-Identifier: Apache-2.0 */
/* thread.c: the list of threads, their ids and their stacks. Knows nothing of java.lang.Thread (thread_life.c
 * does).
 *
 * A struct thread is never freed: it goes to a list of free ones, its mutex and condition alive. So whoever
 * finds a thread that dies meanwhile (unpark, interrupt) wakes nobody or a stranger, which both the Java API
 * and the loops that wait allow. */
#include "jvm/run/safepoint.h"
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

enum {
	MAX_ID = 16383,             /* what a thin lock can hold */
	OVERFLOW_BYTES = 64 * 1024, /* of a Java stack: for making a StackOverflowError */
	C_RESERVE_BYTES =
		192 *
		1024, /* of a C stack: what natives and the making of that error may use below the limit */
};

_Thread_local struct thread *thread_self;

/* Guarded by thread_list_lock. */
static struct thread *first, *unused;
static uint64_t ids_taken[(MAX_ID + 64) / 64] = { 1 }; /* id 0 is nobody */
static unsigned others_count;                          /* threads that are no daemons */
static pthread_cond_t one_left = PTHREAD_COND_INITIALIZER;

static uint32_t take_id(void)
{
	for (uint32_t word = 0; word < sizeof ids_taken / sizeof *ids_taken; word++)
		if (~ids_taken[word]) {
			const uint32_t bit = (uint32_t)__builtin_ctzll(~ids_taken[word]),
				       id = word * 64 + bit;
			if (id > MAX_ID)
				return 0;
			ids_taken[word] |= (uint64_t)1 << bit;
			return id;
		}
	return 0;
}

static void give_id_back(uint32_t id)
{
	ids_taken[id / 64] &= ~((uint64_t)1 << id % 64);
}

/* The waits of monitor/ measure time by the monotonic clock. */
static struct thread *make(void)
{
	struct thread *thread = calloc(1, sizeof *thread);
	if (!thread)
		return NULL;
	pthread_condattr_t attributes;
	pthread_condattr_init(&attributes);
	pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
	pthread_mutex_init(&thread->mutex, NULL);
	pthread_cond_init(&thread->wake, &attributes);
	pthread_condattr_destroy(&attributes);
	return thread;
}

/* Makes a thread that was used before as new: everything but the mutex and the condition. */
static void clear(struct thread *thread)
{
	const size_t waiting = offsetof(struct thread, mutex), after = offsetof(struct thread, interrupted);
	memset(thread, 0, waiting);
	pthread_mutex_lock(&thread->mutex); /* an unpark that came late may be at it */
	memset((char *)thread + after, 0, sizeof *thread - after);
	pthread_mutex_unlock(&thread->mutex);
}

/* A Java stack with a page at its end that nothing may touch. */
static bool stack_make(struct thread *thread, size_t bytes)
{
	const size_t page = (size_t)sysconf(_SC_PAGESIZE);
	bytes = (bytes + OVERFLOW_BYTES + page - 1) / page * page;
	uint8_t *at = mmap(NULL, bytes + page, PROT_READ | PROT_WRITE,
			   MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	if (at == MAP_FAILED)
		return false;
	mprotect(at + bytes, page, PROT_NONE);
	thread->stack = at;
	thread->stack_end = at + bytes;
	thread->stack_limit = thread->stack_end - OVERFLOW_BYTES;
	atomic_store_explicit(&thread->call_limit, thread->stack_limit, memory_order_relaxed);
	return true;
}

static void stack_free(struct thread *thread)
{
	munmap(thread->stack, (size_t)(thread->stack_end - thread->stack) + (size_t)sysconf(_SC_PAGESIZE));
	thread->stack = thread->stack_end = thread->stack_limit = NULL;
}

static void link_thread(struct thread *thread)
{
	thread->next = first;
	thread->previous = NULL;
	if (first)
		first->previous = thread;
	first = thread;
	others_count += !thread->daemon;
}

static void unlink_thread(struct thread *thread)
{
	*(thread->previous ? &thread->previous->next : &first) = thread->next;
	if (thread->next)
		thread->next->previous = thread->previous;
	others_count -= !thread->daemon;
	if (others_count <= 1)
		pthread_cond_broadcast(&one_left);
	give_id_back(thread->id);
	thread->next = unused;
	unused = thread;
}

struct thread *thread_new(struct object *object, size_t java_stack_bytes, bool daemon)
{
	threads_lock();
	struct thread *thread = unused;
	if (thread) {
		unused = thread->next;
		clear(thread);
	} else {
		thread = make();
	}
	const uint32_t id = thread ? take_id() : 0;
	if (!id || !stack_make(thread, java_stack_bytes)) {
		if (id)
			give_id_back(id);
		if (thread) {
			thread->next = unused;
			unused = thread;
		}
		threads_unlock();
		return NULL;
	}
	thread->id = id;
	thread->object = object;
	thread->daemon = daemon;
	atomic_store(&thread->mode, THREAD_SAFE);
	link_thread(thread);
	threads_unlock();
	return thread;
}

/* Where this POSIX thread's stack lies. */
static void find_c_stack(struct thread *thread)
{
	pthread_attr_t attributes;
	void *lowest;
	size_t bytes, guard;
	pthread_getattr_np(pthread_self(), &attributes);
	pthread_attr_getstack(&attributes, &lowest, &bytes);
	pthread_attr_getguardsize(&attributes, &guard);
	pthread_attr_destroy(&attributes);
	thread->c_stack_base = (uint8_t *)lowest + bytes;
	thread->c_stack_limit = (uint8_t *)lowest + guard + C_RESERVE_BYTES;
}

void thread_begin(struct thread *thread)
{
	find_c_stack(thread);
	thread->posix = pthread_self();
	thread_self = thread;
	thread_become_running(thread);
}

struct thread *thread_attach(struct object *object, size_t java_stack_bytes)
{
	struct thread *thread = thread_new(object, java_stack_bytes, false);
	if (thread)
		thread_begin(thread);
	return thread;
}

void thread_delete(struct thread *thread)
{
	threads_lock();
	stack_free(thread);
	unlink_thread(thread);
	threads_unlock();
}

void thread_detach(struct thread *thread)
{
	/* Running until it is off the list, which it leaves with the lock held: no stopper can be waiting for
	 * it then. */
	threads_lock();
	stack_free(thread);
	thread->object = NULL;
	unlink_thread(thread);
	thread_self = NULL;
	pthread_mutex_unlock(&thread_list_lock);
}

void threads_each(void (*visit)(struct thread *thread, void *context), void *context)
{
	for (struct thread *thread = first; thread; thread = thread->next)
		visit(thread, context);
}

void threads_await_others(struct thread *thread)
{
	thread_block_begin(thread);
	thread_list_await();
	while (others_count > (thread->daemon ? 0u : 1u))
		pthread_cond_wait(&one_left, &thread_list_lock);
	pthread_mutex_unlock(&thread_list_lock);
	thread_block_end(thread);
}
