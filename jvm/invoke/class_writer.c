/* SPDX-License-Identifier: Apache-2.0 */
#include "jvm/invoke/class_writer.h"
#include "jvm/classfile/classfile.h"
#include "jvm/link/link.h"
#include "jvm/memory/must.h"
#include "jvm/run/vm.h"
#include <stdlib.h>
#include <string.h>

enum { CLASS_VERSION = 61 };

static void put(struct bytes *to, const void *from, size_t length)
{
	if (to->length + length > to->room) {
		to->room = 2 * (to->length + length) + 64;
		to->at = must(realloc(to->at, to->room));
	}
	memcpy(to->at + to->length, from, length);
	to->length += length;
}

static void put_u1(struct bytes *to, unsigned value)
{
	put(to, &(uint8_t){ (uint8_t)value }, 1);
}

static void put_u2(struct bytes *to, unsigned value)
{
	put(to, (uint8_t[]){ (uint8_t)(value >> 8), (uint8_t)value }, 2);
}

static void put_u4(struct bytes *to, size_t value)
{
	put_u2(to, (unsigned)(value >> 16));
	put_u2(to, (unsigned)value & 0xffff);
}

uint16_t writer_utf8(struct class_writer *writer, const char *text, size_t length)
{
	put_u1(&writer->pool, CONSTANT_Utf8);
	put_u2(&writer->pool, (unsigned)length);
	put(&writer->pool, text, length);
	return writer->pool_count++;
}

static uint16_t text(struct class_writer *writer, const char *text)
{
	return writer_utf8(writer, text, strlen(text));
}

static uint16_t constant(struct class_writer *writer, uint8_t tag, uint16_t a)
{
	put_u1(&writer->pool, tag);
	put_u2(&writer->pool, a);
	return writer->pool_count++;
}

static uint16_t pair(struct class_writer *writer, uint8_t tag, uint16_t a, uint16_t b)
{
	put_u1(&writer->pool, tag);
	put_u2(&writer->pool, a);
	put_u2(&writer->pool, b);
	return writer->pool_count++;
}

static void patch(struct class_writer *writer, uint16_t index, void *to)
{
	writer->patches =
		must(realloc(writer->patches, (writer->patches_count + 1) * sizeof *writer->patches));
	writer->patches[writer->patches_count++] = (struct patch){ index, to };
}

void writer_begin(struct class_writer *writer, const char *name)
{
	*writer = (struct class_writer){ .pool_count = 1 };
	writer->this_class = constant(writer, CONSTANT_Class, text(writer, name));
	writer->super_class = constant(writer, CONSTANT_Class, text(writer, "java/lang/Object"));
	writer->code_name = text(writer, "Code");
}

void writer_end(struct class_writer *writer)
{
	free(writer->pool.at);
	free(writer->interfaces.at);
	free(writer->fields.at);
	free(writer->methods.at);
	free(writer->patches);
}

uint16_t writer_class(struct class_writer *writer, struct class *class)
{
	for (size_t i = 0; i < writer->patches_count; i++)
		if (writer->patches[i].to == class)
			return writer->patches[i].index;
	const uint16_t index =
		constant(writer, CONSTANT_Class, writer_utf8(writer, class->name->text, class->name->length));
	patch(writer, index, class);
	return index;
}

uint16_t writer_string(struct class_writer *writer, const char *modified_utf8, size_t length)
{
	return constant(writer, CONSTANT_String, writer_utf8(writer, modified_utf8, length));
}

static uint16_t member(struct class_writer *writer, uint8_t tag, uint16_t class, const char *name,
		       const char *descriptor)
{
	const uint16_t names =
		pair(writer, CONSTANT_NameAndType, text(writer, name), text(writer, descriptor));
	return pair(writer, tag, class, names);
}

uint16_t writer_field_of(struct class_writer *writer, struct field *field)
{
	const uint16_t index = member(writer, CONSTANT_Fieldref, writer_class(writer, field->owner),
				      field->name->text, field->descriptor->text);
	patch(writer, index, field);
	return index;
}

uint16_t writer_method_of(struct class_writer *writer, struct method *method)
{
	const uint16_t index = member(writer, CONSTANT_Methodref, writer_class(writer, method->owner),
				      method->name->text, method->descriptor->text);
	patch(writer, index, method);
	return index;
}

uint16_t writer_own_field(struct class_writer *writer, const char *name, const char *descriptor)
{
	return member(writer, CONSTANT_Fieldref, writer->this_class, name, descriptor);
}

void writer_interface(struct class_writer *writer, struct class *interface)
{
	put_u2(&writer->interfaces, writer_class(writer, interface));
	writer->interfaces_count++;
}

void writer_field(struct class_writer *writer, uint16_t access, const char *name, const char *descriptor)
{
	const uint16_t name_index = text(writer, name), descriptor_index = text(writer, descriptor);
	put_u2(&writer->fields, access);
	put_u2(&writer->fields, name_index);
	put_u2(&writer->fields, descriptor_index);
	put_u2(&writer->fields, 0);
	writer->fields_count++;
}

void writer_method(struct class_writer *writer, uint16_t access, const char *name, const char *descriptor,
		   struct code_writer *code)
{
	const uint16_t name_index = text(writer, name), descriptor_index = text(writer, descriptor);
	struct bytes *to = &writer->methods;
	put_u2(to, access);
	put_u2(to, name_index);
	put_u2(to, descriptor_index);
	put_u2(to, 1);
	put_u2(to, writer->code_name);
	put_u4(to, 12 + code->code.length);
	put_u2(to, code->deepest);
	put_u2(to, code->locals);
	put_u4(to, code->code.length);
	put(to, code->code.at, code->code.length);
	put_u2(to, 0); /* exception table */
	put_u2(to, 0); /* attributes */
	writer->methods_count++;
	code_end(code);
}

static struct bytes assemble(const struct class_writer *writer)
{
	struct bytes file = { 0 };
	put_u4(&file, 0xcafebabe);
	put_u4(&file, CLASS_VERSION);
	put_u2(&file, writer->pool_count);
	put(&file, writer->pool.at, writer->pool.length);
	put_u2(&file, ACC_FINAL | ACC_SUPER | ACC_SYNTHETIC);
	put_u2(&file, writer->this_class);
	put_u2(&file, writer->super_class);
	put_u2(&file, writer->interfaces_count);
	if (writer->interfaces_count)
		put(&file, writer->interfaces.at, writer->interfaces.length);
	put_u2(&file, writer->fields_count);
	if (writer->fields_count)
		put(&file, writer->fields.at, writer->fields.length);
	put_u2(&file, writer->methods_count);
	put(&file, writer->methods.at, writer->methods.length);
	put_u2(&file, 0);
	return file;
}

struct class *writer_define(struct thread *thread, struct class_writer *writer, struct class *host)
{
	struct class *const nest = class_nest_host(thread, host);
	struct bytes file = assemble(writer);
	const struct class_definition definition = {
		.loader = host->loader,
		.protection_domain = host->protection_domain,
		.bytes = file.at,
		.length = file.length,
		.hidden = true,
		.beside = host,
		.nest_host = nest,
		.trusted = true,
	};
	struct class *const made = nest ? class_define(thread, &definition) : NULL;
	free(file.at);
	if (!made)
		return NULL;
	for (size_t i = 0; i < writer->patches_count; i++)
		made->pool->entries[writer->patches[i].index].resolved = writer->patches[i].to;
	for (int i = 0; i < made->methods_count; i++)
		made->methods[i].flags |= METHOD_HIDDEN;
	return class_initialise(thread, made) ? made : NULL;
}

void code_begin(struct code_writer *code, struct class_writer *writer, uint16_t locals)
{
	*code = (struct code_writer){ .writer = writer, .locals = locals };
}

void code_end(struct code_writer *code)
{
	free(code->code.at);
}

static void change(struct code_writer *code, int stack_change)
{
	code->depth += stack_change;
	if (code->depth > code->deepest)
		code->deepest = (uint16_t)code->depth;
}

void code_op(struct code_writer *code, enum bytecode opcode, int stack_change)
{
	put_u1(&code->code, opcode);
	change(code, stack_change);
}

void code_op_u2(struct code_writer *code, enum bytecode opcode, uint16_t operand, int stack_change)
{
	put_u1(&code->code, opcode);
	put_u2(&code->code, operand);
	change(code, stack_change);
}

/* Loads, stores and returns of the five kinds that code tells apart, in the order of their codes. */
static unsigned kind_form(enum kind kind)
{
	switch (kind) {
	case KIND_LONG:
		return 1;
	case KIND_FLOAT:
		return 2;
	case KIND_DOUBLE:
		return 3;
	case KIND_REFERENCE:
		return 4;
	default:
		return 0;
	}
}

void code_load(struct code_writer *code, enum kind kind, uint16_t local)
{
	put_u1(&code->code, BC_iload + kind_form(kind));
	put_u1(&code->code, local); /* at most 255 slots of parameters */
	change(code, kind_slots(kind));
}

void code_int(struct code_writer *code, int32_t value)
{
	code_op_u2(code, BC_sipush, (uint16_t)value, 1);
}

void code_constant_string(struct code_writer *code, const struct symbol *text)
{
	code_op_u2(code, BC_ldc_w, writer_string(code->writer, text->text, text->length), 1);
}

void code_constant_class(struct code_writer *code, struct class *class)
{
	code_op_u2(code, BC_ldc_w, writer_class(code->writer, class), 1);
}

void code_get_field(struct code_writer *code, struct field *field)
{
	code_op_u2(code, BC_getfield, writer_field_of(code->writer, field), kind_slots(field->kind) - 1);
}

void code_call(struct code_writer *code, enum bytecode opcode, struct method *method)
{
	const int slots = method->args_slots;
	code_op_u2(code, opcode, writer_method_of(code->writer, method), -slots);
	if (opcode == BC_invokeinterface) {
		put_u1(&code->code, (unsigned)slots);
		put_u1(&code->code, 0);
	}
	change(code, kind_slots(method->result));
}

void code_return(struct code_writer *code, enum kind kind)
{
	code_op(code, kind == KIND_VOID ? BC_return : BC_ireturn + kind_form(kind), 0);
	code->depth = 0;
}

size_t code_branch(struct code_writer *code, enum bytecode opcode, int pops)
{
	const size_t at = code->code.length;
	code_op_u2(code, opcode, 0, -pops);
	return at;
}

void code_target(struct code_writer *code, size_t branch)
{
	const size_t distance = code->code.length - branch;
	code->code.at[branch + 1] = (uint8_t)(distance >> 8);
	code->code.at[branch + 2] = (uint8_t)distance;
}
