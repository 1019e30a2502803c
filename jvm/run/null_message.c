/* SPDX-License-Identifier: Apache-2.0 */
/* null_message.c: the words, for what stack_sources.h found. */
#include "jvm/run/null_message.h"
#include "jvm/classfile/classfile.h"
#include "jvm/link/descriptor.h"
#include "jvm/link/link.h"
#include "jvm/run/bytecode.h"
#include "jvm/run/stack_sources.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_DETAIL = 5 };

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
		const uint32_t slots = (uint32_t)descriptor_type_slots(*at);
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

/* Describes the value of that slot as Java source would; false: nothing was printed. `detail`: how many more
 * steps. */
static bool print_value(FILE *out, const struct method *method, const struct stack_sources *sources,
			uint32_t user, int down, int detail)
{
	const uint16_t bci = stack_source(sources, user, down);
	if (bci == STACK_SOURCE_UNKNOWN || detail <= 0)
		return false;
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
		if (print_value(out, method, sources, bci, 0, detail - 1))
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
		if (!print_value(out, method, sources, bci, 1, detail - 1))
			fputs("<array>", out);
		fputc('[', out);
		if (!print_value(out, method, sources, bci, 0, detail))
			fputs("...", out);
		fputc(']', out);
		return true;
	default:
		return false;
	}
	print_local(out, method, bci, local, stack_source_wrote_local(sources, bci, local));
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
		return *at == BC_lastore || *at == BC_dastore ? 3 : 2;
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
		return descriptor_type_slots(*pool_member_descriptor(pool, bytecode_u2(at + 1))->text);
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

static void print_cause(FILE *out, const struct method *method, const struct stack_sources *sources,
			uint32_t bci, int down)
{
	char *text = NULL;
	size_t bytes = 0;
	FILE *const value = open_memstream(&text, &bytes);
	if (!value)
		return;
	const bool known = print_value(value, method, sources, bci, down, MOST_DETAIL);
	fclose(value);
	const uint8_t code = known ? method->bytecode[stack_source(sources, bci, down)] : 0;
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
	struct stack_sources *const sources = down >= 0 ? stack_sources_find(method) : NULL;
	if (sources) {
		print_cause(out, method, sources, bci, down);
		stack_sources_free(sources);
	}
	if (fclose(out) != 0 || down < 0) {
		free(text);
		return NULL;
	}
	return text;
}
