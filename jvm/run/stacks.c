/* SPDX-License-Identifier: Apache-2.0 */
/* stacks.c: looking at other threads while they are stopped: their objects, their frames. */
#include "jvm/run/stacks.h"
#include "jvm/run/exception.h"
#include "jvm/run/locks.h"
#include "jvm/run/string.h"
#include "jvm/run/vm.h"
#include "jvm/gc/gc.h"
#include "jvm/link/external.h"
#include "jvm/link/link.h"
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

static void print_lock(const char *what, struct object *object)
{
	char name[256];
	const bool is_class = object_class(object) == vm.Class && class_of_mirror(object);
	printf("\t- %s <0x%016llx> (a %s%s)\n", what, (unsigned long long)(uintptr_t)object,
	       is_class ? "java.lang.Class for " : "",
	       external_name(is_class ? class_of_mirror(object) : object_class(object), name));
}

static void print_held(struct object *object, void *context)
{
	(void)context;
	print_lock("locked", object);
}

/* What the thread waits for: for its newest frame, as HotSpot shows it. */
static void print_awaited(const struct thread *thread)
{
	struct object *const entering = locks_entering(thread), *const blocker = locks_blocker(thread);
	if (thread->waiting_on)
		print_lock(entering ? "waiting to re-lock in wait()" : "waiting on",
			   thread->waiting_on->object);
	else if (entering)
		print_lock("waiting to lock", entering);
	else if (blocker)
		print_lock("parking to wait for ", blocker);
}

static void print_stack(const struct thread *thread)
{
	struct frame *const newest = frame_first(thread);
	for (struct frame *frame = newest; frame; frame = frame_next(frame)) {
		print_position(frame);
		if (frame == newest)
			print_awaited(thread);
		locks_of_frame(frame, print_held, NULL);
	}
}

static void print_name(const struct thread *thread)
{
	static uint32_t name;
	struct object *const named =
		FIELD_REF(thread->object, native_kept_offset(&name, vm.Thread, "name", "Ljava/lang/String;"));
	char *const text = named ? string_to_utf8(named) : NULL;
	printf("\"%s\"", text ? text : "");
	free(text);
}

static void print_thread(const struct thread *thread)
{
	static uint32_t id, priority, daemon;
	print_name(thread);
	printf(" #%lld%s prio=%d tid=%p\n   java.lang.Thread.State: %s\n",
	       (long long)FIELD(thread->object, native_kept_offset(&id, vm.Thread, "tid", "J"), int64_t),
	       FIELD(thread->object, native_kept_offset(&daemon, vm.Thread, "daemon", "Z"), uint8_t)
		       ? " daemon"
		       : "",
	       FIELD(thread->object, native_kept_offset(&priority, vm.Thread, "priority", "I"), int32_t),
	       (const void *)thread, state_text(locks_status(thread)));
	print_stack(thread);
	putchar('\n');
}

/* One ring of threads, and the number of rings so far in *context. */
static void print_deadlock(struct thread *const *threads, int count, void *context)
{
	int *const found = context;
	char name[256];
	++*found;
	printf("\nFound one Java-level deadlock:\n=============================\n");
	for (int i = 0; i < count; i++) {
		struct object *const monitor = locks_entering(threads[i]);
		struct object *const object = monitor ? monitor : locks_blocker(threads[i]);
		print_name(threads[i]);
		if (monitor)
			printf(":\n  waiting to lock monitor %p (object 0x%016llx, a %s),\n",
			       (void *)(threads[i]->entering ? threads[i]->entering : threads[i]->waiting_on),
			       (unsigned long long)(uintptr_t)object,
			       external_name(object_class(object), name));
		else
			printf(":\n  waiting for ownable synchronizer 0x%016llx, (a %s),\n",
			       (unsigned long long)(uintptr_t)object,
			       external_name(object_class(object), name));
		printf("  which is held by ");
		print_name(locks_awaited_owner(threads[i], true));
		printf("\n\n");
	}
	printf("Java stack information for the threads listed above:\n"
	       "===================================================\n");
	for (int i = 0; i < count; i++) {
		print_name(threads[i]);
		printf(":\n");
		print_stack(threads[i]);
	}
}

static void print_all(void *context)
{
	int count, deadlocks = 0;
	struct thread **const threads = locks_threads(&count);
	(void)context;
	for (int i = 0; threads && i < count; i++)
		print_thread(threads[i]);
	free(threads);
	locks_deadlocks(true, print_deadlock, &deadlocks);
	if (deadlocks)
		printf("\nFound %d deadlock%s.\n\n", deadlocks, deadlocks == 1 ? "" : "s");
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
