/* SPDX-License-Identifier: Apache-2.0 */
/* jdk_internal_reflect.c: who calls, and calling by reflection. */
#include "jvm/gc/gc.h"
#include "jvm/link/link.h"
#include "jvm/native/box.h"
#include "jvm/native/native.h"
#include "jvm/native/reflect.h"
#include "jvm/run/call.h"
#include "jvm/run/exception.h"
#include "jvm/run/frame.h"
#include "jvm/run/string.h"
#include "jvm/run/vm.h"
#include <string.h>

/* Frames of reflection itself are not callers. */
static bool is_reflection(const struct method *method)
{
	const char *owner = method->owner->name->text;
	return (strcmp(owner, "java/lang/reflect/Method") == 0 &&
		strcmp(method->name->text, "invoke") == 0) ||
	       strncmp(owner, "jdk/internal/reflect/NativeMethodAccessorImpl", 45) == 0 ||
	       strncmp(owner, "jdk/internal/reflect/DelegatingMethodAccessorImpl", 49) == 0 ||
	       method->flags & METHOD_HIDDEN;
}

/* getCallerClass: the caller of the method that called it. */
static void get_caller_class(struct thread *thread, union slot *args)
{
	struct frame *frame = frame_first(thread); /* getCallerClass */
	frame = frame ? frame_next(frame) : NULL;  /* who asks */
	frame = frame ? frame_next(frame) : NULL;
	while (frame && is_reflection(frame->method))
		frame = frame_next(frame);
	args[0].o = frame ? frame->method->owner->mirror : NULL;
}

static void get_class_access(struct thread *thread, union slot *args)
{
	(void)thread;
	args[0].i = (int32_t)class_of_mirror(args[0].o)->access & 0x7fff;
}

static void are_nest_mates(struct thread *thread, union slot *args)
{
	args[0].i = class_is_nest_mate(thread, class_of_mirror(args[0].o), class_of_mirror(args[1].o));
}

/* Puts the arguments of an Object[] into slots as the descriptor wants them. */
static bool spread(struct thread *thread, const struct method *method, struct object *reflected,
		   const struct array *arguments, union slot *at)
{
	const struct array *types = (struct array *)FIELD_REF(
		reflected,
		native_field_offset(object_class(reflected), "parameterTypes", "[Ljava/lang/Class;"));
	const int32_t given = arguments ? arguments->length : 0;
	if (given != types->length) {
		throw_new(thread, "java/lang/IllegalArgumentException", "wrong number of arguments");
		return false;
	}
	for (int32_t i = 0; i < given; i++) {
		const struct class *type = class_of_mirror(array_get(types, i));
		struct object *argument = array_get(arguments, i);
		if (type->kind == KIND_REFERENCE ? argument && !object_is(argument, type)
						 : !box_unwrap(argument, type->kind, at)) {
			throw_new(thread, "java/lang/IllegalArgumentException",
				  argument ? "argument type mismatch" : NULL);
			return false;
		}
		if (type->kind == KIND_REFERENCE)
			at->o = argument;
		at += type->kind == KIND_LONG || type->kind == KIND_DOUBLE ? 2 : 1;
	}
	(void)method;
	return true;
}

static void wrap_in_target_exception(struct thread *thread)
{
	struct object *thrown = exception_take(thread);
	struct class *wrapper = class_boot(thread, "java/lang/reflect/InvocationTargetException");
	struct object *wrapped =
		wrapper ? call_new(thread, wrapper, "(Ljava/lang/Throwable;)V", thrown) : NULL;
	if (wrapped)
		thread->exception = wrapped;
}

/* invoke0(Method m, Object obj, Object[] args) */
static void invoke_method(struct thread *thread, union slot *args)
{
	struct method *method = reflect_method(args[0].o);
	union slot slots[257], result = { .raw = 0 };
	const bool is_static = method->access & ACC_STATIC;
	if (!is_static) {
		if (!args[1].o) {
			throw_null_pointer(thread);
			return;
		}
		if (!object_is(args[1].o, method->owner)) {
			throw_new(thread, "java/lang/IllegalArgumentException",
				  "object is not an instance of declaring class");
			return;
		}
		slots[0].o = args[1].o;
	}
	if (!class_initialise(thread, method->owner) ||
	    !spread(thread, method, args[0].o, (struct array *)args[2].o, slots + !is_static))
		return;
	const enum kind kind = method->result;
	if (!is_static) {
		struct method *selected = class_select_virtual(object_class(args[1].o), method);
		method = selected ? selected : method;
	}
	if (!call_method(thread, method, slots, &result))
		wrap_in_target_exception(thread);
	else
		args[0].o = box_wrap(thread, kind, result);
}

/* newInstance0(Constructor c, Object[] args) */
static void new_instance(struct thread *thread, union slot *args)
{
	struct method *method = reflect_method(args[0].o);
	union slot slots[257];
	if (!class_initialise(thread, method->owner))
		return;
	struct object *made = gc_new(thread, method->owner);
	slots[0].o = made;
	if (!made || !spread(thread, method, args[0].o, (struct array *)args[1].o, slots + 1))
		return;
	if (!call_method(thread, method, slots, NULL))
		wrap_in_target_exception(thread);
	else
		args[0].o = made;
}

static const struct native_entry reflection_natives[] = {
	{ "getCallerClass", NULL, get_caller_class },
	{ "getClassAccessFlags", NULL, get_class_access },
	{ "areNestMates", NULL, are_nest_mates },
};
static const struct native_entry method_natives[] = { { "invoke0", NULL, invoke_method } };
static const struct native_entry constructor_natives[] = { { "newInstance0", NULL, new_instance } };

NATIVE_TABLE(jdk_internal_reflect);
const struct native_class native_jdk_internal_reflect[] = {
	{ "jdk/internal/reflect/Reflection", reflection_natives, 3 },
	{ "jdk/internal/reflect/NativeMethodAccessorImpl", method_natives, 1 },
	{ "jdk/internal/reflect/NativeConstructorAccessorImpl", constructor_natives, 1 },
};
const size_t native_jdk_internal_reflect_count = 3;
