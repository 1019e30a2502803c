/* SPDX-License-Identifier: Apache-2.0 */
/* members.c: fields and methods (JVMS 4.5, 4.6). */
#include "jvm/classfile/reader.h"
#include <string.h>

enum {
	PUBLIC = 1,
	PRIVATE = 2,
	PROTECTED = 4,
	STATIC = 8,
	FINAL = 16,
	SYNCHRONIZED = 32,
	VOLATILE = 64,
	NATIVE = 0x100,
	ABSTRACT = 0x400,
	STRICT = 0x800
};

static struct classfile_span text(const struct reader *reader, uint16_t index)
{
	return classfile_utf8(reader->file, index);
}

static bool is_interface(const struct reader *reader)
{
	return reader->file->access & 0x0200;
}

/* At most one of public, protected and private. */
static bool one_visibility(uint16_t access)
{
	const uint16_t visibility = access & (PUBLIC | PRIVATE | PROTECTED);
	return (visibility & (visibility - 1)) == 0;
}

static bool field_access_right(const struct reader *reader, uint16_t access)
{
	if (is_interface(reader))
		return (access & 0xefff & ~0x1000) == (PUBLIC | STATIC | FINAL);
	return one_visibility(access) && (access & (FINAL | VOLATILE)) != (FINAL | VOLATILE);
}

static bool method_access_right(const struct reader *reader, uint16_t access, bool is_init)
{
	const uint16_t major = reader->file->major;
	if (is_init)
		return one_visibility(access) &&
		       !(access & (STATIC | FINAL | SYNCHRONIZED | NATIVE | ABSTRACT)) &&
		       !is_interface(reader);
	if (is_interface(reader)) {
		if (major < 52)
			return (access & (PUBLIC | ABSTRACT)) == (PUBLIC | ABSTRACT) &&
			       !(access & (STATIC | FINAL | SYNCHRONIZED | NATIVE));
		if (access & (PROTECTED | FINAL | SYNCHRONIZED | NATIVE) || !one_visibility(access) ||
		    !(access & (PUBLIC | PRIVATE)))
			return false;
	}
	return one_visibility(access) &&
	       (!(access & ABSTRACT) || !(access & (PRIVATE | STATIC | FINAL | SYNCHRONIZED | NATIVE |
						    (major >= 46 && major <= 60 ? STRICT : 0))));
}

static bool read_field_attributes(struct reader *reader, struct classfile_field *field)
{
	struct classfile_span name;
	struct reader body;
	for (int left = read_u2(reader); left > 0 && next_attribute(reader, &name, &body); left--) {
		if (classfile_span_is(name, "ConstantValue")) {
			if (field->constant_value && field->access & STATIC)
				return format_error(reader,
						    "Duplicate ConstantValue attribute in class file");
			const uint16_t index = read_u2(&body);
			if (!attribute_ends(&body, name))
				return false;
			if (!(field->access & STATIC))
				continue;
			const uint8_t tag =
				index < reader->file->constants_count ? reader->file->tags[index] : 0;
			const char kind = (char)text(reader, field->descriptor).at[0];
			const bool right =
				(tag == CONSTANT_Integer && strchr("ZBCSI", kind)) ||
				(tag == CONSTANT_Long && kind == 'J') ||
				(tag == CONSTANT_Float && kind == 'F') ||
				(tag == CONSTANT_Double && kind == 'D') ||
				(tag == CONSTANT_String &&
				 classfile_span_is(text(reader, field->descriptor), "Ljava/lang/String;"));
			if (!right)
				return format_error(reader, "Inconsistent constant value type in class file");
			field->constant_value = index;
		} else if (classfile_span_is(name, "Signature")) {
			field->signature = read_index(&body, CONSTANT_Utf8, "signature");
			if (!attribute_ends(&body, name))
				return false;
		} else if (classfile_span_is(name, "RuntimeVisibleAnnotations")) {
			field->annotations = whole(&body);
		} else if (classfile_span_is(name, "RuntimeVisibleTypeAnnotations")) {
			field->type_annotations = whole(&body);
		}
	}
	return !failed(reader);
}

/* Whether two of `count` members have the same name and descriptor. `at(i)`'s key is computed by the caller;
 * a small open table over it. */
struct key {
	uint32_t hash;
	uint16_t name, descriptor;
};

static uint32_t hash_of(struct classfile_span span, uint32_t hash)
{
	for (uint32_t i = 0; i < span.bytes; i++)
		hash = (hash ^ span.at[i]) * 16777619u;
	return hash;
}

static bool same(struct classfile_span a, struct classfile_span b)
{
	return a.bytes == b.bytes && memcmp(a.at, b.at, a.bytes) == 0;
}

static struct key key_of(const struct reader *reader, uint16_t name, uint16_t descriptor)
{
	if (reader->trusted)
		return (struct key){ 0 };
	return (struct key){ hash_of(text(reader, descriptor), hash_of(text(reader, name), 2166136261u)),
			     name, descriptor };
}

static bool check_distinct(struct reader *reader, const struct key *keys, uint32_t count, const char *what)
{
	if (reader->trusted)
		return true;
	uint32_t size = 4;
	while (size < 2 * count)
		size *= 2;
	uint32_t *table = tree_allocate(reader, size, sizeof *table);
	if (!table)
		return false;
	for (uint32_t i = 0; i < count; i++) {
		uint32_t slot = keys[i].hash & (size - 1);
		for (; table[slot]; slot = (slot + 1) & (size - 1)) {
			const struct key *other = &keys[table[slot] - 1];
			if (other->hash == keys[i].hash &&
			    same(text(reader, other->name), text(reader, keys[i].name)) &&
			    same(text(reader, other->descriptor), text(reader, keys[i].descriptor)))
				return format_error(
					reader,
					"Duplicate %s name \"%.*s\" with signature \"%.*s\" in class file",
					what, (int)text(reader, keys[i].name).bytes,
					text(reader, keys[i].name).at,
					(int)text(reader, keys[i].descriptor).bytes,
					text(reader, keys[i].descriptor).at);
		}
		table[slot] = i + 1;
	}
	return true;
}

bool read_fields(struct reader *reader)
{
	struct classfile *file = reader->file;
	file->fields_count = read_u2(reader);
	file->fields = tree_allocate(reader, file->fields_count, sizeof *file->fields);
	struct key *keys = tree_allocate(reader, file->fields_count, sizeof *keys);
	for (int i = 0; i < file->fields_count && !failed(reader); i++) {
		struct classfile_field *field = &file->fields[i];
		field->access = read_u2(reader);
		field->name = read_index(reader, CONSTANT_Utf8, "field name");
		field->descriptor = read_index(reader, CONSTANT_Utf8, "field signature");
		if (failed(reader))
			return false;
		if (!field_access_right(reader, field->access))
			return format_error(reader, "Illegal field modifiors in class file: 0x%X",
					    field->access);
		if (!reader->trusted && !name_is_unqualified(text(reader, field->name)))
			return format_error(reader, "Illegal field name \"%.*s\" in class file",
					    (int)text(reader, field->name).bytes,
					    text(reader, field->name).at);
		if (!reader->trusted && !descriptor_is_field(text(reader, field->descriptor)))
			return format_error(
				reader, "Field \"%.*s\" in class file has illegal signature \"%.*s\"",
				(int)text(reader, field->name).bytes, text(reader, field->name).at,
				(int)text(reader, field->descriptor).bytes,
				text(reader, field->descriptor).at);
		if (!read_field_attributes(reader, field))
			return false;
		keys[i] = key_of(reader, field->name, field->descriptor);
	}
	return !failed(reader) && check_distinct(reader, keys, file->fields_count, "field");
}

/* Whether a RuntimeVisibleAnnotations body names the annotation; its text is searched in the pool entries
 * that the body refers to first. */
static bool annotated(struct reader *reader, struct classfile_span body, const char *descriptor)
{
	if (body.bytes < 4)
		return false;
	/* The annotations the VM knows stand alone or first with no elements; each takes 4 bytes then. */
	const int count = body.at[0] << 8 | body.at[1];
	for (int i = 0; i < count && 2 + 4u * (unsigned)i + 4 <= body.bytes; i++) {
		const uint8_t *at = body.at + 2 + 4 * i;
		const uint16_t type = (uint16_t)(at[0] << 8 | at[1]);
		if (type && type < reader->file->constants_count &&
		    reader->file->tags[type] == CONSTANT_Utf8 &&
		    classfile_span_is(text(reader, type), descriptor))
			return true;
		if (at[2] || at[3])
			return false;
	}
	return false;
}

static bool read_exceptions(struct reader *body, struct classfile_method *method, struct classfile_span name)
{
	method->exceptions_count = read_u2(body);
	method->exceptions = tree_allocate(body, method->exceptions_count, sizeof *method->exceptions);
	for (int i = 0; i < method->exceptions_count && !failed(body); i++)
		method->exceptions[i] = read_index(body, CONSTANT_Class, "exception");
	return attribute_ends(body, name);
}

static bool read_method_attributes(struct reader *reader, struct classfile_method *method)
{
	struct classfile_span name;
	struct reader body;
	for (int left = read_u2(reader); left > 0 && next_attribute(reader, &name, &body); left--) {
		if (classfile_span_is(name, "Code")) {
			if (method->has_code)
				return format_error(reader, "Multiple Code attributes in class file");
			if (method->access & (NATIVE | ABSTRACT))
				return format_error(
					reader, "Code attribute in native or abstract methods in class file");
			if (!read_code(&body, method) || !attribute_ends(&body, name))
				return false;
		} else if (classfile_span_is(name, "Exceptions")) {
			if (!read_exceptions(&body, method, name))
				return false;
		} else if (classfile_span_is(name, "Signature")) {
			method->signature = read_index(&body, CONSTANT_Utf8, "signature");
			if (!attribute_ends(&body, name))
				return false;
		} else if (classfile_span_is(name, "RuntimeVisibleAnnotations")) {
			method->annotations = whole(&body);
		} else if (classfile_span_is(name, "RuntimeVisibleParameterAnnotations")) {
			method->parameter_annotations = whole(&body);
		} else if (classfile_span_is(name, "AnnotationDefault")) {
			method->annotation_default = whole(&body);
		} else if (classfile_span_is(name, "RuntimeVisibleTypeAnnotations")) {
			method->type_annotations = whole(&body);
		} else if (classfile_span_is(name, "MethodParameters")) {
			method->parameters = whole(&body);
		}
	}
	method->caller_sensitive =
		annotated(reader, method->annotations, "Ljdk/internal/reflect/CallerSensitive;");
	method->hidden = annotated(reader, method->annotations, "Ljava/lang/invoke/LambdaForm$Hidden;") ||
			 annotated(reader, method->annotations, "Ljdk/internal/vm/annotation/Hidden;");
	return !failed(reader);
}

static bool read_method(struct reader *reader, struct classfile_method *method)
{
	method->access = read_u2(reader);
	method->name = read_index(reader, CONSTANT_Utf8, "method name");
	method->descriptor = read_index(reader, CONSTANT_Utf8, "method signature");
	if (failed(reader))
		return false;
	const struct classfile_span name = text(reader, method->name),
				    descriptor = text(reader, method->descriptor);
	if (!reader->trusted && !name_is_method(name))
		return format_error(reader, "Illegal method name \"%.*s\" in class file", (int)name.bytes,
				    name.at);
	const bool is_init = classfile_span_is(name, "<init>"),
		   is_clinit = classfile_span_is(name, "<clinit>");
	/* JVMS 4.6: of a class initialiser only static and strictfp count, and that it is static is
	 * understood up to version 50. */
	if (is_clinit) {
		if (reader->file->major < 51)
			method->access |= STATIC;
		if (!(method->access & STATIC))
			return format_error(reader, "Method <clinit> is not static in class file");
		method->access &= STATIC | STRICT;
	} else if (!method_access_right(reader, method->access, is_init))
		return format_error(reader, "Method %.*s in class file has illegal modifiers: 0x%X",
				    (int)name.bytes, name.at, method->access);
	const int parameters = descriptor_parameters(descriptor);
	if (parameters < 0 || ((is_init || is_clinit) && descriptor.at[descriptor.bytes - 1] != 'V') ||
	    (is_clinit && reader->file->major >= 51 && parameters))
		return format_error(reader, "Method \"%.*s\" in class file has illegal signature \"%.*s\"",
				    (int)name.bytes, name.at, (int)descriptor.bytes, descriptor.at);
	const int slots = parameters + !(method->access & STATIC);
	if (slots > 255)
		return format_error(reader, "Too many arguments in method signature in class file");
	method->args_slots = (uint16_t)slots;
	if (!read_method_attributes(reader, method))
		return false;
	if (!method->has_code && !(method->access & (NATIVE | ABSTRACT)))
		return format_error(
			reader,
			"Absent Code attribute in method that is not native or abstract in class file");
	if (method->has_code && method->max_locals < slots)
		return format_error(reader, "Arguments can't fit into locals in class file");
	return true;
}

bool read_methods(struct reader *reader)
{
	struct classfile *file = reader->file;
	file->methods_count = read_u2(reader);
	file->methods = tree_allocate(reader, file->methods_count, sizeof *file->methods);
	struct key *keys = tree_allocate(reader, file->methods_count, sizeof *keys);
	for (int i = 0; i < file->methods_count && !failed(reader); i++)
		if (read_method(reader, &file->methods[i]))
			keys[i] = key_of(reader, file->methods[i].name, file->methods[i].descriptor);
	return !failed(reader) && check_distinct(reader, keys, file->methods_count, "method");
}
