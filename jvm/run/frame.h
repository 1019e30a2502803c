/* SPDX-License-Identifier: Apache-2.0 */
/* frame.h: frames on the Java stack, and walking them.
 *
 * A method's activation, upwards:  locals (arguments first) | struct frame | operands | spare slots.
 * The arguments of a call are the topmost operands of the caller, so the callee's locals begin inside the
 * caller's operands and nothing is copied. Registers of translated code are numbered from the first local:
 * local i is i, operand d is max_locals + frame_slots + d. */
#ifndef JVM_RUN_FRAME_H
#define JVM_RUN_FRAME_H

#include "jvm/run/thread.h"
#include "jvm/classfile/line_table.h"
#include "jvm/link/class.h"

enum { frame_slots = sizeof(struct frame) / sizeof(union slot), frame_spare_slots = 5 };

/* The end of what `frame` may use: the collector scans the Java stack up to that of the newest frame. An
 * entry frame is the newest where a native that C called has left its result behind it. */
static inline union slot *frame_top(const struct frame *frame)
{
	const struct method *method = frame->method;
	return (union slot *)(frame + 1) + (method ? method->max_stack + frame_spare_slots : 1);
}

/* Calls visit for every word of the thread's Java stack that may be a reference its frames still use. What
 * dead operands and locals hold, or what an earlier activation left in them, is not visited. The thread
 * stands at a safepoint. */
void frames_scan(const struct thread *thread, void (*visit)(uint32_t word));

/* The newest frame of a method, natives included, skipping entry frames; NULL: none. */
struct frame *frame_first(const struct thread *thread);
struct frame *frame_next(const struct frame *frame);
/* The bytecode index of the current instruction; -1 for a native method. */
int frame_bci(const struct frame *frame);
/* The line in the source: -1 unknown, -2 native method. */
int method_line(const struct method *method, int bci);
/* The name of its source file, perhaps in the buffer; NULL: unknown. */
const char *class_source(const struct class *class, char buffer[SOURCE_BYTES]);

#endif
