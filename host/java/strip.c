/* SPDX-License-Identifier: Apache-2.0 */
/* The class is written twice by the same code: first to mark the constants that it uses, then, with those
 * numbered anew in their old order, in earnest. An index only shrinks, so every ldc still fits its byte.
 */
#include "host/java/strip.h"

#include <stdlib.h>
#include <string.h>

#include "host/java/lines.h"
#include "host/util/memory.h"
#include "jvm/run/bytecode.h"

enum { STATIC = 0x8, NATIVE = 0x110, ABSTRACT = 0x400, SYNTHETIC_NAMES = 11 };

struct writer {
	struct world *world;
	const struct world_class *class;
	const struct classfile *file;
	bool is_marking;
	uint16_t *numbers; /* of the old constants; marking: 1 when used */
	unsigned char *bytes;
	size_t length, room;
	uint16_t names[SYNTHETIC_NAMES]; /* enum attribute: their new numbers, behind the old constants */
	uint16_t next;                   /* number of the next constant */
	bool used[SYNTHETIC_NAMES];
};

/* Attributes' names are constants of their own here: the class's may be gone. */
enum attribute {
	CODE,
	CONSTANT_VALUE,
	BOOTSTRAP,
	NEST_HOST,
	NEST_MEMBERS,
	INNER,
	RECORD,
	ANNOTATIONS,
	SIGNATURE,
	SOURCE,
	LINES,
};
static const char *const attribute_names[SYNTHETIC_NAMES] = {
	"Code",        "ConstantValue", "BootstrapMethods", "NestHost",
	"NestMembers", "InnerClasses",  "Record",           "RuntimeVisibleAnnotations",
	"Signature",   "SourceFile",    LINE_TABLE_NAME,
};

static void put_bytes(struct writer *writer, const void *bytes, size_t length)
{
	if (writer->length + length > writer->room) {
		writer->room = (writer->length + length) * 2;
		writer->bytes = memory_resize(writer->bytes, writer->room, 1);
	}
	memcpy(writer->bytes + writer->length, bytes, length);
	writer->length += length;
}

static void put1(struct writer *writer, unsigned value)
{
	put_bytes(writer, &(unsigned char){ (unsigned char)value }, 1);
}

static void put2(struct writer *writer, unsigned value)
{
	put_bytes(writer, (unsigned char[]){ (unsigned char)(value >> 8), (unsigned char)value }, 2);
}

static void put4(struct writer *writer, uint32_t value)
{
	put2(writer, value >> 16);
	put2(writer, value & 0xffff);
}

static void patch4(struct writer *writer, size_t at, uint32_t value)
{
	const unsigned char bytes[4] = { (unsigned char)(value >> 24), (unsigned char)(value >> 16),
					 (unsigned char)(value >> 8), (unsigned char)value };

	memcpy(writer->bytes + at, bytes, sizeof bytes);
}

static void mark(struct writer *writer, uint16_t index)
{
	const struct classfile_constant *constant = &writer->file->constants[index];

	if (!index || writer->numbers[index])
		return;
	writer->numbers[index] = 1;
	switch (writer->file->tags[index]) {
	case CONSTANT_Class:
	case CONSTANT_String:
	case CONSTANT_MethodType:
	case CONSTANT_Module:
	case CONSTANT_Package:
		mark(writer, constant->a);
		break;
	case CONSTANT_MethodHandle: /* a is its kind */
	case CONSTANT_Dynamic:      /* a is a bootstrap method */
	case CONSTANT_InvokeDynamic:
		mark(writer, constant->b);
		break;
	case CONSTANT_Fieldref:
	case CONSTANT_Methodref:
	case CONSTANT_InterfaceMethodref:
	case CONSTANT_NameAndType:
		mark(writer, constant->a);
		mark(writer, constant->b);
		break;
	default:
		break;
	}
}

static uint16_t renumber(struct writer *writer, uint16_t index)
{
	if (writer->is_marking)
		mark(writer, index);
	return writer->is_marking ? index : writer->numbers[index];
}

static void put_index(struct writer *writer, uint16_t index)
{
	put2(writer, renumber(writer, index));
}

/* Begins an attribute; its length is patched by end_attribute. */
static size_t begin_attribute(struct writer *writer, enum attribute name)
{
	writer->used[name] = true;
	put2(writer, writer->names[name]);
	put4(writer, 0);
	return writer->length;
}

static void end_attribute(struct writer *writer, size_t begin)
{
	patch4(writer, begin - 4, (uint32_t)(writer->length - begin));
}

static bool has_index(uint8_t opcode)
{
	switch (opcode) {
	case BC_ldc_w:
	case BC_ldc2_w:
	case BC_getstatic:
	case BC_putstatic:
	case BC_getfield:
	case BC_putfield:
	case BC_invokevirtual:
	case BC_invokespecial:
	case BC_invokestatic:
	case BC_invokeinterface:
	case BC_invokedynamic:
	case BC_new:
	case BC_anewarray:
	case BC_checkcast:
	case BC_instanceof:
	case BC_multianewarray:
		return true;
	default:
		return false;
	}
}

static void put_instructions(struct writer *writer, struct classfile_span code)
{
	size_t begin = writer->length;

	put_bytes(writer, code.at, code.bytes);
	for (uint32_t bci = 0; bci < code.bytes; bci += bytecode_length(code.at, bci)) {
		unsigned char *at = writer->bytes + begin + bci;
		uint16_t number;

		if (*at == BC_ldc) {
			at[1] = (unsigned char)renumber(writer, at[1]);
		} else if (has_index(*at)) {
			number = renumber(writer, bytecode_u2(at + 1));
			at[1] = (unsigned char)(number >> 8);
			at[2] = (unsigned char)number;
		}
	}
}

static void put_code(struct writer *writer, const struct world_method *method)
{
	/* A body that never runs: null is thrown. */
	static const uint8_t never[] = { BC_aconst_null, BC_athrow };
	const struct classfile_method *file = method->file;
	size_t attribute = begin_attribute(writer, CODE);
	struct classfile_span code =
		method->reached ? file->code : (struct classfile_span){ never, sizeof never };

	put2(writer, method->reached ? file->max_stack : 1);
	put2(writer, method->reached ? file->max_locals : file->args_slots);
	put4(writer, code.bytes);
	put_instructions(writer, code);
	put2(writer, method->reached ? file->ranges_count : 0);
	for (unsigned i = 0; method->reached && i < file->ranges_count; i++) {
		put2(writer, file->ranges[i].start);
		put2(writer, file->ranges[i].end);
		put2(writer, file->ranges[i].handler);
		put_index(writer, file->ranges[i].type);
	}
	put2(writer, 0);
	end_attribute(writer, attribute);
}

static bool is_vm_annotation(struct classfile_span type)
{
	return classfile_span_is(type, "Ljdk/internal/reflect/CallerSensitive;") ||
	       classfile_span_is(type, "Ljava/lang/invoke/LambdaForm$Hidden;") ||
	       classfile_span_is(type, "Ljdk/internal/vm/annotation/Hidden;");
}

static uint16_t find_vm_annotation(const struct classfile *file)
{
	for (uint16_t i = 1; i < file->constants_count; i++)
		if (file->tags[i] == CONSTANT_Utf8 && is_vm_annotation(file->constants[i].text))
			return i;
	return 0;
}

/* The annotations that say how a method is treated in stack walks have no elements. A class uses one of them.
 */
static void put_vm_annotation(struct writer *writer)
{
	size_t attribute = begin_attribute(writer, ANNOTATIONS);

	put2(writer, 1);
	put_index(writer, find_vm_annotation(writer->file));
	put2(writer, 0);
	end_attribute(writer, attribute);
}

/* Generic types are kept where the service asks for them; 0: this has none. */
static bool has_signature(const struct writer *writer, uint16_t signature)
{
	return writer->world->keeps_signatures && signature;
}

static void put_signature(struct writer *writer, uint16_t signature)
{
	if (!has_signature(writer, signature))
		return;
	size_t attribute = begin_attribute(writer, SIGNATURE);
	put_index(writer, signature);
	end_attribute(writer, attribute);
}

static void put_methods(struct writer *writer)
{
	unsigned kept = 0;

	for (unsigned i = 0; i < writer->class->method_count; i++)
		kept += writer->class->methods[i].needed;
	put2(writer, kept);
	for (unsigned i = 0; i < writer->class->method_count; i++) {
		const struct world_method *method = &writer->class->methods[i];
		const struct classfile_method *file = method->file;
		bool annotated = file->caller_sensitive || file->hidden;

		if (!method->needed)
			continue;
		put2(writer, file->access);
		put_index(writer, file->name);
		put_index(writer, file->descriptor);
		put2(writer, file->has_code + annotated + has_signature(writer, file->signature));
		if (file->has_code)
			put_code(writer, method);
		if (annotated)
			put_vm_annotation(writer);
		put_signature(writer, file->signature);
	}
}

/* A constant that no instruction reads; the serial version is read by reflection. */
static bool is_idle(const struct writer *writer, unsigned index)
{
	const struct classfile_field *field = &writer->file->fields[index];

	return !writer->world->keeps_constants && field->access & STATIC && field->constant_value &&
	       !writer->class->fields_used[index] &&
	       !classfile_span_is(classfile_utf8(writer->file, field->name), "serialVersionUID");
}

static void put_fields(struct writer *writer)
{
	const struct classfile *file = writer->file;
	unsigned kept = 0;

	for (unsigned i = 0; i < file->fields_count; i++)
		kept += !is_idle(writer, i);
	put2(writer, kept);
	for (unsigned i = 0; i < file->fields_count; i++) {
		const struct classfile_field *field = &file->fields[i];

		if (is_idle(writer, i))
			continue;
		put2(writer, field->access);
		put_index(writer, field->name);
		put_index(writer, field->descriptor);
		put2(writer, (field->constant_value != 0) + has_signature(writer, field->signature));
		put_signature(writer, field->signature);
		if (!field->constant_value)
			continue;
		size_t attribute = begin_attribute(writer, CONSTANT_VALUE);
		put_index(writer, field->constant_value);
		end_attribute(writer, attribute);
	}
}

static void put_bootstrap(struct writer *writer)
{
	const struct classfile *file = writer->file;
	size_t attribute = begin_attribute(writer, BOOTSTRAP);

	put2(writer, file->bootstrap_count);
	for (unsigned i = 0; i < file->bootstrap_count; i++) {
		put_index(writer, file->bootstrap[i].handle);
		put2(writer, file->bootstrap[i].arguments_count);
		for (unsigned j = 0; j < file->bootstrap[i].arguments_count; j++)
			put_index(writer, file->bootstrap[i].arguments[j]);
	}
	end_attribute(writer, attribute);
}

static void put_record(struct writer *writer)
{
	const struct classfile *file = writer->file;
	size_t attribute = begin_attribute(writer, RECORD);

	put2(writer, file->record_count);
	for (unsigned i = 0; i < file->record_count; i++) {
		put_index(writer, file->records[i].name);
		put_index(writer, file->records[i].descriptor);
		put2(writer, 0);
	}
	end_attribute(writer, attribute);
}

static bool is_packed(struct writer *writer, uint16_t index)
{
	const struct world_class *class = world_class(
		writer->world, world_span(writer->world, classfile_class_name(writer->file, index)));

	return class && class->kept;
}

/* Those that are packed. */
static void put_nest_members(struct writer *writer)
{
	const struct classfile *file = writer->file;
	unsigned kept = 0;

	for (unsigned i = 0; i < file->nest_members_count; i++)
		kept += is_packed(writer, file->nest_members[i]);
	put2(writer, kept);
	for (unsigned i = 0; i < file->nest_members_count; i++)
		if (is_packed(writer, file->nest_members[i]))
			put_index(writer, file->nest_members[i]);
}

/* Of InnerClasses only the entry about the class itself, which its modifiers and its simple name come from.
 */
static const struct classfile_inner *own_inner(const struct classfile *file)
{
	struct classfile_span own = classfile_class_name(file, file->this_class);

	for (unsigned i = 0; i < file->inner_count; i++) {
		struct classfile_span name = classfile_class_name(file, file->inner[i].inner);

		if (name.bytes == own.bytes && memcmp(name.at, own.at, own.bytes) == 0)
			return &file->inner[i];
	}
	return NULL;
}

/* Whether a stack trace may show the class: then where its code is from. */
static bool has_lines(const struct writer *writer)
{
	bool is_run = false;

	for (unsigned i = 0; i < writer->class->method_count; i++)
		is_run |= writer->class->methods[i].reached && writer->class->methods[i].file->has_code;
	return is_run && writer->file->source_file;
}

static bool has_usual_source(const struct classfile *file)
{
	struct classfile_span source = classfile_utf8(file, file->source_file);
	char usual[SOURCE_BYTES];

	return line_table_source(classfile_class_name(file, file->this_class), usual) &&
	       classfile_span_is(source, usual);
}

static void put_lines(struct writer *writer)
{
	size_t attribute = begin_attribute(writer, LINES);
	uint16_t last = 0;

	for (unsigned i = 0; i < writer->class->method_count; i++) {
		const struct world_method *method = &writer->class->methods[i];
		uint32_t count = method->reached ? method->file->lines_count : 0;

		if (!method->needed || !method->file->has_code)
			continue;
		unsigned char *bytes = memory_zeroed(LINES_BYTES(count), 1);
		put_bytes(writer, bytes, lines_encode(method->file->lines, count, &last, bytes));
		free(bytes);
	}
	end_attribute(writer, attribute);
}

static bool uses_dynamic(const struct writer *writer)
{
	for (unsigned i = 1; i < writer->file->constants_count; i++)
		if (writer->numbers[i] && (writer->file->tags[i] == CONSTANT_Dynamic ||
					   writer->file->tags[i] == CONSTANT_InvokeDynamic))
			return true;
	return false;
}

static void put_attributes(struct writer *writer)
{
	const struct classfile *file = writer->file;
	const struct classfile_inner *inner = own_inner(file);
	bool dynamic = uses_dynamic(writer), lines = has_lines(writer);
	bool source = lines && !has_usual_source(file);
	size_t attribute;

	put2(writer, dynamic + (inner != NULL) + (file->nest_host != 0) + (file->nest_members_count != 0) +
			     file->is_record + lines + source + has_signature(writer, file->signature));
	put_signature(writer, file->signature);
	if (dynamic)
		put_bootstrap(writer);
	if (inner) {
		attribute = begin_attribute(writer, INNER);
		put2(writer, 1);
		put_index(writer, inner->inner);
		put_index(writer, inner->outer);
		put_index(writer, inner->name);
		put2(writer, inner->access);
		end_attribute(writer, attribute);
	}
	if (file->nest_host) {
		attribute = begin_attribute(writer, NEST_HOST);
		put_index(writer, file->nest_host);
		end_attribute(writer, attribute);
	}
	if (file->nest_members_count) {
		attribute = begin_attribute(writer, NEST_MEMBERS);
		put_nest_members(writer);
		end_attribute(writer, attribute);
	}
	if (file->is_record)
		put_record(writer);
	if (lines)
		put_lines(writer);
	if (source) {
		attribute = begin_attribute(writer, SOURCE);
		put_index(writer, file->source_file);
		end_attribute(writer, attribute);
	}
}

/* What follows the constant pool. */
static void put_body(struct writer *writer)
{
	const struct classfile *file = writer->file;

	put2(writer, file->access);
	put_index(writer, file->this_class);
	put_index(writer, file->super_class);
	put2(writer, file->interfaces_count);
	for (unsigned i = 0; i < file->interfaces_count; i++)
		put_index(writer, file->interfaces[i]);
	put_fields(writer);
	put_methods(writer);
	put_attributes(writer);
}

static void put_constant(struct writer *writer, uint16_t index)
{
	const struct classfile_constant *constant = &writer->file->constants[index];
	uint8_t tag = writer->file->tags[index];

	put1(writer, tag);
	switch (tag) {
	case CONSTANT_Utf8:
		put2(writer, constant->text.bytes);
		put_bytes(writer, constant->text.at, constant->text.bytes);
		break;
	case CONSTANT_Integer:
	case CONSTANT_Float:
		put4(writer, (uint32_t)constant->i);
		break;
	case CONSTANT_Long:
	case CONSTANT_Double:
		put4(writer, (uint32_t)((uint64_t)constant->l >> 32));
		put4(writer, (uint32_t)constant->l);
		break;
	case CONSTANT_MethodHandle:
		put1(writer, constant->a);
		put2(writer, writer->numbers[constant->b]);
		break;
	case CONSTANT_Dynamic:
	case CONSTANT_InvokeDynamic:
		put2(writer, constant->a);
		put2(writer, writer->numbers[constant->b]);
		break;
	case CONSTANT_Class:
	case CONSTANT_String:
	case CONSTANT_MethodType:
	case CONSTANT_Module:
	case CONSTANT_Package:
		put2(writer, writer->numbers[constant->a]);
		break;
	default:
		put2(writer, writer->numbers[constant->a]);
		put2(writer, writer->numbers[constant->b]);
	}
}

static void number_constants(struct writer *writer)
{
	const struct classfile *file = writer->file;

	writer->next = 1;
	for (unsigned i = 1; i < file->constants_count; i++) {
		if (!writer->numbers[i])
			continue;
		writer->numbers[i] = writer->next++;
		if (file->tags[i] == CONSTANT_Long || file->tags[i] == CONSTANT_Double)
			writer->next++;
	}
	for (unsigned i = 0; i < SYNTHETIC_NAMES; i++)
		if (writer->used[i])
			writer->names[i] = writer->next++;
}

unsigned char *strip_class(struct world *world, const struct world_class *class, size_t *size)
{
	struct writer writer = { .world = world, .class = class, .file = &class->file, .is_marking = true };

	writer.numbers = memory_zeroed(class->file.constants_count + 1u, sizeof *writer.numbers);
	put_body(&writer);
	/* Once more: a bootstrap method may use constants that are dynamic themselves. */
	put_attributes(&writer);
	writer.is_marking = false;
	writer.length = 0;
	number_constants(&writer);
	put4(&writer, 0xcafebabe);
	put2(&writer, class->file.minor);
	put2(&writer, class->file.major);
	put2(&writer, writer.next);
	for (uint16_t i = 1; i < class->file.constants_count; i++)
		if (writer.numbers[i])
			put_constant(&writer, i);
	for (unsigned i = 0; i < SYNTHETIC_NAMES; i++)
		if (writer.used[i]) {
			put1(&writer, CONSTANT_Utf8);
			put2(&writer, (unsigned)strlen(attribute_names[i]));
			put_bytes(&writer, attribute_names[i], strlen(attribute_names[i]));
		}
	put_body(&writer);
	free(writer.numbers);
	*size = writer.length;
	return writer.bytes;
}
