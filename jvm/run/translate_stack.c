/* SPDX-License-Identifier: Apache-2.0 */
/* translate_stack.c: the simulated operand stack and the emission of instructions (translation.h). */
#include "jvm/run/translation.h"
#include "jvm/memory/must.h"
#include <stdlib.h>
#include <string.h>

struct instruction *emit(struct translation *t, enum opcode opcode)
{
	if (t->count == t->room) {
		t->room = t->room ? 2 * t->room : 64;
		t->out = must(realloc(t->out, t->room * sizeof *t->out));
		t->out_bci = must(realloc(t->out_bci, t->room * sizeof *t->out_bci));
		t->out_operands = must(realloc(t->out_operands, t->room * sizeof *t->out_operands));
	}
	t->retarget = UINT32_MAX;
	t->out_bci[t->count] = (uint16_t)t->bci;
	/* An instruction may run again once what it names is resolved: what was popped for it is still in
	 * use. */
	t->used_operands |= stack_registers(t);
	t->out_operands[t->count] = t->used_operands;
	struct instruction *made = &t->out[t->count++];
	memset(made, 0, sizeof *made);
	made->handler = opcode; /* translate.c puts the offset of the handler here at the end */
	return made;
}

uint16_t stack_registers(const struct translation *t)
{
	unsigned registers = 0;
	if (t->depth > 20)
		return UINT16_MAX; /* rare and long to look through: all may be in use */
	for (uint16_t depth = 0; depth < t->depth; depth++) {
		const struct operand *operand = &t->stack[depth];
		if (operand->where == IN_REGISTER && operand->reg >= t->stack_base) {
			const unsigned number = operand->reg - t->stack_base;
			registers |= 1u << (number < 15 ? number : 15);
		}
	}
	return (uint16_t)registers;
}

struct instruction *emit_abc(struct translation *t, enum opcode opcode, uint16_t a, uint16_t b, uint16_t c)
{
	struct instruction *made = emit(t, opcode);
	made->a = a;
	made->b = b;
	made->c = c;
	return made;
}

uint16_t own_register(const struct translation *t, uint16_t depth)
{
	return (uint16_t)(t->stack_base + depth);
}

void stack_settle(struct translation *t, uint16_t depth)
{
	struct operand *operand = &t->stack[depth];
	const uint16_t own = own_register(t, depth);
	if (operand->where == SECOND_HALF || (operand->where == IN_REGISTER && operand->reg == own))
		return;
	/* It is marked as settled first: a chain of releases that leads back here ends. */
	const struct operand was = *operand;
	operand->where = IN_REGISTER;
	operand->reg = own;
	stack_release(t, own);
	if (was.where == IN_CONSTANT) {
		struct instruction *constant = emit(t, OP_CONST);
		constant->a = own;
		constant->wide = was.constant;
	} else {
		emit_move(t, own, was.reg);
	}
}

void stack_release(struct translation *t, uint16_t reg)
{
	for (uint16_t depth = 0; depth < t->depth; depth++) {
		const struct operand *operand = &t->stack[depth];
		if (operand->where == IN_REGISTER && operand->reg == reg && own_register(t, depth) != reg)
			stack_settle(t, depth);
	}
}

void stack_flush(struct translation *t)
{
	for (uint16_t depth = 0; depth < t->depth; depth++)
		stack_settle(t, depth);
}

static struct operand *push(struct translation *t, bool wide)
{
	struct operand *pushed = &t->stack[t->depth++];
	*pushed = (struct operand){ .wide = wide, .kind = KIND_INT };
	if (wide)
		t->stack[t->depth++] = (struct operand){ .where = SECOND_HALF };
	return pushed;
}

void push_register(struct translation *t, uint16_t reg, bool wide)
{
	struct operand *pushed = push(t, wide);
	pushed->where = IN_REGISTER;
	pushed->reg = reg;
}

void push_constant(struct translation *t, uint64_t bits, bool wide)
{
	struct operand *pushed = push(t, wide);
	pushed->where = IN_CONSTANT;
	pushed->constant = bits;
}

struct operand pop(struct translation *t)
{
	if (t->stack[--t->depth].where == SECOND_HALF)
		t->depth--;
	return t->stack[t->depth];
}

uint16_t pop_register(struct translation *t)
{
	uint16_t depth = (uint16_t)(t->depth - 1);
	if (t->stack[depth].where == SECOND_HALF)
		depth--;
	if (t->stack[depth].where == IN_CONSTANT)
		stack_settle(t, depth);
	return pop(t).reg;
}

struct instruction *emit_result(struct translation *t, enum opcode opcode, uint16_t b, uint16_t c, bool wide)
{
	const uint16_t a = own_register(t, t->depth);
	stack_release(t, a);
	struct instruction *made = emit_abc(t, opcode, a, b, c);
	push_register(t, a, wide);
	t->retarget = t->count - 1;
	return made;
}

bool is_operand(const struct translation *t, uint16_t reg)
{
	for (uint16_t depth = 0; depth < t->depth; depth++)
		if (t->stack[depth].where == IN_REGISTER && t->stack[depth].reg == reg)
			return true;
	return false;
}

/* Where an instruction says which register its result goes to: a call has its arguments in a. */
static uint16_t *result_of(struct instruction *made)
{
	return made->handler >= OP_INVOKEVIRTUAL && made->handler <= OP_INVOKEDYNAMIC ? &made->b : &made->a;
}

void store_local(struct translation *t, uint16_t local)
{
	const struct operand value = pop(t);
	const uint32_t producer = t->retarget;
	const uint32_t before = t->count;
	stack_release(t, local);
	if (value.where == IN_CONSTANT) {
		struct instruction *constant = emit(t, OP_CONST);
		constant->a = local;
		constant->wide = value.constant;
		return;
	}
	if (value.reg == local)
		return;
	/* The instruction just emitted made this very operand, and nobody else reads it: let it write the
	 * local itself. */
	if (producer != UINT32_MAX && before == t->count && value.reg == own_register(t, t->depth) &&
	    !is_operand(t, value.reg)) {
		uint16_t *result = result_of(&t->out[producer]);
		if (*result == value.reg) {
			*result = local;
			t->retarget = UINT32_MAX;
			return;
		}
	}
	emit_move(t, local, value.reg);
}

void emit_branch(struct translation *t, struct instruction *branch, uint32_t target)
{
	if (t->fixups_count == t->fixups_room) {
		t->fixups_room = t->fixups_room ? 2 * t->fixups_room : 32;
		t->fixups = must(realloc(t->fixups, t->fixups_room * sizeof *t->fixups));
	}
	const uint32_t at = (uint32_t)(branch - t->out);
	t->fixups[t->fixups_count++] = (struct fixup){ .instruction = at, .origin = at, .target = target };
	reach(t, target);
}

/* Makes `value` the operand at depth `to`, with its second half; what was there is not read any more. */
static void put(struct translation *t, uint16_t to, struct operand value)
{
	t->stack[to] = value;
	if (value.wide)
		t->stack[to + 1] = (struct operand){ .where = SECOND_HALF };
}

/* dup, dup_x1 …: the top `count` operands, newest first, are taken and pushed again in the order of `pattern`
 * (indices into them, oldest first). An operand that lies in one of the registers now given to another would
 * make a cycle: all such are settled, then moved through fresh places. */
static void rearrange(struct translation *t, int count, const char *pattern)
{
	struct operand taken[4];
	uint16_t bottom = t->depth;
	bool in_own = false;
	for (int i = 0; i < count; i++) {
		bottom--;
		if (t->stack[bottom].where == SECOND_HALF)
			bottom--;
	}
	/* An operand in any register of this part of the stack must not be overwritten by the moves: take it
	 * through constants and locals only. */
	for (uint16_t depth = bottom; depth < t->depth; depth++)
		in_own |= t->stack[depth].where == IN_REGISTER &&
			  t->stack[depth].reg >= own_register(t, bottom);
	for (int i = 0; i < count; i++)
		taken[i] = pop(t);
	const bool plain = strcmp(pattern, "00") == 0 ||
			   strcmp(pattern, "1010") == 0; /* dup and dup2: nothing moves down */
	if (!in_own || plain) {
		for (const char *p = pattern; *p; p++) {
			const struct operand value = taken[*p - '0'];
			put(t, t->depth, value);
			t->depth += value.wide ? 2 : 1;
		}
		return;
	}
	/* Settle everything where it was, copy it above the new top, then down to the new places. The room
	 * above is max_stack's and the spare slots': see the frame's size in translate.c. */
	for (int i = count - 1; i >= 0; i--) {
		put(t, t->depth, taken[i]);
		t->depth += taken[i].wide ? 2 : 1;
	}
	stack_flush(t);
	uint16_t safe = (uint16_t)(t->scratch);
	uint16_t depth = t->depth;
	for (int i = 0; i < count; i++) {
		depth -= t->stack[depth - 1].where == SECOND_HALF ? 2 : 1;
		emit_move(t, safe, own_register(t, depth));
		taken[i] = t->stack[depth];
		taken[i].reg = safe++;
	}
	t->depth = bottom;
	for (const char *p = pattern; *p; p++) {
		struct operand value = taken[*p - '0'];
		emit_move(t, own_register(t, t->depth), value.reg);
		value.reg = own_register(t, t->depth);
		put(t, t->depth, value);
		t->depth += value.wide ? 2 : 1;
	}
}

static bool top_wide(const struct translation *t)
{
	return t->stack[t->depth - 1].where == SECOND_HALF;
}

static bool below_wide(const struct translation *t, int below)
{
	return t->stack[t->depth - 1 - below].where == SECOND_HALF;
}

void stack_dup(struct translation *t, enum bytecode opcode)
{
	const bool wide = top_wide(t);
	switch (opcode) {
	case BC_dup:
		return rearrange(t, 1, "00");
	case BC_dup_x1:
		return rearrange(t, 2, "010");
	case BC_dup_x2:
		return below_wide(t, 1) ? rearrange(t, 2, "010") : rearrange(t, 3, "0210");
	case BC_dup2:
		return wide ? rearrange(t, 1, "00") : rearrange(t, 2, "1010");
	case BC_dup2_x1:
		return wide ? rearrange(t, 2, "010") : rearrange(t, 3, "10210");
	case BC_dup2_x2:
		if (wide)
			return below_wide(t, 2) ? rearrange(t, 2, "010") : rearrange(t, 3, "0210");
		return below_wide(t, 2) ? rearrange(t, 3, "10210") : rearrange(t, 4, "103210");
	default: /* swap */
		return rearrange(t, 2, "01");
	}
}
