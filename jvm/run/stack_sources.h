/* SPDX-License-Identifier: Apache-2.0 */
/* stack_sources.h: which instruction pushed what lies on the operand stack, for messages that name it. */
#ifndef JVM_RUN_STACK_SOURCES_H
#define JVM_RUN_STACK_SOURCES_H

#include "jvm/link/class.h"

enum { STACK_SOURCE_UNKNOWN = 0xffff };

struct stack_sources;

/* Of a method with bytecode; the caller frees them. NULL: no memory. */
struct stack_sources *stack_sources_find(const struct method *method);
void stack_sources_free(struct stack_sources *sources);

/* The bci of the instruction that pushed the slot `down` from the top of the stack (0: the top) as the
 * instruction at `bci` finds it; STACK_SOURCE_UNKNOWN when several do, or the code is not reached. */
uint16_t stack_source(const struct stack_sources *sources, uint32_t bci, int down);

/* Whether the method may have written to that local before the instruction at `bci`. */
bool stack_source_wrote_local(const struct stack_sources *sources, uint32_t bci, uint32_t local);

#endif
