/* SPDX-License-Identifier: Apache-2.0 */
/* attributes.c: attributes of the class and of code (JVMS 4.7). Unknown ones are skipped. */
#include "jvm/classfile/line_table.h"
#include "jvm/classfile/reader.h"
#include <stdlib.h>

bool next_attribute(struct reader *reader, struct classfile_span *name, struct reader *body)
{
	const uint16_t index = read_index(reader, CONSTANT_Utf8, "attribute name");
	const uint32_t bytes = read_u4(reader);
	const struct classfile_span span = read_span(reader, bytes);
	if (failed(reader))
		return false;
	*name = classfile_utf8(reader->file, index);
	*body = (struct reader){ span.at, span.at + span.bytes, reader->file, reader->error,
				 reader->trusted };
	return true;
}

bool attribute_ends(struct reader *body, struct classfile_span name)
{
	if (!failed(body) && body->at != body->end)
		return format_error(body, "%.*s attribute has wrong length in class file", (int)name.bytes,
				    name.at);
	return !failed(body);
}

struct classfile_span whole(struct reader *body)
{
	return (struct classfile_span){ body->at, (uint32_t)(body->end - body->at) };
}

static bool read_ranges(struct reader *body, struct classfile_method *method)
{
	method->ranges_count = read_u2(body);
	method->ranges = tree_allocate(body, method->ranges_count, sizeof *method->ranges);
	for (int i = 0; i < method->ranges_count && !failed(body); i++) {
		struct classfile_range *range = &method->ranges[i];
		range->start = read_u2(body);
		range->end = read_u2(body);
		range->handler = read_u2(body);
		range->type = read_optional_index(body, CONSTANT_Class, "exception catch type");
		if (!failed(body) && (range->start >= range->end || range->end > method->code.bytes ||
				      range->handler >= method->code.bytes))
			return format_error(body, "Illegal exception table range in class file");
	}
	return !failed(body);
}

static int by_bci(const void *a, const void *b)
{
	const struct classfile_line *x = a, *y = b;
	return x->bci < y->bci ? -1 : x->bci > y->bci;
}

static bool read_lines(struct reader *body, struct classfile_method *method)
{
	const uint16_t count = read_u2(body);
	struct classfile_line *lines = tree_allocate(body, method->lines_count + count, sizeof *lines);
	if (failed(body))
		return false;
	bool sorted = true;
	for (uint32_t i = 0; i < method->lines_count; i++)
		lines[i] = method->lines[i];
	for (uint32_t i = method->lines_count; i < method->lines_count + count; i++) {
		lines[i].bci = read_u2(body);
		lines[i].line = read_u2(body);
		if (!failed(body) && lines[i].bci >= method->code.bytes)
			return format_error(body, "Invalid pc in LineNumberTable in class file");
		sorted &= i == 0 || lines[i - 1].bci <= lines[i].bci;
	}
	method->lines = lines;
	method->lines_count += count;
	if (!sorted)
		qsort(lines, method->lines_count, sizeof *lines, by_bci);
	return true;
}

bool read_code(struct reader *reader, struct classfile_method *method)
{
	method->has_code = true;
	method->max_stack = read_u2(reader);
	method->max_locals = read_u2(reader);
	const uint32_t bytes = read_u4(reader);
	if (failed(reader) || bytes == 0 || bytes > 65535)
		return format_error(reader, "Invalid method Code length %u in class file", bytes);
	method->code = read_span(reader, bytes);
	if (!read_ranges(reader, method))
		return false;
	struct classfile_span name;
	struct reader body;
	for (int left = read_u2(reader); left > 0 && next_attribute(reader, &name, &body); left--) {
		if (classfile_span_is(name, "LineNumberTable")) {
			if (!read_lines(&body, method) || !attribute_ends(&body, name))
				return false;
		} else if (classfile_span_is(name, "StackMapTable")) {
			if (method->stack_map.at)
				return format_error(reader,
						    "Multiple StackMapTable attributes in class file");
			method->stack_map = whole(&body);
		} else if (classfile_span_is(name, "LocalVariableTable")) {
			method->local_variables = whole(&body);
		}
	}
	return !failed(reader);
}

static uint16_t *read_classes(struct reader *body, uint16_t *count)
{
	*count = read_u2(body);
	uint16_t *list = tree_allocate(body, *count, sizeof *list);
	for (int i = 0; i < *count && !failed(body); i++)
		list[i] = read_index(body, CONSTANT_Class, "class");
	return list;
}

static void read_inner(struct reader *body)
{
	struct classfile *file = body->file;
	file->inner_count = read_u2(body);
	file->inner = tree_allocate(body, file->inner_count, sizeof *file->inner);
	for (int i = 0; i < file->inner_count && !failed(body); i++) {
		file->inner[i].inner = read_index(body, CONSTANT_Class, "inner class");
		file->inner[i].outer = read_optional_index(body, CONSTANT_Class, "outer class");
		file->inner[i].name = read_optional_index(body, CONSTANT_Utf8, "inner name");
		file->inner[i].access = read_u2(body);
		if (!failed(body) && file->inner[i].inner == file->inner[i].outer)
			format_error(body, "Class is both outer and inner class in class file");
		if (!failed(body))
			check_class_access(body, file->inner[i].access, file->inner[i].inner);
	}
}

static void read_bootstrap(struct reader *body)
{
	struct classfile *file = body->file;
	file->bootstrap_count = read_u2(body);
	file->bootstrap = tree_allocate(body, file->bootstrap_count, sizeof *file->bootstrap);
	for (int i = 0; i < file->bootstrap_count && !failed(body); i++) {
		struct classfile_bootstrap *method = &file->bootstrap[i];
		method->handle = read_index(body, CONSTANT_MethodHandle, "bootstrap method");
		method->arguments_count = read_u2(body);
		method->arguments = tree_allocate(body, method->arguments_count, sizeof *method->arguments);
		for (int j = 0; j < method->arguments_count && !failed(body); j++) {
			const uint16_t index = read_u2(body);
			const uint8_t tag = index < file->constants_count ? file->tags[index] : 0;
			if (tag != CONSTANT_Integer && tag != CONSTANT_Float && tag != CONSTANT_Long &&
			    tag != CONSTANT_Double && tag != CONSTANT_Class && tag != CONSTANT_String &&
			    tag != CONSTANT_MethodHandle && tag != CONSTANT_MethodType &&
			    tag != CONSTANT_Dynamic)
				format_error(body, "argument_index %u has bad constant type in class file",
					     index);
			else
				method->arguments[j] = index;
		}
	}
}

static void read_record(struct reader *body)
{
	struct classfile *file = body->file;
	file->is_record = true;
	file->record_count = read_u2(body);
	file->records = tree_allocate(body, file->record_count, sizeof *file->records);
	for (int i = 0; i < file->record_count && !failed(body); i++) {
		struct classfile_record *component = &file->records[i];
		component->name = read_index(body, CONSTANT_Utf8, "record component name");
		component->descriptor = read_index(body, CONSTANT_Utf8, "record component descriptor");
		if (!failed(body) && (!name_is_unqualified(classfile_utf8(file, component->name)) ||
				      !descriptor_is_field(classfile_utf8(file, component->descriptor))))
			format_error(body, "Illegal record component in class file");
		struct classfile_span name;
		struct reader inner;
		for (int left = read_u2(body); left > 0 && next_attribute(body, &name, &inner); left--) {
			if (classfile_span_is(name, "Signature"))
				component->signature = read_index(&inner, CONSTANT_Utf8, "signature");
			else if (classfile_span_is(name, "RuntimeVisibleAnnotations"))
				component->annotations = whole(&inner);
			else if (classfile_span_is(name, "RuntimeVisibleTypeAnnotations"))
				component->type_annotations = whole(&inner);
		}
	}
}

/* One attribute of the class; body is read to its end when it is one whose length must agree. */
static bool read_class_attribute(struct reader *body, struct classfile_span name)
{
	struct classfile *file = body->file;
	if (classfile_span_is(name, "SourceFile"))
		file->source_file = read_index(body, CONSTANT_Utf8, "source file");
	else if (classfile_span_is(name, "Signature"))
		file->signature = read_index(body, CONSTANT_Utf8, "signature");
	else if (classfile_span_is(name, "InnerClasses"))
		read_inner(body);
	else if (classfile_span_is(name, "EnclosingMethod")) {
		file->enclosing_class = read_index(body, CONSTANT_Class, "enclosing class");
		file->enclosing_method = read_optional_index(body, CONSTANT_NameAndType, "enclosing method");
	} else if (classfile_span_is(name, "BootstrapMethods") && file->major >= 51)
		read_bootstrap(body);
	else if (classfile_span_is(name, "NestHost") && file->major >= 55)
		file->nest_host = read_index(body, CONSTANT_Class, "nest host");
	else if (classfile_span_is(name, "NestMembers") && file->major >= 55)
		file->nest_members = read_classes(body, &file->nest_members_count);
	else if (classfile_span_is(name, "PermittedSubclasses") && file->major >= 61) {
		file->is_sealed = true;
		file->permitted = read_classes(body, &file->permitted_count);
	} else if (classfile_span_is(name, "Record") && file->major >= 60)
		read_record(body);
	else {
		if (classfile_span_is(name, "RuntimeVisibleAnnotations"))
			file->annotations = whole(body);
		else if (classfile_span_is(name, "RuntimeVisibleTypeAnnotations"))
			file->type_annotations = whole(body);
		else if (body->trusted && classfile_span_is(name, LINE_TABLE_NAME))
			file->line_table = whole(body);
		body->at = body->end;
	}
	return attribute_ends(body, name);
}

static bool check_bootstrap_indices(struct reader *reader)
{
	const struct classfile *file = reader->file;
	for (uint32_t i = 1; i < file->constants_count; i++)
		if ((file->tags[i] == CONSTANT_Dynamic || file->tags[i] == CONSTANT_InvokeDynamic) &&
		    file->constants[i].a >= file->bootstrap_count)
			return format_error(reader, "Short length on BootstrapMethods in class file");
	return true;
}

bool read_class_attributes(struct reader *reader)
{
	struct classfile_span name;
	struct reader body;
	for (int left = read_u2(reader); left > 0 && next_attribute(reader, &name, &body); left--)
		if (!read_class_attribute(&body, name))
			return false;
	return !failed(reader) && check_bootstrap_indices(reader);
}
