/* SPDX-License-Identifier: Apache-2.0 */
/* exception.h: throwing from C. A thrown object waits in thread->exception; C code that sees it set cleans up
 * and returns, calling no Java before it has taken it away. */
#ifndef JVM_RUN_EXCEPTION_H
#define JVM_RUN_EXCEPTION_H

#include "jvm/run/thread.h"
#include "jvm/link/class.h"

/* Throws a new `class_name` ("java/io/IOException") with a message (printf; NULL format: no message). */
void throw_new(struct thread *thread, const char *class_name, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
/* The same with a String of any length; throw_new cuts at 1023 bytes. NULL: an exception is pending already.
 */
void throw_with_text(struct thread *thread, const char *class_name, struct object *text);
void throw_object(struct thread *thread, struct object *exception);
/* Takes the pending exception away and returns it, or NULL. */
struct object *exception_take(struct thread *thread);
/* Throwable.initCause of the pending exception. NULL: none. */
void exception_set_cause(struct thread *thread, struct object *cause);
/* Common ones */
void throw_null_pointer(struct thread *thread);
void throw_out_of_memory(struct thread *thread, const char *what); /* e.g. "Java heap space" */
/* OutOfMemoryError: Metaspace, unless there is room for so many bytes more (memory/low.h): of a class, and of
 * what one needs to run. */
bool metaspace_for_class(struct thread *thread, size_t bytes),
	metaspace_to_run(struct thread *thread, size_t bytes);
void throw_stack_overflow(struct thread *thread);
void throw_array_store(struct thread *thread, const struct object *value);
void throw_class_cast(struct thread *thread, const struct object *object, const struct class *wanted);
void throw_unsatisfied_link(struct thread *thread, const struct method *native);
/* IncompatibleClassChangeError of an interface call. */
void throw_not_implemented(struct thread *thread, const struct class *receiver,
			   const struct class *interface);
/* AbstractMethodError; `method` is what was resolved, or found in the receiver's tables. */
void throw_abstract_method(struct thread *thread, const struct class *receiver, const struct method *method);
/* AbstractMethodError or IncompatibleClassChangeError for the method that `frame` was pushed for. */
void throw_abstract(struct thread *thread, const struct frame *frame);

/* The instruction of `frame`'s code that handles the pending exception thrown at frame->pc (JVMS 2.10), or
 * -1. A catch type that cannot be resolved replaces the exception by that error, and the search begins again,
 * as in HotSpot, for one thrown where that type's handler begins. */
int32_t exception_find_handler(struct thread *thread, struct frame *frame);
/* Leaves the monitor of a synchronized method that an exception ends. */
void exception_unlock(struct thread *thread, struct frame *frame);

/* Fills Throwable.backtrace from the thread's frames (Throwable.fillInStackTrace). */
void exception_fill_trace(struct thread *thread, struct object *throwable);
/* Fills a StackTraceElement for the code position, and those of an array from a Throwable's backtrace. May
 * allocate; false: an exception is pending. */
bool stack_trace_element_fill(struct thread *thread, struct object *element, const struct method *method,
			      int bci);
bool stack_trace_fill(struct thread *thread, struct array *elements, struct object *throwable);
/* The newest frame of a Throwable's backtrace: where it was made. false: it has none, or that frame is
 * hidden. */
bool exception_origin(struct object *throwable, struct method **method, int *bci);
/* The exception and its causes on standard error in the words of HotSpot, without running Java. */
void exception_print_trace(struct object *throwable);

#endif
