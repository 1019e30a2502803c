/* SPDX-License-Identifier: Apache-2.0 */
#include "jvm/native/box.h"
#include "jvm/native/native.h"
#include "jvm/run/call.h"
#include "jvm/run/vm.h"

enum kind box_kind(const struct object *box)
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

static union slot box_value(const struct object *box, enum kind kind)
{
	static const char *const descriptors[] = {
		[KIND_BOOLEAN] = "Z", [KIND_CHAR] = "C",  [KIND_FLOAT] = "F", [KIND_DOUBLE] = "D",
		[KIND_BYTE] = "B",    [KIND_SHORT] = "S", [KIND_INT] = "I",   [KIND_LONG] = "J"
	};
	const uint8_t *at =
		(const uint8_t *)box + native_field_offset(object_class(box), "value", descriptors[kind]);
	union slot value = { .raw = 0 };
	switch (kind) {
	case KIND_BOOLEAN:
		value.i = *at;
		break;
	case KIND_CHAR:
		value.i = *(const uint16_t *)at;
		break;
	case KIND_BYTE:
		value.i = *(const int8_t *)at;
		break;
	case KIND_SHORT:
		value.i = *(const int16_t *)at;
		break;
	case KIND_INT:
		value.i = *(const int32_t *)at;
		break;
	case KIND_LONG:
		value.l = *(const int64_t *)at;
		break;
	case KIND_FLOAT:
		value.f = *(const float *)at;
		break;
	default:
		value.d = *(const double *)at;
	}
	return value;
}

bool box_widen(enum kind kind, union slot value, enum kind wanted, union slot *to)
{
	if (kind == KIND_REFERENCE || (kind == KIND_BOOLEAN) != (wanted == KIND_BOOLEAN))
		return false;
	const bool is_real = kind == KIND_FLOAT || kind == KIND_DOUBLE;
	const double real = kind == KIND_FLOAT ? (double)value.f : value.d;
	const int64_t whole = kind == KIND_LONG ? value.l : value.i;
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

bool box_unwrap(const struct object *box, enum kind wanted, union slot *to)
{
	const enum kind kind = box ? box_kind(box) : KIND_REFERENCE;
	return kind != KIND_REFERENCE && box_widen(kind, box_value(box, kind), wanted, to);
}

struct object *box_wrap(struct thread *thread, enum kind kind, union slot value)
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
