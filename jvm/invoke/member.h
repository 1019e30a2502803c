/* SPDX-License-Identifier: Apache-2.0 */
/* member.h: java.lang.invoke.MemberName: how Java names a field or a method, and which of ours that is. Flags
 * and reference kinds are those of MethodHandleNatives.Constants and JVMS 5.4.3.5. NULL or false: an
 * exception is pending. */
#ifndef JVM_INVOKE_MEMBER_H
#define JVM_INVOKE_MEMBER_H

#include "jvm/link/class.h"
#include "jvm/run/thread.h"

enum reference_kind {
	REF_NONE,
	REF_getField,
	REF_getStatic,
	REF_putField,
	REF_putStatic,
	REF_invokeVirtual,
	REF_invokeStatic,
	REF_invokeSpecial,
	REF_newInvokeSpecial,
	REF_invokeInterface
};

/* The method of a resolved MemberName; NULL: it names a field or is not resolved. Nothing is pending. */
struct method *member_method(const struct object *member);
/* Where the field of a resolved MemberName lies: from the object's or the mirror's start. */
uint32_t member_offset(const struct object *member);
struct class *member_class(const struct object *member);

/* Makes an empty MemberName name `method`, as found in `resolved`. */
bool member_set_method(struct thread *thread, struct object *member, struct method *method,
		       const struct class *resolved);
void member_set_field(struct object *member, const struct field *field, bool for_writing);
/* Finds what the MemberName's class, name and type say, with the rights of `caller` (NULL: all). false with
 * an exception pending; false without one: the MemberName names nothing that can be looked for. */
bool member_resolve(struct thread *thread, struct object *member, struct class *caller);
/* Fills in class, name and type (as a String) of a resolved MemberName. */
bool member_expand(struct thread *thread, struct object *member);

#endif
