/* SPDX-License-Identifier: Apache-2.0 */
/* reference.c: java.lang.ref. While marking, a Reference whose referent has not been reached is put on a list
 * of its kind, linked through its own `discovered` field, and the referent is not followed. After marking, in
 * the order that java.lang.ref promises (soft and weak, then finalizers, then phantoms), those whose referent
 * is still not reached are cleared and handed to the reference handler.
 *
 * An active Reference has discovered == 0; the last of a list points to itself. A FinalReference is active
 * while `next` is null; it is handed on with its referent, which lives once more, and `next` pointing to
 * itself. */
#include "jvm/gc/heap.h"
#include "jvm/run/vm.h"
#include <time.h>

struct reference_layout reference_layout;
static uint32_t timestamp_offset, clock_offset; /* of SoftReference: 0 = not found yet */

static struct object *lists[GC_PHANTOM + 1];
static bool discovering;
static int64_t soft_limit, soft_clock; /* ms: a SoftReference used longer ago than the limit may go */

/* Guards what follows, in collections too: a thread that waits for references is not stopped by one. Its
 * holders reach no safepoint. */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t filled = PTHREAD_COND_INITIALIZER;
static struct object *pending;

static bool find(const struct class *class, const char *name, uint32_t *at)
{
	for (unsigned i = 0; i < class->fields_count; i++)
		if (strcmp(class->fields[i].name->text, name) == 0) {
			*at = class->fields[i].offset;
			return true;
		}
	return false;
}

/* While they are not found there are no objects of these classes. */
static void find_offsets(void)
{
	struct reference_layout *const layout = &reference_layout;
	if (!layout->known && vm.Reference)
		layout->known = find(vm.Reference, "referent", &layout->referent) &&
				find(vm.Reference, "discovered", &layout->discovered) &&
				find(vm.Reference, "next", &layout->next);
	if (!clock_offset && vm.SoftReference && vm.SoftReference->mirror &&
	    find(vm.SoftReference, "timestamp", &timestamp_offset))
		find(vm.SoftReference, "clock", &clock_offset);
}

static int64_t now_ms(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void references_start(bool clear_soft)
{
	pthread_mutex_lock(&lock);
	mark_visit(&pending);
	pthread_mutex_unlock(&lock);
	find_offsets();
	discovering = reference_layout.known;
	soft_limit = INT64_MAX;
	if (!clock_offset)
		return;
	/* One second a MiB that was free after the last collection, as HotSpot does it. */
	const size_t free_bytes =
		gc_maximum() - (heap.live_bytes < gc_maximum() ? heap.live_bytes : gc_maximum());
	soft_limit = clear_soft ? -1 : (int64_t)(free_bytes >> 20) * 1000;
	soft_clock = FIELD(vm.SoftReference->mirror, clock_offset, int64_t);
}

static bool is_active(const struct object *object, enum gc_reference_kind kind)
{
	return kind != GC_FINAL || !FIELD(object, reference_layout.next, reference);
}

/* Whether the referent is not to be followed; then the Reference is on a list. */
static bool discover(struct object *object, enum gc_reference_kind kind)
{
	struct object *referent = FIELD_REF(object, reference_layout.referent);
	if (!referent || !is_active(object, kind))
		return false;
	if (FIELD(object, reference_layout.discovered, reference))
		return true; /* scanned before, in this collection */
	if (gc_is_live(&referent))
		return false;
	if (kind == GC_SOFT && soft_clock - FIELD(object, timestamp_offset, int64_t) <= soft_limit)
		return false;
	reference_store(&FIELD(object, reference_layout.discovered, reference),
			lists[kind] ? lists[kind] : object);
	lists[kind] = object;
	return true;
}

static void follow(struct object *object, uint32_t at)
{
	struct object *value = FIELD_REF(object, at);
	mark_visit(&value);
	reference_store(&FIELD(object, at, reference), value);
}

void reference_scan(struct object *object, const struct class *class)
{
	scan_fields(object, class);
	if (!reference_layout.known || (discovering && discover(object, class->reference_kind)))
		return;
	follow(object, reference_layout.referent);
	follow(object, reference_layout.discovered);
}

static void hand_on(struct object *object, enum gc_reference_kind kind)
{
	if (kind == GC_FINAL) {
		reference_store(&FIELD(object, reference_layout.next, reference), object);
		follow(object, reference_layout.referent);
	} else {
		FIELD(object, reference_layout.referent, reference) = 0;
	}
	reference_store(&FIELD(object, reference_layout.discovered, reference), pending);
	pending = object;
}

static void process(enum gc_reference_kind kind)
{
	struct object *next = lists[kind];
	lists[kind] = NULL;
	while (next) {
		struct object *const object = next;
		next = FIELD_REF(object, reference_layout.discovered);
		if (next == object)
			next = NULL;
		FIELD(object, reference_layout.discovered, reference) = 0;
		struct object *referent = FIELD_REF(object, reference_layout.referent);
		/* Of finalizers, the liveness before any of their referents is revived counts: reviving only
		 * pushes. */
		if (referent && gc_is_live(&referent))
			reference_store(&FIELD(object, reference_layout.referent, reference), referent);
		else if (referent)
			hand_on(object, kind);
	}
}

void references_process(void)
{
	if (!discovering)
		return;
	pthread_mutex_lock(&lock);
	process(GC_SOFT);
	process(GC_WEAK);
	/* What only a dead object with a finalizer reaches is followed like anything else, References too. */
	discovering = false;
	process(GC_FINAL);
	mark_drain();
	process(GC_PHANTOM);
	pthread_mutex_unlock(&lock);
	if (clock_offset)
		FIELD(vm.SoftReference->mirror, clock_offset, int64_t) = now_ms();
}

void references_announce(void)
{
	pthread_mutex_lock(&lock);
	if (pending)
		pthread_cond_broadcast(&filled);
	pthread_mutex_unlock(&lock);
}

bool gc_has_pending(void)
{
	pthread_mutex_lock(&lock);
	const bool has = pending != NULL;
	pthread_mutex_unlock(&lock);
	return has;
}

void gc_wait_pending(struct thread *thread)
{
	/* The lock is never held by a thread that a collection waits for: it is let go before the block ends.
	 */
	thread_block_begin(thread);
	pthread_mutex_lock(&lock);
	while (!pending)
		pthread_cond_wait(&filled, &lock);
	pthread_mutex_unlock(&lock);
	thread_block_end(thread);
}

struct object *gc_take_pending(struct thread *thread, bool wait)
{
	for (;;) {
		pthread_mutex_lock(&lock);
		struct object *const taken = pending;
		pending = NULL;
		pthread_mutex_unlock(&lock);
		if (taken || !wait)
			return taken;
		gc_wait_pending(thread);
	}
}
