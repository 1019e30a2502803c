/* SPDX-License-Identifier: Apache-2.0 */
/* thread_life.c: the life of a java.lang.Thread: started, running, dead. Its fields `eetop` (the struct
 * thread while it lives) and `threadStatus` are written here alone. */
#include "jvm/run/thread.h"
#include "jvm/run/vm.h"
#include "jvm/link/external.h"
#include "jvm/link/link.h"
#include "jvm/run/call.h"
#include "jvm/run/exception.h"
#include "jvm/run/string.h"
#include "jvm/monitor/monitor.h"
#include "jvm/native/native.h"
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>

/* Java code runs on the Java stack; this one holds natives, and the interpreter again for each native that
 * calls Java. Pages that nobody touches cost nothing. */
enum { C_STACK_BYTES = 1024 * 1024, LEAST_STACK_BYTES = 64 * 1024 };

static uint32_t offset_of(uint32_t *kept, const char *name, const char *descriptor)
{
	return native_kept_offset(kept, vm.Thread, name, descriptor);
}

static int64_t *eetop(struct object *object)
{
	static uint32_t offset;
	return &FIELD(object, offset_of(&offset, "eetop", "J"), int64_t);
}

void thread_set_status(struct thread *thread, enum thread_status status)
{
	static uint32_t offset;
	if (thread->object)
		__atomic_store_n(&FIELD(thread->object, offset_of(&offset, "threadStatus", "I"), int32_t),
				 status, __ATOMIC_SEQ_CST);
}

static uint8_t *interrupted(struct thread *thread)
{
	static uint32_t offset;
	return &FIELD(thread->object, offset_of(&offset, "interrupted", "Z"), uint8_t);
}

bool thread_is_interrupted(struct thread *thread)
{
	return thread->object && __atomic_load_n(interrupted(thread), __ATOMIC_SEQ_CST);
}

bool thread_take_interrupt(struct thread *thread)
{
	return thread->object && __atomic_exchange_n(interrupted(thread), 0, __ATOMIC_SEQ_CST);
}

struct thread *thread_of(struct object *object)
{
	return (struct thread *)(uintptr_t)__atomic_load_n(eetop(object), __ATOMIC_ACQUIRE);
}

void thread_set_object(struct thread *thread, struct object *object)
{
	thread->object = object;
	__atomic_store_n(eetop(object), (int64_t)(uintptr_t)thread, __ATOMIC_RELEASE);
	thread_set_status(thread, THREAD_RUNNABLE);
}

/* What a handler throws is ignored (Thread.UncaughtExceptionHandler), but told of. */
static void dispatch_uncaught(struct thread *thread, struct object *uncaught)
{
	static uint32_t name_at;
	char class_name[256];
	if (call_virtual(thread, thread->object, "dispatchUncaughtException", "(Ljava/lang/Throwable;)V",
			 NULL, uncaught))
		return;
	const struct object *const thrown = exception_take(thread), *const name = FIELD_REF(
									    thread->object,
									    offset_of(&name_at, "name",
										      "Ljava/lang/String;"));
	char *const text = name ? string_to_utf8(name) : NULL;
	fprintf(stderr, "\nException: %s thrown from the UncaughtExceptionHandler in thread \"%s\"\n",
		external_name(object_class(thrown), class_name), text ? text : "");
	free(text);
}

/* Words that calls which are over left here would keep objects alive: for this thread while it ends, and for
 * the next, to which the C library gives the same stack. Most threads use less; what lies deeper is seldom
 * scanned. */
__attribute__((noinline, no_sanitize_address)) static void clear_stack(void)
{
	volatile uint64_t dead[16 * 1024 / sizeof(uint64_t)];
	for (size_t i = 0; i < sizeof dead / sizeof dead[0]; i++)
		dead[i] = 0;
}

/* Nothing that this thread used is looked at any more but its Thread: whoever joins it may need the memory
 * before it is off the list. */
__attribute__((noinline)) static void tell_of_death(struct thread *thread)
{
	thread->c_stack_base = __builtin_frame_address(0);
	struct object *const object = thread->object;
	monitor_enter(thread, object);
	thread_set_status(thread, THREAD_TERMINATED);
	__atomic_store_n(eetop(object), 0, __ATOMIC_RELEASE);
	monitor_notify(thread, object, true); /* Thread.join waits for this */
	monitor_exit(thread, object);
	exception_take(thread);
}

void thread_die(struct thread *thread)
{
	struct object *const uncaught = exception_take(thread), *const object = thread->object;
	if (uncaught)
		dispatch_uncaught(thread, uncaught);
	call_virtual(thread, object, "exit", "()V", NULL);
	exception_take(thread);
	clear_stack();
	tell_of_death(thread);
}

static void *main_of_thread(void *context)
{
	struct thread *const thread = context;
	thread_begin(thread);
	call_virtual(thread, thread->object, "run", "()V", NULL);
	thread_die(thread);
	thread_detach(thread);
	clear_stack();
	return NULL;
}

static size_t stack_bytes_of(struct object *object)
{
	static uint32_t offset;
	const int64_t asked = FIELD(object, offset_of(&offset, "stackSize", "J"), int64_t);
	if (asked <= 0)
		return vm.options.stack_bytes;
	return asked < LEAST_STACK_BYTES ? LEAST_STACK_BYTES : asked > INT_MAX ? INT_MAX : (size_t)asked;
}

bool thread_start(struct thread *starter, struct object *object)
{
	static uint32_t daemon_offset;
	const bool daemon = FIELD(object, offset_of(&daemon_offset, "daemon", "Z"), uint8_t);
	struct thread *thread = thread_new(object, stack_bytes_of(object), daemon);
	if (thread) {
		pthread_attr_t attributes;
		pthread_attr_init(&attributes);
		pthread_attr_setstacksize(&attributes, C_STACK_BYTES);
		pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
		thread_set_object(thread, object); /* alive before start returns */
		pthread_t posix;
		const int failed = pthread_create(&posix, &attributes, main_of_thread, thread);
		pthread_attr_destroy(&attributes);
		if (!failed)
			return true;
		thread_set_status(thread, THREAD_NEW); /* it may be started again */
		__atomic_store_n(eetop(object), 0, __ATOMIC_RELEASE);
		thread_delete(thread);
	}
	throw_out_of_memory(
		starter, "unable to create native thread: possibly out of memory or process/resource limits "
			 "reached");
	return false;
}
