/* SPDX-License-Identifier: Apache-2.0 */
/* call.h: calling Java from C. */
#ifndef JVM_RUN_CALL_H
#define JVM_RUN_CALL_H

#include "jvm/run/thread.h"
#include "jvm/link/class.h"

/* Runs `method` exactly (no virtual selection; use class_select_virtual for that) with its arguments in JVMS
 * local numbering, the receiver first. Its class must be initialised or being initialised by this thread. The
 * result, if any, goes to *result (may be NULL). false: an exception is pending. May collect. */
bool call_method(struct thread *thread, struct method *method, const union slot *args, union slot *result);

/* Finds the method by name and descriptor in `class` and its supers, and calls it; static and instance
 * (virtual) methods alike. The arguments follow as C values by the descriptor: int, int64_t, double (also for
 * float), struct object *. The method must exist: ends the process with its name if it does not. */
bool call_static(struct thread *thread, struct class *class, const char *name, const char *descriptor,
		 union slot *result, ...);
bool call_virtual(struct thread *thread, struct object *receiver, const char *name, const char *descriptor,
		  union slot *result, ...);
/* Allocates an instance and runs the constructor; NULL with an exception pending. */
struct object *call_new(struct thread *thread, struct class *class, const char *descriptor, ...);

#endif
