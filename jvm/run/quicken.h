/* SPDX-License-Identifier: Apache-2.0 */
/* quicken.h: what an instruction does the first time: resolve its constant (JVMS 5.4.3), initialise classes
 * (5.5), and become the quick form where that is always right. All may run Java and collect; NULL or false:
 * an exception is pending. frame->pc is the instruction. */
#ifndef JVM_RUN_QUICKEN_H
#define JVM_RUN_QUICKEN_H

#include "jvm/link/link.h"
#include "jvm/run/code.h"

/* The address of a static field; of an instance field, any address but NULL: the instruction is quick now. */
void *quicken_field(struct thread *thread, struct frame *frame, struct instruction *at, bool is_static,
		    bool is_write);
union slot field_read_volatile(const void *at, enum kind kind);
void field_write_volatile(void *at, enum kind kind, union slot value);
bool quicken_constant(struct thread *thread, struct frame *frame, struct instruction *at, union slot *value);
struct class *quicken_new(struct thread *thread, struct frame *frame, struct instruction *at);
/* Makes CHECKCAST, INSTANCEOF (u = class) or ANEWARRAY (u = array class) quick. */
bool quicken_class(struct thread *thread, struct frame *frame, struct instruction *at, enum opcode quick);
struct object *new_multi_array(struct thread *thread, struct frame *frame, const struct instruction *at,
			       const union slot *lengths);
/* invokevirtual, invokespecial, invokeinterface: the instruction is quick afterwards. Two threads may both
 * do it: they come to the same. */
bool quicken_call(struct thread *thread, struct frame *frame, struct instruction *at, enum invoke how);
/* Object's: empty, but that it makes an object finalizable which is to be (JLS 12.6.1). */
bool method_is_object_constructor(const struct method *method);
struct method *quicken_static_call(struct thread *thread, struct frame *frame, struct instruction *at);
bool quicken_dynamic(struct thread *thread, struct frame *frame, struct instruction *at);
/* The method that `at` (INVOKE_INTERFACE) calls on an instance of `receiver`; kept in its cache. */
struct method *select_interface_method(struct thread *thread, struct frame *frame, struct instruction *at,
				       struct class *receiver);
/* The method that `at` (INVOKE_CHECKED) calls on an instance of `receiver`. */
struct method *select_checked(struct thread *thread, const struct instruction *at, struct class *receiver);

#endif
