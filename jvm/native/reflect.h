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
/* RecordComponent[] of a record. */
struct object *reflect_record_components(struct thread *thread, struct class *class);
/* Class[] of `first` (unless NULL) and those class constants of `class` that can be loaded; `only_nest`: and
 * whose nest host `class` is. */
struct object *reflect_classes(struct thread *thread, struct class *class, const uint16_t *indices, int count,
			       bool only_nest, struct class *first);
/* Parameter[] by the MethodParameters attribute of a Method or Constructor; null when it has none: check
 * thread->exception. */
struct object *reflect_parameters(struct thread *thread, struct object *executable);
/* A byte[] of an attribute's body; null for none: check thread->exception. */
struct object *reflect_bytes(struct thread *thread, struct span span);
/* The method that a reflect.Method or Constructor stands for. */
struct method *reflect_method(struct object *reflected);
/* The field that a reflect.Field stands for. */
struct field *reflect_field(struct object *reflected);
/* The Class a field descriptor names, as `class` sees it. */
struct class *reflect_type(struct thread *thread, struct class *class, const char *descriptor, size_t length);

#endif
