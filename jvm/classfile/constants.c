/* SPDX-License-Identifier: Apache-2.0 */
/* constants.c: the constant pool (JVMS 4.4): read in one pass, then checked in another, since entries may
 * refer forward. */
#include "jvm/classfile/reader.h"
#include <string.h>

static bool is_tag(const struct classfile *file, uint16_t index, uint8_t tag)
{
	return index && index < file->constants_count && file->tags[index] == tag;
}

uint16_t read_index(struct reader *reader, uint8_t tag, const char *what)
{
	const uint16_t index = read_u2(reader);
	if (!failed(reader) && !is_tag(reader->file, index, tag)) {
		format_error(reader, "Invalid %s index %u in class file", what, index);
		return 0;
	}
	return failed(reader) ? 0 : index;
}

uint16_t read_optional_index(struct reader *reader, uint8_t tag, const char *what)
{
	const uint16_t index = read_u2(reader);
	if (!failed(reader) && index && !is_tag(reader->file, index, tag))
		format_error(reader, "Invalid %s index %u in class file", what, index);
	return failed(reader) ? 0 : index;
}

/* Reads one entry; returns how many indices it takes. */
static int read_constant(struct reader *reader, uint16_t index)
{
	struct classfile_constant *constant = &reader->file->constants[index];
	const uint8_t tag = read_u1(reader);
	reader->file->tags[index] = tag;
	switch (tag) {
	case CONSTANT_Utf8:
		constant->text = read_span(reader, read_u2(reader));
		return 1;
	case CONSTANT_Integer:
	case CONSTANT_Float:
		constant->i = (int32_t)read_u4(reader);
		return 1;
	case CONSTANT_Long:
	case CONSTANT_Double: {
		const uint64_t high = read_u4(reader);
		constant->l = (int64_t)(high << 32 | read_u4(reader));
		return 2;
	}
	case CONSTANT_Class:
	case CONSTANT_String:
	case CONSTANT_MethodType:
	case CONSTANT_Module:
	case CONSTANT_Package:
		constant->a = read_u2(reader);
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
		format_error(reader, "Unknown constant tag %u in class file", tag);
		return 1;
	}
}

bool read_constants(struct reader *reader)
{
	struct classfile *file = reader->file;
	const uint16_t count = read_u2(reader);
	if (failed(reader) || count == 0)
		return format_error(reader, "Illegal constant pool size %u in class file", count);
	file->constants = tree_allocate(reader, count, sizeof *file->constants);
	file->tags = tree_allocate(reader, count, 1);
	if (failed(reader))
		return false;
	file->constants_count = count;
	for (uint32_t i = 1; i < count && !failed(reader);) {
		i += (uint32_t)read_constant(reader, (uint16_t)i);
		if (i > count)
			format_error(reader, "Invalid constant pool index %u for long/double in class file",
				     i - 2);
	}
	return !failed(reader);
}

static bool bad(struct reader *reader, uint16_t index)
{
	return format_error(reader, "Invalid constant pool index %u in class file", index);
}

static bool check_member(struct reader *reader, uint16_t index)
{
	const struct classfile *file = reader->file;
	const struct classfile_constant constant = file->constants[index];
	if (!is_tag(file, constant.a, CONSTANT_Class) || !is_tag(file, constant.b, CONSTANT_NameAndType))
		return bad(reader, index);
	const struct classfile_constant pair = file->constants[constant.b];
	if (!is_tag(file, pair.a, CONSTANT_Utf8) || !is_tag(file, pair.b, CONSTANT_Utf8))
		return bad(reader, constant.b);
	const struct classfile_span name = classfile_utf8(file, pair.a),
				    descriptor = classfile_utf8(file, pair.b);
	const bool is_field = file->tags[index] == CONSTANT_Fieldref;
	if (reader->trusted)
		return true;
	if (is_field ? !name_is_unqualified(name)
		     : !name_is_method(name) || classfile_span_is(name, "<clinit>"))
		return format_error(reader, "Illegal %s name \"%.*s\" in class file",
				    is_field ? "field" : "method", (int)name.bytes, name.at);
	if (is_field ? !descriptor_is_field(descriptor) : descriptor_parameters(descriptor) < 0)
		return format_error(reader, "%s \"%.*s\" in class file has illegal signature \"%.*s\"",
				    is_field ? "Field" : "Method", (int)name.bytes, name.at,
				    (int)descriptor.bytes, descriptor.at);
	if (file->tags[index] == CONSTANT_Methodref && name.at[0] == '<' &&
	    descriptor.at[descriptor.bytes - 1] != 'V')
		return format_error(reader, "Bad method name at constant pool index %u in class file",
				    pair.a);
	return true;
}

static bool check_method_handle(struct reader *reader, uint16_t index)
{
	const struct classfile *file = reader->file;
	const struct classfile_constant handle = file->constants[index];
	if (file->major < 51)
		return format_error(reader,
				    "Class file version does not support constant tag %u in class file",
				    CONSTANT_MethodHandle);
	/* JVMS 4.4.8: 1-4 fields; 5 and 8 methods; 6 and 7 methods, of interfaces too since 52; 9 interface
	 * methods. */
	const uint8_t tag = handle.b && handle.b < file->constants_count ? file->tags[handle.b] : 0;
	bool right;
	switch (handle.a) {
	case 1:
	case 2:
	case 3:
	case 4:
		right = tag == CONSTANT_Fieldref;
		break;
	case 5:
	case 8:
		right = tag == CONSTANT_Methodref;
		break;
	case 6:
	case 7:
		right = tag == CONSTANT_Methodref ||
			(tag == CONSTANT_InterfaceMethodref && file->major >= 52);
		break;
	case 9:
		right = tag == CONSTANT_InterfaceMethodref;
		break;
	default:
		return format_error(reader, "Bad method handle kind at constant pool index %u in class file",
				    index);
	}
	if (!right || !check_member(reader, handle.b))
		return bad(reader, index);
	if (handle.a >= 5) {
		const struct classfile_span name =
			classfile_utf8(file, file->constants[file->constants[handle.b].b].a);
		if ((handle.a == 8) != classfile_span_is(name, "<init>"))
			return format_error(reader, "Bad name at constant pool index %u in class file",
					    handle.b);
	}
	return true;
}

static bool check_dynamic(struct reader *reader, uint16_t index)
{
	const struct classfile *file = reader->file;
	const struct classfile_constant constant = file->constants[index];
	if (!is_tag(file, constant.b, CONSTANT_NameAndType))
		return bad(reader, index);
	const struct classfile_constant pair = file->constants[constant.b];
	if (!is_tag(file, pair.a, CONSTANT_Utf8) || !is_tag(file, pair.b, CONSTANT_Utf8))
		return bad(reader, constant.b);
	const struct classfile_span name = classfile_utf8(file, pair.a),
				    descriptor = classfile_utf8(file, pair.b);
	const bool is_call = file->tags[index] == CONSTANT_InvokeDynamic;
	if (is_call ? !name_is_method(name) || name.at[0] == '<' : !name_is_unqualified(name))
		return format_error(reader, "Illegal %s name \"%.*s\" in class file",
				    is_call ? "method" : "field", (int)name.bytes, name.at);
	if (file->tags[index] == CONSTANT_Dynamic ? !descriptor_is_field(descriptor)
						  : descriptor_parameters(descriptor) < 0)
		return format_error(
			reader,
			"Illegal descriptor of a dynamic constant at constant pool index %u in class file",
			index);
	return true;
}

static bool check_constant(struct reader *reader, uint16_t index)
{
	const struct classfile *file = reader->file;
	const struct classfile_constant constant = file->constants[index];
	switch (file->tags[index]) {
	case CONSTANT_Utf8:
		return reader->trusted || modified_utf8_valid(constant.text.at, constant.text.bytes) ||
		       format_error(reader, "Illegal UTF8 string in constant pool in class file");
	case CONSTANT_Class:
		if (!is_tag(file, constant.a, CONSTANT_Utf8))
			return bad(reader, index);
		if (!reader->trusted && !name_is_class(classfile_utf8(file, constant.a)))
			return format_error(reader, "Illegal class name \"%.*s\" in class file",
					    (int)classfile_utf8(file, constant.a).bytes,
					    classfile_utf8(file, constant.a).at);
		return true;
	case CONSTANT_String:
	case CONSTANT_Module:
	case CONSTANT_Package:
		return is_tag(file, constant.a, CONSTANT_Utf8) || bad(reader, index);
	case CONSTANT_MethodType:
		return (is_tag(file, constant.a, CONSTANT_Utf8) &&
			descriptor_parameters(classfile_utf8(file, constant.a)) >= 0) ||
		       bad(reader, index);
	case CONSTANT_NameAndType:
		return (is_tag(file, constant.a, CONSTANT_Utf8) && is_tag(file, constant.b, CONSTANT_Utf8)) ||
		       bad(reader, index);
	case CONSTANT_Fieldref:
	case CONSTANT_Methodref:
	case CONSTANT_InterfaceMethodref:
		return check_member(reader, index);
	case CONSTANT_MethodHandle:
		return check_method_handle(reader, index);
	case CONSTANT_Dynamic:
	case CONSTANT_InvokeDynamic:
		return check_dynamic(reader, index);
	default:
		return true;
	}
}

bool check_constants(struct reader *reader)
{
	for (uint32_t i = 1; i < reader->file->constants_count; i++)
		if (!check_constant(reader, (uint16_t)i))
			return false;
	return true;
}
