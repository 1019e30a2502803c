/* SPDX-License-Identifier: Apache-2.0 */
/* handle.c: method handles, as the interpreter and the linker need them. What a handle does is Java's
 * business (java.lang.invoke's LambdaForms); here are the few places where that ends in a method of ours:
 * invokeBasic and linkTo…, the linking of signature-polymorphic calls, and constants. */
#include "jvm/invoke/internal.h"
#include "jvm/invoke/member.h"
#include "jvm/classfile/classfile.h"
#include "jvm/gc/class_space.h"
#include "jvm/memory/arena.h"
#include "jvm/native/native.h"
#include "jvm/run/call.h"
#include "jvm/run/exception.h"
#include "jvm/run/string.h"
#include "jvm/run/vm.h"
#include <string.h>

bool method_handle_is_intrinsic(const struct method *method)
{
	return method->flags & METHOD_POLYMORPHIC && (strcmp(method->name->text, "invokeBasic") == 0 ||
						      strncmp(method->name->text, "linkTo", 6) == 0);
}

struct method *handle_entry(const struct object *handle)
{
	static uint32_t kept_form, kept_entry;
	const uint32_t form_at =
		native_kept_offset(&kept_form, vm.MethodHandle, "form", "Ljava/lang/invoke/LambdaForm;");
	const uint32_t entry_at =
		native_kept_offset(&kept_entry, vm.LambdaForm, "vmentry", "Ljava/lang/invoke/MemberName;");
	const struct object *const form = FIELD_REF(handle, form_at);
	const struct object *const entry = form ? FIELD_REF(form, entry_at) : NULL;
	return entry ? member_method(entry) : NULL;
}

static struct method *basic_target(struct thread *thread, const union slot *args)
{
	if (!args[0].o) {
		throw_null_pointer(thread);
		return NULL;
	}
	struct method *const target = handle_entry(args[0].o);
	if (!target)
		throw_new(thread, "java/lang/InternalError", "a method handle whose form has no entry");
	return target;
}

static struct method *linked_target(struct thread *thread, const struct method *intrinsic,
				    const union slot *args, uint16_t slots)
{
	const struct object *const member = args[slots - 1].o;
	struct method *target = member ? member_method(member) : NULL;
	const char how =
		intrinsic->name->text[strlen("linkTo")]; /* Virtual Interface Special Static Native */
	if (!target) {
		if (member)
			throw_new(thread, "java/lang/InternalError", "%s of a member without a method",
				  intrinsic->name->text);
		else
			throw_null_pointer(thread);
		return NULL;
	}
	if (target->access & ACC_STATIC)
		return target;
	struct object *const receiver = args[0].o;
	if (!receiver) {
		throw_null_pointer(thread);
		return NULL;
	}
	if (how != 'V' && how != 'I')
		return target;
	if (how == 'I' && !object_is(receiver, target->owner)) {
		throw_not_implemented(thread, object_class(receiver), target->owner);
		return NULL;
	}
	struct method *const selected = class_select_virtual(object_class(receiver), target);
	return selected ? selected : target; /* abstract: its code throws */
}

struct method *method_handle_target(struct thread *thread, const struct method *intrinsic, union slot **args,
				    uint16_t slots)
{
	bool basic = strcmp(intrinsic->name->text, "invokeBasic") == 0;
	if (basic && (*args)->o) {
		struct method *const direct = direct_method((*args)->o, *args + 1);
		if (direct) {
			++*args;
			return direct;
		}
	}
	for (;;) {
		struct method *const target = basic ? basic_target(thread, *args)
						    : linked_target(thread, intrinsic, *args, slots--);
		/* A handle on invokeBasic itself ends here again. */
		if (!target || !method_handle_is_intrinsic(target))
			return target;
		intrinsic = target;
		basic = strcmp(intrinsic->name->text, "invokeBasic") == 0;
	}
}

struct object *method_type_of(struct thread *thread, const struct signature *signature)
{
	union slot result;
	struct array *const parameters = gc_new_array(thread, vm.array_Class, signature->count);
	for (int i = 0; parameters && i < signature->count; i++)
		array_set(parameters, i, signature->types[i]->mirror);
	return parameters && call_static(thread, vm.MethodHandleNatives, "findMethodHandleType",
					 "(Ljava/lang/Class;[Ljava/lang/Class;)Ljava/lang/invoke/MethodType;",
					 &result, signature->result->mirror, &parameters->header)
		       ? result.o
		       : NULL;
}

struct object *method_type_load(struct thread *thread, struct class *as, const struct symbol *descriptor)
{
	struct signature signature;
	return signature_load(thread, as, descriptor, &signature) ? method_type_of(thread, &signature) : NULL;
}

struct object *pool_method_type(struct thread *thread, struct pool *pool, uint16_t index)
{
	struct object *const kept = pool_kept_object(pool, index);
	if (kept)
		return kept;
	return method_type_load(thread, pool->owner, pool_symbol(pool, pool->entries[index].a));
}

struct object *pool_method_handle(struct thread *thread, struct pool *pool, uint16_t index)
{
	union slot result;
	struct object *const kept = pool_kept_object(pool, index);
	if (kept)
		return kept;
	const uint16_t kind = pool->entries[index].a, member = pool->entries[index].b;
	const struct class *const class = pool_class(thread, pool, pool->entries[member].a);
	const struct symbol *const descriptor = pool_member_descriptor(pool, member);
	struct object *const name = class ? string_literal(thread, pool_member_name(pool, member)) : NULL;
	struct object *type = NULL;
	if (name && kind < REF_invokeVirtual) {
		const struct class *const field_type = class_of_descriptor(thread, pool->owner, descriptor);
		type = field_type ? field_type->mirror : NULL;
	} else if (name) {
		type = method_type_load(thread, pool->owner, descriptor);
	}
	return type && call_static(thread, vm.MethodHandleNatives, "linkMethodHandleConstant",
				   "(Ljava/lang/Class;ILjava/lang/Class;Ljava/lang/String;Ljava/lang/Object;)"
				   "Ljava/lang/invoke/MethodHandle;",
				   &result, pool->owner->mirror, (int)kind, class->mirror, name, type)
		       ? result.o
		       : NULL;
}

bool site_from_member(struct thread *thread, struct call_site *site, const struct object *member,
		      const struct array *appendix)
{
	site->target = member ? member_method(member) : NULL;
	if (!site->target) {
		throw_new(thread, "java/lang/LinkageError", "bad value from MethodHandleNatives");
		return false;
	}
	site->appendix = array_get(appendix, 0);
	class_root_add(site, &site->appendix);
	site->holder = site->target->owner->mirror;
	class_root_add(site, &site->holder);
	return true;
}

struct call_site *polymorphic_link(struct thread *thread, struct class *caller, uint16_t index)
{
	union slot member;
	struct pool *const pool = caller->pool;
	const struct class *const class = pool_class(thread, pool, pool->entries[index].a);
	struct object *const name = class ? string_literal(thread, pool_member_name(pool, index)) : NULL;
	struct object *const type =
		name ? method_type_load(thread, caller, pool_member_descriptor(pool, index)) : NULL;
	struct array *const appendix = type ? gc_new_array(thread, vm.array_Object, 1) : NULL;
	if (!appendix ||
	    !call_static(thread, vm.MethodHandleNatives, "linkMethod",
			 "(Ljava/lang/Class;ILjava/lang/Class;Ljava/lang/String;Ljava/lang/Object;"
			 "[Ljava/lang/Object;)Ljava/lang/invoke/MemberName;",
			 &member, caller->mirror, REF_invokeVirtual, class->mirror, name, type,
			 &appendix->header))
		return NULL;
	struct call_site *const made = metadata_beside(caller, sizeof *made);
	return site_from_member(thread, made, member.o, appendix) &&
			       direct_prepare(thread, made, class, pool_member_name(pool, index), type,
					      pool_member_descriptor(pool, index))
		       ? made
		       : NULL;
}
