/* SPDX-License-Identifier: Apache-2.0 */
/* convert.c: conversions in generated code: what LambdaMetafactory promises between the types of a functional
 * interface and those of the method behind it. */
#include "jvm/invoke/class_writer.h"
#include "jvm/link/link.h"
#include "jvm/run/vm.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int kind_slots(enum kind kind)
{
	return kind == KIND_VOID ? 0 : kind == KIND_LONG || kind == KIND_DOUBLE ? 2 : 1;
}

char kind_letter(enum kind kind)
{
	return "LV  ZCFDBSIJ"[kind];
}

struct class *kind_box(enum kind kind)
{
	struct class *const boxes[] = {
		[KIND_VOID] = vm.Void,       [KIND_BOOLEAN] = vm.Boolean, [KIND_CHAR] = vm.Character,
		[KIND_FLOAT] = vm.Float,     [KIND_DOUBLE] = vm.Double,   [KIND_BYTE] = vm.Byte,
		[KIND_SHORT] = vm.Short,     [KIND_INT] = vm.Integer,     [KIND_LONG] = vm.Long,
		[KIND_REFERENCE] = vm.Object
	};
	return boxes[kind];
}

enum kind kind_unboxed(const struct class *class)
{
	for (int kind = KIND_BOOLEAN; kind <= KIND_LONG; kind++)
		if (kind_box(kind) == class)
			return kind;
	return KIND_REFERENCE;
}

void class_descriptor(const struct class *class, char *text, size_t room)
{
	if (class->kind != KIND_REFERENCE)
		snprintf(text, room, "%c", kind_letter(class->kind));
	else
		snprintf(text, room, class->dimensions ? "%s" : "L%s;", class->name->text);
}

static struct method *must_find(struct class *class, const char *name, const char *descriptor)
{
	struct method *method = class_find_method(class, symbol_of(name), symbol_of(descriptor));
	if (!method) {
		fprintf(stderr, "java: this class library has no method %s.%s%s, which lambdas need\n",
			class->name->text, name, descriptor);
		exit(1);
	}
	return method;
}

static void widen(struct code_writer *code, enum kind from, enum kind to)
{
	static const uint8_t opcodes[4][4] = { /* by kind_form: int, long, float, double */
					       { 0, BC_i2l, BC_i2f, BC_i2d },
					       { BC_l2i, 0, BC_l2f, BC_l2d },
					       { BC_f2i, BC_f2l, 0, BC_f2d },
					       { BC_d2i, BC_d2l, BC_d2f, 0 }
	};
	static const uint8_t form[] = {
		[KIND_LONG] = 1, [KIND_FLOAT] = 2, [KIND_DOUBLE] = 3, [KIND_INT] = 0
	};
	const uint8_t opcode = opcodes[from <= KIND_LONG ? form[from] : 0][form[to]];
	if (opcode)
		code_op(code, opcode, kind_slots(to) - kind_slots(from));
}

static void box(struct code_writer *code, enum kind kind)
{
	char descriptor[64];
	struct class *const class = kind_box(kind);
	snprintf(descriptor, sizeof descriptor, "(%c)L%s;", kind_letter(kind), class->name->text);
	code_call(code, BC_invokestatic, must_find(class, "valueOf", descriptor));
}

/* class: a box or Number */
static void unbox(struct code_writer *code, struct class *class, enum kind kind)
{
	static const char *const names[] = {
		[KIND_BOOLEAN] = "booleanValue", [KIND_CHAR] = "charValue", [KIND_FLOAT] = "floatValue",
		[KIND_DOUBLE] = "doubleValue",   [KIND_BYTE] = "byteValue", [KIND_SHORT] = "shortValue",
		[KIND_INT] = "intValue",         [KIND_LONG] = "longValue"
	};
	const char descriptor[] = { '(', ')', kind_letter(kind), 0 };
	code_call(code, BC_invokevirtual, must_find(class, names[kind], descriptor));
}

static void cast(struct code_writer *code, struct class *from, struct class *to)
{
	if (from != to && to != vm.Object)
		code_op_u2(code, BC_checkcast, writer_class(code->writer, to), 0);
}

static void from_primitive(struct code_writer *code, struct class *from, struct class *to)
{
	if (to->kind != KIND_REFERENCE) {
		widen(code, from->kind, to->kind);
		return;
	}
	const enum kind inside = kind_unboxed(to);
	if (inside != KIND_REFERENCE) {
		widen(code, from->kind, inside);
		box(code, inside);
	} else {
		box(code, from->kind);
		cast(code, kind_box(from->kind), to);
	}
}

static void to_primitive(struct code_writer *code, struct class *from, enum kind to)
{
	const enum kind inside = kind_unboxed(from);
	if (inside == KIND_REFERENCE) {
		struct class *const between =
			to == KIND_BOOLEAN || to == KIND_CHAR ? kind_box(to) : vm.Integer->super;
		cast(code, from, between);
		unbox(code, between, to);
	} else if (inside == KIND_BOOLEAN || inside == KIND_CHAR) {
		unbox(code, from, inside);
		widen(code, inside, to);
	} else {
		unbox(code, from, to); /* Integer.longValue and so on */
	}
}

void code_convert(struct code_writer *code, struct class *from, struct class *to, struct class *checked)
{
	if ((from == to && from == checked) || from->kind == KIND_VOID || to->kind == KIND_VOID)
		return;
	if (from->kind != KIND_REFERENCE) {
		from_primitive(code, from, to);
		return;
	}
	if (checked->kind == KIND_REFERENCE) {
		cast(code, from, checked);
		from = checked;
	}
	if (to->kind != KIND_REFERENCE)
		to_primitive(code, from, to->kind);
	else
		cast(code, from, to);
}
