/* SPDX-License-Identifier: Apache-2.0 */
/* java_management_threads.c: sun.management.ThreadImpl: threads by number, with their stacks and processor
 * time. How often and how long a thread was blocked or waited is not counted: -1. */
#include "jvm/gc/gc.h"
#include "jvm/link/link.h"
#include "jvm/monitor/table.h"
#include "jvm/native/native.h"
#include "jvm/run/call.h"
#include "jvm/run/exception.h"
#include "jvm/run/locks.h"
#include "jvm/run/vm.h"
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#define NATIVE(name) static void name(struct thread *thread, union slot *args)

static struct array *all_threads(struct thread *thread)
{
	union slot result = { .o = NULL };
	return call_static(thread, vm.Thread, "getThreads", "()[Ljava/lang/Thread;", &result)
		       ? (struct array *)result.o
		       : NULL;
}

static int64_t number_of(struct object *java_thread)
{
	return FIELD(java_thread, native_field_offset(vm.Thread, "tid", "J"), int64_t);
}

NATIVE(get_threads)
{
	args[0].o = (struct object *)all_threads(thread);
}

/* The first `most` elements of a trace; -1: all. */
static struct object *cut(struct thread *thread, struct object *trace, int32_t most)
{
	struct array *const whole = (struct array *)trace;
	if (!trace || most < 0 || most >= whole->length)
		return trace;
	struct array *const made = gc_new_array(thread, object_class(trace), most);
	for (int32_t i = 0; made && i < most; i++)
		array_set(made, i, array_get(whole, i));
	return made ? &made->header : NULL;
}

/* A thread's state, what it waits for and who has that, as they are at one time. */
struct awaited {
	struct object *of, *lock, *owner;
	enum thread_status status;
};

static void look_at_lock(struct thread *thread, void *context)
{
	struct awaited *const awaited = context;
	if (!thread->object || thread->object != awaited->of)
		return;
	const bool waits = thread->waiting_on && !locks_entering(thread);
	const struct thread *const owner =
		waits ? locks_monitor_owner(thread->waiting_on->object) : locks_awaited_owner(thread, true);
	awaited->status = locks_status(thread);
	awaited->lock = waits                    ? thread->waiting_on->object
			: locks_entering(thread) ? locks_entering(thread)
						 : locks_blocker(thread);
	awaited->owner = owner ? owner->object : NULL;
}

static void look_at_locks(void *context)
{
	threads_each(look_at_lock, context);
}

static struct object *describe(struct thread *thread, struct object *of, int32_t depth)
{
	union slot trace = { .o = NULL };
	struct class *const class = class_boot(thread, "java/lang/management/ThreadInfo");
	if (!class || !call_virtual(thread, of, "getStackTrace", "()[Ljava/lang/StackTraceElement;", &trace))
		return NULL;
	struct object *const shown = cut(thread, trace.o, depth);
	struct awaited awaited = { .of = of, .status = THREAD_TERMINATED };
	const int64_t uncounted = -1;
	threads_stop_all(thread, look_at_locks, &awaited);
	return shown ? call_new(thread, class,
				"(Ljava/lang/Thread;ILjava/lang/Object;Ljava/lang/Thread;JJJJ[Ljava/lang/"
				"StackTraceElement;)V",
				of, (int)awaited.status, awaited.lock, awaited.owner, uncounted, uncounted,
				uncounted, uncounted, shown)
		     : NULL;
}

/* Puts the ThreadInfo of the thread of each number into `to`, null where none lives. */
static bool describe_all(struct thread *thread, struct array *numbers, int32_t depth, struct array *to)
{
	struct array *const living = all_threads(thread);
	for (int32_t i = 0; living && i < numbers->length; i++)
		for (int32_t j = 0; j < living->length; j++) {
			struct object *const one = array_get(living, j);
			if (!one || number_of(one) != ELEMENTS(&numbers->header, int64_t)[i])
				continue;
			struct object *const information = describe(thread, one, depth);
			if (!information)
				return false;
			array_set(to, i, information);
		}
	return living;
}

/* getThreadInfo1(long[] numbers, int depth, ThreadInfo[] to) */
NATIVE(get_information)
{
	describe_all(thread, (struct array *)args[0].o, args[1].i, (struct array *)args[2].o);
}

/* dumpThreads0(long[] numbers or null, boolean monitors, boolean synchronizers, int depth): the two are not
 * supported, which Java has seen to */
NATIVE(dump_threads)
{
	struct array *numbers = (struct array *)args[0].o;
	const int32_t depth = args[3].i;
	if (!numbers) {
		struct array *const living = all_threads(thread);
		numbers = living ? gc_new_array(thread, vm.primitive_array[KIND_LONG], living->length) : NULL;
		for (int32_t i = 0; numbers && i < living->length; i++)
			ELEMENTS(&numbers->header, int64_t)[i] = number_of(array_get(living, i));
	}
	struct class *const class = numbers ? class_boot(thread, "[Ljava/lang/management/ThreadInfo;") : NULL;
	struct array *const made = class ? gc_new_array(thread, class, numbers->length) : NULL;
	if (made && describe_all(thread, numbers, depth, made))
		args[0].o = &made->header;
}

struct search {
	int64_t number, result;
};

/* What `look` finds of the thread of that number; 0: the calling thread; -1: no such thread. */
static int64_t look_for(struct thread *thread, int64_t number, void (*look)(struct thread *, void *))
{
	struct search search = { number ? number : number_of(thread->object), -1 };
	threads_lock();
	threads_each(look, &search);
	threads_unlock();
	return search.result;
}

static void look_at_time(struct thread *thread, void *context)
{
	struct search *const search = context;
	clockid_t clock;
	struct timespec used;
	if (thread->object && number_of(thread->object) == search->number &&
	    pthread_getcpuclockid(thread->posix, &clock) == 0 && clock_gettime(clock, &used) == 0)
		search->result = (int64_t)used.tv_sec * 1000000000 + used.tv_nsec;
}

/* Nanoseconds of processor time. */
static int64_t time_of(struct thread *thread, int64_t number)
{
	return look_for(thread, number, look_at_time);
}

static void look_at_memory(struct thread *thread, void *context)
{
	struct search *const search = context;
	if (thread->object && number_of(thread->object) == search->number)
		search->result = (int64_t)gc_allocated_bytes(thread);
}

NATIVE(allocated)
{
	args[0].l = look_for(thread, args[0].l, look_at_memory);
}

/* (long[] numbers, long[] bytes) */
NATIVE(all_allocated)
{
	for (int32_t i = 0; i < ((struct array *)args[0].o)->length; i++)
		ELEMENTS(args[1].o, int64_t)
	[i] = look_for(thread, ELEMENTS(args[0].o, int64_t)[i], look_at_memory);
}

/* In user mode: known of the calling thread alone. */
static int64_t user_time_of(struct thread *thread, int64_t number)
{
	struct rusage used;
	if ((number && number != number_of(thread->object)) || getrusage(RUSAGE_THREAD, &used) < 0)
		return -1;
	return (int64_t)used.ru_utime.tv_sec * 1000000000 + used.ru_utime.tv_usec * 1000;
}

NATIVE(total_time)
{
	args[0].l = time_of(thread, args[0].l);
}

NATIVE(user_time)
{
	args[0].l = user_time_of(thread, args[0].l);
}

/* (long[] numbers, long[] times) */
NATIVE(total_times)
{
	for (int32_t i = 0; i < ((struct array *)args[0].o)->length; i++)
		ELEMENTS(args[1].o, int64_t)[i] = time_of(thread, ELEMENTS(args[0].o, int64_t)[i]);
}

NATIVE(user_times)
{
	for (int32_t i = 0; i < ((struct array *)args[0].o)->length; i++)
		ELEMENTS(args[1].o, int64_t)[i] = user_time_of(thread, ELEMENTS(args[0].o, int64_t)[i]);
}

struct deadlocked {
	struct array *into;
	int32_t count;
};

static void gather_deadlocked(struct thread *const *threads, int count, void *context)
{
	struct deadlocked *const deadlocked = context;
	for (int i = 0; i < count; i++, deadlocked->count++)
		if (deadlocked->into && deadlocked->count < deadlocked->into->length)
			array_set(deadlocked->into, deadlocked->count, threads[i]->object);
}

static void gather_all_deadlocked(void *context)
{
	locks_deadlocks(false, gather_deadlocked, context);
}

/* Thread[], null: none. What is deadlocked stays so, and others may come while the array is made. */
NATIVE(find_deadlocked)
{
	struct class *const class = class_array(thread, vm.Thread);
	struct deadlocked deadlocked = { .into = NULL };
	args[0].o = NULL;
	for (;;) {
		deadlocked.count = 0;
		threads_stop_all(thread, gather_all_deadlocked, &deadlocked);
		if (!class || deadlocked.count == (deadlocked.into ? deadlocked.into->length : 0))
			break;
		deadlocked.into = gc_new_array(thread, class, deadlocked.count);
		if (!deadlocked.into)
			return;
	}
	args[0].o = deadlocked.into ? &deadlocked.into->header : NULL;
}

/* Java has seen to it that nobody asks: which synchronizers a thread owns is not known. */
NATIVE(find_all_deadlocked)
{
	(void)args;
	throw_new(thread, "java/lang/UnsupportedOperationException",
		  "this virtual machine looks for deadlocks of monitors only");
}

static const struct native_entry natives[] = {
	{ "getThreads", NULL, get_threads },
	{ "getThreadInfo1", NULL, get_information },
	{ "dumpThreads0", NULL, dump_threads },
	{ "getThreadTotalCpuTime0", NULL, total_time },
	{ "getThreadTotalCpuTime1", NULL, total_times },
	{ "getThreadUserCpuTime0", NULL, user_time },
	{ "getThreadUserCpuTime1", NULL, user_times },
	{ "getThreadAllocatedMemory0", NULL, allocated },
	{ "getThreadAllocatedMemory1", NULL, all_allocated },
	{ "findMonitorDeadlockedThreads0", NULL, find_deadlocked },
	{ "findDeadlockedThreads0", NULL, find_all_deadlocked },
};

NATIVE_TABLE(java_management_threads);
const struct native_class native_java_management_threads[] = {
	{ "sun/management/ThreadImpl", natives, sizeof natives / sizeof natives[0] },
};
const size_t native_java_management_threads_count = 1;
