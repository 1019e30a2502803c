/* SPDX-License-Identifier: Apache-2.0 */
/* stack_sources.c: the method is run with a stack of bytecode indices in place of values: passes over the
 * code until nothing changes, states of several ways merged. */
#include "jvm/run/stack_sources.h"
#include "jvm/link/descriptor.h"
#include "jvm/link/link.h"
#include "jvm/run/bytecode.h"
#include <stdlib.h>
#include <string.h>

enum { MOST_PASSES = 10, LOCALS_NOTED = 64 };

/* The operand stack before an instruction: who pushed each slot; and which of the first LOCALS_NOTED locals
 * were written to. */
struct state {
	uint64_t written;
	uint16_t depth;
	uint16_t pushed_by[];
};

struct stack_sources {
	const struct method *method;
	struct state **before; /* by bci; NULL: not reached yet */
	struct state *now;
	bool changed, failed;
};

static size_t state_bytes(const struct method *method)
{
	return sizeof(struct state) + (method->max_stack + 2u) * sizeof(uint16_t);
}

static void push(struct stack_sources *a, uint16_t bci, int slots)
{
	for (; slots > 0; slots--)
		if (a->now->depth < a->method->max_stack)
			a->now->pushed_by[a->now->depth++] = bci;
}

static void pop(struct stack_sources *a, int slots)
{
	a->now->depth = (uint16_t)(a->now->depth > slots ? a->now->depth - slots : 0);
}

/* The state reaches the instruction at `target`. */
static void reach(void *context, uint32_t target)
{
	struct stack_sources *const a = context;
	if (target >= a->method->code_bytes)
		return;
	struct state *const there = a->before[target];
	if (!there) {
		a->before[target] = malloc(state_bytes(a->method));
		a->failed |= !a->before[target];
		if (a->before[target])
			memcpy(a->before[target], a->now, state_bytes(a->method));
		a->changed = true;
		return;
	}
	if ((there->written | a->now->written) != there->written) {
		there->written |= a->now->written;
		a->changed = true;
	}
	for (uint16_t i = 0; i < there->depth && i < a->now->depth; i++)
		if (there->pushed_by[i] != a->now->pushed_by[i] &&
		    there->pushed_by[i] != STACK_SOURCE_UNKNOWN) {
			there->pushed_by[i] = STACK_SOURCE_UNKNOWN;
			a->changed = true;
		}
}

/* dup_x1 and its like: copies the top `count` slots below the `under` slots that lie under them. */
static void duplicate(struct stack_sources *a, int count, int under)
{
	uint16_t *const stack = a->now->pushed_by;
	const int depth = a->now->depth;
	if (depth < count + under || depth + count > a->method->max_stack)
		return;
	memmove(stack + depth - under, stack + depth - under - count,
		(size_t)(count + under) * sizeof *stack);
	memcpy(stack + depth - under - count, stack + depth, (size_t)count * sizeof *stack);
	a->now->depth = (uint16_t)(depth + count);
}

static void swap(struct stack_sources *a)
{
	uint16_t *const top = a->now->pushed_by + a->now->depth;
	if (a->now->depth < 2)
		return;
	const uint16_t kept = top[-1];
	top[-1] = top[-2];
	top[-2] = kept;
}

static void write_local(struct stack_sources *a, uint32_t local)
{
	if (local < LOCALS_NOTED)
		a->now->written |= UINT64_C(1) << local;
}

/* What most instructions do to the stack: slots popped and pushed. What is not here (locals, fields, calls,
 * dup…) has a case of its own in `step`. */
static const struct effect {
	uint8_t pops, pushes;
} effects[BC_COUNT] = {
	[BC_aconst_null... BC_iconst_5] = { 0, 1 },
	[BC_lconst_0... BC_lconst_1] = { 0, 2 },
	[BC_fconst_0... BC_fconst_2] = { 0, 1 },
	[BC_dconst_0... BC_dconst_1] = { 0, 2 },
	[BC_bipush... BC_ldc_w] = { 0, 1 },
	[BC_ldc2_w] = { 0, 2 },
	[BC_iload] = { 0, 1 },
	[BC_lload] = { 0, 2 },
	[BC_fload] = { 0, 1 },
	[BC_dload] = { 0, 2 },
	[BC_aload] = { 0, 1 },
	[BC_iload_0... BC_iload_3] = { 0, 1 },
	[BC_lload_0... BC_lload_3] = { 0, 2 },
	[BC_fload_0... BC_fload_3] = { 0, 1 },
	[BC_dload_0... BC_dload_3] = { 0, 2 },
	[BC_aload_0... BC_aload_3] = { 0, 1 },
	[BC_iaload] = { 2, 1 },
	[BC_laload] = { 2, 2 },
	[BC_faload] = { 2, 1 },
	[BC_daload] = { 2, 2 },
	[BC_aaload... BC_saload] = { 2, 1 },
	[BC_istore] = { 1, 0 },
	[BC_lstore] = { 2, 0 },
	[BC_fstore] = { 1, 0 },
	[BC_dstore] = { 2, 0 },
	[BC_astore] = { 1, 0 },
	[BC_istore_0... BC_istore_3] = { 1, 0 },
	[BC_lstore_0... BC_lstore_3] = { 2, 0 },
	[BC_fstore_0... BC_fstore_3] = { 1, 0 },
	[BC_dstore_0... BC_dstore_3] = { 2, 0 },
	[BC_astore_0... BC_astore_3] = { 1, 0 },
	[BC_iastore] = { 3, 0 },
	[BC_lastore] = { 4, 0 },
	[BC_fastore] = { 3, 0 },
	[BC_dastore] = { 4, 0 },
	[BC_aastore... BC_sastore] = { 3, 0 },
	[BC_pop] = { 1, 0 },
	[BC_pop2] = { 2, 0 },
	[BC_iadd] = { 2, 1 },
	[BC_ladd] = { 4, 2 },
	[BC_fadd] = { 2, 1 },
	[BC_dadd] = { 4, 2 },
	[BC_isub] = { 2, 1 },
	[BC_lsub] = { 4, 2 },
	[BC_fsub] = { 2, 1 },
	[BC_dsub] = { 4, 2 },
	[BC_imul] = { 2, 1 },
	[BC_lmul] = { 4, 2 },
	[BC_fmul] = { 2, 1 },
	[BC_dmul] = { 4, 2 },
	[BC_idiv] = { 2, 1 },
	[BC_ldiv] = { 4, 2 },
	[BC_fdiv] = { 2, 1 },
	[BC_ddiv] = { 4, 2 },
	[BC_irem] = { 2, 1 },
	[BC_lrem] = { 4, 2 },
	[BC_frem] = { 2, 1 },
	[BC_drem] = { 4, 2 },
	[BC_ineg] = { 1, 1 },
	[BC_lneg] = { 2, 2 },
	[BC_fneg] = { 1, 1 },
	[BC_dneg] = { 2, 2 },
	[BC_ishl] = { 2, 1 },
	[BC_lshl] = { 3, 2 },
	[BC_ishr] = { 2, 1 },
	[BC_lshr] = { 3, 2 },
	[BC_iushr] = { 2, 1 },
	[BC_lushr] = { 3, 2 },
	[BC_iand] = { 2, 1 },
	[BC_land] = { 4, 2 },
	[BC_ior] = { 2, 1 },
	[BC_lor] = { 4, 2 },
	[BC_ixor] = { 2, 1 },
	[BC_lxor] = { 4, 2 },
	[BC_i2l] = { 1, 2 },
	[BC_i2f] = { 1, 1 },
	[BC_i2d] = { 1, 2 },
	[BC_l2i] = { 2, 1 },
	[BC_l2f] = { 2, 1 },
	[BC_l2d] = { 2, 2 },
	[BC_f2i] = { 1, 1 },
	[BC_f2l] = { 1, 2 },
	[BC_f2d] = { 1, 2 },
	[BC_d2i] = { 2, 1 },
	[BC_d2l] = { 2, 2 },
	[BC_d2f] = { 2, 1 },
	[BC_i2b] = { 1, 1 },
	[BC_i2c] = { 1, 1 },
	[BC_i2s] = { 1, 1 },
	[BC_lcmp] = { 4, 1 },
	[BC_fcmpl] = { 2, 1 },
	[BC_fcmpg] = { 2, 1 },
	[BC_dcmpl] = { 4, 1 },
	[BC_dcmpg] = { 4, 1 },
	[BC_ifeq... BC_ifle] = { 1, 0 },
	[BC_if_icmpeq... BC_if_acmpne] = { 2, 0 },
	[BC_jsr] = { 0, 1 },
	[BC_jsr_w] = { 0, 1 },
	[BC_tableswitch] = { 1, 0 },
	[BC_lookupswitch] = { 1, 0 },
	[BC_new] = { 0, 1 },
	[BC_newarray] = { 1, 1 },
	[BC_anewarray] = { 1, 1 },
	[BC_arraylength] = { 1, 1 },
	[BC_instanceof] = { 1, 1 },
	[BC_monitorenter] = { 1, 0 },
	[BC_monitorexit] = { 1, 0 },
	[BC_ifnull] = { 1, 0 },
	[BC_ifnonnull] = { 1, 0 },
};

static void step_member(struct stack_sources *a, const uint8_t *at, uint16_t bci)
{
	const struct pool *const pool = a->method->owner->pool;
	const char *const descriptor = pool_member_descriptor(pool, bytecode_u2(at + 1))->text;
	switch (*at) {
	case BC_getstatic:
		push(a, bci, descriptor_type_slots(*descriptor));
		break;
	case BC_putstatic:
		pop(a, descriptor_type_slots(*descriptor));
		break;
	case BC_getfield:
		pop(a, 1);
		push(a, bci, descriptor_type_slots(*descriptor));
		break;
	case BC_putfield:
		pop(a, 1 + descriptor_type_slots(*descriptor));
		break;
	default:
		pop(a, descriptor_slots(descriptor) + (*at != BC_invokestatic && *at != BC_invokedynamic));
		push(a, bci, descriptor_type_slots(*descriptor_result(descriptor)));
	}
}

/* The first local that an instruction stores to, by its code and operand. */
static void note_store(struct stack_sources *a, uint8_t code, uint32_t operand)
{
	if (code >= BC_istore_0 && code <= BC_astore_3)
		operand = (uint32_t)(code - BC_istore_0) % 4;
	else if (!(code >= BC_istore && code <= BC_astore) && code != BC_iinc)
		return;
	write_local(a, operand);
	if (effects[code].pops == 2)
		write_local(a, operand + 1);
}

/* Runs the instruction at `bci` on a->now. */
static void step(struct stack_sources *a, uint32_t bci)
{
	const uint8_t *at = a->method->bytecode + bci;
	const bool wide = *at == BC_wide;
	at += wide;
	switch (*at) {
	case BC_dup:
		duplicate(a, 1, 0);
		break;
	case BC_dup_x1:
		duplicate(a, 1, 1);
		break;
	case BC_dup_x2:
		duplicate(a, 1, 2);
		break;
	case BC_dup2:
		duplicate(a, 2, 0);
		break;
	case BC_dup2_x1:
		duplicate(a, 2, 1);
		break;
	case BC_dup2_x2:
		duplicate(a, 2, 2);
		break;
	case BC_swap:
		swap(a);
		break;
	case BC_multianewarray:
		pop(a, at[3]);
		push(a, (uint16_t)bci, 1);
		break;
	case BC_getstatic:
	case BC_putstatic:
	case BC_getfield:
	case BC_putfield:
	case BC_invokevirtual:
	case BC_invokespecial:
	case BC_invokestatic:
	case BC_invokeinterface:
	case BC_invokedynamic:
		step_member(a, at, (uint16_t)bci);
		break;
	default:
		note_store(a, *at, wide ? bytecode_u2(at + 1) : at[1]);
		pop(a, effects[*at].pops);
		push(a, (uint16_t)bci, effects[*at].pushes);
	}
}

static bool falls_through(uint8_t code)
{
	return code != BC_goto && code != BC_goto_w && code != BC_athrow && code != BC_ret &&
	       code != BC_tableswitch && code != BC_lookupswitch &&
	       !(code >= BC_ireturn && code <= BC_return);
}

static void pass(struct stack_sources *a)
{
	const struct method *const method = a->method;
	for (uint32_t bci = 0; bci < method->code_bytes; bci += bytecode_length(method->bytecode, bci)) {
		if (!a->before[bci])
			continue;
		memcpy(a->now, a->before[bci], state_bytes(method));
		step(a, bci);
		bytecode_targets(method->bytecode, bci, reach, a);
		if (falls_through(method->bytecode[bci]))
			reach(a, bci + bytecode_length(method->bytecode, bci));
	}
}

struct stack_sources *stack_sources_find(const struct method *method)
{
	struct stack_sources *const a = calloc(1, sizeof *a);
	if (!a)
		return NULL;
	a->method = method;
	a->before = calloc(method->code_bytes, sizeof *a->before);
	a->now = calloc(1, state_bytes(method));
	if (!a->before || !a->now) {
		stack_sources_free(a);
		return NULL;
	}
	reach(a, 0);
	a->now->depth = 1;
	a->now->pushed_by[0] = STACK_SOURCE_UNKNOWN;
	a->now->written = UINT64_MAX; /* any of them may have been */
	for (int i = 0; i < method->ranges_count; i++)
		reach(a, method->ranges[i].handler);
	for (int i = 0; i < MOST_PASSES && a->changed && !a->failed; i++) {
		a->changed = false;
		pass(a);
	}
	if (!a->failed)
		return a;
	stack_sources_free(a);
	return NULL;
}

void stack_sources_free(struct stack_sources *a)
{
	for (uint32_t i = 0; a->before && i < a->method->code_bytes; i++)
		free(a->before[i]);
	free(a->before);
	free(a->now);
	free(a);
}

uint16_t stack_source(const struct stack_sources *a, uint32_t bci, int down)
{
	const struct state *const state = a->before[bci];
	return state && down < state->depth ? state->pushed_by[state->depth - 1 - down]
					    : STACK_SOURCE_UNKNOWN;
}

bool stack_source_wrote_local(const struct stack_sources *a, uint32_t bci, uint32_t local)
{
	return local >= LOCALS_NOTED || !a->before[bci] || a->before[bci]->written >> local & 1;
}
