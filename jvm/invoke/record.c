/* SPDX-License-Identifier: Apache-2.0 */
/* record.c: ObjectMethods.bootstrap: equals, hashCode and toString of a record, each a static method of a
 * hidden class. */
#include "jvm/invoke/class_writer.h"
#include "jvm/invoke/internal.h"
#include "jvm/classfile/classfile.h"
#include "jvm/run/call.h"
#include "jvm/run/string.h"
#include "jvm/run/vm.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { REF_getField = 1 };

struct record {
	struct class *class;
	int count;
	struct field *fields[MOST_PARAMETERS];
	struct symbol *names; /* of the components, with ';' between */
};

/* A static method of java.base that takes and gives what `descriptor` says, pushed as a call. */
static bool call_helper(struct thread *thread, struct code_writer *code, const char *class_name,
			const char *name, const char *descriptor)
{
	struct class *const class = class_boot(thread, class_name);
	struct method *const method =
		class ? class_find_method(class, symbol_of(name), symbol_of(descriptor)) : NULL;
	if (method)
		code_call(code, BC_invokestatic, method);
	return method != NULL;
}

/* Pushes the hash of the value on the stack. */
static bool hash(struct thread *thread, struct code_writer *code, enum kind kind)
{
	const char descriptor[] = { '(', kind_letter(kind), ')', 'I', 0 };
	if (kind == KIND_REFERENCE)
		return call_helper(thread, code, "java/util/Objects", "hashCode", "(Ljava/lang/Object;)I");
	return call_helper(thread, code, kind_box(kind)->name->text, "hashCode", descriptor);
}

static bool write_hash(struct thread *thread, const struct record *record, struct code_writer *code)
{
	code_int(code, 0);
	for (int i = 0; i < record->count; i++) {
		code_int(code, 31);
		code_op(code, BC_imul, -1);
		code_load(code, KIND_REFERENCE, 0);
		code_get_field(code, record->fields[i]);
		if (!hash(thread, code, record->fields[i]->kind))
			return false;
		code_op(code, BC_iadd, -1);
	}
	code_return(code, KIND_INT);
	return true;
}

/* Compares the two values on the stack: a branch that is taken when they differ. */
static bool differ(struct thread *thread, struct code_writer *code, enum kind kind, size_t *branch)
{
	bool ok = true;
	enum bytecode opcode = BC_ifne;
	switch (kind) {
	case KIND_REFERENCE:
		ok = call_helper(thread, code, "java/util/Objects", "equals",
				 "(Ljava/lang/Object;Ljava/lang/Object;)Z");
		opcode = BC_ifeq;
		break;
	case KIND_FLOAT:
		ok = call_helper(thread, code, "java/lang/Float", "compare", "(FF)I");
		break;
	case KIND_DOUBLE:
		ok = call_helper(thread, code, "java/lang/Double", "compare", "(DD)I");
		break;
	case KIND_LONG:
		code_op(code, BC_lcmp, -3);
		break;
	default:
		*branch = code_branch(code, BC_if_icmpne, 2);
		return true;
	}
	*branch = ok ? code_branch(code, opcode, 1) : 0;
	return ok;
}

static bool write_equals(struct thread *thread, const struct record *record, struct code_writer *code)
{
	size_t branches[MOST_PARAMETERS];
	code_load(code, KIND_REFERENCE, 0);
	code_load(code, KIND_REFERENCE, 1);
	const size_t other = code_branch(code, BC_if_acmpne, 2);
	code_int(code, 1);
	code_return(code, KIND_INT);
	code_target(code, other);
	code_load(code, KIND_REFERENCE, 1);
	code_op_u2(code, BC_instanceof, writer_class(code->writer, record->class), 0);
	const size_t foreign = code_branch(code, BC_ifeq, 1);
	for (int i = 0; i < record->count; i++) {
		code_load(code, KIND_REFERENCE, 0);
		code_get_field(code, record->fields[i]);
		code_load(code, KIND_REFERENCE, 1);
		code_get_field(code, record->fields[i]);
		if (!differ(thread, code, record->fields[i]->kind, &branches[i]))
			return false;
	}
	code_int(code, 1);
	code_return(code, KIND_INT);
	code_target(code, foreign);
	for (int i = 0; i < record->count; i++)
		code_target(code, branches[i]);
	code_int(code, 0);
	code_return(code, KIND_INT);
	return true;
}

/* Name[a=…, b=…] */
static struct method *text_method(struct thread *thread, const struct record *record)
{
	union slot name;
	if (!call_virtual(thread, record->class->mirror, "getSimpleName", "()Ljava/lang/String;", &name))
		return NULL;
	char *const simple = string_to_modified(name.o);
	struct concat *const concat = concat_new();
	struct signature types = { .result = vm.String, .count = record->count };
	const char *at = record->names->text;
	concat_literal(concat, simple, strlen(simple));
	concat_literal(concat, "[", 1);
	free(simple);
	for (int i = 0; i < record->count; i++) {
		const struct field *const field = record->fields[i];
		const size_t length = strcspn(at, ";");
		concat_literal(concat, ", ", i ? 2 : 0);
		concat_literal(concat, at, length);
		concat_literal(concat, "=", 1);
		concat_argument(concat);
		at += length + (at[length] == ';');
		types.types[i] = field->kind == KIND_REFERENCE
					 ? (field->descriptor == symbol_of("Ljava/lang/String;") ? vm.String
												 : vm.Object)
					 : vm.primitive[field->kind];
	}
	concat_literal(concat, "]", 1);
	return concat_finish(thread, concat, record->class, &types);
}

static bool write_text(struct thread *thread, const struct record *record, struct code_writer *code)
{
	struct method *const method = text_method(thread, record);
	if (!method)
		return false;
	for (int i = 0; i < record->count; i++) {
		code_load(code, KIND_REFERENCE, 0);
		code_get_field(code, record->fields[i]);
	}
	code_call(code, BC_invokestatic, method);
	code_return(code, KIND_REFERENCE);
	return true;
}

static const struct {
	const char *name, *descriptor; /* of the method after the record itself */
	uint16_t locals;
	bool (*write)(struct thread *thread, const struct record *record, struct code_writer *code);
} methods[] = { { "hashCode", ")I", 1, write_hash },
		{ "equals", "Ljava/lang/Object;)Z", 2, write_equals },
		{ "toString", ")Ljava/lang/String;", 1, write_text } };

static struct method *write_method(struct thread *thread, const struct record *record, int which)
{
	static unsigned _Atomic count;
	char text[1100];
	struct class_writer writer;
	struct code_writer code;
	snprintf(text, sizeof text - 40, "%s", record->class->name->text);
	for (char *at = text; *at; at++)
		if (*at == '+')
			*at = '_';
	snprintf(text + strlen(text), 32, "$$Record$%u", ++count);
	writer_begin(&writer, text);
	code_begin(&code, &writer, methods[which].locals);
	struct class *made = NULL;
	if (methods[which].write(thread, record, &code)) {
		/* The record as Object: a hidden one has no name for a descriptor. */
		snprintf(text, sizeof text, "(Ljava/lang/Object;%s", methods[which].descriptor);
		writer_method(&writer, ACC_STATIC, methods[which].name, text, &code);
		made = writer_define(thread, &writer, record->class);
	} else {
		code_end(&code);
	}
	writer_end(&writer);
	return made ? &made->methods[0] : NULL;
}

/* Class, names and getters of the bootstrap's arguments. */
static enum desugared read_record(struct thread *thread, struct class *caller,
				  const struct bootstrap_method *bootstrap, struct record *record)
{
	struct pool *const pool = caller->pool;
	const uint16_t *const arguments = bootstrap->arguments;
	if (bootstrap->arguments_count < 2 || bootstrap->arguments_count > 2 + MOST_PARAMETERS ||
	    pool->tags[arguments[0]] != CONSTANT_Class || pool->tags[arguments[1]] != CONSTANT_String)
		return DESUGAR_UNSUITABLE;
	record->class = pool_class(thread, pool, arguments[0]);
	if (!record->class)
		return DESUGAR_FAILED;
	record->names = pool_symbol(pool, pool->entries[arguments[1]].a);
	record->count = bootstrap->arguments_count - 2;
	int names = record->names->length > 0;
	for (const char *at = record->names->text; *at; at++)
		names += *at == ';';
	if (record->class != caller || names != record->count)
		return DESUGAR_UNSUITABLE;
	for (int i = 0; i < record->count; i++) {
		const uint16_t handle = arguments[2 + i];
		if (pool->tags[handle] != CONSTANT_MethodHandle || pool->entries[handle].a != REF_getField)
			return DESUGAR_UNSUITABLE;
		record->fields[i] = pool_field(thread, pool, pool->entries[handle].b, false, false, NULL);
		if (!record->fields[i])
			return DESUGAR_FAILED;
		if (record->fields[i]->owner != caller)
			return DESUGAR_UNSUITABLE;
	}
	return DESUGARED;
}

enum desugared record_link(struct thread *thread, struct class *caller, uint16_t index,
			   struct call_site *site)
{
	struct record record;
	const enum desugared read = read_record(thread, caller, bootstrap_of(caller, index), &record);
	if (read != DESUGARED)
		return read;
	char descriptor[1100];
	for (int i = 0; i < 3; i++) {
		snprintf(descriptor, sizeof descriptor, "(L%s;%s", caller->name->text, methods[i].descriptor);
		if (strcmp(pool_member_name(caller->pool, index)->text, methods[i].name) == 0 &&
		    strcmp(pool_member_descriptor(caller->pool, index)->text, descriptor) == 0) {
			site->target = write_method(thread, &record, i);
			return site->target ? DESUGARED : DESUGAR_FAILED;
		}
	}
	return DESUGAR_UNSUITABLE;
}
