/* SPDX-License-Identifier: Apache-2.0 */
/* code.c: where instructions begin, and that their operands are what the JVMS allows (4.9.1): before types
 * matter. */
#include "jvm/verify/internal.h"
#include <stdio.h>
#include <string.h>

static const uint8_t lengths[BC_COUNT] = {
#define BC(name, length) length,
#include "jvm/run/bytecodes.h"
#undef BC
};

/* A constant that an instruction names is of one of the kinds that it takes. */
static bool check_tag(struct verifier *v, uint32_t index, unsigned tags)
{
	char message[300];
	const bool is_there = index && index < v->file->constants_count;
	if (is_there && v->file->tags[index] && tags & 1u << v->file->tags[index])
		return true;
	const int length = snprintf(message, sizeof message, "Illegal %s %u in class ",
				    is_there ? "type at constant pool entry" : "constant pool index", index);
	char *at = message + length;
	for (uint32_t i = 0; i < v->this_name.bytes && at < message + sizeof message - 1; i++)
		*at++ = (char)(v->this_name.at[i] == '/' ? '.' : v->this_name.at[i]);
	*at = '\0';
	return verify_fail(v, message, "Constant pool index %u is invalid", index);
}

#define TAG(name) (1u << CONSTANT_##name)

/* The tags that a constant named by this instruction may have; 0: it names none. */
static unsigned constant_tags(uint8_t opcode)
{
	switch (opcode) {
	case BC_ldc:
	case BC_ldc_w:
		return TAG(Integer) | TAG(Float) | TAG(String) | TAG(Class) | TAG(MethodHandle) |
		       TAG(MethodType) | TAG(Dynamic);
	case BC_ldc2_w:
		return TAG(Long) | TAG(Double) | TAG(Dynamic);
	case BC_getstatic:
	case BC_putstatic:
	case BC_getfield:
	case BC_putfield:
		return TAG(Fieldref);
	case BC_invokevirtual:
		return TAG(Methodref);
	case BC_invokespecial:
	case BC_invokestatic:
		return TAG(Methodref) | TAG(InterfaceMethodref);
	case BC_invokeinterface:
		return TAG(InterfaceMethodref);
	case BC_invokedynamic:
		return TAG(InvokeDynamic);
	case BC_new:
	case BC_anewarray:
	case BC_checkcast:
	case BC_instanceof:
	case BC_multianewarray:
		return TAG(Class);
	default:
		return 0;
	}
}

/* The length of the switch at v->bci, 0 with an error recorded. */
static uint32_t switch_length(struct verifier *v, uint8_t opcode)
{
	const uint32_t at = (v->bci + 4) & ~3u;
	const uint32_t fixed = opcode == BC_tableswitch ? 12 : 8;
	if (at + fixed > v->length)
		return verify_fail(v, "Bad instruction", VERIFY_BYTECODE);
	int64_t count;
	if (opcode == BC_tableswitch)
		count = (int64_t)bytecode_s4(v->code + at + 8) - bytecode_s4(v->code + at + 4) + 1;
	else
		count = bytecode_s4(v->code + at + 4);
	const uint32_t each = opcode == BC_tableswitch ? 4 : 8;
	if (count < (opcode == BC_tableswitch) || (uint64_t)count * each > v->length - at - fixed)
		return verify_fail(v, "Bad instruction", VERIFY_BYTECODE);
	return at + fixed + (uint32_t)count * each - v->bci;
}

/* The local variable that an instruction uses; -1: none. *two: it is a long or double. */
static int64_t local_of(const uint8_t *at, bool *two)
{
	const bool wide = at[0] == BC_wide;
	const uint8_t opcode = at[wide];
	*two = false;
	if ((opcode >= BC_iload && opcode <= BC_aload) || (opcode >= BC_istore && opcode <= BC_astore)) {
		const int type = opcode - (opcode >= BC_istore ? BC_istore : BC_iload);
		*two = type == 1 || type == 3;
		return wide ? bytecode_u2(at + 2) : at[1];
	}
	if (opcode == BC_iinc)
		return wide ? bytecode_u2(at + 2) : at[1];
	if ((opcode >= BC_iload_0 && opcode <= BC_aload_3) ||
	    (opcode >= BC_istore_0 && opcode <= BC_astore_3)) {
		const int number = opcode - (opcode >= BC_istore_0 ? BC_istore_0 : BC_iload_0);
		*two = number / 4 == 1 || number / 4 == 3;
		return number % 4;
	}
	return -1;
}

static bool is_load(const uint8_t *at)
{
	const uint8_t opcode = at[at[0] == BC_wide];
	return opcode >= BC_iload && opcode <= BC_aload_3;
}

static bool keys_in_order(const struct verifier *v)
{
	const uint8_t *const at = v->code + ((v->bci + 4) & ~3u);
	const int32_t count = bytecode_s4(at + 4);
	for (int32_t i = 1; i < count; i++)
		if (bytecode_s4(at + 8 + 8 * i) <= bytecode_s4(at + 8 * i))
			return false;
	return true;
}

bool code_check_operands(struct verifier *v)
{
	const uint8_t *const at = v->code + v->bci;
	const uint8_t opcode = at[0];
	const unsigned tags = constant_tags(opcode);
	bool two;
	const int64_t local = local_of(at, &two);
	if (tags && !check_tag(v, opcode == BC_ldc ? at[1] : bytecode_u2(at + 1), tags))
		return false;
	if (local >= 0 && local + two >= v->method->max_locals)
		return verify_fail(v,
				   two && is_load(at) ? "get long/double overflows locals"
						      : "Local variable table overflow",
				   "Local index %u is invalid", (unsigned)local);
	switch (opcode) {
	case BC_lookupswitch:
		return keys_in_order(v) || verify_fail(v, "Bad lookupswitch instruction", VERIFY_BYTECODE);
	case BC_newarray:
		return (at[1] >= 4 && at[1] <= 11) ||
		       verify_fail(v, "Illegal newarray instruction", VERIFY_BYTECODE);
	case BC_invokeinterface:
		return at[4] == 0 ||
		       verify_fail(v, "Fourth operand byte of invokeinterface must be zero", VERIFY_BYTECODE);
	case BC_invokedynamic:
		return (at[3] == 0 && at[4] == 0) ||
		       verify_fail(v, "Third and fourth operand bytes of invokedynamic must be zero",
				   VERIFY_BYTECODE);
	case BC_multianewarray:
		return at[3] != 0 ||
		       verify_fail(v, "Illegal dimension in multianewarray: 0", VERIFY_BYTECODE);
	default:
		return true;
	}
}

/* The length of the instruction at v->bci, 0 with an error recorded. */
static uint32_t checked_length(struct verifier *v)
{
	const uint8_t *const at = v->code + v->bci;
	const uint32_t left = v->length - v->bci;
	uint32_t length;
	if (at[0] >= BC_COUNT || at[0] == BC_jsr || at[0] == BC_jsr_w || at[0] == BC_ret)
		return verify_fail(v, "Bad instruction", VERIFY_BYTECODE);
	if (at[0] == BC_tableswitch || at[0] == BC_lookupswitch) {
		length = switch_length(v, at[0]);
		if (!length)
			return 0;
	} else if (at[0] == BC_wide) {
		bool two;
		const uint8_t wide_nop[] = { BC_wide, left > 1 ? at[1] : BC_nop, 0, 0 };
		if (local_of(wide_nop, &two) < 0 ||
		    (wide_nop[1] >= BC_iload_0 && wide_nop[1] <= BC_aload_3) ||
		    (wide_nop[1] >= BC_istore_0 && wide_nop[1] <= BC_astore_3))
			return verify_fail(v, "Bad instruction", VERIFY_BYTECODE);
		length = at[1] == BC_iinc ? 6 : 4;
	} else {
		length = lengths[at[0]];
	}
	if (length > left)
		return verify_fail(v, "Bad instruction", VERIFY_BYTECODE);
	return length;
}

static bool check_catch(struct verifier *v, const struct classfile_range *range)
{
	const struct type type = type_reference(classfile_class_name(v->file, range->type));
	char text[96], message[80];
	bool yes;
	if (!type_assignable(v, type, type_class("java/lang/Throwable"), &yes))
		return false;
	snprintf(message, sizeof message, "Catch type is not a subclass of Throwable in exception handler %u",
		 range->handler);
	return yes || verify_fail(v, message,
				  "Type %s (constant pool %u) is not assignable to 'java/lang/Throwable'",
				  type_text(type, text), range->type);
}

static bool check_ranges(struct verifier *v)
{
	for (uint32_t i = 0; i < v->method->ranges_count; i++) {
		const struct classfile_range *const range = &v->method->ranges[i];
		v->bci = range->handler < v->length ? range->handler : 0;
		/* Within the code they are: that was checked when the class was read. */
		if (!v->starts[range->start])
			return verify_malformed(v, true, "Illegal exception table start_pc %u", range->start);
		if (range->end < v->length && !v->starts[range->end])
			return verify_malformed(v, true, "Illegal exception table end_pc %u", range->end);
		if (!v->starts[range->handler])
			return verify_malformed(v, true, "Illegal exception table handler_pc %u",
						range->handler);
		if (range->type && !check_catch(v, range))
			return false;
	}
	return true;
}

bool code_scan(struct verifier *v)
{
	uint32_t length;
	for (v->bci = 0; v->bci < v->length; v->bci += length) {
		length = checked_length(v);
		if (!length)
			return false;
		v->starts[v->bci] = 1;
	}
	return check_ranges(v);
}
