/* SPDX-License-Identifier: Apache-2.0 */
/* box.h: primitive values and their wrappers (java.lang.Integer and so on), as reflection converts them. */
#ifndef JVM_NATIVE_BOX_H
#define JVM_NATIVE_BOX_H

#include "jvm/run/thread.h"
#include "jvm/link/class.h"

/* What a wrapper holds; KIND_REFERENCE: it is none. */
enum kind box_kind(const struct object *box);
/* Widens a primitive value to `wanted` (JLS 5.1.2): false when it does not convert, and for references. */
bool box_widen(enum kind kind, union slot value, enum kind wanted, union slot *to);
/* The same of what `box` holds; false also when it is NULL or no wrapper. */
bool box_unwrap(const struct object *box, enum kind wanted, union slot *to);
/* The wrapper of a value, by valueOf; NULL for KIND_VOID, the reference itself for KIND_REFERENCE, NULL with
 * an exception pending when there is no memory. */
struct object *box_wrap(struct thread *thread, enum kind kind, union slot value);

#endif
