/* SPDX-License-Identifier: Apache-2.0 */
/* monitor.c: entering and leaving, and identity hashes. The lock word changes by compare-and-swap alone, so
 * anybody may inflate a monitor that another holds. */
#include "jvm/monitor/table.h"
#include "jvm/run/exception.h"

static const uint32_t one_entry = 1u << 16, most_entries = 0xffffu << 16;

static void enter_inflated(struct thread *thread, struct monitor *monitor)
{
	pthread_mutex_lock(&monitor->mutex);
	if (monitor->owner == thread->id)
		monitor->count++;
	else if (!monitor->owner)
		monitor->owner = thread->id;
	else
		goto contended;
	pthread_mutex_unlock(&monitor->mutex);
	return;
contended:
	monitor->users++; /* while running: a collection must not deflate it under us */
	pthread_mutex_unlock(&monitor->mutex);
	thread_set_status(thread, THREAD_BLOCKED);
	thread->entering = monitor;
	thread_block_begin(thread);
	pthread_mutex_lock(&monitor->mutex);
	monitor->entering++;
	while (monitor->owner)
		pthread_cond_wait(&monitor->freed, &monitor->mutex);
	monitor->entering--;
	monitor->owner = thread->id;
	monitor->count = 0;
	monitor->users--;
	pthread_mutex_unlock(&monitor->mutex);
	thread_block_end(thread);
	thread->entering = NULL;
	thread_set_status(thread, THREAD_RUNNABLE);
}

void monitor_enter(struct thread *thread, struct object *object)
{
	for (;;) {
		const uint32_t word = lock_load(object);
		const uint32_t mine = thread->id << 2 | LOCK_THIN;
		if (word == 0) {
			if (lock_swap(object, 0, mine))
				return;
		} else if ((word & 0xffff) == mine && (word & most_entries) != most_entries) {
			if (lock_swap(object, word, word + one_entry))
				return;
		} else {
			/* Held by another, hashed, entered too often, or inflated already. */
			enter_inflated(thread, monitor_inflate(object));
			return;
		}
	}
}

static bool not_owner(struct thread *thread)
{
	throw_new(thread, "java/lang/IllegalMonitorStateException", "current thread is not owner");
	return false;
}

bool monitor_exit(struct thread *thread, struct object *object)
{
	const uint32_t mine = thread->id << 2 | LOCK_THIN;
	uint32_t word;
	while (((word = lock_load(object)) & 0xffff) == mine) {
		const uint32_t less = word & most_entries ? word - one_entry : 0;
		if (lock_swap(object, word, less))
			return true;
		/* somebody has inflated it */
	}
	if ((word & LOCK_TAG) != LOCK_INFLATED)
		return not_owner(thread);
	struct monitor *monitor = monitor_at(word >> 2);
	pthread_mutex_lock(&monitor->mutex);
	const bool owner = monitor->owner == thread->id;
	if (owner && monitor->count) {
		monitor->count--;
	} else if (owner) {
		monitor->owner = 0;
		if (monitor->entering)
			pthread_cond_signal(&monitor->freed);
	}
	pthread_mutex_unlock(&monitor->mutex);
	return owner || not_owner(thread);
}

uint32_t monitor_owner(struct object *object)
{
	const uint32_t word = lock_load(object);
	if ((word & LOCK_TAG) == LOCK_THIN)
		return word >> 2 & 0x3fff;
	if ((word & LOCK_TAG) != LOCK_INFLATED)
		return 0;
	struct monitor *monitor = monitor_at(word >> 2);
	pthread_mutex_lock(&monitor->mutex);
	const uint32_t owner = monitor->owner;
	pthread_mutex_unlock(&monitor->mutex);
	return owner;
}

bool monitor_held(struct thread *thread, struct object *object)
{
	return monitor_owner(object) == thread->id;
}

/* 30 bits, not 0, well mixed: a counter through the finaliser of MurmurHash3 (A. Appleby, public domain). */
static uint32_t new_hash(void)
{
	static uint32_t counter;
	uint32_t hash = __atomic_add_fetch(&counter, 0x9e3779b9, __ATOMIC_RELAXED);
	hash ^= hash >> 16;
	hash *= 0x85ebca6b;
	hash ^= hash >> 13;
	hash *= 0xc2b2ae35;
	hash ^= hash >> 16;
	hash &= 0x3fffffff;
	return hash ? hash : 1;
}

int32_t object_identity_hash(struct thread *thread, struct object *object)
{
	(void)thread;
	uint32_t word;
	while (((word = lock_load(object)) & LOCK_TAG) == LOCK_FREE) {
		if (word)
			return (int32_t)(word >> 2);
		const uint32_t hash = new_hash();
		if (lock_swap(object, 0, hash << 2))
			return (int32_t)hash;
	}
	struct monitor *monitor = monitor_inflate(object);
	pthread_mutex_lock(&monitor->mutex);
	if (!monitor->hash)
		monitor->hash = new_hash();
	const uint32_t hash = monitor->hash;
	pthread_mutex_unlock(&monitor->mutex);
	return (int32_t)hash;
}
