/* SPDX-License-Identifier: Apache-2.0 */
#include "jvm/invoke/member.h"
#include "jvm/invoke/internal.h"
#include "jvm/gc/gc.h"
#include "jvm/link/internal.h"
#include "jvm/link/external.h"
#include "jvm/link/link.h"
#include "jvm/native/native.h"
#include "jvm/run/exception.h"
#include "jvm/run/string.h"
#include "jvm/run/vm.h"
#include <stdio.h>
#include <string.h>

enum { /* MethodHandleNatives.Constants.MN_… */
       IS_METHOD = 0x10000,
       IS_CONSTRUCTOR = 0x20000,
       IS_FIELD = 0x40000,
       CALLER_SENSITIVE = 0x100000,
       TRUSTED_FINAL = 0x200000,
       REFERENCE_KIND_SHIFT = 24,
       REFERENCE_KIND_MASK = 0xf
};

static uint32_t clazz_at, name_at, type_at, flags_at, method_at;

/* Every function below comes after this; whoever is first or second stores the same. */
static void find_offsets(void)
{
	if (method_at)
		return;
	clazz_at = native_field_offset(vm.MemberName, "clazz", "Ljava/lang/Class;");
	name_at = native_field_offset(vm.MemberName, "name", "Ljava/lang/String;");
	type_at = native_field_offset(vm.MemberName, "type", "Ljava/lang/Object;");
	flags_at = native_field_offset(vm.MemberName, "flags", "I");
	method_at = native_field_offset(vm.MemberName, "method", "Ljava/lang/invoke/ResolvedMethodName;");
}

static void set(struct object *object, uint32_t at, struct object *value)
{
	reference_store(&FIELD(object, at, reference), value);
}

struct method *member_method(const struct object *member)
{
	find_offsets();
	const struct object *const resolved = FIELD_REF(member, method_at);
	return resolved ? (struct method *)(uintptr_t)FIELD(resolved, injected_method_target, uint32_t)
			: NULL;
}

uint32_t member_offset(const struct object *member)
{
	return FIELD(member, injected_member_index, uint32_t);
}

struct class *member_class(const struct object *member)
{
	find_offsets();
	const struct object *const mirror = FIELD_REF(member, clazz_at);
	return mirror ? class_of_mirror(mirror) : NULL;
}

static bool is_direct(const struct method *method)
{
	return method->vtable_index < 0 || method->access & (ACC_PRIVATE | ACC_FINAL | ACC_STATIC) ||
	       method->owner->access & ACC_FINAL;
}

/* The flags say how the method would be called: "special" of every call that needs no selection. */
bool member_set_method(struct thread *thread, struct object *member, struct method *method,
		       const struct class *resolved)
{
	find_offsets();
	struct object *const name = gc_new(thread, vm.ResolvedMethodName);
	if (!name)
		return false;
	FIELD(name, injected_method_target, uint32_t) = (uint32_t)(uintptr_t)method;
	const struct class *owner = method->owner;
	uint32_t flags = method->access;
	enum reference_kind kind = REF_invokeSpecial;
	if (strcmp(method->name->text, "<init>") == 0) {
		flags |= IS_CONSTRUCTOR;
	} else {
		flags |= IS_METHOD;
		if (method->access & ACC_STATIC)
			kind = REF_invokeStatic;
		else if (!is_direct(method))
			kind = class_is_interface(owner) && class_is_interface(resolved) ? REF_invokeInterface
											 : REF_invokeVirtual;
	}
	if (kind == REF_invokeVirtual && class_is_interface(owner))
		owner = resolved; /* a default method, found in a class */
	if (method->flags & METHOD_CALLER_SENSITIVE)
		flags |= CALLER_SENSITIVE;
	FIELD(member, flags_at, uint32_t) = flags | (uint32_t)kind << REFERENCE_KIND_SHIFT;
	FIELD(member, injected_member_index, uint32_t) =
		kind == REF_invokeVirtual || kind == REF_invokeInterface ? (uint32_t)method->vtable_index
									 : UINT32_MAX;
	set(member, method_at, name);
	set(member, clazz_at, owner->mirror);
	return true;
}

void member_set_field(struct object *member, const struct field *field, bool for_writing)
{
	find_offsets();
	uint32_t kind = field->access & ACC_STATIC ? REF_getStatic : REF_getField;
	if (for_writing)
		kind += REF_putField - REF_getField;
	FIELD(member, flags_at, uint32_t) = field->access | IS_FIELD |
					    (field->trusted_final ? TRUSTED_FINAL : 0) |
					    kind << REFERENCE_KIND_SHIFT;
	FIELD(member, injected_member_index, uint32_t) = field->offset;
	set(member, method_at, NULL);
	set(member, clazz_at, field->owner->mirror);
}

/* The descriptor that MemberName.type stands for: a MethodType, a Class or a String. NULL: none of these. */
static struct symbol *descriptor_of(const struct object *type)
{
	if (!type)
		return NULL;
	if (object_class(type) == vm.MethodType)
		return method_type_descriptor(type);
	if (object_class(type) == vm.Class)
		return class_descriptor_symbol(class_of_mirror(type));
	return object_class(type) == vm.String ? string_to_symbol(type, false) : NULL;
}

static bool may_access(struct thread *thread, struct class *caller, struct class *class,
		       const struct method *method)
{
	char text[1024], quoted[1024 + 2];
	if (!caller)
		return true;
	external_method(method->owner, method->name, method->descriptor, text);
	snprintf(quoted, sizeof quoted, "'%.1021s'", text);
	return access_check_member(thread, caller, class, method->owner, method->access, "method", quoted);
}

/* Java itself checks the access of fields. */
static bool resolve_field(struct thread *thread, struct object *member, struct class *class,
			  const struct symbol *name, const struct symbol *descriptor,
			  enum reference_kind kind)
{
	const struct field *const field = class_find_field(class, name, descriptor);
	if (!field) {
		throw_new(thread, "java/lang/NoSuchFieldError", "%s", name->text);
		return false;
	}
	member_set_field(member, field, kind == REF_putField || kind == REF_putStatic);
	return true;
}

static bool resolve_method(struct thread *thread, struct object *member, struct class *class,
			   struct class *caller, const struct symbol *name, const struct symbol *descriptor,
			   enum reference_kind kind)
{
	char text[1024];
	struct method *method = kind == REF_newInvokeSpecial || name->text[0] == '<'
					? class_method(class, name, descriptor)
					: class_find_method(class, name, descriptor);
	/* Of Object an interface has the public instance methods only. */
	if (method && class_is_interface(class) && method->owner == vm.Object &&
	    (method->access & ACC_STATIC || !(method->access & ACC_PUBLIC)))
		method = NULL;
	if (!method) {
		throw_no_such_method(thread, class, name, descriptor);
		return false;
	}
	if (!(method->access & ACC_STATIC) == (kind == REF_invokeStatic)) {
		throw_new(thread, "java/lang/IncompatibleClassChangeError", "Expect%sstatic method '%s'",
			  kind == REF_invokeStatic ? "ed " : "ing non-",
			  external_method(class, name, descriptor, text));
		return false;
	}
	if (kind == REF_invokeInterface && !class_is_interface(class)) {
		throw_new(thread, "java/lang/IncompatibleClassChangeError",
			  "Found class %s, but interface was expected", external_name(class, text));
		return false;
	}
	if (kind == REF_invokeSpecial && method->access & ACC_ABSTRACT) {
		throw_new(thread, "java/lang/AbstractMethodError", "'%s'",
			  external_method(class, name, descriptor, text));
		return false;
	}
	return may_access(thread, caller, class, method) && member_set_method(thread, member, method, class);
}

bool member_resolve(struct thread *thread, struct object *member, struct class *caller)
{
	find_offsets();
	if (FIELD_REF(member, method_at))
		return true;
	const struct object *const mirror = FIELD_REF(member, clazz_at), *const text =
										 FIELD_REF(member, name_at);
	const struct symbol *const descriptor = descriptor_of(FIELD_REF(member, type_at));
	const uint32_t flags = FIELD(member, flags_at, uint32_t);
	const enum reference_kind kind = flags >> REFERENCE_KIND_SHIFT & REFERENCE_KIND_MASK;
	if (!mirror || !text || !descriptor || kind == REF_NONE)
		return false;
	struct class *class = class_of_mirror(mirror);
	if (class->kind != KIND_REFERENCE)
		return false;
	if (class->dimensions)
		class = vm.Object;
	const struct symbol *const name = string_to_symbol(text, false);
	if (!class_link(thread, class))
		return false;
	return flags & IS_FIELD ? resolve_field(thread, member, class, name, descriptor, kind)
				: resolve_method(thread, member, class, caller, name, descriptor, kind);
}

static const struct field *field_at(const struct class *class, uint32_t offset, bool is_static)
{
	for (; class; class = class->super)
		for (int i = 0; i < class->fields_count; i++)
			if (class->fields[i].offset == offset &&
			    !(class->fields[i].access & ACC_STATIC) == !is_static)
				return &class->fields[i];
	return NULL;
}

bool member_expand(struct thread *thread, struct object *member)
{
	find_offsets();
	const struct symbol *name = NULL, *descriptor = NULL;
	const struct method *const method = member_method(member);
	const uint32_t flags = FIELD(member, flags_at, uint32_t);
	const struct class *const class = member_class(member);
	if (method) {
		name = method->name;
		descriptor = method->descriptor;
		if (!class)
			set(member, clazz_at, method->owner->mirror);
	} else if (flags & IS_FIELD && class) {
		const struct field *const field = field_at(class, member_offset(member), flags & ACC_STATIC);
		name = field ? field->name : NULL;
		descriptor = field ? field->descriptor : NULL;
	}
	if (!name) {
		throw_new(thread, "java/lang/InternalError", "unrecognized type");
		return false;
	}
	if (!FIELD_REF(member, name_at)) {
		struct object *const text = string_literal(thread, name);
		if (!text)
			return false;
		set(member, name_at, text);
	}
	if (!FIELD_REF(member, type_at)) {
		struct object *const text =
			string_from_modified(thread, descriptor->text, descriptor->length);
		if (!text)
			return false;
		set(member, type_at, text);
	}
	return true;
}
