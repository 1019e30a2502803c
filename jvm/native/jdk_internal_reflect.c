/* SPDX-License-Identifier: Apache-2.0 */
/* jdk_internal_reflect.c: who calls, and calling by reflection. */
#include "jvm/gc/gc.h"
#include "jvm/link/link.h"
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
	args[0].i = class_nest_host(thread, class_of_mirror(args[0].o)) ==
		    class_nest_host(thread, class_of_mirror(args[1].o));
}

static enum kind kind_of_box(const struct object *box)
{
	const struct class *const boxes[] = {
		[KIND_BOOLEAN] = vm.Boolean, [KIND_CHAR] = vm.Character, [KIND_FLOAT] = vm.Float,
		[KIND_DOUBLE] = vm.Double,   [KIND_BYTE] = vm.Byte,      [KIND_SHORT] = vm.Short,
		[KIND_INT] = vm.Integer,     [KIND_LONG] = vm.Long
	};
	for (int kind = KIND_BOOLEAN; kind <= KIND_LONG; kind++)
		if (object_class(box) == boxes[kind])
			return kind;
	return KIND_REFERENCE;
}

bool reflect_unbox(const struct object *box, enum kind wanted, union slot *to)
{
	static const char *const descriptors[] = {
		[KIND_BOOLEAN] = "Z", [KIND_CHAR] = "C",  [KIND_FLOAT] = "F", [KIND_DOUBLE] = "D",
		[KIND_BYTE] = "B",    [KIND_SHORT] = "S", [KIND_INT] = "I",   [KIND_LONG] = "J"
	};
	const enum kind kind = box ? kind_of_box(box) : KIND_REFERENCE;
	if (kind == KIND_REFERENCE || ((kind == KIND_BOOLEAN) != (wanted == KIND_BOOLEAN)))
		return false;
	const uint8_t *at =
		(const uint8_t *)box + native_field_offset(object_class(box), "value", descriptors[kind]);
	double real = 0;
	int64_t whole = 0;
	switch (kind) {
	case KIND_BOOLEAN:
		whole = *at;
		break;
	case KIND_CHAR:
		whole = *(const uint16_t *)at;
		break;
	case KIND_BYTE:
		whole = *(const int8_t *)at;
		break;
	case KIND_SHORT:
		whole = *(const int16_t *)at;
		break;
	case KIND_INT:
		whole = *(const int32_t *)at;
		break;
	case KIND_LONG:
		whole = *(const int64_t *)at;
		break;
	case KIND_FLOAT:
		real = *(const float *)at;
		break;
	default:
		real = *(const double *)at;
	}
	const bool is_real = kind == KIND_FLOAT || kind == KIND_DOUBLE;
	switch (wanted) {
	case KIND_DOUBLE:
		to->d = is_real ? real : (double)whole;
		return true;
	case KIND_FLOAT:
		to->f = is_real ? (float)real : (float)whole;
		return kind != KIND_DOUBLE;
	case KIND_LONG:
		to->l = whole;
		return !is_real;
	case KIND_INT:
		to->i = (int32_t)whole;
		return !is_real && kind != KIND_LONG;
	case KIND_SHORT:
		to->i = (int32_t)whole;
		return kind == KIND_SHORT || kind == KIND_BYTE;
	default:
		to->i = (int32_t)whole;
		return kind == wanted;
	}
}

struct object *reflect_box(struct thread *thread, enum kind kind, union slot value)
{
	union slot result = { .raw = 0 };
	switch (kind) {
	case KIND_VOID:
		return NULL;
	case KIND_BOOLEAN:
		call_static(thread, vm.Boolean, "valueOf", "(Z)Ljava/lang/Boolean;", &result, value.i);
		break;
	case KIND_CHAR:
		call_static(thread, vm.Character, "valueOf", "(C)Ljava/lang/Character;", &result, value.i);
		break;
	case KIND_BYTE:
		call_static(thread, vm.Byte, "valueOf", "(B)Ljava/lang/Byte;", &result, value.i);
		break;
	case KIND_SHORT:
		call_static(thread, vm.Short, "valueOf", "(S)Ljava/lang/Short;", &result, value.i);
		break;
	case KIND_INT:
		call_static(thread, vm.Integer, "valueOf", "(I)Ljava/lang/Integer;", &result, value.i);
		break;
	case KIND_LONG:
		call_static(thread, vm.Long, "valueOf", "(J)Ljava/lang/Long;", &result, value.l);
		break;
	case KIND_FLOAT:
		call_static(thread, vm.Float, "valueOf", "(F)Ljava/lang/Float;", &result, (double)value.f);
		break;
	case KIND_DOUBLE:
		call_static(thread, vm.Double, "valueOf", "(D)Ljava/lang/Double;", &result, value.d);
		break;
	default:
		return value.o;
	}
	return thread->exception ? NULL : result.o;
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
		throw_new(thread, "java/lang/IllegalArgumentException",
			  "wrong number of arguments: %d expected: %d", given, types->length);
		return false;
	}
	for (int32_t i = 0; i < given; i++) {
		const struct class *type = class_of_mirror(array_get(types, i));
		struct object *argument = array_get(arguments, i);
		if (type->kind == KIND_REFERENCE ? argument && !object_is(argument, type)
						 : !reflect_unbox(argument, type->kind, at)) {
			throw_new(thread, "java/lang/IllegalArgumentException", "argument type mismatch");
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
		args[0].o = reflect_box(thread, kind, result);
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
