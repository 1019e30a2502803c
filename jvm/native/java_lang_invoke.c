/* SPDX-License-Identifier: Apache-2.0 */
/* java_lang_invoke.c: MethodHandleNatives: members by name (jvm/invoke/member.h), and call sites. */
#include "jvm/gc/gc.h"
#include "jvm/invoke/member.h"
#include "jvm/link/link.h"
#include "jvm/native/native.h"
#include "jvm/native/box.h"
#include "jvm/native/reflect.h"
#include "jvm/run/exception.h"
#include "jvm/run/vm.h"

/* init(MemberName self, Object ref): ref is a reflected Field, Method or Constructor. */
static void init(struct thread *thread, union slot *args)
{
	if (!args[0].o || !args[1].o) {
		throw_null_pointer(thread);
		return;
	}
	struct class *const type = object_class(args[1].o);
	if (type != vm.reflect_Field) {
		struct method *const method = reflect_method(args[1].o);
		member_set_method(thread, args[0].o, method, method->owner);
		return;
	}
	const struct class *const class = class_of_mirror(
		FIELD_REF(args[1].o, native_field_offset(type, "clazz", "Ljava/lang/Class;")));
	const int32_t slot = FIELD(args[1].o, native_field_offset(type, "slot", "I"), int32_t);
	member_set_field(args[0].o, &class->fields[slot], false);
}

static void expand(struct thread *thread, union slot *args)
{
	if (args[0].o)
		member_expand(thread, args[0].o);
	else
		throw_null_pointer(thread);
}

/* resolve(MemberName self, Class caller, int lookupMode, boolean speculative): self, or null when speculative
 * and there is no such member. */
static void resolve(struct thread *thread, union slot *args)
{
	if (!args[0].o) {
		throw_null_pointer(thread);
		return;
	}
	struct class *const caller = args[1].o ? class_of_mirror(args[1].o) : NULL;
	if (member_resolve(thread, args[0].o, caller))
		return;
	if (thread->exception && args[3].i) {
		struct object *const thrown = exception_take(thread);
		struct class *const linkage = class_boot(thread, "java/lang/LinkageError");
		if (linkage && !object_is(thrown, linkage))
			throw_object(thread, thrown);
	}
	args[0].o = NULL;
}

static void field_offset(struct thread *thread, union slot *args)
{
	if (args[0].o)
		args[0].l = member_offset(args[0].o);
	else
		throw_null_pointer(thread);
}

static void static_field_base(struct thread *thread, union slot *args)
{
	const struct class *const class = args[0].o ? member_class(args[0].o) : NULL;
	if (class)
		args[0].o = class->mirror;
	else
		throw_new(thread, "java/lang/InternalError", "static field required");
}

/* Object[] { Long of the vtable index or field offset, what holds it: the MemberName or the field's Class }
 */
static void get_vm_info(struct thread *thread, union slot *args)
{
	struct object *const member = args[0].o;
	struct array *const made = gc_new_array(thread, vm.array_Object, 2);
	if (!made)
		return;
	const struct class *const class = member_class(member);
	const bool is_method = member_method(member);
	const union slot index = { .l = is_method ? (int64_t)(int32_t)member_offset(member)
						  : (int64_t)member_offset(member) };
	array_set(made, 0, box_wrap(thread, KIND_LONG, index));
	array_set(made, 1, is_method || !class ? member : class->mirror);
	args[0].o = &made->header;
}

static void set_target(struct thread *thread, union slot *args)
{
	if (!args[0].o) {
		throw_null_pointer(thread);
		return;
	}
	reference *const at = &FIELD(
		args[0].o, native_field_offset(vm.CallSite, "target", "Ljava/lang/invoke/MethodHandle;"),
		reference);
	__atomic_store_n(at, (reference)(uintptr_t)args[1].o, __ATOMIC_SEQ_CST);
}

/* getNamedCon(int which, Object[] name): the constants are compared in debug builds of Java's side only. */
static void get_named_constant(struct thread *thread, union slot *args)
{
	(void)thread;
	args[0].i = 0;
}

static void refuse_reflection(struct thread *thread, union slot *args)
{
	(void)args;
	const struct method *const method = thread->frame->method;
	throw_new(thread, "java/lang/UnsupportedOperationException", "%s.%s cannot be invoked reflectively",
		  method->owner == vm.VarHandle ? "VarHandle" : "MethodHandle", method->name->text);
}

static const struct native_entry natives[] = {
	{ "init", NULL, init },
	{ "expand", NULL, expand },
	{ "resolve", NULL, resolve },
	{ "objectFieldOffset", NULL, field_offset },
	{ "staticFieldOffset", NULL, field_offset },
	{ "staticFieldBase", NULL, static_field_base },
	{ "getMemberVMInfo", NULL, get_vm_info },
	{ "setCallSiteTargetNormal", NULL, set_target },
	{ "setCallSiteTargetVolatile", NULL, set_target },
	{ "clearCallSiteContext", NULL, native_nothing }, /* a site reads its target at each call */
	{ "getNamedCon", NULL, get_named_constant },
};
static const struct native_entry handle_natives[] = {
	{ "invoke", NULL, refuse_reflection },          { "invokeExact", NULL, refuse_reflection },
	{ "invokeBasic", NULL, refuse_reflection },     { "linkToVirtual", NULL, refuse_reflection },
	{ "linkToStatic", NULL, refuse_reflection },    { "linkToSpecial", NULL, refuse_reflection },
	{ "linkToInterface", NULL, refuse_reflection }, { "linkToNative", NULL, refuse_reflection },
};

/* Every native of VarHandle is signature polymorphic; found by name, any of them is called by reflection. */
static const struct native_entry var_handle_natives[] = {
#define X(name, type) { name, NULL, refuse_reflection },
#include "jvm/invoke/access_modes.h"
#undef X
};

NATIVE_TABLE(java_lang_invoke);
const struct native_class native_java_lang_invoke[] = {
	{ "java/lang/invoke/MethodHandleNatives", natives, sizeof natives / sizeof natives[0] },
	{ "java/lang/invoke/MethodHandle", handle_natives, sizeof handle_natives / sizeof handle_natives[0] },
	{ "java/lang/invoke/VarHandle", var_handle_natives,
	  sizeof var_handle_natives / sizeof var_handle_natives[0] },
};
const size_t native_java_lang_invoke_count = 3;
