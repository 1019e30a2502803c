/* SPDX-License-Identifier: Apache-2.0 */
/* assertions.h: for which classes assert statements are on: -ea, -da, -esa, -dsa. */
#ifndef JVM_RUN_ASSERTIONS_H
#define JVM_RUN_ASSERTIONS_H

#include "jvm/run/thread.h"
#include "jvm/link/class.h"

/* What stands after -ea or -da: nothing, ":CLASS", ":PACKAGE..." or ":..." (the unnamed package). The text
 * must stay. False: it is something else. */
bool assertions_add(const char *text, bool on);
/* -esa, -dsa: the classes of the boot loader. True. */
bool assertions_of_system(bool on);
/* Class.desiredAssertionStatus of a class whose loader has not been told otherwise. */
bool assertions_enabled(const struct class *class);
/* A new java.lang.AssertionStatusDirectives; NULL with an exception pending. */
struct object *assertions_directives(struct thread *thread);

#endif
