/* SPDX-License-Identifier: Apache-2.0 */
/* stacks.c: looking at other threads while they are stopped: their objects, their frames. */
#include "jvm/run/stacks.h"
#include "jvm/run/exception.h"
#include "jvm/run/string.h"
#include "jvm/run/vm.h"
#include "jvm/gc/gc.h"
#include "jvm/link/internal.h"
#include "jvm/monitor/table.h"
#include "jvm/native/native.h"
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

struct gathering {
	struct array *into;
	int32_t count;
};

static void gather(struct thread *thread, void *context)
{
	struct gathering *gathering = context;
	if (!thread->object)
		return;
	if (gathering->into && gathering->count < gathering->into->length)
		array_set(gathering->into, gathering->count, thread->object);
	gathering->count++;
}

static void gather_all(void *context)
{
	threads_each(gather, context);
}

struct array *stacks_threads(struct thread *thread)
{
	struct class *const array_class = class_array(thread, vm.Thread);
	struct gathering gathering = { .into = NULL };
	if (!array_class)
		return NULL;
	/* Until no thread was started between making the array and filling it. */
	do {
		gathering.into = gc_new_array(thread, array_class, gathering.count);
		if (!gathering.into)
			return NULL;
		gathering.count = 0;
		threads_stop_all(thread, gather_all, &gathering);
	} while (gathering.count != gathering.into->length);
	return gathering.into;
}

struct taking {
	struct object *of;
	struct stack_position *trace;
	int depth;
};

static void take(struct thread *thread, void *context)
{
	struct taking *taking = context;
	if (thread->object != taking->of)
		return;
	taking->depth = 0;
	for (struct frame *frame = frame_first(thread); frame; frame = frame_next(frame))
		taking->depth++;
	taking->trace = malloc((size_t)(taking->depth + 1) * sizeof *taking->trace);
	int at = 0;
	for (struct frame *frame = frame_first(thread); frame && taking->trace; frame = frame_next(frame))
		taking->trace[at++] = (struct stack_position){ frame->method, frame_bci(frame) };
}

static void take_all(void *context)
{
	threads_each(take, context);
}

int stacks_take(struct thread *thread, struct object *of, struct stack_position **trace)
{
	struct taking taking = { .of = of, .depth = -1 };
	threads_stop_all(thread, take_all, &taking);
	*trace = taking.trace;
	return taking.trace ? taking.depth : -1;
}

static const char *state_text(int status)
{
	switch (status) {
	case THREAD_BLOCKED:
		return "BLOCKED (on object monitor)";
	case THREAD_WAITING:
		return "WAITING (on object monitor)";
	case THREAD_WAITING_TIMED:
		return "TIMED_WAITING (on object monitor)";
	case THREAD_PARKED:
		return "WAITING (parking)";
	case THREAD_PARKED_TIMED:
		return "TIMED_WAITING (parking)";
	case THREAD_SLEEPING:
		return "TIMED_WAITING (sleeping)";
	default:
		return "RUNNABLE";
	}
}

static void print_position(const struct frame *frame)
{
	const struct method *const method = frame->method;
	const int line = method_line(method, frame_bci(frame));
	char name[256], buffer[SOURCE_BYTES];
	const char *const source = class_source(method->owner, buffer);
	printf("\tat %s.%s", external_name(method->owner, name), method->name->text);
	if (line == -2)
		printf("(Native Method)\n");
	else if (line < 0 || !source)
		printf("(Unknown Source)\n");
	else
		printf("(%s:%d)\n", source, line);
}

static void print_lock(const char *what, const struct object *object)
{
	char name[256];
	if (object)
		printf("\t- %s <0x%016llx> (a %s)\n", what, (unsigned long long)(uintptr_t)object,
		       external_name(object_class(object), name));
}

/* What the thread waits for */
static void print_locks(const struct thread *thread)
{
	static uint32_t status_at, blocker;
	const int status = FIELD(thread->object,
				 native_kept_offset(&status_at, vm.Thread, "threadStatus", "I"), int32_t);
	if (thread->entering)
		print_lock("waiting to lock", thread->entering->object);
	else if (thread->waiting_on)
		print_lock("waiting on", thread->waiting_on->object);
	else if (status == THREAD_PARKED || status == THREAD_PARKED_TIMED)
		print_lock("parking to wait for ",
			   FIELD_REF(thread->object, native_kept_offset(&blocker, vm.Thread, "parkBlocker",
									"Ljava/lang/Object;")));
}

static void print_thread(struct thread *thread, void *context)
{
	static uint32_t name, id, priority, daemon, status;
	(void)context;
	if (!thread->object)
		return;
	if (!status) {
		name = native_field_offset(vm.Thread, "name", "Ljava/lang/String;");
		id = native_field_offset(vm.Thread, "tid", "J");
		priority = native_field_offset(vm.Thread, "priority", "I");
		daemon = native_field_offset(vm.Thread, "daemon", "Z");
		status = native_field_offset(vm.Thread, "threadStatus", "I");
	}
	struct object *const named = FIELD_REF(thread->object, name);
	char *const text = named ? string_to_utf8(named) : NULL;
	printf("\"%s\" #%lld%s prio=%d tid=%p\n   java.lang.Thread.State: %s\n", text ? text : "",
	       (long long)FIELD(thread->object, id, int64_t),
	       FIELD(thread->object, daemon, uint8_t) ? " daemon" : "",
	       FIELD(thread->object, priority, int32_t), (void *)thread,
	       state_text(FIELD(thread->object, status, int32_t)));
	free(text);
	struct frame *const newest = frame_first(thread);
	for (struct frame *frame = newest; frame; frame = frame_next(frame)) {
		print_position(frame);
		if (frame == newest)
			print_locks(thread);
	}
	putchar('\n');
}

static void print_all(void *context)
{
	threads_each(print_thread, context);
}

void stacks_print(struct thread *thread)
{
	char now[32];
	const time_t seconds = time(NULL);
	struct tm local;
	strftime(now, sizeof now, "%Y-%m-%d %H:%M:%S", localtime_r(&seconds, &local));
	printf("%s\nFull thread dump Stardust VM (interpreted mode):\n\n", now);
	threads_stop_all(thread, print_all, NULL);
	fflush(stdout);
}
