/* SPDX-License-Identifier: Apache-2.0 */
/* The C of a package: a header that an application reads and a source of tables that channel/codec walks. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "channel/types/check.h"
#include "channel/types/text.h"

static const char *const c_scalars[SCALAR_COUNT] = {
	[SCALAR_BOOL] = "bool",       [SCALAR_INT8] = "int8_t",     [SCALAR_INT16] = "int16_t",
	[SCALAR_INT32] = "int32_t",   [SCALAR_INT64] = "int64_t",   [SCALAR_UINT8] = "uint8_t",
	[SCALAR_UINT16] = "uint16_t", [SCALAR_UINT32] = "uint32_t", [SCALAR_UINT64] = "uint64_t",
	[SCALAR_FLOAT32] = "float",   [SCALAR_FLOAT64] = "double",
};

static bool is_short(const struct type *type)
{
	return (type->kind == TYPE_STRING || type->kind == TYPE_BYTES) && type->flat;
}

/* The C type of a value, without what follows the name. */
static void add_c_type(struct text *text, const struct package *package, const struct type *type)
{
	switch (type->kind) {
	case TYPE_SCALAR:
		text_add(text, "%s", c_scalars[type->scalar]);
		break;
	case TYPE_STRING:
	case TYPE_BYTES:
		if (type->flat)
			text_add(text, "struct { uint8_t length; %s data[%u]; }",
				 type->kind == TYPE_STRING ? "char" : "uint8_t", type->bound);
		else
			text_add(text, "struct sd_%s", type->kind == TYPE_STRING ? "string" : "bytes");
		break;
	case TYPE_LIST:
		text_add(text, "struct { const ");
		if (type->element->kind == TYPE_ARRAY || is_short(type->element) ||
		    type->element->kind == TYPE_OPTION) {
			text_add(text, "struct { ");
			add_c_type(text, package, type->element);
			text_add(text, " item; } *items; uint32_t count; }");
			break;
		}
		add_c_type(text, package, type->element);
		text_add(text, " *items; uint32_t count; }");
		break;
	case TYPE_ARRAY:
		text_add(text, "struct { ");
		add_c_type(text, package, type->element);
		text_add(text, " items[%u]; }", type->bound);
		break;
	case TYPE_OPTION:
		text_add(text, "struct { bool present; ");
		add_c_type(text, package, type->element);
		text_add(text, " value; }");
		break;
	case TYPE_ENUM:
		text_add(text, "%s_%s", package->name, type->name);
		break;
	case TYPE_STRUCT:
		text_add(text, "struct %s_%s", package->name, type->name);
		break;
	}
}

/* Declarations in an order in which each stands before its use. */
static void visit(const struct package *package, const struct declaration *declaration, bool *seen,
		  const struct declaration **order, size_t *count)
{
	size_t index = declaration - package->declarations;

	if (seen[index])
		return;
	seen[index] = true;
	for (size_t i = 0; i < declaration->field_count; i++) {
		const struct type *type = declaration->fields[i].type;
		while (type->element)
			type = type->element;
		if (type->declared)
			visit(package, type->declared, seen, order, count);
	}
	order[(*count)++] = declaration;
}

static const struct declaration **in_order(const struct package *package)
{
	size_t total = package->declaration_count, count = 0;
	bool *seen = calloc(total + 1, sizeof(*seen));
	const struct declaration **order = calloc(total + 1, sizeof(const struct declaration *));

	if (!seen || !order) {
		free(seen);
		free(order);
		return NULL;
	}
	for (size_t i = 0; i < total; i++)
		visit(package, &package->declarations[i], seen, order, &count);
	free(seen);
	return order;
}

static void add_enum(struct text *text, const struct package *package, const struct declaration *enumeration)
{
	text_add(text, "\n%s%stypedef %s %s_%s;\nenum {\n", enumeration->comment ? enumeration->comment : "",
		 enumeration->comment ? "\n" : "", c_scalars[enumeration->width], package->name,
		 enumeration->name);
	for (size_t i = 0; i < enumeration->value_count; i++)
		text_add(text, "\t%s_%s_%s = %lld,\n", package->name, enumeration->name,
			 enumeration->values[i].name, (long long)enumeration->values[i].value);
	text_add(text, "};\n");
}

/* A short string's two helpers: from a C string, with its bound checked, and as a view. */
static void add_string_helpers(struct text *text, const char *owner, const struct field *field)
{
	text_add(text,
		 "\n/* False when the text is longer than %u bytes; then nothing is changed. */\n"
		 "static inline bool %s_%s_set(struct %s *value, const char *text)\n"
		 "{\n"
		 "\tsize_t length = strlen(text);\n"
		 "\tif (length > %u)\n"
		 "\t\treturn false;\n"
		 "\tmemset(&value->%s, 0, sizeof(value->%s));\n"
		 "\tmemcpy(value->%s.data, text, length);\n"
		 "\tvalue->%s.length = (uint8_t)length;\n"
		 "\treturn true;\n"
		 "}\n"
		 "static inline struct sd_string %s_%s_get(const struct %s *value)\n"
		 "{\n"
		 "\treturn (struct sd_string){ value->%s.data, value->%s.length };\n"
		 "}\n",
		 field->type->bound, owner, field->name, owner, field->type->bound, field->name, field->name,
		 field->name, field->name, owner, field->name, owner, field->name, field->name);
}

static void add_struct(struct text *text, const struct package *package,
		       const struct declaration *declaration)
{
	struct text owner = { 0 };

	text_add(&owner, "%s_%s", package->name, declaration->name);
	text_add(text, "\n%s%sstruct %s_%s {\n", declaration->comment ? declaration->comment : "",
		 declaration->comment ? "\n" : "", package->name, declaration->name);
	for (size_t i = 0; i < declaration->field_count; i++) {
		text_add(text, "\t");
		add_c_type(text, package, declaration->fields[i].type);
		text_add(text, " %s;\n", declaration->fields[i].name);
	}
	text_add(text, "};\nextern const struct sd_type %s_%s_type;\n", package->name, declaration->name);
	for (size_t i = 0; owner.data && i < declaration->field_count; i++) {
		if (declaration->fields[i].type->kind == TYPE_STRING && declaration->fields[i].type->flat)
			add_string_helpers(text, owner.data, &declaration->fields[i]);
	}
	free(text_take(&owner));
}

static void add_port(struct text *text, const struct package *package, const struct service *service,
		     const struct port *port)
{
	struct text value = { 0 };

	add_c_type(&value, package, port->type);
	text_add(text, "\nextern struct sd_port %s_%s;\n", service->name, port->name);
	text_add(text,
		 "static inline int %s_%s_%s(%s%s *value, sd_time deadline)\n"
		 "{\n"
		 "\treturn sd_%s(&%s_%s, value, deadline);\n"
		 "}\n"
		 "static inline void %s_%s_close(void)\n"
		 "{\n"
		 "\tsd_close(&%s_%s);\n"
		 "}\n",
		 service->name, port->name, port->is_in ? "receive" : "send", port->is_in ? "" : "const ",
		 value.data ? value.data : "", port->is_in ? "receive" : "send", service->name, port->name,
		 service->name, port->name, service->name, port->name);
	free(text_take(&value));
}

char *types_emit_header(const struct package *package, const char *source)
{
	struct text text = { 0 };
	const struct declaration **order = in_order(package);

	if (!order)
		return NULL;
	text_add(&text,
		 "/* Made from %s; changes here are lost. */\n"
		 "#ifndef %s_SD_H\n#define %s_SD_H\n\n"
		 "#include <string.h>\n\n#include <stardust/port.h>\n",
		 source, package->name, package->name);
	for (size_t i = 0; i < package->declaration_count; i++) {
		if (order[i]->kind == TYPE_ENUM)
			add_enum(&text, package, order[i]);
		else
			add_struct(&text, package, order[i]);
	}
	for (size_t i = 0; i < package->service_count; i++) {
		text_add(&text, "\n/* Service %s */\n", package->services[i].name);
		for (size_t j = 0; j < package->services[i].port_count; j++)
			add_port(&text, package, &package->services[i], &package->services[i].ports[j]);
	}
	text_add(&text, "\n#endif\n");
	free(order);
	return text_take(&text);
}

/* Tables. Those of unnamed types are numbered in the order in which they are needed. */

struct tables {
	struct text *text;
	const struct package *package;
	unsigned count;
};

static const char *const kind_names[] = {
	[TYPE_LIST] = "CODEC_LIST",     [TYPE_ARRAY] = "CODEC_ARRAY", [TYPE_OPTION] = "CODEC_OPTION",
	[TYPE_STRING] = "CODEC_STRING", [TYPE_BYTES] = "CODEC_BYTES",
};

/* Writes the table of a type and of what it is made of, and its name into `name`. */
static void add_table(struct tables *tables, const struct type *type, char name[64])
{
	char element[64];

	if (type->declared) {
		snprintf(name, 64, "%s_table", type->declared->name);
		return;
	}
	if (type->element)
		add_table(tables, type->element, element);
	snprintf(name, 64, "unnamed_%u", tables->count++);

	struct text c_type = { 0 };
	add_c_type(&c_type, tables->package, type);
	text_add(tables->text, "typedef %s %s_value;\nstatic const struct codec_type %s = {\n\t.kind = %s,\n",
		 c_type.data ? c_type.data : "", name, name,
		 is_short(type) ? type->kind == TYPE_STRING ? "CODEC_SHORT_STRING" : "CODEC_SHORT_BYTES"
		 : type->kind == TYPE_SCALAR ? type->scalar == SCALAR_BOOL ? "CODEC_BOOL" : "CODEC_PLAIN"
					     : kind_names[type->kind]);
	text_add(tables->text,
		 "\t.flat = %s,\n\t.wire_bytes = %u,\n\t.value_bytes = sizeof(%s_value),\n\t.bound = %u,\n",
		 type->flat ? "true" : "false", type->wire_bytes, name, type->bound);
	if (type->element)
		text_add(tables->text, "\t.element = &%s,\n", element);
	if (type->kind == TYPE_OPTION)
		text_add(tables->text,
			 "\t.element_wire = %u,\n\t.element_value = offsetof(%s_value, value),\n",
			 type->element->align, name);
	text_add(tables->text, "};\n");
	if (type->flat)
		text_add(tables->text, "static_assert(sizeof(%s_value) == %u, \"layout\");\n", name,
			 type->wire_bytes);
	free(text_take(&c_type));
}

static void add_enum_table(struct tables *tables, const struct declaration *enumeration)
{
	text_add(tables->text, "\nstatic const int64_t %s_values[] = {", enumeration->name);
	for (size_t i = 0; i < enumeration->value_count; i++)
		text_add(tables->text, " %lld,", (long long)enumeration->values[i].value);
	text_add(tables->text,
		 " };\nstatic const struct codec_type %s_table = {\n\t.kind = CODEC_ENUM,\n\t.flat = true,\n"
		 "\t.wire_bytes = %u,\n\t.value_bytes = %u,\n\t.values = %s_values,\n\t.value_count = %zu,\n"
		 "\t.is_signed = %s,\n};\n",
		 enumeration->name, enumeration->wire_bytes, enumeration->wire_bytes, enumeration->name,
		 enumeration->value_count, enumeration->width < SCALAR_UINT8 ? "true" : "false");
}

static void add_struct_table(struct tables *tables, const struct declaration *declaration)
{
	struct text fields = { 0 };
	const char *package = tables->package->name;

	text_add(tables->text, "\n");
	for (size_t i = 0; i < declaration->field_count; i++) {
		const struct field *field = &declaration->fields[i];
		char table[64];
		add_table(tables, field->type, table);
		text_add(&fields, "\t{ \"%s\", %u, offsetof(struct %s_%s, %s), &%s },\n", field->name,
			 field->wire_offset, package, declaration->name, field->name, table);
		if (declaration->flat)
			text_add(tables->text,
				 "static_assert(offsetof(struct %s_%s, %s) == %u, \"layout\");\n", package,
				 declaration->name, field->name, field->wire_offset);
	}
	text_add(tables->text,
		 "static const struct codec_field %s_fields[] = {\n%s};\n"
		 "static const struct codec_type %s_table = {\n\t.kind = CODEC_STRUCT,\n\t.flat = %s,\n"
		 "\t.wire_bytes = %u,\n\t.value_bytes = sizeof(struct %s_%s),\n\t.fields = %s_fields,\n"
		 "\t.field_count = %zu,\n};\n",
		 declaration->name, fields.data ? fields.data : "", declaration->name,
		 declaration->flat ? "true" : "false", declaration->wire_bytes, package, declaration->name,
		 declaration->name, declaration->field_count);
	if (declaration->flat)
		text_add(tables->text, "static_assert(sizeof(struct %s_%s) == %u, \"layout\");\n", package,
			 declaration->name, declaration->wire_bytes);
	free(text_take(&fields));
}

/* The constant that the runtime knows a struct by. */
static void add_type_constant(struct text *text, const struct package *package,
			      const struct declaration *declaration)
{
	struct type use = { .kind = declaration->kind,
			    .name = declaration->name,
			    .declared = declaration,
			    .flat = declaration->flat,
			    .wire_bytes = declaration->wire_bytes,
			    .outer_max = declaration->outer_max };
	struct port_type described;
	const char *name = declaration->name;

	if (!types_describe(package, &use, &described)) {
		text->failed = true;
		return;
	}
	text_add(text,
		 "\nstatic uint32_t %s_bytes(const void *value)\n{\n\treturn codec_bytes(&%s_table, "
		 "value);\n}\n"
		 "static void %s_encode(const void *value, void *out)\n{\n\tcodec_encode(&%s_table, value, "
		 "out);\n}\n"
		 "static const char *%s_decode(void *value, const void *in, uint32_t length)\n{\n"
		 "\treturn codec_decode(&%s_table, value, in, length);\n}\n",
		 name, name, name, name, name, name);
	text_add(text, "const struct sd_type %s_%s_type = {\n\t.name = \"%s\",\n\t.hash = {", package->name,
		 name, described.name);
	for (int i = 0; i < TYPES_HASH_BYTES; i++)
		text_add(text, "%s0x%02x,", i % 16 ? " " : "\n\t\t", described.hash[i]);
	text_add(text,
		 "\n\t},\n\t.canonical = \"%s\",\n\t.canonical_length = %zu,\n\t.value_bytes = sizeof(struct "
		 "%s_%s),\n"
		 "\t.min_encoded = %u,\n\t.max_encoded = %u,\n\t.flat = %s,\n\t.plain = %s,\n"
		 "\t.encoded_bytes = %s_bytes,\n\t.encode = %s_encode,\n\t.decode = %s_decode,\n};\n",
		 described.canonical, strlen(described.canonical), package->name, name, described.min_encoded,
		 described.max_encoded, declaration->flat ? "true" : "false",
		 described.plain ? "true" : "false", name, name, name);
	free(described.canonical);
	free(described.name);
}

char *types_emit_source(const struct package *package, const char *source)
{
	struct text text = { 0 };
	struct tables tables = { &text, package, 0 };
	const struct declaration **order = in_order(package);

	if (!order)
		return NULL;
	text_add(&text,
		 "/* Made from %s; changes here are lost. */\n#include <assert.h>\n#include <stddef.h>\n\n"
		 "#include <stardust/codec.h>\n#include \"%s.h\"\n",
		 source, package->name);
	for (size_t i = 0; i < package->declaration_count; i++) {
		if (order[i]->kind == TYPE_ENUM) {
			add_enum_table(&tables, order[i]);
		} else {
			add_struct_table(&tables, order[i]);
			add_type_constant(&text, package, order[i]);
		}
	}
	for (size_t i = 0; i < package->service_count; i++) {
		const struct service *service = &package->services[i];
		for (size_t j = 0; j < service->port_count; j++) {
			const struct port *port = &service->ports[j];
			text_add(&text,
				 "\nstruct sd_port %s_%s = {\n\t.name = \"%s\",\n\t.direction = %s,\n"
				 "\t.type = &%s_%s_type,\n\t.capacity = %u,\n};\n",
				 service->name, port->name, port->name, port->is_in ? "SD_IN" : "SD_OUT",
				 package->name, port->type->name, port->capacity);
		}
	}
	free(order);
	return text_take(&text);
}
