/* SPDX-License-Identifier: Apache-2.0 */
/* reflect.h: the objects of java.lang.reflect, made from the VM's structures. NULL: an exception is pending.
 */
#ifndef JVM_NATIVE_REFLECT_H
#define JVM_NATIVE_REFLECT_H

#include "jvm/link/class.h"
#include "jvm/run/thread.h"

/* Field[], Method[] or Constructor[] of what `class` declares. */
struct object *reflect_fields(struct thread *thread, struct class *class, bool public_only);
struct object *reflect_methods(struct thread *thread, struct class *class, bool public_only,
			       bool constructors);
/* A byte[] of an attribute's body; null for none: check thread->exception. */
struct object *reflect_bytes(struct thread *thread, struct span span);
/* The method that a reflect.Method or Constructor stands for. */
struct method *reflect_method(struct object *reflected);
/* The Class a field descriptor names, as `class` sees it. */
struct class *reflect_type(struct thread *thread, struct class *class, const char *descriptor, size_t length);
/* A value as its box, a reference as itself; null of void. NULL with an exception pending: no memory. */
struct object *reflect_box(struct thread *thread, enum kind kind, union slot value);
/* The value in a box, widened to `wanted` (JLS 5.1.2). false: it does not convert. */
bool reflect_unbox(const struct object *box, enum kind wanted, union slot *to);

#endif
