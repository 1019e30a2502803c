/* SPDX-License-Identifier: Apache-2.0 */
/* null_message.c: which instruction pushed the null is found by running the method with a stack of bytecode
 * indices in place of values: passes over the code until nothing changes, states of several ways merged. */
#include "jvm/run/null_message.h"
#include "jvm/classfile/classfile.h"
#include "jvm/link/descriptor.h"
#include "jvm/link/link.h"
#include "jvm/run/bytecode.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { UNKNOWN = 0xffff, MOST_DETAIL = 5, MOST_PASSES = 10 };

/* The operand stack before an instruction: who pushed each slot; and which of the first 64 locals were
 * written to. */
struct state {
	uint64_t written;
	uint16_t depth;
	uint16_t pushed_by[];
};

struct analysis {
	const struct method *method;
	struct state **before; /* by bci; NULL: not reached yet */
	struct state *now;
	bool changed, failed;
};

static size_t state_bytes(const struct method *method)
{
	return sizeof(struct state) + (method->max_stack + 2u) * sizeof(uint16_t);
}

static void push(struct analysis *a, uint16_t bci, int slots)
{
	for (; slots > 0; slots--)
		if (a->now->depth < a->method->max_stack)
			a->now->pushed_by[a->now->depth++] = bci;
}

static void pop(struct analysis *a, int slots)
{
	a->now->depth = (uint16_t)(a->now->depth > slots ? a->now->depth - slots : 0);
}

/* The state reaches the instruction at `target`. */
static void reach(void *context, uint32_t target)
{
	struct analysis *const a = context;
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
		if (there->pushed_by[i] != a->now->pushed_by[i] && there->pushed_by[i] != UNKNOWN) {
			there->pushed_by[i] = UNKNOWN;
			a->changed = true;
		}
}

static int type_slots(char letter)
{
	return letter == 'V' ? 0 : letter == 'J' || letter == 'D' ? 2 : 1;
}

/* dup_x1 and its like: copies the top `count` slots below the `under` slots that lie under them. */
static void duplicate(struct analysis *a, int count, int under)
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

static void swap(struct analysis *a)
{
	uint16_t *const top = a->now->pushed_by + a->now->depth;
	if (a->now->depth < 2)
		return;
	const uint16_t kept = top[-1];
	top[-1] = top[-2];
	top[-2] = kept;
}

static void write_local(struct analysis *a, uint32_t local)
{
	if (local < 64)
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

static void step_member(struct analysis *a, const uint8_t *at, uint16_t bci)
{
	const struct pool *const pool = a->method->owner->pool;
	const char *const descriptor = pool_member_descriptor(pool, bytecode_u2(at + 1))->text;
	switch (*at) {
	case BC_getstatic:
		push(a, bci, type_slots(*descriptor));
		break;
	case BC_putstatic:
		pop(a, type_slots(*descriptor));
		break;
	case BC_getfield:
		pop(a, 1);
		push(a, bci, type_slots(*descriptor));
		break;
	case BC_putfield:
		pop(a, 1 + type_slots(*descriptor));
		break;
	default:
		pop(a, descriptor_slots(descriptor) + (*at != BC_invokestatic && *at != BC_invokedynamic));
		push(a, bci, type_slots(*descriptor_result(descriptor)));
	}
}

/* The first local that an instruction stores to, by its code and operand. */
static void note_store(struct analysis *a, uint8_t code, uint32_t operand)
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
static void step(struct analysis *a, uint32_t bci)
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

static void pass(struct analysis *a)
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

static bool analyse(struct analysis *a)
{
	a->before = calloc(a->method->code_bytes, sizeof *a->before);
	a->now = calloc(1, state_bytes(a->method));
	if (!a->before || !a->now)
		return false;
	reach(a, 0);
	a->now->depth = 1;
	a->now->pushed_by[0] = UNKNOWN;
	a->now->written = UINT64_MAX; /* any of them may have been */
	for (int i = 0; i < a->method->ranges_count; i++)
		reach(a, a->method->ranges[i].handler);
	for (int i = 0; i < MOST_PASSES && a->changed && !a->failed; i++) {
		a->changed = false;
		pass(a);
	}
	return !a->failed;
}

/* java/lang/String → String; others with dots. */
static void print_class(FILE *out, const char *name, size_t length)
{
	static const char *const known[] = { "java/lang/Object", "java/lang/String" };
	for (int i = 0; i < 2; i++)
		if (length == strlen(known[i]) && strncmp(name, known[i], length) == 0) {
			name += strlen("java/lang/");
			length -= strlen("java/lang/");
		}
	for (size_t i = 0; i < length; i++)
		fputc(name[i] == '/' ? '.' : name[i], out);
}

/* One type of a descriptor, and what follows it. */
static const char *print_type(FILE *out, const char *at)
{
	static const char *const names[] = { ['B' - 'A'] = "byte",   ['C' - 'A'] = "char",
					     ['D' - 'A'] = "double", ['F' - 'A'] = "float",
					     ['I' - 'A'] = "int",    ['J' - 'A'] = "long",
					     ['S' - 'A'] = "short",  ['Z' - 'A'] = "boolean" };
	const size_t dimensions = strspn(at, "[");
	at += dimensions;
	if (*at == 'L') {
		const char *const end = strchr(at, ';');
		print_class(out, at + 1, (size_t)(end - at - 1));
		at = end;
	} else {
		fputs(names[*at - 'A'], out);
	}
	for (size_t i = 0; i < dimensions; i++)
		fputs("[]", out);
	return at + 1;
}

static void print_owner(FILE *out, const struct pool *pool, uint16_t member)
{
	const char *const name = pool_class_name(pool, pool->entries[member].a)->text;
	print_class(out, name, strlen(name)); /* an array's, too, is as in the class file */
}

static void print_method(FILE *out, const struct pool *pool, uint16_t member)
{
	print_owner(out, pool, member);
	fprintf(out, ".%s(", pool_member_name(pool, member)->text);
	const char *at = pool_member_descriptor(pool, member)->text + 1;
	while (*at != ')') {
		at = print_type(out, at);
		if (*at != ')')
			fputs(", ", out);
	}
	fputc(')', out);
}

/* By LocalVariableTable (JVMS 4.7.13) when there is one. */
static void print_local(FILE *out, const struct method *method, uint32_t bci, uint32_t local, bool written)
{
	const uint8_t *const table = method->local_variables.at;
	const int entries = table ? bytecode_u2(table) : 0;
	for (int i = 0; i < entries; i++) {
		const uint8_t *const entry = table + 2 + 10 * i;
		const uint32_t start = bytecode_u2(entry), length = bytecode_u2(entry + 2);
		if (bci >= start && bci < start + length && bytecode_u2(entry + 8) == local) {
			fputs(pool_symbol(method->owner->pool, bytecode_u2(entry + 4))->text, out);
			return;
		}
	}
	const bool is_static = method->access & ACC_STATIC;
	if (!is_static && local == 0 && !written) {
		fputs("this", out);
		return;
	}
	uint32_t at_local = !is_static, parameter = 1;
	for (const char *at = method->descriptor->text + 1; *at != ')' && !written; parameter++) {
		const uint32_t slots = (uint32_t)type_slots(*at);
		if (local >= at_local && local < at_local + slots) {
			fprintf(out, "<parameter%u>", parameter);
			return;
		}
		at_local += slots;
		at += strspn(at, "[");
		at = *at == 'L' ? strchr(at, ';') + 1 : at + 1;
	}
	fprintf(out, "<local%u>", local);
}

/* Who pushed the slot `down` from the top before `bci`. */
static uint16_t source(const struct analysis *a, uint32_t bci, int down)
{
	const struct state *const state = a->before[bci];
	return state && down < state->depth ? state->pushed_by[state->depth - 1 - down] : UNKNOWN;
}

/* Describes the value of that slot as Java source would; false: nothing was printed. `detail`: how many more
 * steps. */
static bool print_value(FILE *out, const struct analysis *a, uint32_t user, int down, int detail)
{
	const uint16_t bci = source(a, user, down);
	if (bci == UNKNOWN || detail <= 0)
		return false;
	const struct method *const method = a->method;
	const struct pool *const pool = method->owner->pool;
	const uint8_t *at = method->bytecode + bci;
	const bool wide = *at == BC_wide;
	at += wide;
	uint32_t local = wide ? bytecode_u2(at + 1) : at[1];
	switch (*at) {
	case BC_iload_0 ... BC_iload_3:
		local = *at - BC_iload_0;
		break;
	case BC_aload_0 ... BC_aload_3:
		local = *at - BC_aload_0;
		break;
	case BC_iload:
	case BC_aload:
		break;
	case BC_aconst_null:
		fputs("null", out);
		return true;
	case BC_iconst_m1 ... BC_iconst_5:
		fprintf(out, "%d", *at - BC_iconst_0);
		return true;
	case BC_bipush:
		fprintf(out, "%d", (int8_t)at[1]);
		return true;
	case BC_sipush:
		fprintf(out, "%d", (int16_t)bytecode_u2(at + 1));
		return true;
	case BC_getstatic:
		print_owner(out, pool, bytecode_u2(at + 1));
		fprintf(out, ".%s", pool_member_name(pool, bytecode_u2(at + 1))->text);
		return true;
	case BC_getfield:
		if (print_value(out, a, bci, 0, detail - 1))
			fputc('.', out);
		fputs(pool_member_name(pool, bytecode_u2(at + 1))->text, out);
		return true;
	case BC_invokevirtual:
	case BC_invokespecial:
	case BC_invokestatic:
	case BC_invokeinterface:
		print_method(out, pool, bytecode_u2(at + 1));
		return true;
	case BC_iaload:
	case BC_aaload:
		if (!print_value(out, a, bci, 1, detail - 1))
			fputs("<array>", out);
		fputc('[', out);
		if (!print_value(out, a, bci, 0, detail))
			fputs("...", out);
		fputc(']', out);
		return true;
	default:
		return false;
	}
	print_local(out, method, bci, local, local >= 64 || a->before[bci]->written >> local & 1);
	return true;
}

/* What failed; how far from the top the null lay, or -1: this instruction finds no null. */
static int print_action(FILE *out, const struct method *method, uint32_t bci)
{
	static const char *const element[] = { "int",    "long",         "float", "double",
					       "object", "byte/boolean", "char",  "short" };
	const uint8_t *const at = method->bytecode + bci;
	const struct pool *const pool = method->owner->pool;
	switch (*at) {
	case BC_iaload ... BC_saload:
		fprintf(out, "Cannot load from %s array", element[*at - BC_iaload]);
		return 1;
	case BC_iastore ... BC_sastore:
		fprintf(out, "Cannot store to %s array", element[*at - BC_iastore]);
		return effects[*at].pops - 1;
	case BC_arraylength:
		fputs("Cannot read the array length", out);
		return 0;
	case BC_athrow:
		fputs("Cannot throw exception", out);
		return 0;
	case BC_monitorenter:
		fputs("Cannot enter synchronized block", out);
		return 0;
	case BC_monitorexit:
		fputs("Cannot exit synchronized block", out);
		return 0;
	case BC_getfield:
		fprintf(out, "Cannot read field \"%s\"", pool_member_name(pool, bytecode_u2(at + 1))->text);
		return 0;
	case BC_putfield:
		fprintf(out, "Cannot assign field \"%s\"", pool_member_name(pool, bytecode_u2(at + 1))->text);
		return type_slots(*pool_member_descriptor(pool, bytecode_u2(at + 1))->text);
	case BC_invokevirtual:
	case BC_invokespecial:
	case BC_invokeinterface:
		/* A constructor's call finds no null: the exception itself is being made. */
		if (pool_member_name(pool, bytecode_u2(at + 1))->text[0] == '<')
			return -1;
		fputs("Cannot invoke \"", out);
		print_method(out, pool, bytecode_u2(at + 1));
		fputc('"', out);
		return descriptor_slots(pool_member_descriptor(pool, bytecode_u2(at + 1))->text);
	default:
		return -1;
	}
}

static void print_cause(FILE *out, const struct analysis *a, uint32_t bci, int down)
{
	char *text = NULL;
	size_t bytes = 0;
	FILE *const value = open_memstream(&text, &bytes);
	if (!value)
		return;
	const bool known = print_value(value, a, bci, down, MOST_DETAIL);
	fclose(value);
	const uint8_t code = known ? a->method->bytecode[source(a, bci, down)] : 0;
	if (known)
		fprintf(out, " because %s\"%s\" is null",
			code >= BC_invokevirtual && code <= BC_invokeinterface ? "the return value of " : "",
			text);
	free(text);
}

char *null_message(const struct method *method, uint32_t bci)
{
	char *text = NULL;
	size_t bytes = 0;
	if (!method->bytecode || bci >= method->code_bytes)
		return NULL;
	FILE *const out = open_memstream(&text, &bytes);
	if (!out)
		return NULL;
	const int down = print_action(out, method, bci);
	struct analysis a = { .method = method };
	if (down >= 0 && analyse(&a))
		print_cause(out, &a, bci, down);
	for (uint32_t i = 0; a.before && i < method->code_bytes; i++)
		free(a.before[i]);
	free(a.before);
	free(a.now);
	if (fclose(out) != 0 || down < 0) {
		free(text);
		return NULL;
	}
	return text;
}
