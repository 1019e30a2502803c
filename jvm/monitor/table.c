/* SPDX-License-Identifier: Apache-2.0 */
/* table.c: the table of inflated monitors: making, inflating and, in collections, deflating them. The table
 * grows by chunks that never move, so an index is looked up without a lock: it was read from a lock word that
 * was published after its chunk. */
#include "jvm/monitor/table.h"
#include "jvm/gc/gc.h"
#include <stdio.h>
#include <stdlib.h>

enum { CHUNK = 256, CHUNKS = 65536, NONE = UINT32_MAX };

static pthread_mutex_t lock =
	PTHREAD_MUTEX_INITIALIZER; /* guards all of the following; taken before a monitor's mutex */
static struct monitor *chunks[CHUNKS];
static uint32_t made, unused = NONE;
static unsigned in_use;

struct monitor *monitor_at(uint32_t index)
{
	return &chunks[index / CHUNK][index % CHUNK];
}

static struct monitor *take_new(void)
{
	if (made % CHUNK == 0) {
		chunks[made / CHUNK] =
			made / CHUNK < CHUNKS - 1 ? calloc(CHUNK, sizeof(struct monitor)) : NULL;
		if (!chunks[made / CHUNK]) {
			fprintf(stderr, "java: no memory for more than %u locked objects\n", made);
			exit(1);
		}
	}
	struct monitor *monitor = monitor_at(made);
	monitor->index = made++;
	pthread_mutex_init(&monitor->mutex, NULL);
	pthread_cond_init(&monitor->freed, NULL);
	return monitor;
}

struct monitor *monitor_make(struct object *object)
{
	pthread_mutex_lock(&lock);
	struct monitor *monitor = unused == NONE ? take_new() : monitor_at(unused);
	if (monitor->index == unused)
		unused = monitor->next;
	in_use++;
	monitor->owner = monitor->count = monitor->hash = 0;
	monitor->object = object;
	pthread_mutex_unlock(&lock);
	return monitor;
}

static void discard_locked(struct monitor *monitor)
{
	monitor->object = NULL;
	monitor->next = unused;
	unused = monitor->index;
	in_use--;
}

void monitor_discard(struct monitor *monitor)
{
	pthread_mutex_lock(&lock);
	discard_locked(monitor);
	pthread_mutex_unlock(&lock);
}

struct monitor *monitor_inflate(struct object *object)
{
	for (;;) {
		const uint32_t word = lock_load(object);
		if ((word & LOCK_TAG) == LOCK_INFLATED)
			return monitor_at(word >> 2);
		struct monitor *monitor = monitor_make(object);
		if ((word & LOCK_TAG) == LOCK_THIN) {
			monitor->owner = word >> 2 & 0x3fff;
			monitor->count = word >> 16;
		} else {
			monitor->hash = word >> 2;
		}
		/* Succeeds only while the word still says what was copied, whoever the owner is. */
		if (lock_swap(object, word, monitor->index << 2 | LOCK_INFLATED))
			return monitor;
		monitor_discard(monitor);
	}
}

/* In a collection, after marking: monitors of dead objects go, idle ones are deflated. Threads that are safe
 * may be about to enter or in a wait: they count as users. */
static void sweep(void)
{
	pthread_mutex_lock(&lock);
	for (uint32_t i = 0; i < made; i++) {
		struct monitor *monitor = monitor_at(i);
		if (!monitor->object)
			continue;
		if (!gc_is_live(&monitor->object)) {
			discard_locked(monitor);
			continue;
		}
		pthread_mutex_lock(&monitor->mutex);
		if (!monitor->owner && !monitor->users) {
			__atomic_store_n(&monitor->object->lock, monitor->hash << 2, __ATOMIC_RELEASE);
			discard_locked(monitor);
		}
		pthread_mutex_unlock(&monitor->mutex);
	}
	pthread_mutex_unlock(&lock);
}

void monitors_init(void)
{
	gc_weak_register(sweep);
}

unsigned monitors_count(void)
{
	pthread_mutex_lock(&lock);
	const unsigned count = in_use;
	pthread_mutex_unlock(&lock);
	return count;
}
