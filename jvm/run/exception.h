/* SPDX-License-Identifier: Apache-2.0 */
/* exception.h: throwing from C. A thrown object waits in thread->exception; C code that sees it set cleans up and
 * returns, calling no Java before it has taken it away. */
#ifndef JVM_RUN_EXCEPTION_H
#define JVM_RUN_EXCEPTION_H

#include "jvm/run/thread.h"

/* Throws a new `class_name` ("java/io/IOException") with a message (printf; NULL format: no message). */
void throw_new(struct thread *thread, const char *class_name, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
void throw_object(struct thread *thread, struct object *exception);
/* Takes the pending exception away and returns it, or NULL. */
struct object *exception_take(struct thread *thread);
/* Common ones */
void throw_null_pointer(struct thread *thread);
void throw_out_of_memory(struct thread *thread, const char *what); /* e.g. "Java heap space" */
void throw_stack_overflow(struct thread *thread);
/* Fills Throwable.backtrace from the thread's frames (Throwable.fillInStackTrace). */
void exception_fill_trace(struct thread *thread, struct object *throwable);
/* Prints an exception with its trace to standard error, as an uncaught one. */
void exception_print(struct thread *thread, struct object *exception);

#endif
