/* SPDX-License-Identifier: Apache-2.0 */
/* signals.h: signals of the operating system. No Java thread takes one: all are blocked, and one thread of
 * its own waits for them. */
#ifndef JVM_RUN_SIGNALS_H
#define JVM_RUN_SIGNALS_H

#include "jvm/run/thread.h"

/* Before any other thread is made: blocks them for all to come; SIGPIPE is ignored. */
void signals_block(void);
/* Waits for signals for ever; on the process's first thread. SIGQUIT prints all stacks; one with a Java
 * handler runs it (jdk.internal.misc.Signal .dispatch); one without has its usual effect. */
_Noreturn void signals_serve(void);

/* Signal.handle0: `handler` 0 = the usual effect, 1 = none, 2 = Java's; returns the one before, -1 when the
 * signal is not for programs. */
int64_t signals_handle(int number, int64_t handler);
/* Signal.findSignal0: "INT" → 2; -1: unknown. */
int signals_find(const char *name);

#endif
