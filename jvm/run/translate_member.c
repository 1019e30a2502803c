/* SPDX-License-Identifier: Apache-2.0 */
/* translate_member.c: field access, calls and switches. Nothing is resolved here: the instruction does it
 * when it is first executed (quicken.c), as JVMS 5.4.3 would have it. */
#include "jvm/run/translation.h"
#include "jvm/memory/must.h"
#include "jvm/link/descriptor.h"
#include "jvm/link/link.h"
#include <stdlib.h>

static bool is_wide(enum kind kind)
{
	return kind == KIND_LONG || kind == KIND_DOUBLE;
}

static void field(struct translation *t, uint8_t opcode, uint16_t index)
{
	const enum kind kind = descriptor_kind(pool_member_descriptor(t->pool, index)->text[0]);
	struct instruction *made;
	switch (opcode) {
	case BC_getstatic:
		made = emit_result(t, OP_GETSTATIC, 0, 0, is_wide(kind));
		t->stack[t->depth - 1].kind = kind;
		break;
	case BC_getfield:
		made = emit_result(t, OP_GETFIELD, pop_register(t), 0, is_wide(kind));
		t->stack[t->depth - 1].kind = kind;
		break;
	case BC_putstatic:
		made = emit_abc(t, OP_PUTSTATIC, pop_register(t), 0, 0);
		break;
	default: {
		const uint16_t value = pop_register(t);
		made = emit_abc(t, OP_PUTFIELD, value, pop_register(t), 0);
	}
	}
	made->index = index;
	made->kind = kind;
}

static void call(struct translation *t, uint8_t opcode, uint16_t index)
{
	const char *const descriptor = pool_member_descriptor(t->pool, index)->text;
	const enum kind result = descriptor_kind(*descriptor_result(descriptor));
	uint16_t slots = (uint16_t)descriptor_slots(descriptor);
	if (opcode != BC_invokestatic && opcode != BC_invokedynamic)
		slots++;
	const uint16_t first = t->depth - slots;
	for (uint16_t depth = first; depth < t->depth; depth++)
		stack_settle(t, depth);
	t->depth = first;
	const uint16_t window = own_register(t, first);
	stack_release(t, window);
	struct instruction *made =
		emit_abc(t, OP_INVOKEVIRTUAL + (opcode - BC_invokevirtual), window, window, 0);
	made->index = index;
	made->kind = result;
	made->d = slots;
	const uint32_t at = t->count - 1;
	emit(t, OP_EXIT)->a = slots;
	if (result == KIND_VOID)
		return;
	push_register(t, window, is_wide(result));
	t->stack[first].kind = result;
	t->retarget = at;
}

void translate_member(struct translation *t)
{
	const uint8_t opcode = t->code[t->bci];
	const uint16_t index = bytecode_u2(t->code + t->bci + 1);
	if (opcode <= BC_putfield)
		field(t, opcode, index);
	else
		call(t, opcode, index);
}

static int32_t *table(struct translation *t, uint32_t words)
{
	if (t->switches_count + words > t->switches_room) {
		t->switches_room = 2 * (t->switches_count + words);
		t->switches = must(realloc(t->switches, t->switches_room * sizeof *t->switches));
	}
	t->switches_count += words;
	return t->switches + t->switches_count - words;
}

static void switch_target(struct translation *t, uint32_t origin, uint32_t word, uint32_t target)
{
	struct instruction *branch = &t->out[origin];
	emit_branch(t, branch, target);
	t->fixups[t->fixups_count - 1].instruction = UINT32_MAX;
	t->fixups[t->fixups_count - 1].table = word;
}

void translate_switch(struct translation *t)
{
	const bool is_table = t->code[t->bci] == BC_tableswitch;
	const uint8_t *operands = t->code + ((t->bci + 4) & ~3u);
	const uint16_t key = pop_register(t);
	stack_flush(t);
	struct instruction *made = emit_abc(t, is_table ? OP_TABLESWITCH : OP_LOOKUPSWITCH, key, 0, 0);
	made->u = t->switches_count;
	const uint32_t origin = t->count - 1;
	const uint32_t first = t->switches_count;
	const uint32_t otherwise = t->bci + (uint32_t)bytecode_s4(operands);
	t->ended = true;
	if (is_table) {
		const int32_t low = bytecode_s4(operands + 4);
		const int32_t high = bytecode_s4(operands + 8);
		const uint32_t count = (uint32_t)(high - low + 1);
		int32_t *words = table(t, 3 + count);
		words[0] = low;
		words[1] = high;
		switch_target(t, origin, first + 2, otherwise);
		for (uint32_t i = 0; i < count; i++)
			switch_target(t, origin, first + 3 + i,
				      t->bci + (uint32_t)bytecode_s4(operands + 12 + 4 * i));
	} else {
		const uint32_t count = (uint32_t)bytecode_s4(operands + 4);
		int32_t *words = table(t, 2 + 2 * count);
		words[0] = (int32_t)count;
		for (uint32_t i = 0; i < count; i++)
			words[2 + 2 * i] = bytecode_s4(operands + 8 + 8 * i);
		switch_target(t, origin, first + 1, otherwise);
		for (uint32_t i = 0; i < count; i++)
			switch_target(t, origin, first + 3 + 2 * i,
				      t->bci + (uint32_t)bytecode_s4(operands + 12 + 8 * i));
	}
}
