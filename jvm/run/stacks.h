/* SPDX-License-Identifier: Apache-2.0 */
/* stacks.h: the stacks of all threads, for Thread.getAllStackTraces and SIGQUIT. */
#ifndef JVM_RUN_STACKS_H
#define JVM_RUN_STACKS_H

#include "jvm/run/frame.h"

struct stack_position {
	const struct method *method;
	int bci;
};

/* Thread[] of all living threads; NULL: an exception is pending. Stops all threads. */
struct array *stacks_threads(struct thread *thread);
/* The stack of the Thread `of`, newest first, in malloc'd memory that the caller frees; returns how deep, -1:
 * it does not live. Stops all threads. */
int stacks_take(struct thread *thread, struct object *of, struct stack_position **trace);
/* Prints all stacks to standard output, as HotSpot does for SIGQUIT. */
void stacks_print(struct thread *thread);

#endif
