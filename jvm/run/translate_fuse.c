/* SPDX-License-Identifier: Apache-2.0 */
/* translate_fuse.c: instructions that do the work of two or three, for the pairs that were met most often
 * when the programs of bench/java were counted. A fused instruction takes the place of the last one emitted,
 * if that belongs to the present block: nothing jumps between the two. */
#include "jvm/run/translation.h"

/* The last instruction of the present block, or NULL. */
static struct instruction *last(struct translation *t)
{
	return t->count > t->block_start ? &t->out[t->count - 1] : NULL;
}

/* The last instruction, if it is `opcode` and made the operand `reg`, which was popped and nobody else reads.
 */
static struct instruction *made_by(struct translation *t, enum opcode opcode, uint16_t reg)
{
	struct instruction *const made = last(t);
	return made && made->handler == opcode && made->a == reg && reg >= t->stack_base &&
			       !is_operand(t, reg)
		       ? made
		       : NULL;
}

void emit_move(struct translation *t, uint16_t to, uint16_t from)
{
	struct instruction *const before = last(t);
	if (before && before->handler == OP_MOVE) {
		before->handler = OP_MOVE2;
		before->c = to;
		before->d = from;
	} else if (before && before->handler == OP_MOVE2) {
		before->handler = OP_MOVE3;
		before->index = to;
		before->kind = from;
	} else {
		emit_abc(t, OP_MOVE, to, from, 0);
	}
}

/* x * y + z and z - x * y, both roundings as ever. The operands were popped. */
bool fuse_multiplication(struct translation *t, enum opcode opcode, uint16_t left, uint16_t right)
{
	if ((opcode != OP_DADD && opcode != OP_DSUB) || left == right)
		return false;
	const uint16_t result = own_register(t, t->depth);
	uint16_t other = left;
	struct instruction *product = made_by(t, OP_DMUL, right);
	if (!product && opcode == OP_DADD) {
		product = made_by(t, OP_DMUL, left);
		other = right;
	}
	if (!product || is_operand(t, result)) /* a move would have to come between */
		return false;
	product->handler = opcode == OP_DADD ? OP_DMUL_DADD : OP_DMUL_DSUB;
	product->a = result;
	product->d = other;
	push_register(t, result, true);
	t->retarget = t->count - 1;
	return true;
}

struct instruction *fuse_length(struct translation *t, enum opcode opcode, uint16_t left, uint16_t right)
{
	if ((opcode != OP_IF_ILT && opcode != OP_IF_IGE) || left == right)
		return NULL;
	struct instruction *const length = made_by(t, OP_ARRAYLENGTH, right);
	if (!length)
		return NULL;
	length->handler = opcode == OP_IF_ILT ? OP_IF_ILT_LENGTH : OP_IF_IGE_LENGTH;
	length->a = left;
	t->retarget = UINT32_MAX;
	return length;
}

static bool is_invertible(uint32_t opcode)
{
	return opcode >= OP_IF_IEQ && opcode <= OP_IF_IGE_LENGTH;
}

static uint32_t inverse(uint32_t opcode)
{
	return OP_IF_IEQ + ((opcode - OP_IF_IEQ) ^ 1); /* opcodes.h has them in pairs */
}

/* i += k; if (i < limit) …, when i += k was emitted last. */
static bool fuse_step(struct translation *t, const struct instruction *head, uint32_t body)
{
	struct instruction *const step = last(t);
	if (!step || step->handler != OP_IADD_K || step->a != step->b || step->a != head->a)
		return false;
	if (head->handler == OP_IF_IGE && head->b != head->a) {
		step->handler = OP_LOOP_ILT;
		step->b = head->b;
	} else if (head->handler == OP_IF_IGE_K && step->x == (int16_t)step->x) {
		step->handler = OP_LOOP_ILT_K;
		step->b = (uint16_t)step->x;
		step->x = head->x;
	} else {
		return false;
	}
	step->y = (int32_t)(body - (t->count - 1));
	t->retarget = UINT32_MAX;
	return true;
}

bool emit_loop(struct translation *t, uint32_t target)
{
	const uint32_t at = t->blocks[t->block_of[target]].at;
	if (at >= t->count || !is_invertible(t->out[at].handler))
		return false;
	const struct instruction head = t->out[at];
	uint32_t i = 0;
	while (i < t->fixups_count && t->fixups[i].instruction != at)
		i++;
	if (i == t->fixups_count) /* it is such a comparison itself */
		return false;
	const uint32_t leave = t->fixups[i].target;
	if (!fuse_step(t, &head, at + 1)) {
		struct instruction *const made = emit_abc(t, inverse(head.handler), head.a, head.b, 0);
		made->x = head.x;
		made->y = (int32_t)(at + 1 - (t->count - 1));
		t->out_bci[t->count - 1] = t->out_bci[at];
	}
	emit_branch(t, emit(t, OP_GOTO), leave);
	return true;
}
