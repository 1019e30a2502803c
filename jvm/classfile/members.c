/* SPDX-License-Identifier: Apache-2.0 */
/* members.c: fields and methods (JVMS 4.5, 4.6). */
#include "jvm/classfile/reader.h"
#include <string.h>

enum { /* JVMS tables 4.5-A and 4.6-A */
       PUBLIC = 1,
       PRIVATE = 2,
       PROTECTED = 4,
       STATIC = 8,
       FINAL = 16,
       SYNCHRONIZED = 32,
       VOLATILE = 64,
       BRIDGE = 64,
       TRANSIENT = 128,
       NATIVE = 0x100,
       ABSTRACT = 0x400,
       STRICT = 0x800,
       ENUM = 0x4000,
       FIELD_FLAGS = 0x50df, /* others are ignored */
       METHOD_FLAGS = 0x1dff
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
		return (access & (PUBLIC | STATIC | FINAL)) == (PUBLIC | STATIC | FINAL) &&
		       !(access & (PRIVATE | PROTECTED | VOLATILE | TRANSIENT | ENUM));
	return one_visibility(access) && (access & (FINAL | VOLATILE)) != (FINAL | VOLATILE);
}

static bool method_access_right(const struct reader *reader, uint16_t access, bool is_init)
{
	const uint16_t major = reader->file->major;
	const uint16_t not_abstract =
		STATIC | PRIVATE | FINAL | SYNCHRONIZED | NATIVE | (major <= 60 ? STRICT : 0);
	if (is_interface(reader) && major < 52)
		return (access & (PUBLIC | ABSTRACT)) == (PUBLIC | ABSTRACT) &&
		       !(access & (PRIVATE | PROTECTED | STATIC | FINAL | SYNCHRONIZED | NATIVE | STRICT));
	if (is_interface(reader))
		return !(access & PUBLIC) != !(access & PRIVATE) &&
		       !(access & (PROTECTED | FINAL | SYNCHRONIZED | NATIVE)) &&
		       (!(access & ABSTRACT) || !(access & not_abstract));
	if (is_init)
		return one_visibility(access) &&
		       !(access & (STATIC | FINAL | SYNCHRONIZED | NATIVE | ABSTRACT | BRIDGE));
	return one_visibility(access) && (!(access & ABSTRACT) || !(access & not_abstract));
}

static bool value_is_right(struct reader *reader, uint16_t index, struct classfile_span descriptor)
{
	const struct classfile *file = reader->file;
	if (!index || index >= file->constants_count)
		return format_error(
			reader, "Bad initial value index %u in ConstantValue attribute in class file %.*s",
			index, OWN_NAME(reader));
	const uint8_t tag = file->tags[index];
	const char kind = descriptor.bytes ? (char)descriptor.at[0] : '[';
	if (kind == '[')
		return format_error(reader, "Unable to set initial value %u in class file %.*s", index,
				    OWN_NAME(reader));
	if (kind == 'L')
		return (tag == CONSTANT_String && classfile_span_is(descriptor, "Ljava/lang/String;")) ||
		       format_error(reader, "Bad string initial value in class file %.*s", OWN_NAME(reader));
	const uint8_t wanted = kind == 'J'   ? CONSTANT_Long
			       : kind == 'F' ? CONSTANT_Float
			       : kind == 'D' ? CONSTANT_Double
					     : CONSTANT_Integer;
	return tag == wanted ||
	       format_error(reader, "Inconsistent constant value type in class file %.*s", OWN_NAME(reader));
}

static bool read_constant_value(struct reader *reader, const struct attribute *attribute,
				struct classfile_field *field)
{
	if (field->constant_value)
		return format_error(reader, "Duplicate ConstantValue attribute in class file %.*s",
				    OWN_NAME(reader));
	if (attribute->length != 2)
		return format_error(reader,
				    "Invalid ConstantValue field attribute length %u in class file %.*s",
				    attribute->length, OWN_NAME(reader));
	field->constant_value = read_u2(reader);
	return !failed(reader) &&
	       value_is_right(reader, field->constant_value, text(reader, field->descriptor));
}

static bool read_field_attributes(struct reader *reader, struct classfile_field *field)
{
	const struct annotation_places annotations = { .visible = &field->annotations,
						       .visible_types = &field->type_annotations };
	struct attribute attribute;
	unsigned seen = 0;
	for (int left = read_u2(reader); left > 0; left--) {
		if (!next_attribute(reader, &attribute,
				    "Invalid field attribute index %u in class file %.*s"))
			return false;
		if (field->access & STATIC && attribute_is(&attribute, "ConstantValue")) {
			if (!read_constant_value(reader, &attribute, field))
				return false;
		} else if (attribute_is(&attribute, "Signature")) {
			if (field->signature)
				return format_error(
					reader, "Multiple Signature attributes for field in class file %.*s",
					OWN_NAME(reader));
			if (attribute.length != 2)
				return format_error(
					reader,
					"Wrong size %u for field's Signature attribute in class file %.*s",
					attribute.length, OWN_NAME(reader));
			field->signature = read_signature(reader);
		} else if (!read_marker(reader, &attribute, &field->access, "field") ||
			   !read_annotations(reader, &attribute, " for field", &annotations, &seen)) {
			return false;
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
				return format_error(reader,
						    "Duplicate %s name \"%.*s\" with signature \"%.*s\" in "
						    "class file %.*s",
						    what, SPAN(text(reader, keys[i].name)),
						    SPAN(text(reader, keys[i].descriptor)), OWN_NAME(reader));
		}
		table[slot] = i + 1;
	}
	return true;
}

static bool read_field(struct reader *reader, struct classfile_field *field)
{
	field->access = read_u2(reader) & FIELD_FLAGS;
	if (failed(reader))
		return false;
	if (!field_access_right(reader, field->access))
		return format_error(reader, "Illegal field modifiers in class %.*s: 0x%X", OWN_NAME(reader),
				    field->access);
	field->name = read_index(reader, CONSTANT_Utf8,
				 "Invalid constant pool index %u for field name in class file %.*s");
	if (failed(reader) || !check_field_name(reader, text(reader, field->name)))
		return false;
	field->descriptor =
		read_index(reader, CONSTANT_Utf8,
			   "Invalid constant pool index %u for field signature in class file %.*s");
	return !failed(reader) &&
	       check_field_descriptor(reader, text(reader, field->name), text(reader, field->descriptor)) &&
	       read_field_attributes(reader, field);
}

bool read_fields(struct reader *reader)
{
	struct classfile *file = reader->file;
	file->fields_count = read_u2(reader);
	file->fields = tree_allocate(reader, file->fields_count, sizeof *file->fields);
	struct key *keys = tree_allocate(reader, file->fields_count, sizeof *keys);
	for (int i = 0; i < file->fields_count && !failed(reader); i++)
		if (read_field(reader, &file->fields[i]))
			keys[i] = key_of(reader, file->fields[i].name, file->fields[i].descriptor);
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

static bool read_exceptions(struct reader *reader, struct classfile_method *method, uint32_t length)
{
	method->exceptions_count = read_u2(reader);
	method->exceptions = tree_allocate(reader, method->exceptions_count, sizeof *method->exceptions);
	if (!reader_need(reader, 2u * method->exceptions_count))
		return false;
	for (int i = 0; i < method->exceptions_count && !failed(reader); i++)
		method->exceptions[i] =
			read_index(reader, CONSTANT_Class,
				   "Exception name has bad type at constant pool %u in class file %.*s");
	return !failed(reader) &&
	       (length == 2 + 2u * method->exceptions_count ||
		format_error(reader, "Exceptions attribute has wrong length in class file %.*s",
			     OWN_NAME(reader)));
}

static bool read_parameters(struct reader *reader, const struct attribute *attribute,
			    struct classfile_method *method)
{
	const uint8_t count = read_u1(reader);
	if (!failed(reader) && attribute->length != 1 + 4u * count)
		return format_error(reader,
				    "Invalid MethodParameters method attribute length %u in class file",
				    attribute->length);
	reader->at = failed(reader) ? reader->at : attribute->start;
	method->parameters = read_span(reader, attribute->length);
	return !failed(reader);
}

static bool multiple(struct reader *reader, const struct attribute *attribute)
{
	return format_error(reader, "Multiple %.*s attributes in class file %.*s", SPAN(attribute->name),
			    OWN_NAME(reader));
}

static bool read_method_attribute(struct reader *reader, const struct attribute *attribute,
				  struct classfile_method *method, unsigned *seen)
{
	const struct annotation_places annotations = { &method->annotations, &method->type_annotations,
						       &method->parameter_annotations,
						       &method->annotation_default };
	if (attribute_is(attribute, "Code")) {
		if (method->access & (NATIVE | ABSTRACT))
			return format_error(reader,
					    "Code attribute in native or abstract methods in class file %.*s",
					    OWN_NAME(reader));
		return method->has_code ? multiple(reader, attribute)
					: read_code(reader, method, attribute->length);
	}
	if (attribute_is(attribute, "Exceptions"))
		return method->exceptions ? multiple(reader, attribute)
					  : read_exceptions(reader, method, attribute->length);
	if (attribute_is(attribute, "MethodParameters"))
		return method->parameters.at ? multiple(reader, attribute)
					     : read_parameters(reader, attribute, method);
	if (attribute_is(attribute, "Signature")) {
		if (method->signature)
			return format_error(reader,
					    "Multiple Signature attributes for method in class file %.*s",
					    OWN_NAME(reader));
		if (attribute->length != 2)
			return format_error(reader,
					    "Invalid Signature attribute length %u in class file %.*s",
					    attribute->length, OWN_NAME(reader));
		method->signature = read_signature(reader);
		return !failed(reader);
	}
	return read_marker(reader, attribute, &method->access, "method") &&
	       read_annotations(reader, attribute, " for method", &annotations, seen);
}

static bool read_method_attributes(struct reader *reader, struct classfile_method *method)
{
	struct attribute attribute;
	unsigned seen = 0;
	for (int left = read_u2(reader); left > 0; left--)
		if (!next_attribute(reader, &attribute,
				    "Invalid method attribute name index %u in class file %.*s") ||
		    !read_method_attribute(reader, &attribute, method, &seen))
			return false;
	method->caller_sensitive =
		annotated(reader, method->annotations, "Ljdk/internal/reflect/CallerSensitive;");
	method->hidden = annotated(reader, method->annotations, "Ljava/lang/invoke/LambdaForm$Hidden;") ||
			 annotated(reader, method->annotations, "Ljdk/internal/vm/annotation/Hidden;");
	return !failed(reader);
}

/* The flags of a method, whose name is known: right, and those of <clinit> that count (JVMS 4.6). */
static bool check_method_access(struct reader *reader, struct classfile_method *method)
{
	const struct classfile_span name = text(reader, method->name);
	const bool is_init = classfile_span_is(name, "<init>");
	const uint16_t major = reader->file->major;
	if (classfile_span_is(name, "<clinit>")) {
		if (major >= 51 && !(method->access & STATIC))
			return format_error(reader, "Method <clinit> is not static in class file %.*s",
					    OWN_NAME(reader));
		method->access = major < 51 ? STATIC : method->access & (STATIC | (major <= 60 ? STRICT : 0));
	} else if (!method_access_right(reader, method->access, is_init)) {
		return format_error(reader, "Method %.*s in class %.*s has illegal modifiers: 0x%X",
				    SPAN(name), OWN_NAME(reader), method->access);
	}
	return !(is_init && is_interface(reader)) ||
	       format_error(reader, "Interface cannot have a method named <init>, class file %.*s",
			    OWN_NAME(reader));
}

static bool read_method(struct reader *reader, struct classfile_method *method)
{
	method->access = read_u2(reader);
	method->name = read_index(reader, CONSTANT_Utf8,
				  "Illegal constant pool index %u for method name in class file %.*s");
	if (failed(reader) || !check_method_name(reader, text(reader, method->name)))
		return false;
	method->descriptor =
		read_index(reader, CONSTANT_Utf8,
			   "Illegal constant pool index %u for method signature in class file %.*s");
	if (failed(reader) || !check_method_access(reader, method))
		return false;
	const int parameters =
		check_method_descriptor(reader, text(reader, method->name), text(reader, method->descriptor));
	if (parameters < 0)
		return false;
	method->access &= METHOD_FLAGS;
	const int slots = parameters + !(method->access & STATIC);
	if (slots > 255)
		return format_error(reader, "Too many arguments in method signature in class file %.*s",
				    OWN_NAME(reader));
	method->args_slots = (uint16_t)slots;
	if (!read_method_attributes(reader, method))
		return false;
	return method->has_code || method->access & (NATIVE | ABSTRACT) ||
	       format_error(
		       reader,
		       "Absent Code attribute in method that is not native or abstract in class file %.*s",
		       OWN_NAME(reader));
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
