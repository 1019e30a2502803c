/* SPDX-License-Identifier: Apache-2.0 */
/* A table is a tree of its own: a struct that is used twice is there twice, which the limit of an encoding's
 * length keeps small. */
#include "channel/types/table.h"

#include <stdlib.h>

#include <stardust/type.h>

static uint32_t up(uint32_t bytes, uint32_t align)
{
	return (bytes + align - 1) / align * align;
}

/* Alignment of the C value. What is flat lies in memory as it is encoded. */
static uint32_t value_align(const struct type *type)
{
	uint32_t align = 1;

	if (type->kind == TYPE_STRUCT) {
		const struct declaration *declaration = type->declared;
		if (declaration->flat)
			return declaration->align;
		for (size_t i = 0; i < declaration->field_count; i++) {
			uint32_t of_field = value_align(declaration->fields[i].type);
			align = of_field > align ? of_field : align;
		}
		return align;
	}
	if (type->flat)
		return type->align;
	if (type->kind == TYPE_ARRAY || type->kind == TYPE_OPTION)
		return value_align(type->element);
	return _Alignof(struct sd_bytes);
}

static bool fill_enum(struct codec_type *table, const struct declaration *declaration)
{
	int64_t *values = calloc(declaration->value_count, sizeof *values);

	table->kind = CODEC_ENUM;
	table->values = values;
	table->value_bytes = declaration->wire_bytes;
	table->is_signed = declaration->width < SCALAR_UINT8;
	for (size_t i = 0; values && i < declaration->value_count; i++)
		values[i] = declaration->values[i].value;
	table->value_count = (uint32_t)declaration->value_count;
	return values;
}

static bool fill_struct(struct codec_type *table, const struct type *type)
{
	const struct declaration *declaration = type->declared;
	struct codec_field *fields = calloc(declaration->field_count + 1, sizeof *fields);
	uint32_t bytes = 0;

	table->kind = CODEC_STRUCT;
	table->fields = fields;
	for (size_t i = 0; fields && i < declaration->field_count; i++) {
		const struct field *field = &declaration->fields[i];
		const struct codec_type *part = types_table(field->type);
		if (!part)
			return false;
		bytes = up(bytes, value_align(field->type));
		fields[i] = (struct codec_field){ field->name, field->wire_offset, bytes, part };
		table->field_count++;
		bytes += part->value_bytes;
	}
	table->value_bytes = up(bytes, value_align(type));
	return fields;
}

static bool fill_element(struct codec_type *table, const struct type *type)
{
	const struct codec_type *element = types_table(type->element);

	table->element = element;
	if (!element)
		return false;
	if (type->kind == TYPE_LIST) {
		table->kind = CODEC_LIST;
		table->value_bytes = sizeof(struct sd_bytes);
	} else if (type->kind == TYPE_ARRAY) {
		table->kind = CODEC_ARRAY;
		table->value_bytes = type->bound * element->value_bytes;
	} else {
		table->kind = CODEC_OPTION;
		table->element_wire = type->element->align;
		table->element_value = value_align(type->element);
		table->value_bytes = table->element_value + element->value_bytes;
		table->value_bytes = up(table->value_bytes, table->element_value);
	}
	return true;
}

static void fill_text(struct codec_type *table, const struct type *type)
{
	bool is_string = type->kind == TYPE_STRING;

	if (type->flat) {
		table->kind = is_string ? CODEC_SHORT_STRING : CODEC_SHORT_BYTES;
		table->value_bytes = type->wire_bytes;
	} else {
		table->kind = is_string ? CODEC_STRING : CODEC_BYTES;
		table->value_bytes = sizeof(struct sd_bytes);
	}
}

struct codec_type *types_table(const struct type *type)
{
	struct codec_type *table = calloc(1, sizeof *table);
	bool done = true;

	if (!table)
		return NULL;
	table->flat = type->declared ? type->declared->flat || type->kind == TYPE_ENUM : type->flat;
	table->wire_bytes = type->declared ? type->declared->wire_bytes : type->wire_bytes;
	table->bound = type->bound;
	switch (type->kind) {
	case TYPE_SCALAR:
		table->kind = type->scalar == SCALAR_BOOL ? CODEC_BOOL : CODEC_PLAIN;
		table->value_bytes = type->wire_bytes;
		break;
	case TYPE_STRING:
	case TYPE_BYTES:
		fill_text(table, type);
		break;
	case TYPE_ENUM:
		done = fill_enum(table, type->declared);
		break;
	case TYPE_STRUCT:
		done = fill_struct(table, type);
		break;
	default:
		done = fill_element(table, type);
	}
	if (done)
		return table;
	types_table_free(table);
	return NULL;
}

void types_table_free(struct codec_type *table)
{
	if (!table)
		return;
	for (uint32_t i = 0; i < table->field_count; i++)
		types_table_free((struct codec_type *)table->fields[i].type);
	types_table_free((struct codec_type *)table->element);
	free((struct codec_field *)table->fields);
	free((int64_t *)table->values);
	free(table);
}
