/* SPDX-License-Identifier: Apache-2.0 */
/* translate_code.c: one bytecode at a time, but for fields and calls (translate_member.c). */
#include "jvm/run/translation.h"
#include "jvm/classfile/classfile.h"
#include "jvm/run/quicken.h"
#include "jvm/run/vm.h"
#include <string.h>

static uint16_t u1(const struct translation *t)
{
	return t->code[t->bci + 1];
}

static uint16_t u2(const struct translation *t)
{
	return bytecode_u2(t->code + t->bci + 1);
}

static uint64_t int_bits(int32_t value)
{
	return (union slot){ .l = value }.raw;
}

/* The arithmetic bytecodes are in rows of four: int, long, float, double. */
static void arithmetic(struct translation *t, enum opcode opcode, bool wide)
{
	const uint16_t right = pop_register(t);
	const uint16_t left = pop_register(t);
	if (!fuse_multiplication(t, opcode, left, right))
		emit_result(t, opcode, left, right, wide);
}

/* An operation that has a form for a constant on the right: the constant that fits 32 bits is put into the
 * instruction. */
static void arithmetic_k(struct translation *t, enum opcode opcode, enum opcode with_constant, bool wide)
{
	const uint16_t top = t->stack[t->depth - 1].where == SECOND_HALF ? t->depth - 2 : t->depth - 1;
	const struct operand right = t->stack[top];
	if (right.where != IN_CONSTANT)
		return arithmetic(t, opcode, wide);
	int64_t value = (int64_t)right.constant;
	if (opcode == OP_ISUB || opcode == OP_LSUB)
		value = -value;
	if (value != (int32_t)value ||
	    ((opcode == OP_IDIV || opcode == OP_IREM) && (value == 0 || value == -1)))
		return arithmetic(t, opcode, wide);
	pop(t);
	emit_result(t, with_constant, pop_register(t), 0, wide)->x = (int32_t)value;
}

static void unary(struct translation *t, enum opcode opcode, bool wide)
{
	emit_result(t, opcode, pop_register(t), 0, wide);
}

static void array_load(struct translation *t, enum opcode opcode, bool wide)
{
	const uint16_t index = pop_register(t);
	const uint16_t array = pop_register(t);
	emit_result(t, opcode, array, index, wide);
}

static void array_store(struct translation *t, enum opcode opcode)
{
	const uint16_t value = pop_register(t);
	const uint16_t index = pop_register(t);
	const uint16_t array = pop_register(t);
	emit_abc(t, opcode, value, array, index);
}

/* The comparison before an if is one instruction with it. `comparison`: lcmp, fcmpl, fcmpg, dcmpl, dcmpg. */
static bool compare_and_branch(struct translation *t, enum bytecode comparison)
{
	const uint32_t next = t->bci + 1;
	const uint8_t branch = t->code[next];
	if (branch < BC_ifeq || branch > BC_ifle || t->leaders[next])
		return false;
	const int condition = branch - BC_ifeq; /* eq ne lt ge gt le */
	/* fcmpl says -1 for NaN, fcmpg 1: which conditions then hold decides between a comparison and the
	 * negation of its opposite. */
	static const enum opcode less[] = {
		OP_IF_FEQ, OP_IF_FNE, OP_IF_FNGE, OP_IF_FGE, OP_IF_FGT, OP_IF_FNGT
	};
	static const enum opcode greater[] = { OP_IF_FEQ,  OP_IF_FNE,  OP_IF_FLT,
					       OP_IF_FNLT, OP_IF_FNLE, OP_IF_FLE };
	enum opcode opcode;
	switch (comparison) {
	case BC_lcmp:
		opcode = OP_IF_LEQ + condition;
		break;
	case BC_fcmpl:
		opcode = less[condition];
		break;
	case BC_fcmpg:
		opcode = greater[condition];
		break;
	case BC_dcmpl:
		opcode = less[condition] - OP_IF_FEQ + OP_IF_DEQ;
		break;
	default:
		opcode = greater[condition] - OP_IF_FEQ + OP_IF_DEQ;
	}
	const uint16_t right = pop_register(t);
	const uint16_t left = pop_register(t);
	t->bci = next;
	stack_flush(t);
	emit_branch(t, emit_abc(t, opcode, left, right, 0),
		    next + (uint32_t)(int16_t)bytecode_u2(t->code + next + 1));
	return true;
}

static void compare(struct translation *t, enum bytecode comparison, enum opcode opcode)
{
	if (!compare_and_branch(t, comparison))
		arithmetic(t, opcode, false);
}

static uint32_t branch_target(const struct translation *t)
{
	return t->bci + (uint32_t)(int16_t)u2(t);
}

/* Operands below must be in their own registers at the target; the compared ones are read from wherever they
 * are, so they may not be overwritten by that: stack_flush after popping writes only registers of operands
 * that remain, and stack_release keeps nothing for popped ones. A popped operand never lives in a remaining
 * operand's own register: an alias points downwards, to a register that is settled already. */
static void branch_int(struct translation *t, enum opcode opcode, enum opcode with_constant,
		       bool against_zero)
{
	int32_t constant = 0;
	bool has_constant = against_zero;
	if (!against_zero && t->stack[t->depth - 1].where == IN_CONSTANT) {
		constant = (int32_t)pop(t).constant;
		has_constant = true;
	}
	struct instruction *branch;
	if (has_constant) {
		const uint16_t left = pop_register(t);
		stack_flush(t);
		branch = emit_abc(t, with_constant, left, 0, 0);
		branch->x = constant;
	} else {
		const uint16_t right = pop_register(t);
		const uint16_t left = pop_register(t);
		stack_flush(t);
		branch = fuse_length(t, opcode, left, right);
		if (!branch)
			branch = emit_abc(t, opcode, left, right, 0);
	}
	emit_branch(t, branch, branch_target(t));
}

static void branch_reference(struct translation *t, enum opcode opcode, int operands)
{
	const uint16_t right = operands == 2 ? pop_register(t) : 0;
	const uint16_t left = pop_register(t);
	stack_flush(t);
	emit_branch(t, emit_abc(t, opcode, left, right, 0), branch_target(t));
}

static void jump(struct translation *t, uint32_t target)
{
	stack_flush(t);
	if (!emit_loop(t, target))
		emit_branch(t, emit(t, OP_GOTO), target);
	t->ended = true;
}

static void load_constant(struct translation *t, uint16_t index)
{
	const struct pool_entry *entry = &t->pool->entries[index];
	switch (t->pool->tags[index]) {
	case CONSTANT_Integer:
		return push_constant(t, int_bits(entry->i), false);
	case CONSTANT_Float:
		return push_constant(t, (union slot){ .f = entry->f }.raw, false);
	case CONSTANT_Long:
		return push_constant(t, (uint64_t)entry->l, true);
	case CONSTANT_Double:
		return push_constant(t, (union slot){ .d = entry->d }.raw, true);
	}
	const bool wide = t->code[t->bci] == BC_ldc2_w;
	emit_result(t, OP_LDC, 0, 0, wide)->index = index;
}

static void push_float(struct translation *t, float value)
{
	union slot slot = { .raw = 0 };
	slot.f = value;
	push_constant(t, slot.raw, false);
}

static void iinc(struct translation *t, uint16_t local, int32_t by)
{
	stack_release(t, local);
	emit_abc(t, OP_IADD_K, local, local, 0)->x = by;
}

static void wide(struct translation *t)
{
	const uint8_t opcode = t->code[t->bci + 1];
	const uint16_t local = bytecode_u2(t->code + t->bci + 2);
	if (opcode == BC_iinc)
		iinc(t, local, (int16_t)bytecode_u2(t->code + t->bci + 4));
	else if (opcode >= BC_istore)
		store_local(t, local);
	else
		push_register(t, local, opcode == BC_lload || opcode == BC_dload);
}

/* What a method returns is narrowed to its type (JVMS 6.5 ireturn), unless it is known to be narrow. */
static void return_value(struct translation *t)
{
	const struct operand value = t->stack[t->depth - 1];
	const uint8_t kind = t->method->result;
	const bool narrow = (value.where == IN_CONSTANT && (value.constant & ~1ull) == 0) ||
			    value.kind == kind || !t->method->owner->loader;
	if (!narrow && kind == KIND_BOOLEAN)
		emit_result(t, OP_IAND_K, pop_register(t), 0, false)->x = 1;
	else if (!narrow && (kind == KIND_BYTE || kind == KIND_SHORT || kind == KIND_CHAR))
		unary(t, kind == KIND_BYTE ? OP_I2B : kind == KIND_CHAR ? OP_I2C : OP_I2S, false);
	const bool synchronized = t->method->access & ACC_SYNCHRONIZED;
	emit_abc(t, synchronized ? OP_RETURN_VALUE_SYNCHRONIZED : OP_RETURN_VALUE, pop_register(t), 0, 0);
	t->ended = true;
}

static enum opcode return_form(const struct method *method)
{
	if (method->access & ACC_SYNCHRONIZED)
		return OP_RETURN_SYNCHRONIZED;
	return method_is_object_constructor(method) ? OP_RETURN_CONSTRUCTED : OP_RETURN;
}

static void object_result(struct translation *t, enum opcode opcode, uint16_t b)
{
	emit_result(t, opcode, b, 0, false)->index = u2(t);
}

static void object_code(struct translation *t, uint8_t opcode)
{
	switch (opcode) {
	case BC_new:
		return object_result(t, OP_NEW, 0);
	case BC_newarray:
		emit_result(t, OP_NEWARRAY, pop_register(t), 0, false)->u =
			(uint32_t)(uintptr_t)vm.primitive_array[u1(t)];
		return;
	case BC_anewarray:
		return object_result(t, OP_ANEWARRAY, pop_register(t));
	case BC_multianewarray: {
		const uint8_t dimensions = t->code[t->bci + 3];
		for (uint16_t depth = t->depth - dimensions; depth < t->depth; depth++)
			stack_settle(t, depth);
		t->depth -= dimensions;
		const uint16_t first = own_register(t, t->depth);
		struct instruction *made = emit_result(t, OP_MULTIANEWARRAY, first, 0, false);
		made->d = dimensions;
		made->index = u2(t);
		return;
	}
	case BC_arraylength:
		return unary(t, OP_ARRAYLENGTH, false);
	case BC_checkcast: {
		/* The operand stays where it is: the check writes nothing. */
		if (t->stack[t->depth - 1].where == IN_CONSTANT)
			stack_settle(t, t->depth - 1);
		emit_abc(t, OP_CHECKCAST, t->stack[t->depth - 1].reg, 0, 0)->index = u2(t);
		return;
	}
	case BC_instanceof:
		object_result(t, OP_INSTANCEOF, pop_register(t));
		t->stack[t->depth - 1].kind = KIND_BOOLEAN;
		return;
	case BC_athrow:
		emit_abc(t, OP_ATHROW, pop_register(t), 0, 0);
		t->ended = true;
		return;
	default:
		emit_abc(t, opcode == BC_monitorenter ? OP_MONITORENTER : OP_MONITOREXIT, pop_register(t), 0,
			 0);
	}
}

static void stack_code(struct translation *t, uint8_t opcode)
{
	if (opcode == BC_pop)
		pop(t);
	else if (opcode == BC_pop2) {
		if (!pop(t).wide)
			pop(t);
	} else {
		stack_dup(t, opcode);
	}
}

static void load_or_store(struct translation *t, uint8_t opcode)
{
	if (opcode >= BC_iload && opcode <= BC_aload)
		push_register(t, u1(t), opcode == BC_lload || opcode == BC_dload);
	else if (opcode >= BC_iload_0 && opcode <= BC_aload_3) {
		const int type = (opcode - BC_iload_0) / 4; /* int long float double reference */
		push_register(t, (opcode - BC_iload_0) % 4, type == 1 || type == 3);
	} else if (opcode >= BC_istore && opcode <= BC_astore) {
		store_local(t, u1(t));
	} else {
		store_local(t, (opcode - BC_istore_0) % 4);
	}
}

static void constant_code(struct translation *t, uint8_t opcode)
{
	if (opcode == BC_aconst_null)
		push_constant(t, 0, false);
	else if (opcode <= BC_iconst_5)
		push_constant(t, int_bits(opcode - BC_iconst_0), false);
	else if (opcode <= BC_lconst_1)
		push_constant(t, opcode - BC_lconst_0, true);
	else if (opcode <= BC_fconst_2)
		push_float(t, (float)(opcode - BC_fconst_0));
	else if (opcode <= BC_dconst_1)
		push_constant(t, (union slot){ .d = opcode - BC_dconst_0 }.raw, true);
	else if (opcode == BC_bipush)
		push_constant(t, int_bits((int8_t)u1(t)), false);
	else if (opcode == BC_sipush)
		push_constant(t, int_bits((int16_t)u2(t)), false);
	else
		load_constant(t, opcode == BC_ldc ? u1(t) : u2(t));
}

static void array_code(struct translation *t, uint8_t opcode)
{
	static const enum opcode loads[] = { OP_IALOAD, OP_LALOAD, OP_IALOAD, OP_LALOAD,
					     OP_AALOAD, OP_BALOAD, OP_CALOAD, OP_SALOAD };
	static const enum opcode stores[] = { OP_IASTORE, OP_LASTORE, OP_IASTORE, OP_LASTORE,
					      OP_AASTORE, OP_BASTORE, OP_CASTORE, OP_CASTORE };
	if (opcode <= BC_saload)
		array_load(t, loads[opcode - BC_iaload], opcode == BC_laload || opcode == BC_daload);
	else
		array_store(t, stores[opcode - BC_iastore]);
}

static void arithmetic_code(struct translation *t, uint8_t opcode)
{
	/* JVMS order: add sub mul div rem neg, each int long float double; then shifts and logic, int long.
	 */
	static const enum opcode basic[] = { OP_IADD, OP_LADD, OP_FADD, OP_DADD, OP_ISUB,  OP_LSUB,
					     OP_FSUB, OP_DSUB, OP_IMUL, OP_LMUL, OP_FMUL,  OP_DMUL,
					     OP_IDIV, OP_LDIV, OP_FDIV, OP_DDIV, OP_IREM,  OP_LREM,
					     OP_FREM, OP_DREM, OP_INEG, OP_LNEG, OP_FNEG,  OP_DNEG,
					     OP_ISHL, OP_LSHL, OP_ISHR, OP_LSHR, OP_IUSHR, OP_LUSHR,
					     OP_IAND, OP_LAND, OP_IOR,  OP_LOR,  OP_IXOR,  OP_LXOR };
	const enum opcode made = basic[opcode - BC_iadd];
	const bool is_wide = opcode < BC_ishl ? (opcode - BC_iadd) & 1 : (opcode - BC_ishl) & 1;
	switch (opcode) {
	case BC_ineg:
	case BC_lneg:
	case BC_fneg:
	case BC_dneg:
		return unary(t, made, is_wide);
	case BC_iadd:
	case BC_isub:
		return arithmetic_k(t, made, OP_IADD_K, false);
	case BC_imul:
		return arithmetic_k(t, made, OP_IMUL_K, false);
	case BC_idiv:
		return arithmetic_k(t, made, OP_IDIV_K, false);
	case BC_irem:
		return arithmetic_k(t, made, OP_IREM_K, false);
	case BC_iand:
		return arithmetic_k(t, made, OP_IAND_K, false);
	case BC_ladd:
	case BC_lsub:
		return arithmetic_k(t, made, OP_LADD_K, true);
	case BC_land:
		return arithmetic_k(t, made, OP_LAND_K, true);
	case BC_ishl:
		return arithmetic_k(t, made, OP_ISHL_K, false);
	case BC_ishr:
		return arithmetic_k(t, made, OP_ISHR_K, false);
	case BC_iushr:
		return arithmetic_k(t, made, OP_IUSHR_K, false);
	case BC_lshl:
		return arithmetic_k(t, made, OP_LSHL_K, true);
	case BC_lshr:
		return arithmetic_k(t, made, OP_LSHR_K, true);
	case BC_lushr:
		return arithmetic_k(t, made, OP_LUSHR_K, true);
	default:
		return arithmetic(t, made, is_wide);
	}
}

void translate_bytecode(struct translation *t)
{
	const uint8_t opcode = t->code[t->bci];
	t->used_operands = stack_registers(t);
	if (opcode == BC_nop)
		return;
	if (opcode <= BC_ldc2_w)
		constant_code(t, opcode);
	else if (opcode <= BC_aload_3 || (opcode >= BC_istore && opcode <= BC_astore_3))
		load_or_store(t, opcode);
	else if (opcode <= BC_saload || (opcode >= BC_iastore && opcode <= BC_sastore))
		array_code(t, opcode);
	else if (opcode <= BC_swap)
		stack_code(t, opcode);
	else if (opcode <= BC_lxor)
		arithmetic_code(t, opcode);
	else if (opcode == BC_iinc)
		iinc(t, u1(t), (int8_t)t->code[t->bci + 2]);
	else if (opcode <= BC_i2s) {
		const bool is_wide = opcode == BC_i2l || opcode == BC_i2d || opcode == BC_l2d ||
				     opcode == BC_f2l || opcode == BC_f2d || opcode == BC_d2l;
		unary(t, OP_I2L + (opcode - BC_i2l), is_wide);
	} else if (opcode <= BC_dcmpg) {
		compare(t, opcode, OP_LCMP + (opcode - BC_lcmp));
	} else if (opcode <= BC_ifle) {
		branch_int(t, OP_IF_IEQ, OP_IF_IEQ_K + (opcode - BC_ifeq), true);
	} else if (opcode <= BC_if_icmple) {
		branch_int(t, OP_IF_IEQ + (opcode - BC_if_icmpeq), OP_IF_IEQ_K + (opcode - BC_if_icmpeq),
			   false);
	} else if (opcode <= BC_if_acmpne) {
		branch_reference(t, OP_IF_AEQ + (opcode - BC_if_acmpeq), 2);
	} else if (opcode == BC_goto) {
		jump(t, branch_target(t));
	} else if (opcode == BC_goto_w) {
		jump(t, t->bci + (uint32_t)bytecode_s4(t->code + t->bci + 1));
	} else if (opcode == BC_tableswitch || opcode == BC_lookupswitch) {
		translate_switch(t);
	} else if (opcode <= BC_areturn && opcode >= BC_ireturn) {
		return_value(t);
	} else if (opcode == BC_return) {
		emit(t, return_form(t->method));
		t->ended = true;
	} else if (opcode >= BC_getstatic && opcode <= BC_invokedynamic) {
		translate_member(t);
	} else if (opcode == BC_wide) {
		wide(t);
	} else if (opcode == BC_ifnull || opcode == BC_ifnonnull) {
		branch_reference(t, opcode == BC_ifnull ? OP_IF_NULL : OP_IF_NONNULL, 1);
	} else {
		object_code(t, opcode);
	}
}
