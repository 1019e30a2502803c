/* SPDX-License-Identifier: Apache-2.0 */
/* translate.c: a method's bytecode into register code (code.h), block by block (translation.h). Only what can
 * be reached is translated. */
#include "jvm/run/translation.h"
#include "jvm/memory/arena.h"
#include "jvm/memory/must.h"
#include "jvm/memory/race.h"
#include <stdlib.h>
#include <string.h>

extern uint32_t interpret_handlers[OP_COUNT];

static void *zeroed(size_t count, size_t size)
{
	return must(calloc(count ? count : 1, size));
}

static void mark_leader(void *context, uint32_t target)
{
	struct translation *t = context;
	t->leaders[target] = 1;
}

static void find_blocks(struct translation *t)
{
	const struct method *method = t->method;
	t->leaders[0] = 1;
	for (uint32_t bci = 0; bci < method->code_bytes; bci += bytecode_length(t->code, bci))
		bytecode_targets(t->code, bci, mark_leader, t);
	for (int i = 0; i < method->ranges_count; i++)
		t->leaders[method->ranges[i].handler] = 1;
	for (uint32_t bci = 0; bci < method->code_bytes; bci++)
		if (t->leaders[bci])
			t->block_of[bci] = t->blocks_count++;
	t->blocks = zeroed(t->blocks_count, sizeof *t->blocks);
	for (uint32_t i = 0; i < t->blocks_count; i++)
		t->blocks[i].at = UINT32_MAX;
}

static unsigned beyond_arguments(const struct method *method)
{
	return method->max_locals > method->args_slots ? (unsigned)(method->max_locals - method->args_slots)
						       : 0;
}

static void note_store(struct translation *t, uint32_t bci)
{
	const uint8_t opcode = t->code[bci];
	unsigned local;
	if (opcode == BC_astore)
		local = t->code[bci + 1];
	else if (opcode >= BC_astore_0 && opcode <= BC_astore_3)
		local = opcode - BC_astore_0;
	else if (opcode == BC_wide && t->code[bci + 1] == BC_astore)
		local = bytecode_u2(t->code + bci + 2);
	else
		return;
	if (local >= t->method->args_slots && bci < t->reference_from[local - t->method->args_slots])
		t->reference_from[local - t->method->args_slots] = (uint16_t)bci;
}

struct jump {
	struct translation *t;
	uint32_t from;
	bool changed;
};

/* What is stored anywhere in a loop may be there from its start. */
static void note_jump(void *context, uint32_t target)
{
	struct jump *jump = context;
	for (unsigned i = 0; target < jump->from && i < beyond_arguments(jump->t->method); i++) {
		uint16_t *const from = &jump->t->reference_from[i];
		if (*from > target && *from <= jump->from) {
			*from = (uint16_t)target;
			jump->changed = true;
		}
	}
}

/* Fills reference_from: references that a local gets, and jumps back that carry them. */
static void find_references(struct translation *t)
{
	const struct method *method = t->method;
	t->reference_from = zeroed(beyond_arguments(method), sizeof *t->reference_from);
	memset(t->reference_from, 0xff, beyond_arguments(method) * sizeof *t->reference_from);
	for (uint32_t bci = 0; bci < method->code_bytes; bci += bytecode_length(t->code, bci))
		note_store(t, bci);
	struct jump jump = { .t = t, .changed = true };
	while (jump.changed) {
		jump.changed = false;
		for (uint32_t bci = 0; bci < method->code_bytes; bci += bytecode_length(t->code, bci)) {
			jump.from = bci;
			bytecode_targets(t->code, bci, note_jump, &jump);
		}
		for (int i = 0; i < method->ranges_count; i++) {
			jump.from = method->ranges[i].end;
			note_jump(&jump, method->ranges[i].handler);
		}
	}
}

void reach(struct translation *t, uint32_t target)
{
	struct block *block = &t->blocks[t->block_of[target]];
	if (block->wide)
		return;
	block->wide = zeroed(t->depth + 1u, 1);
	block->depth = t->depth;
	block->pending = true;
	for (uint16_t depth = 0; depth < t->depth; depth++)
		block->wide[depth] = t->stack[depth].where == SECOND_HALF ? 2 : t->stack[depth].wide;
}

static void enter_block(struct translation *t, struct block *block)
{
	t->depth = 0;
	while (t->depth < block->depth)
		push_register(t, own_register(t, t->depth), block->wide[t->depth] == 1);
	block->pending = false;
	block->at = t->block_start = t->count;
	t->retarget = UINT32_MAX;
}

/* From the start of a pending block to an instruction that does not fall through, or into a block that is
 * there already. */
static void translate_from(struct translation *t, uint32_t bci)
{
	enter_block(t, &t->blocks[t->block_of[bci]]);
	t->ended = false;
	for (;;) {
		t->bci = bci;
		const uint32_t next = bci + bytecode_length(t->code, bci);
		translate_bytecode(t);
		/* A comparison takes the branch that follows it along. */
		bci = t->bci == bci ? next : t->bci + bytecode_length(t->code, t->bci);
		if (t->ended)
			return;
		if (!t->leaders[bci])
			continue;
		stack_flush(t);
		reach(t, bci);
		struct block *block = &t->blocks[t->block_of[bci]];
		if (block->at != UINT32_MAX) {
			emit_branch(t, emit(t, OP_GOTO), bci);
			return;
		}
		enter_block(t, block);
	}
}

static void translate_all(struct translation *t)
{
	const struct method *method = t->method;
	if (method->access & ACC_SYNCHRONIZED)
		emit(t, OP_ENTER_SYNCHRONIZED);
	reach(t, 0);
	push_register(t, own_register(t, 0), false);
	for (int i = 0; i < method->ranges_count; i++)
		reach(t, method->ranges[i].handler);
	for (bool more = true; more;) {
		more = false;
		for (uint32_t bci = 0; bci < method->code_bytes; bci++)
			if (t->leaders[bci] && t->blocks[t->block_of[bci]].pending) {
				translate_from(t, bci);
				more = true;
			}
	}
}

static void fix_branches(struct translation *t)
{
	for (uint32_t i = 0; i < t->fixups_count; i++) {
		const struct fixup *fixup = &t->fixups[i];
		const int32_t distance = (int32_t)(t->blocks[t->block_of[fixup->target]].at - fixup->origin);
		if (fixup->instruction != UINT32_MAX)
			t->out[fixup->instruction].y = distance;
		else
			t->switches[fixup->table] = distance;
	}
}

static struct code *finish(struct translation *t)
{
	struct method *method = t->method;
	const size_t instructions = t->count * sizeof(struct instruction);
	const size_t tables = t->switches_count * sizeof(int32_t) + method->ranges_count * sizeof(uint32_t) +
			      (2u * t->count + beyond_arguments(method)) * sizeof(uint16_t);
	struct code *code = metadata_beside(method, sizeof *code + instructions + tables);
	race_allow(code->instructions, instructions, "instructions that are quickened");
	code->method = method;
	code->locals = method->max_locals;
	code->frame_bytes =
		(uint32_t)((frame_slots + method->max_stack + frame_spare_slots) * sizeof(union slot));
	code->count = t->count;
	for (uint32_t i = 0; i < t->count; i++)
		t->out[i].handler = interpret_handlers[t->out[i].handler];
	memcpy(code->instructions, t->out, instructions);
	code->switches = (int32_t *)&code->instructions[t->count];
	if (t->switches_count)
		memcpy(code->switches, t->switches, t->switches_count * sizeof(int32_t));
	code->handlers = (uint32_t *)(code->switches + t->switches_count);
	for (int i = 0; i < method->ranges_count; i++)
		code->handlers[i] = t->blocks[t->block_of[method->ranges[i].handler]].at;
	code->bci = (uint16_t *)(code->handlers + method->ranges_count);
	memcpy(code->bci, t->out_bci, t->count * sizeof(uint16_t));
	code->operands = code->bci + t->count;
	memcpy(code->operands, t->out_operands, t->count * sizeof(uint16_t));
	code->reference_from = code->operands + t->count;
	memcpy(code->reference_from, t->reference_from, beyond_arguments(method) * sizeof(uint16_t));
	return code;
}

static void free_all(struct translation *t)
{
	for (uint32_t i = 0; i < t->blocks_count; i++)
		free(t->blocks[i].wide);
	free(t->leaders);
	free(t->block_of);
	free(t->blocks);
	free(t->stack);
	free(t->out);
	free(t->out_bci);
	free(t->out_operands);
	free(t->reference_from);
	free(t->fixups);
	free(t->switches);
}

struct code *translate(struct method *method)
{
	struct translation t = {
		.method = method,
		.pool = method->owner->pool,
		.code = method->bytecode,
		.stack_base = (uint16_t)(method->max_locals + frame_slots),
		.retarget = UINT32_MAX,
	};
	t.scratch = own_register(&t, method->max_stack);
	t.leaders = zeroed(method->code_bytes + 1, 1);
	t.block_of = zeroed(method->code_bytes, sizeof *t.block_of);
	t.stack = zeroed(method->max_stack + 8u, sizeof *t.stack);
	find_blocks(&t);
	find_references(&t);
	translate_all(&t);
	fix_branches(&t);
	struct code *code = finish(&t);
	free_all(&t);
	return code;
}
