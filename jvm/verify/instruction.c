/* SPDX-License-Identifier: Apache-2.0 */
/* instruction.c: what each instruction does to the types of locals and operands (4.10.1.9). Instructions that
 * only take and give primitive values are described by a table of signatures. */
#include "jvm/verify/internal.h"
#include <stdio.h>
#include <string.h>

bool operand_push(struct verifier *v, struct type type)
{
	const uint32_t size = 1 + type_is_two(type);
	if (v->frame.depth + size > v->method->max_stack)
		return verify_fail(v, "Operand stack overflow", "Exceeded max stack size.");
	v->frame.stack[v->frame.depth++] = type;
	if (size == 2)
		v->frame.stack[v->frame.depth++] = type_second(type);
	return true;
}

static bool underflow(struct verifier *v)
{
	return verify_fail(v, "Operand stack underflow", "Attempt to pop empty stack.");
}

static bool is_second(struct type type)
{
	return type.kind == TYPE_LONG_SECOND || type.kind == TYPE_DOUBLE_SECOND;
}

/* The entry at `index` may not be used as `wanted`. */
static bool bad_operand(struct verifier *v, uint32_t index, const char *wanted)
{
	char a[96];
	return verify_fail(v, "Bad type on operand stack",
			   "Type %s (current frame, stack[%u]) is not assignable to %s",
			   type_text(v->frame.stack[index], a), index, wanted);
}

bool operand_pop(struct verifier *v, struct type wanted)
{
	const uint32_t size = 1 + type_is_two(wanted);
	char text[96];
	bool yes;
	if (v->frame.depth < size)
		return underflow(v);
	const uint32_t index = v->frame.depth - size;
	if (!type_assignable(v, v->frame.stack[index], wanted, &yes))
		return false;
	if (!yes)
		return bad_operand(v, index, type_text(wanted, text));
	if (size == 2 && !type_equal(v->frame.stack[index + 1], type_second(wanted)))
		return bad_operand(v, index + 1, type_text(type_second(wanted), text));
	v->frame.depth -= size;
	return true;
}

static bool is_reference(struct type type)
{
	return type.kind >= TYPE_NULL;
}

bool operand_reference(struct verifier *v, struct type *got)
{
	if (!v->frame.depth)
		return underflow(v);
	*got = v->frame.stack[v->frame.depth - 1];
	if (!is_reference(*got))
		return bad_operand(v, v->frame.depth - 1, "reference type");
	v->frame.depth--;
	return true;
}

/* An initialised reference, or null. */
static bool pop_object(struct verifier *v)
{
	return operand_pop(v, type_class("java/lang/Object"));
}

static struct type of_letter(char letter)
{
	switch (letter) {
	case 'J':
		return type_of_kind(TYPE_LONG);
	case 'F':
		return type_of_kind(TYPE_FLOAT);
	case 'D':
		return type_of_kind(TYPE_DOUBLE);
	default:
		return type_of_kind(TYPE_INT);
	}
}

/* "IJ>J": pops a long, then an int, and pushes a long. */
static bool apply(struct verifier *v, const char *signature)
{
	const char *const arrow = strchr(signature, '>');
	for (const char *at = arrow; at > signature; at--)
		if (!operand_pop(v, of_letter(at[-1])))
			return false;
	return !arrow[1] || operand_push(v, of_letter(arrow[1]));
}

/* Signatures of nop, constants, arithmetic, conversions and comparisons; NULL: others. */
static const char *simple_signature(uint8_t opcode)
{
	static const char *const pushes[] = { ">I", ">J", ">F", ">D" };
	static const char *const binary[] = { "II>I", "JJ>J", "FF>F", "DD>D" };
	static const char *const unary[] = { "I>I", "J>J", "F>F", "D>D" };
	static const char *const conversions[] = { "I>J", "I>F", "I>D", "J>I", "J>F", "J>D", "F>I", "F>J",
						   "F>D", "D>I", "D>J", "D>F", "I>I", "I>I", "I>I" };
	if (opcode == BC_nop || opcode == BC_goto || opcode == BC_goto_w)
		return ">";
	if ((opcode >= BC_iconst_m1 && opcode <= BC_iconst_5) || opcode == BC_bipush || opcode == BC_sipush)
		return ">I";
	if (opcode == BC_lconst_0 || opcode == BC_lconst_1)
		return pushes[1];
	if (opcode >= BC_fconst_0 && opcode <= BC_fconst_2)
		return pushes[2];
	if (opcode == BC_dconst_0 || opcode == BC_dconst_1)
		return pushes[3];
	if (opcode >= BC_iadd && opcode <= BC_drem)
		return binary[(opcode - BC_iadd) % 4];
	if (opcode >= BC_ineg && opcode <= BC_dneg)
		return unary[opcode - BC_ineg];
	if (opcode >= BC_ishl && opcode <= BC_lushr)
		return (opcode - BC_ishl) % 2 ? "JI>J" : "II>I";
	if (opcode >= BC_iand && opcode <= BC_lxor)
		return (opcode - BC_iand) % 2 ? "JJ>J" : "II>I";
	if (opcode >= BC_i2l && opcode <= BC_i2s)
		return conversions[opcode - BC_i2l];
	if (opcode == BC_lcmp)
		return "JJ>I";
	if (opcode == BC_fcmpl || opcode == BC_fcmpg)
		return "FF>I";
	if (opcode == BC_dcmpl || opcode == BC_dcmpg)
		return "DD>I";
	if ((opcode >= BC_ifeq && opcode <= BC_ifle) || opcode == BC_tableswitch || opcode == BC_lookupswitch)
		return "I>";
	if (opcode >= BC_if_icmpeq && opcode <= BC_if_icmple)
		return "II>";
	return NULL;
}

static struct type local_at(const struct verifier *v, uint32_t i)
{
	return i < v->frame.locals_count ? v->frame.locals[i] : type_of_kind(TYPE_TOP);
}

static bool bad_local(struct verifier *v, uint32_t i, const char *wanted)
{
	char a[96];
	return verify_fail(v, "Bad local variable type",
			   "Type %s (current frame, locals[%u]) is not assignable to %s",
			   type_text(local_at(v, i), a), i, wanted);
}

static bool load(struct verifier *v, uint32_t i, int type)
{
	static const enum type_kind kinds[] = { TYPE_INT, TYPE_LONG, TYPE_FLOAT, TYPE_DOUBLE };
	static const char *const names[] = { "integer", "long", "float", "double" };
	const struct type held = local_at(v, i);
	if (type == 4)
		return is_reference(held) ? operand_push(v, held) : bad_local(v, i, "reference type");
	if (held.kind != kinds[type] ||
	    (type_is_two(held) && !type_equal(local_at(v, i + 1), type_second(held))))
		return bad_local(v, i, names[type]);
	return operand_push(v, held);
}

static void set_local(struct verifier *v, uint32_t i, struct type type)
{
	struct frame *const frame = &v->frame;
	const uint32_t end = i + 1 + type_is_two(type);
	while (frame->locals_count < end)
		frame->locals[frame->locals_count++] = type_of_kind(TYPE_TOP);
	/* What this breaks in half is no more. */
	if (is_second(frame->locals[i]) && i)
		frame->locals[i - 1] = type_of_kind(TYPE_TOP);
	if (type_is_two(frame->locals[end - 1]) && end < frame->locals_count)
		frame->locals[end] = type_of_kind(TYPE_TOP);
	frame->locals[i] = type;
	if (type_is_two(type))
		frame->locals[i + 1] = type_second(type);
}

static bool store(struct verifier *v, uint32_t i, int type)
{
	static const enum type_kind kinds[] = { TYPE_INT, TYPE_LONG, TYPE_FLOAT, TYPE_DOUBLE };
	struct type got;
	if (type == 4) {
		if (!operand_reference(v, &got))
			return false;
	} else {
		got = type_of_kind(kinds[type]);
		if (!operand_pop(v, got))
			return false;
	}
	set_local(v, i, got);
	return true;
}

/* dup and its like, on entries: what they move may not begin or end inside a long or double. */
static bool shuffle(struct verifier *v, uint8_t opcode)
{
	struct type *const stack = v->frame.stack;
	const uint32_t count = opcode == BC_pop || opcode == BC_pop2 || opcode == BC_swap ? 0
			       : opcode >= BC_dup2                                        ? 2
											  : 1;
	const uint32_t below = opcode == BC_dup_x1 || opcode == BC_dup2_x1   ? 1
			       : opcode == BC_dup_x2 || opcode == BC_dup2_x2 ? 2
									     : 0;
	if (opcode == BC_pop || opcode == BC_pop2) {
		const uint32_t size = opcode == BC_pop ? 1 : 2;
		if (v->frame.depth < size)
			return underflow(v);
		if (is_second(stack[v->frame.depth - size]) ||
		    (size == 1 && is_second(stack[v->frame.depth - 1])))
			return verify_fail(v, "Bad type on operand stack", "Half of a long or double");
		v->frame.depth -= size;
		return true;
	}
	const uint32_t need = opcode == BC_swap ? 2 : count + below;
	if (v->frame.depth < need)
		return underflow(v);
	struct type *const top = stack + v->frame.depth;
	if (opcode == BC_swap) {
		if (is_second(top[-1]) || is_second(top[-2]))
			return verify_fail(v, "Bad type on operand stack", "Half of a long or double");
		const struct type held = top[-1];
		top[-1] = top[-2];
		top[-2] = held;
		return true;
	}
	if (is_second(top[-(int)count]) || (below && is_second(top[-(int)need])))
		return verify_fail(v, "Bad type on operand stack", "Half of a long or double");
	if (v->frame.depth + count > v->method->max_stack)
		return verify_fail(v, "Operand stack overflow", "Exceeded max stack size.");
	memmove(top - need + count, top - need, need * sizeof *top);
	memcpy(top - need, top, count * sizeof *top);
	v->frame.depth += count;
	return true;
}

/* xaload and xastore: index and array. `which` counts from iaload: int, long, float, double, reference, byte,
 * char, short. */
static bool array_type(struct verifier *v, int which, struct type *array, bool *is_null)
{
	static const char letters[] = "IJFD-BCS";
	char a[96];
	if (!operand_reference(v, array))
		return false;
	*is_null = array->kind == TYPE_NULL;
	if (*is_null)
		return true;
	const struct classfile_span name = array->name;
	const bool right = array->kind == TYPE_REFERENCE && name.bytes >= 2 && name.at[0] == '[' &&
			   (which == 4 ? name.at[1] == 'L' || name.at[1] == '['
				       : name.bytes == 2 && (name.at[1] == (uint8_t)letters[which] ||
							     (which == 5 && name.at[1] == 'Z')));
	static const char *const loads[] = { "iaload", "laload", "faload", "daload",
					     "aaload", "baload", "caload", "saload" };
	static const char *const stores[] = { "iastore", "lastore", "fastore", "dastore",
					      "aastore", "bastore", "castore", "sastore" };
	char message[60], wanted[] = "'[?'";
	wanted[2] = letters[which];
	snprintf(message, sizeof message, "Bad type on operand stack in %s",
		 v->code[v->bci] >= BC_iastore ? stores[which] : loads[which]);
	return right ||
	       verify_fail(v, message, "Type %s (current frame, stack[%u]) is not assignable to %s",
			   type_text(*array, a), v->frame.depth, which == 4 ? "reference type" : wanted);
}

static struct type element_of(struct type array)
{
	const uint8_t *at = array.name.at + 1;
	return type_of_descriptor(&at);
}

static struct type primitive_of(int which)
{
	return of_letter("IJFDIIII"[which]);
}

static bool array_load(struct verifier *v, int which)
{
	struct type array;
	bool is_null;
	if (!operand_pop(v, type_of_kind(TYPE_INT)) || !array_type(v, which, &array, &is_null))
		return false;
	if (which == 4)
		return operand_push(v, is_null ? type_of_kind(TYPE_NULL) : element_of(array));
	return operand_push(v, primitive_of(which));
}

static bool array_store(struct verifier *v, int which)
{
	struct type array;
	bool is_null;
	/* Whether a reference fits its array is looked at when it is stored (6.5 aastore). */
	if (!(which == 4 ? pop_object(v) : operand_pop(v, primitive_of(which))))
		return false;
	return operand_pop(v, type_of_kind(TYPE_INT)) && array_type(v, which, &array, &is_null);
}

static bool load_constant(struct verifier *v, uint16_t index)
{
	const struct classfile_constant *const constant = &v->file->constants[index];
	switch (v->file->tags[index]) {
	case CONSTANT_Integer:
		return operand_push(v, type_of_kind(TYPE_INT));
	case CONSTANT_Float:
		return operand_push(v, type_of_kind(TYPE_FLOAT));
	case CONSTANT_Long:
		return operand_push(v, type_of_kind(TYPE_LONG));
	case CONSTANT_Double:
		return operand_push(v, type_of_kind(TYPE_DOUBLE));
	case CONSTANT_String:
		return operand_push(v, type_class("java/lang/String"));
	case CONSTANT_Class:
		return operand_push(v, type_class("java/lang/Class"));
	case CONSTANT_MethodHandle:
		return operand_push(v, type_class("java/lang/invoke/MethodHandle"));
	case CONSTANT_MethodType:
		return operand_push(v, type_class("java/lang/invoke/MethodType"));
	default: {
		const uint8_t *at = classfile_utf8(v->file, v->file->constants[constant->b].b).at;
		const struct type type = type_of_descriptor(&at);
		const bool wide = v->code[v->bci] == BC_ldc2_w;
		return type_is_two(type) == wide ? operand_push(v, type)
						 : verify_fail(v, "Illegal type at constant pool entry",
							       "A dynamic constant of the wrong size");
	}
	}
}

static bool return_value(struct verifier *v, uint8_t opcode)
{
	static const enum type_kind kinds[] = { TYPE_INT, TYPE_LONG, TYPE_FLOAT, TYPE_DOUBLE };
	const struct classfile_span descriptor = classfile_utf8(v->file, v->method->descriptor);
	const uint8_t *at = (const uint8_t *)memchr(descriptor.at, ')', descriptor.bytes) + 1;
	const struct type type = *at == 'V' ? type_of_kind(TYPE_TOP) : type_of_descriptor(&at);
	if (opcode == BC_return && type.kind != TYPE_TOP)
		return verify_fail(v, "Method expects a return value", VERIFY_BYTECODE);
	if (opcode == BC_return)
		return !v->frame.this_uninitialized ||
		       verify_fail(v, "Constructor must call super() or this() before return",
				   VERIFY_BYTECODE);
	struct type got = type_of_kind(opcode == BC_areturn ? TYPE_NULL : kinds[opcode - BC_ireturn]);
	bool yes;
	if (!(opcode == BC_areturn ? operand_reference(v, &got) : operand_pop(v, got)))
		return false;
	if (type.kind == TYPE_TOP)
		return verify_fail(v, "Method does not expect a return value", VERIFY_BYTECODE);
	char a[96], b[96];
	return type_assignable(v, got, type, &yes) &&
	       (yes ||
		verify_fail(
			v, "Bad return type",
			"Type %s (current frame, stack[%u]) is not assignable to %s (from method signature)",
			type_text(got, a), v->frame.depth, type_text(type, b)));
}

/* The class that a Class constant names, as a type. */
static struct type class_at(const struct verifier *v, uint16_t index)
{
	return type_reference(classfile_class_name(v->file, index));
}

static uint32_t dimensions(struct classfile_span name)
{
	uint32_t count = 0;
	while (count < name.bytes && name.at[count] == '[')
		count++;
	return count;
}

static bool array_make(struct verifier *v, const uint8_t *at)
{
	const struct classfile_span name = classfile_class_name(v->file, bytecode_u2(at + 1));
	if (at[0] == BC_multianewarray) {
		if (dimensions(name) < at[3])
			return verify_fail(v, "Illegal dimension in multianewarray",
					   "The array type has fewer dimensions than %u", at[3]);
		for (int i = 0; i < at[3]; i++)
			if (!operand_pop(v, type_of_kind(TYPE_INT)))
				return false;
		return operand_push(v, type_reference(name));
	}
	if (dimensions(name) >= 255)
		return verify_fail(v, "Illegal anewarray instruction, array has more than 255 dimensions",
				   "It has more");
	if (!operand_pop(v, type_of_kind(TYPE_INT)))
		return false;
	/* The array's descriptor need not be in the class file: it is made here, in memory that the types of
	 * map frames share. */
	const size_t length = name.bytes + (dimensions(name) ? 1 : 3);
	uint8_t *const text = verify_text(v, length);
	if (!text)
		return verify_fail(v, "Method is too complex to verify",
				   "There is no memory for its array types");
	text[0] = '[';
	if (dimensions(name)) {
		memcpy(text + 1, name.at, name.bytes);
	} else {
		text[1] = 'L';
		memcpy(text + 2, name.at, name.bytes);
		text[length - 1] = ';';
	}
	return operand_push(v, type_reference((struct classfile_span){ text, (uint32_t)length }));
}

static bool new_primitive_array(struct verifier *v, uint8_t kind)
{
	static const char *const names[] = { "[Z", "[C", "[F", "[D", "[B", "[S", "[I", "[J" };
	return operand_pop(v, type_of_kind(TYPE_INT)) && operand_push(v, type_class(names[kind - 4]));
}

static bool array_length(struct verifier *v)
{
	struct type array;
	char a[96];
	if (!operand_reference(v, &array))
		return false;
	if (array.kind != TYPE_NULL &&
	    (array.kind != TYPE_REFERENCE || !array.name.bytes || array.name.at[0] != '['))
		return verify_fail(v, "Bad type on operand stack in arraylength",
				   "Type %s (current frame, stack[%u]) is no array", type_text(array, a),
				   v->frame.depth);
	return operand_push(v, type_of_kind(TYPE_INT));
}

static bool use_local(struct verifier *v, const uint8_t *at, bool *handled)
{
	const bool wide = at[0] == BC_wide;
	const uint8_t opcode = at[wide];
	const uint32_t index = wide ? bytecode_u2(at + 2) : at[1];
	*handled = true;
	if (opcode >= BC_iload && opcode <= BC_aload)
		return load(v, index, opcode - BC_iload);
	if (opcode >= BC_istore && opcode <= BC_astore)
		return store(v, index, opcode - BC_istore);
	if (opcode >= BC_iload_0 && opcode <= BC_aload_3)
		return load(v, (uint32_t)(opcode - BC_iload_0) % 4, (opcode - BC_iload_0) / 4);
	if (opcode >= BC_istore_0 && opcode <= BC_astore_3)
		return store(v, (uint32_t)(opcode - BC_istore_0) % 4, (opcode - BC_istore_0) / 4);
	if (opcode == BC_iinc)
		return local_at(v, index).kind == TYPE_INT || bad_local(v, index, "integer");
	*handled = false;
	return true;
}

bool instruction_check(struct verifier *v, bool *falls)
{
	const uint8_t *const at = v->code + v->bci;
	const uint8_t opcode = at[0];
	const char *const signature = simple_signature(opcode);
	struct type got;
	bool handled;
	*falls = !(opcode == BC_goto || opcode == BC_goto_w || opcode == BC_athrow ||
		   opcode == BC_tableswitch || opcode == BC_lookupswitch ||
		   (opcode >= BC_ireturn && opcode <= BC_return));
	if (signature)
		return apply(v, signature);
	const bool right = use_local(v, at, &handled);
	if (handled)
		return right;
	if (opcode >= BC_pop && opcode <= BC_swap)
		return shuffle(v, opcode);
	if (opcode >= BC_iaload && opcode <= BC_saload)
		return array_load(v, opcode - BC_iaload);
	if (opcode >= BC_iastore && opcode <= BC_sastore)
		return array_store(v, opcode - BC_iastore);
	if (opcode >= BC_ireturn && opcode <= BC_return)
		return return_value(v, opcode);
	switch (opcode) {
	case BC_aconst_null:
		return operand_push(v, type_of_kind(TYPE_NULL));
	case BC_ldc:
		return load_constant(v, at[1]);
	case BC_ldc_w:
	case BC_ldc2_w:
		return load_constant(v, bytecode_u2(at + 1));
	case BC_if_acmpeq:
	case BC_if_acmpne: /* what is compared need not be initialised */
		return operand_reference(v, &got) && operand_reference(v, &got);
	case BC_ifnull:
	case BC_ifnonnull:
		return operand_reference(v, &got);
	case BC_getstatic:
	case BC_putstatic:
	case BC_getfield:
	case BC_putfield:
		return member_field(v, opcode);
	case BC_invokevirtual:
	case BC_invokespecial:
	case BC_invokestatic:
	case BC_invokeinterface:
	case BC_invokedynamic:
		return member_invoke(v, opcode);
	case BC_new:
		return member_new(v);
	case BC_newarray:
		return new_primitive_array(v, at[1]);
	case BC_anewarray:
	case BC_multianewarray:
		return array_make(v, at);
	case BC_arraylength:
		return array_length(v);
	case BC_athrow:
		return operand_pop(v, type_class("java/lang/Throwable"));
	case BC_checkcast:
		return pop_object(v) && operand_push(v, class_at(v, bytecode_u2(at + 1)));
	case BC_instanceof:
		return pop_object(v) && operand_push(v, type_of_kind(TYPE_INT));
	case BC_monitorenter:
	case BC_monitorexit:
		return operand_reference(v, &got);
	default:
		return verify_fail(v, "Bad instruction", "%u", opcode);
	}
}
