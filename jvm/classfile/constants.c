/* SPDX-License-Identifier: Apache-2.0 */
/* constants.c: the constant pool (JVMS 4.4): read in one pass, then checked in another, since entries may
 * refer forward. */
#include "jvm/classfile/reader.h"
#include <string.h>

bool constant_is(const struct reader *reader, uint16_t index, uint8_t tag)
{
	return index && index < reader->file->constants_count && reader->file->tags[index] == tag;
}

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral" /* the callers' formats take an index and the name */
uint16_t read_index(struct reader *reader, uint8_t tag, const char *format)
{
	const uint16_t index = read_u2(reader);
	if (!failed(reader) && !constant_is(reader, index, tag))
		format_error(reader, format, index, OWN_NAME(reader));
	return failed(reader) ? 0 : index;
}

uint16_t read_optional_index(struct reader *reader, uint8_t tag, const char *format)
{
	const uint16_t index = read_u2(reader);
	if (!failed(reader) && index && !constant_is(reader, index, tag))
		format_error(reader, format, index, OWN_NAME(reader));
	return failed(reader) ? 0 : index;
}
#pragma GCC diagnostic pop

/* The first version that has constants of this kind (table 4.4-B). */
static uint16_t first_version(uint8_t tag)
{
	return tag == CONSTANT_Dynamic ? 55
	       : tag == CONSTANT_MethodHandle || tag == CONSTANT_MethodType || tag == CONSTANT_InvokeDynamic
		       ? 51
		       : 0;
}

/* Reads one entry; returns how many indices it takes. */
static int read_constant(struct reader *reader, uint16_t index)
{
	struct classfile_constant *constant = &reader->file->constants[index];
	const uint8_t tag = read_u1(reader);
	reader->file->tags[index] = tag;
	if (reader->file->major < first_version(tag))
		format_error(reader, "Class file version does not support constant tag %u in class file %.*s",
			     tag, OWN_NAME(reader));
	switch (tag) {
	case CONSTANT_Utf8:
		constant->text = read_span(reader, read_u2(reader));
		if (!reader->trusted && !modified_utf8_valid(constant->text.at, constant->text.bytes))
			format_error(reader, "Illegal UTF8 string in constant pool in class file %.*s",
				     OWN_NAME(reader));
		return 1;
	case CONSTANT_Integer:
	case CONSTANT_Float:
		constant->i = (int32_t)read_u4(reader);
		return 1;
	case CONSTANT_Long:
	case CONSTANT_Double: {
		if (index + 1 >= reader->file->constants_count)
			format_error(reader, "Invalid constant pool entry %u in class file %.*s", index,
				     OWN_NAME(reader));
		const uint64_t high = read_u4(reader);
		constant->l = (int64_t)(high << 32 | read_u4(reader));
		return 2;
	}
	case CONSTANT_Class:
	case CONSTANT_String:
	case CONSTANT_MethodType:
		constant->a = read_u2(reader);
		return 1;
	case CONSTANT_Module:
	case CONSTANT_Package:
		/* Only a module's description has them, which ACC_MODULE says: until that is looked at. */
		reader->of_module = tag;
		constant->a = read_u2(reader);
		if (reader->file->major >= 53)
			return 1;
		format_error(reader, "Unknown constant tag %u in class file %.*s", tag, OWN_NAME(reader));
		return 1;
	case CONSTANT_MethodHandle:
		constant->a = read_u1(reader);
		constant->b = read_u2(reader);
		return 1;
	case CONSTANT_Fieldref:
	case CONSTANT_Methodref:
	case CONSTANT_InterfaceMethodref:
	case CONSTANT_NameAndType:
	case CONSTANT_Dynamic:
	case CONSTANT_InvokeDynamic:
		constant->a = read_u2(reader);
		constant->b = read_u2(reader);
		return 1;
	default:
		format_error(reader, "Unknown constant tag %u in class file %.*s", tag, OWN_NAME(reader));
		return 1;
	}
}

bool read_constants(struct reader *reader)
{
	struct classfile *file = reader->file;
	const uint16_t count = read_u2(reader);
	if (failed(reader) || count == 0)
		return format_error(reader, "Illegal constant pool size %u in class file %.*s", count,
				    OWN_NAME(reader));
	file->constants = tree_allocate(reader, count, sizeof *file->constants);
	file->tags = tree_allocate(reader, count, 1);
	if (failed(reader))
		return false;
	file->constants_count = count;
	for (uint32_t i = 1; i < count && !failed(reader);)
		i += (uint32_t)read_constant(reader, (uint16_t)i);
	return !failed(reader);
}

/* An entry that another one names. */
static bool refers(struct reader *reader, uint16_t index, uint8_t tag)
{
	return constant_is(reader, index, tag) ||
	       format_error(reader, "Invalid constant pool index %u in class file %.*s", index,
			    OWN_NAME(reader));
}

static struct classfile_span text(const struct reader *reader, uint16_t index)
{
	return classfile_utf8(reader->file, index);
}

/* JVMS 4.4.8: 1-4 fields; 5 and 8 methods; 6 and 7 methods, of interfaces too since 52; 9 interface methods.
 */
static bool handle_refers(struct reader *reader, uint16_t index)
{
	const struct classfile *file = reader->file;
	const struct classfile_constant handle = file->constants[index];
	const uint8_t tag = handle.b < file->constants_count ? file->tags[handle.b] : 0;
	const bool is_method = tag == CONSTANT_Methodref, of_interface = tag == CONSTANT_InterfaceMethodref;
	if (!handle.b || handle.b >= file->constants_count)
		return refers(reader, handle.b, CONSTANT_Methodref);
	if (handle.a == 0 || handle.a > 9)
		return format_error(reader,
				    "Bad method handle kind at constant pool index %u in class file %.*s",
				    index, OWN_NAME(reader));
	const char *const what = handle.a <= 4   ? "a field"
				 : handle.a == 9 ? "an interface method"
						 : "a method";
	const bool right = handle.a <= 4                    ? tag == CONSTANT_Fieldref
			   : handle.a == 9                  ? of_interface
			   : handle.a == 6 || handle.a == 7 ? is_method || (of_interface && file->major >= 52)
							    : is_method;
	return right || format_error(reader, "Invalid constant pool index %u in class file %.*s (not %s)",
				     handle.b, OWN_NAME(reader), what);
}

/* That the entries that an entry names are there and of the right kind. */
static bool check_references(struct reader *reader, uint16_t index)
{
	const struct classfile_constant constant = reader->file->constants[index];
	switch (reader->file->tags[index]) {
	case CONSTANT_Class:
	case CONSTANT_String:
	case CONSTANT_MethodType:
		return refers(reader, constant.a, CONSTANT_Utf8);
	case CONSTANT_NameAndType:
		return refers(reader, constant.a, CONSTANT_Utf8) && refers(reader, constant.b, CONSTANT_Utf8);
	case CONSTANT_Fieldref:
	case CONSTANT_Methodref:
	case CONSTANT_InterfaceMethodref:
		return refers(reader, constant.a, CONSTANT_Class) &&
		       refers(reader, constant.b, CONSTANT_NameAndType);
	case CONSTANT_MethodHandle:
		return handle_refers(reader, index);
	case CONSTANT_Dynamic:
	case CONSTANT_InvokeDynamic:
		return refers(reader, constant.b, CONSTANT_NameAndType);
	default:
		return true;
	}
}

static bool is_method_descriptor(struct classfile_span descriptor)
{
	return descriptor.bytes && descriptor.at[0] == '(';
}

static bool check_pair(struct reader *reader, struct classfile_constant pair)
{
	const struct classfile_span name = text(reader, pair.a), descriptor = text(reader, pair.b);
	if (!descriptor.bytes || !name.bytes)
		return format_error(reader, "Illegal zero length constant pool entry at %u in class %.*s",
				    descriptor.bytes ? pair.a : pair.b, OWN_NAME(reader));
	if (is_method_descriptor(descriptor))
		return check_method_name(reader, name) &&
		       check_method_descriptor(reader, name, descriptor) >= 0;
	return check_field_name(reader, name) && check_field_descriptor(reader, name, descriptor);
}

/* The name and type of a member or dynamic constant: well-formed, as check_pair sees to, but of a field where
 * a field belongs? */
static bool check_kind(struct reader *reader, uint8_t tag, struct classfile_constant pair)
{
	const struct classfile_span name = text(reader, pair.a), descriptor = text(reader, pair.b);
	const bool is_field = tag == CONSTANT_Fieldref || tag == CONSTANT_Dynamic;
	if (is_field == is_method_descriptor(descriptor))
		return illegal_descriptor(reader,
					  tag == CONSTANT_Dynamic ? "CONSTANT_Dynamic"
					  : is_field              ? "Field"
								  : "Method",
					  name, descriptor);
	if (tag == CONSTANT_Methodref && name.at[0] == '<' && !classfile_span_is(name, "<init>"))
		return format_error(reader, "Bad method name at constant pool index %u in class file %.*s",
				    pair.a, OWN_NAME(reader));
	return true;
}

static bool check_handle_name(struct reader *reader, struct classfile_constant handle)
{
	const struct classfile *file = reader->file;
	const uint16_t name = file->constants[file->constants[handle.b].b].a;
	const bool is_constructor = classfile_span_is(text(reader, name), "<init>");
	if (handle.a < 5 || handle.a > 8 || is_constructor == (handle.a == 8))
		return true;
	return format_error(reader, "Bad %s name at constant pool index %u in class file %.*s",
			    handle.a == 8 ? "constructor" : "method", name, OWN_NAME(reader));
}

/* Names and descriptors, once all references are known to be right. */
static bool check_names(struct reader *reader, uint16_t index)
{
	static const struct classfile_span type = { (const uint8_t *)"type", 4 };
	const struct classfile *file = reader->file;
	const struct classfile_constant constant = file->constants[index];
	switch (file->tags[index]) {
	case CONSTANT_Class:
		return check_class_name(reader, text(reader, constant.a));
	case CONSTANT_NameAndType:
		return check_pair(reader, constant);
	case CONSTANT_Fieldref:
	case CONSTANT_Methodref:
	case CONSTANT_InterfaceMethodref:
	case CONSTANT_Dynamic:
	case CONSTANT_InvokeDynamic:
		return check_kind(reader, file->tags[index], file->constants[constant.b]);
	case CONSTANT_MethodHandle:
		return check_handle_name(reader, constant);
	case CONSTANT_MethodType:
		return check_method_descriptor(reader, type, text(reader, constant.a)) >= 0;
	default:
		return true;
	}
}

bool check_constants(struct reader *reader)
{
	const uint16_t count = reader->file->constants_count;
	for (uint32_t i = 1; i < count; i++)
		if (!check_references(reader, (uint16_t)i))
			return false;
	for (uint32_t i = 1; i < count && !reader->trusted; i++)
		if (!check_names(reader, (uint16_t)i))
			return false;
	return true;
}
