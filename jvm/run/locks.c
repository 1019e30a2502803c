/* SPDX-License-Identifier: Apache-2.0 */
/* locks.c: which monitors frames hold, what threads wait for, and deadlocks, for thread dumps and
 * java.lang.management. Nothing is noted while a program runs: it is found from bytecode and lock words. */
#include "jvm/run/locks.h"
#include "jvm/link/link.h"
#include "jvm/monitor/table.h"
#include "jvm/native/native.h"
#include "jvm/run/bytecode.h"
#include "jvm/run/vm.h"
#include <stdlib.h>
#include <string.h>

enum thread_status locks_status(const struct thread *thread)
{
	static uint32_t at;
	return (enum thread_status)FIELD(thread->object,
					 native_kept_offset(&at, vm.Thread, "threadStatus", "I"), int32_t);
}

/* When `base`, in its short, long or wide form, stands at *at: its local, and *at moves behind it; else -1.
 */
static int local_of(const struct method *method, uint32_t *at, uint8_t base, uint8_t base_0)
{
	const uint8_t *const code = method->bytecode + *at;
	const uint32_t left = method->code_bytes - *at;
	if (left > 1 && code[0] >= base_0 && code[0] < base_0 + 4) {
		*at += 1;
		return code[0] - base_0;
	}
	if (left > 2 && code[0] == base) {
		*at += 2;
		return code[1];
	}
	if (left > 4 && code[0] == BC_wide && code[1] == base) {
		*at += 4;
		return code[2] << 8 | code[3];
	}
	return -1;
}

/* The local whose monitor the handler leaves first of all: [astore e,] aload n, monitorexit; -1: another
 * kind. */
static int monitor_local(const struct method *method, uint32_t handler)
{
	local_of(method, &handler, BC_astore, BC_astore_0);
	const int local = local_of(method, &handler, BC_aload, BC_aload_0);
	return handler < method->code_bytes && method->bytecode[handler] == BC_monitorexit ? local : -1;
}

void locks_of_frame(const struct frame *frame, void (*visit)(struct object *object, void *context),
		    void *context)
{
	const struct method *const method = frame->method;
	const int bci = frame_bci(frame);
	for (int i = 0; bci >= 0 && i < method->ranges_count; i++) {
		const struct exception_range *const range = &method->ranges[i];
		if (range->type || bci < range->start || bci >= range->end)
			continue;
		const int local = monitor_local(method, range->handler);
		if (local >= 0 && frame->slots[local].o)
			visit(frame->slots[local].o, context);
	}
	if (frame->locked)
		visit(frame->locked, context);
}

struct object *locks_entering(const struct thread *thread)
{
	const struct monitor *const monitor = thread->entering ? thread->entering
					      : thread->waiting_on && locks_status(thread) == THREAD_BLOCKED
						      ? thread->waiting_on
						      : NULL;
	/* It may have it by now, and stand before its next step. */
	return monitor && monitor_owner(monitor->object) != thread->id ? monitor->object : NULL;
}

struct object *locks_blocker(const struct thread *thread)
{
	static uint32_t at;
	const enum thread_status status = locks_status(thread);
	if (status != THREAD_PARKED && status != THREAD_PARKED_TIMED)
		return NULL;
	return FIELD_REF(thread->object,
			 native_kept_offset(&at, vm.Thread, "parkBlocker", "Ljava/lang/Object;"));
}

struct object *locks_synchronizer_owner(struct object *blocker)
{
	static uint32_t at;
	for (struct class *class = object_class(blocker); class; class = class->super)
		if (strcmp(class->name->text, "java/util/concurrent/locks/AbstractOwnableSynchronizer") == 0)
			return FIELD_REF(blocker, native_kept_offset(&at, class, "exclusiveOwnerThread",
								     "Ljava/lang/Thread;"));
	return NULL;
}

struct search {
	uint32_t id;
	struct thread *found;
};

static void compare(struct thread *thread, void *context)
{
	struct search *const search = context;
	if (thread->id == search->id && thread->object)
		search->found = thread;
}

struct thread *locks_monitor_owner(struct object *object)
{
	struct search search = { .id = monitor_owner(object) };
	threads_each(compare, &search);
	return search.found;
}

struct thread *locks_awaited_owner(const struct thread *thread, bool synchronizers)
{
	struct object *const monitor = locks_entering(thread);
	if (monitor)
		return locks_monitor_owner(monitor);
	struct object *const blocker = synchronizers ? locks_blocker(thread) : NULL;
	struct object *const owner = blocker ? locks_synchronizer_owner(blocker) : NULL;
	return owner ? thread_of(owner) : NULL;
}

struct gathering {
	struct thread **into;
	int count;
};

static void count_thread(struct thread *thread, void *context)
{
	struct gathering *const gathering = context;
	gathering->count += thread->object != NULL;
}

/* The list has the newest first. */
static void put_thread(struct thread *thread, void *context)
{
	struct gathering *const gathering = context;
	if (thread->object)
		gathering->into[--gathering->count] = thread;
}

struct thread **locks_threads(int *count)
{
	struct gathering gathering = { .count = 0 };
	threads_each(count_thread, &gathering);
	*count = gathering.count;
	gathering.into = malloc((size_t)(gathering.count + 1) * sizeof(struct thread *));
	if (gathering.into)
		threads_each(put_thread, &gathering);
	return gathering.into;
}

static int index_of(struct thread *const *threads, int count, const struct thread *thread)
{
	for (int i = 0; i < count; i++)
		if (threads[i] == thread)
			return i;
	return -1;
}

void locks_deadlocks(bool synchronizers,
		     void (*visit)(struct thread *const *threads, int count, void *context), void *context)
{
	int count;
	struct thread **const threads = locks_threads(&count);
	struct thread **const walk = malloc((size_t)(count + 1) * sizeof *walk);
	int *const seen = calloc((size_t)count + 1, sizeof *seen); /* 0: not yet; else the how manieth */
	int next = 1;
	for (int i = 0; threads && walk && seen && i < count; i++) {
		const int first = next;
		int length = 0, at = i, before = -1;
		while (at >= 0 && !seen[at]) {
			seen[at] = next++;
			walk[length++] = threads[at];
			before = at;
			at = index_of(threads, count, locks_awaited_owner(threads[at], synchronizers));
		}
		/* Back in this walk, and not at the thread itself. */
		if (at >= 0 && seen[at] >= first && at != before)
			visit(walk, length, context);
	}
	free(threads);
	free(walk);
	free(seen);
}
