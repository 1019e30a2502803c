/* SPDX-License-Identifier: Apache-2.0 */
/* code.c: the Code attribute and its own attributes (JVMS 4.7.3, 4.7.12 to 4.7.14). */
#include "jvm/classfile/reader.h"
#include <stdlib.h>

static bool read_ranges(struct reader *reader, struct classfile_method *method)
{
	method->ranges_count = read_u2(reader);
	method->ranges = tree_allocate(reader, method->ranges_count, sizeof *method->ranges);
	if (!reader_need(reader, 8u * method->ranges_count))
		return false;
	for (int i = 0; i < method->ranges_count && !failed(reader); i++) {
		struct classfile_range *range = &method->ranges[i];
		range->start = read_u2(reader);
		range->end = read_u2(reader);
		range->handler = read_u2(reader);
		if (range->start >= range->end || range->end > method->code.bytes)
			return format_error(reader, "Illegal exception table range in class file %.*s",
					    OWN_NAME(reader));
		if (range->handler >= method->code.bytes)
			return format_error(reader, "Illegal exception table handler in class file %.*s",
					    OWN_NAME(reader));
		range->type = read_u2(reader);
		if (range->type && !constant_is(reader, range->type, CONSTANT_Class))
			return format_error(
				reader,
				"Catch type in exception table has bad constant type in class file %.*s",
				OWN_NAME(reader));
	}
	return !failed(reader);
}

static int by_bci(const void *a, const void *b)
{
	const struct classfile_line *x = a, *y = b;
	return x->bci < y->bci ? -1 : x->bci > y->bci;
}

static bool read_lines(struct reader *reader, struct classfile_method *method, uint32_t length)
{
	const uint16_t count = read_u2(reader);
	if (!failed(reader) && length != 2 + 4u * count)
		return format_error(reader, "LineNumberTable attribute has wrong length in class file %.*s",
				    OWN_NAME(reader));
	if (!reader_need(reader, 4u * count))
		return false;
	struct classfile_line *lines = tree_allocate(reader, method->lines_count + count, sizeof *lines);
	if (failed(reader))
		return false;
	bool sorted = true;
	for (uint32_t i = 0; i < method->lines_count; i++)
		lines[i] = method->lines[i];
	for (uint32_t i = method->lines_count; i < method->lines_count + count; i++) {
		lines[i].bci = read_u2(reader);
		lines[i].line = read_u2(reader);
		if (lines[i].bci >= method->code.bytes)
			return format_error(reader, "Invalid pc in LineNumberTable in class file %.*s",
					    OWN_NAME(reader));
		sorted &= i == 0 || lines[i - 1].bci <= lines[i].bci;
	}
	method->lines = lines;
	method->lines_count += count;
	if (!sorted)
		qsort(lines, method->lines_count, sizeof *lines, by_bci);
	return true;
}

/* One entry of a LocalVariableTable or LocalVariableTypeTable. Two are the same variable when all but the
 * descriptor are equal. */
struct variable {
	struct variable *next; /* of the same table; afterwards of those with the same hash */
	uint16_t start, length, name, descriptor, index;
	bool typed; /* a LocalVariableTypeTable says more of it */
};

struct variables {
	struct variable *plain, *types; /* in any order */
	uint32_t count;
};

static bool variable_is_right(struct reader *reader, const struct classfile_method *method,
			      const struct variable *variable, const char *table, bool types)
{
	if (variable->start >= method->code.bytes)
		return format_error(reader, "Invalid start_pc %u in %s in class file %.*s", variable->start,
				    table, OWN_NAME(reader));
	if ((uint32_t)variable->start + variable->length > method->code.bytes)
		return format_error(reader, "Invalid length %u in %s in class file %.*s", variable->length,
				    table, OWN_NAME(reader));
	if (!constant_is(reader, variable->name, CONSTANT_Utf8))
		return format_error(reader, "Name index %u in %s has bad constant type in class file %.*s",
				    variable->name, table, OWN_NAME(reader));
	if (!constant_is(reader, variable->descriptor, CONSTANT_Utf8))
		return format_error(reader,
				    "Signature index %u in %s has bad constant type in class file %.*s",
				    variable->descriptor, table, OWN_NAME(reader));
	const struct classfile_span name = classfile_utf8(reader->file, variable->name),
				    descriptor = classfile_utf8(reader->file, variable->descriptor);
	if (!check_field_name(reader, name) || (!types && !check_field_descriptor(reader, name, descriptor)))
		return false;
	const bool two = !types && (descriptor.at[0] == 'J' || descriptor.at[0] == 'D');
	return variable->index + two < method->max_locals ||
	       format_error(reader, "Invalid index %u in %s in class file %.*s", variable->index, table,
			    OWN_NAME(reader));
}

static bool read_variables(struct reader *reader, const struct classfile_method *method,
			   const struct attribute *attribute, struct variables *variables)
{
	const bool types = attribute_is(attribute, "LocalVariableTypeTable");
	const char *const table = types ? "LocalVariableTypeTable" : "LocalVariableTable";
	struct variable **const list = types ? &variables->types : &variables->plain;
	const uint16_t count = read_u2(reader);
	if (!failed(reader) && attribute->length != 2 + 10u * count)
		return format_error(reader, "%s has wrong length in class file %.*s", table,
				    OWN_NAME(reader));
	if (!reader_need(reader, 10u * count))
		return false;
	struct variable *const made = tree_allocate(reader, count, sizeof *made);
	for (int i = 0; i < count && !failed(reader); i++) {
		struct variable *const variable = &made[i];
		variable->start = read_u2(reader);
		variable->length = read_u2(reader);
		variable->name = read_u2(reader);
		variable->descriptor = read_u2(reader);
		variable->index = read_u2(reader);
		if (!variable_is_right(reader, method, variable, table, types))
			return false;
		variable->next = *list;
		*list = variable;
	}
	variables->count += types ? 0 : count;
	return !failed(reader);
}

static struct variable **slot(struct variable **table, uint32_t size, const struct variable *variable)
{
	const uint32_t hash =
		((variable->start * 31u + variable->length) * 31u + variable->name) * 31u + variable->index;
	struct variable **at = &table[hash & (size - 1)];
	while (*at && ((*at)->start != variable->start || (*at)->length != variable->length ||
		       (*at)->name != variable->name || (*at)->index != variable->index))
		at = &(*at)->next;
	return at;
}

static bool duplicated(struct reader *reader, const char *table, const struct variable *variable)
{
	return format_error(reader, "Duplicated %s attribute entry for '%.*s' in class file %.*s", table,
			    SPAN(classfile_utf8(reader->file, variable->name)), OWN_NAME(reader));
}

/* No variable may be there twice, and generic types are of variables (4.7.13, 4.7.14). */
static bool check_variables(struct reader *reader, const struct variables *variables)
{
	if (!variables->plain)
		return true;
	uint32_t size = 4;
	while (size < variables->count)
		size *= 2;
	struct variable **const table = tree_allocate(reader, size, sizeof *table);
	if (!table)
		return false;
	for (struct variable *variable = variables->plain, *next; variable; variable = next) {
		struct variable **const at = slot(table, size, variable);
		next = variable->next;
		if (*at)
			return duplicated(reader, "LocalVariableTable", variable);
		variable->next = NULL;
		*at = variable;
	}
	for (const struct variable *variable = variables->types; variable; variable = variable->next) {
		struct variable *const found = *slot(table, size, variable);
		if (!found)
			return format_error(
				reader,
				"LVTT entry for '%.*s' in class file %.*s does not match any LVT entry",
				SPAN(classfile_utf8(reader->file, variable->name)), OWN_NAME(reader));
		if (found->typed)
			return duplicated(reader, "LocalVariableTypeTable", variable);
		found->typed = true;
	}
	return true;
}

static bool read_code_attribute(struct reader *reader, struct classfile_method *method,
				const struct attribute *attribute, struct variables *variables)
{
	if (attribute_is(attribute, "LineNumberTable"))
		return read_lines(reader, method, attribute->length);
	if (attribute_is(attribute, "StackMapTable") && reader->file->major >= 50) {
		if (method->stack_map.at)
			return format_error(reader, "Multiple StackMapTable attributes in class file %.*s",
					    OWN_NAME(reader));
		method->stack_map = read_span(reader, attribute->length);
		if (!attribute->length) /* as if it were not there, as in HotSpot */
			method->stack_map.at = NULL;
		return !failed(reader);
	}
	const bool variable = attribute_is(attribute, "LocalVariableTable");
	if (variable)
		method->local_variables = (struct classfile_span){ attribute->start, attribute->length };
	if (reader->trusted || (!variable && !attribute_is(attribute, "LocalVariableTypeTable")))
		return skip_attribute(reader, attribute);
	return read_variables(reader, method, attribute, variables);
}

bool read_code(struct reader *reader, struct classfile_method *method, uint32_t length)
{
	const uint8_t *const start = reader->at;
	struct variables variables = { 0 };
	struct attribute attribute;
	method->has_code = true;
	method->max_stack = read_u2(reader);
	method->max_locals = read_u2(reader);
	const uint32_t bytes = read_u4(reader);
	if (failed(reader))
		return false;
	if (method->max_locals < method->args_slots)
		return format_error(reader, "Arguments can't fit into locals in class file %.*s",
				    OWN_NAME(reader));
	if (bytes == 0 || bytes > 65535)
		return format_error(reader, "Invalid method Code length %u in class file %.*s", bytes,
				    OWN_NAME(reader));
	method->code = read_span(reader, bytes);
	if (!read_ranges(reader, method))
		return false;
	for (int left = read_u2(reader); left > 0; left--)
		if (!next_attribute(reader, &attribute,
				    "Invalid code attribute name index %u in class file %.*s") ||
		    !read_code_attribute(reader, method, &attribute, &variables))
			return false;
	if (!failed(reader) && reader->at != start + length)
		return format_error(reader, "Code segment has wrong length in class file %.*s",
				    OWN_NAME(reader));
	return !failed(reader) && check_variables(reader, &variables);
}
