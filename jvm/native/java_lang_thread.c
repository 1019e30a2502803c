/* SPDX-License-Identifier: Apache-2.0 */
/* java_lang_thread.c: Thread; wait and notify of Object; park and unpark of Unsafe. */
#include "jvm/gc/class_space.h"
#include "jvm/link/link.h"
#include "jvm/monitor/monitor.h"
#include "jvm/native/native.h"
#include "jvm/run/exception.h"
#include "jvm/run/stacks.h"
#include "jvm/run/string.h"
#include "jvm/run/vm.h"
#include <sched.h>
#include <stdlib.h>

static void current_thread(struct thread *thread, union slot *args)
{
	args[0].o = thread->object;
}

static void start(struct thread *thread, union slot *args)
{
	/* Thread.start checked threadStatus under the Thread's monitor. */
	thread_start(thread, args[0].o);
}

static void yield(struct thread *thread, union slot *args)
{
	(void)args;
	thread_block_begin(thread);
	sched_yield();
	thread_block_end(thread);
}

static void sleep_milliseconds(struct thread *thread, union slot *args)
{
	int64_t nanoseconds;
	if (args[0].l < 0)
		throw_new(thread, "java/lang/IllegalArgumentException", "timeout value is negative");
	else if (__builtin_mul_overflow(args[0].l, 1000000, &nanoseconds))
		thread_sleep(thread, INT64_MAX);
	else
		thread_sleep(thread, nanoseconds);
}

static void is_alive(struct thread *thread, union slot *args)
{
	args[0].i = thread_of(args[0].o) != NULL;
}

static void holds_lock(struct thread *thread, union slot *args)
{
	if (!args[0].o)
		throw_null_pointer(thread);
	else
		args[0].i = monitor_held(thread, args[0].o);
}

static void interrupt(struct thread *thread, union slot *args)
{
	struct thread *const target = thread_of(args[0].o);
	if (target)
		thread_interrupt(target);
}

/* What must not reach another Thread, that got the struct thread of one which has just died: nobody leaves
 * the list meanwhile. (An interrupt or unpark that does only wakes it for nothing.) */
static struct thread *begin_with(const union slot *args)
{
	threads_lock();
	return thread_of(args[0].o);
}

/* stop0(Object throwable) */
static void stop(struct thread *thread, union slot *args)
{
	if (!args[1].o) {
		throw_null_pointer(thread);
		return;
	}
	struct thread *const target = begin_with(args);
	if (target && target != thread)
		thread_stop(target, args[1].o);
	threads_unlock();
	if (target == thread)
		throw_object(thread, args[1].o);
}

static void suspend(struct thread *thread, union slot *args)
{
	(void)thread;
	struct thread *const target = begin_with(args);
	if (target)
		thread_suspend(target);
	threads_unlock();
}

static void resume(struct thread *thread, union slot *args)
{
	(void)thread;
	struct thread *const target = begin_with(args);
	if (target)
		thread_resume(target);
	threads_unlock();
}

static void get_threads(struct thread *thread, union slot *args)
{
	struct array *const threads = stacks_threads(thread);
	args[0].o = threads ? &threads->header : NULL;
}

static void dump(struct thread *thread, union slot *args)
{
	const struct array *const threads = (struct array *)args[0].o;
	struct class *const inner = class_array(thread, vm.StackTraceElement);
	struct class *const outer = inner ? class_array(thread, inner) : NULL;
	struct array *const dumps = outer ? gc_new_array(thread, outer, threads->length) : NULL;
	if (!dumps)
		return;
	for (int32_t i = 0; i < threads->length; i++) {
		struct stack_position *trace;
		struct object *const one = array_get(threads, i);
		const int depth = one ? stacks_take(thread, one, &trace) : -1;
		if (depth < 0)
			continue;
		struct array *const elements = gc_new_array(thread, inner, depth);
		for (int32_t at = 0; elements && at < depth; at++) {
			struct object *const element = gc_new(thread, vm.StackTraceElement);
			if (!element ||
			    !stack_trace_element_fill(thread, element, trace[at].method, trace[at].bci))
				break;
			array_set(elements, at, element);
		}
		free(trace);
		if (thread->exception)
			return;
		array_set(dumps, i, &elements->header);
	}
	args[0].o = &dumps->header;
}

/* dumpThreads(Thread[]): for each a StackTraceElement[], null for a thread that does not live. The methods of
 * what was taken of another stack stay meanwhile. */
static void dump_threads(struct thread *thread, union slot *args)
{
	unloading_hold();
	dump(thread, args);
	unloading_release();
}

static void wait_milliseconds(struct thread *thread, union slot *args)
{
	monitor_wait(thread, args[0].o, args[1].l);
}

static void notify(struct thread *thread, union slot *args)
{
	monitor_notify(thread, args[0].o, false);
}

static void notify_all(struct thread *thread, union slot *args)
{
	monitor_notify(thread, args[0].o, true);
}

static void park(struct thread *thread, union slot *args)
{
	thread_park(thread, args[1].i & 1, args[2].l);
}

static void unpark(struct thread *thread, union slot *args)
{
	struct thread *const target = args[1].o ? thread_of(args[1].o) : NULL;
	if (target)
		thread_unpark(target);
}

/* Priorities mean nothing to the scheduler of Linux without privileges, and HotSpot ignores them there too.
 * The name is read from the Thread when it is wanted. An interrupt's wake-up call is cleared by the next
 * wait. */
static const struct native_entry thread_natives[] = {
	{ "registerNatives", NULL, native_nothing },
	{ "currentThread", NULL, current_thread },
	{ "start0", NULL, start },
	{ "yield", NULL, yield },
	{ "sleep", "(J)V", sleep_milliseconds },
	{ "isAlive", NULL, is_alive },
	{ "holdsLock", NULL, holds_lock },
	{ "interrupt0", NULL, interrupt },
	{ "clearInterruptEvent", NULL, native_nothing },
	{ "setPriority0", NULL, native_nothing },
	{ "setNativeName", NULL, native_nothing },
	{ "stop0", NULL, stop },
	{ "suspend0", NULL, suspend },
	{ "resume0", NULL, resume },
	{ "getThreads", NULL, get_threads },
	{ "dumpThreads", NULL, dump_threads },
};

static const struct native_entry object_natives[] = {
	{ "wait", "(J)V", wait_milliseconds },
	{ "notify", NULL, notify },
	{ "notifyAll", NULL, notify_all },
};

static const struct native_entry unsafe_natives[] = {
	{ "park", NULL, park },
	{ "unpark", NULL, unpark },
};

NATIVE_TABLE(java_lang_thread);
const struct native_class native_java_lang_thread[] = {
	{ "java/lang/Thread", thread_natives, sizeof thread_natives / sizeof thread_natives[0] },
	{ "java/lang/Object", object_natives, sizeof object_natives / sizeof object_natives[0] },
	{ "jdk/internal/misc/Unsafe", unsafe_natives, sizeof unsafe_natives / sizeof unsafe_natives[0] },
};
const size_t native_java_lang_thread_count =
	sizeof native_java_lang_thread / sizeof native_java_lang_thread[0];
