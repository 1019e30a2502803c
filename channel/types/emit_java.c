/* SPDX-License-Identifier: Apache-2.0 */
/* The Java of a package. Each record and enum carries annotations wherever its Java types alone would be
 * read as other types of the .sd language (docs/types.md, "In Java"), so the types that a build finds in the
 * class files are these again.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "channel/types/check.h"
#include "channel/types/text.h"

/* Unsigned integers take the next wider type, all of whose values they can show. */
static const struct {
	const char *primitive, *boxed;
	bool is_default;
} scalars[SCALAR_COUNT] = {
	[SCALAR_BOOL] = { "boolean", "Boolean", true },  [SCALAR_INT8] = { "byte", "Byte", true },
	[SCALAR_INT16] = { "short", "Short", true },     [SCALAR_INT32] = { "int", "Integer", true },
	[SCALAR_INT64] = { "long", "Long", true },       [SCALAR_UINT8] = { "int", "Integer", false },
	[SCALAR_UINT16] = { "int", "Integer", false },   [SCALAR_UINT32] = { "long", "Long", false },
	[SCALAR_UINT64] = { "long", "Long", false },     [SCALAR_FLOAT32] = { "float", "Float", true },
	[SCALAR_FLOAT64] = { "double", "Double", true },
};

static const char *const java_words[] = {
	"abstract", "assert",   "boolean",    "break",     "byte",       "case",      "catch",
	"char",     "class",    "const",      "continue",  "default",    "do",        "double",
	"else",     "enum",     "extends",    "final",     "finally",    "float",     "for",
	"goto",     "if",       "implements", "import",    "instanceof", "int",       "interface",
	"long",     "native",   "new",        "package",   "private",    "protected", "public",
	"return",   "short",    "static",     "strictfp",  "super",      "switch",    "synchronized",
	"this",     "throw",    "throws",     "transient", "try",        "void",      "volatile",
	"while",    "true",     "false",      "null",      "_",          "clone",     "finalize",
	"getClass", "hashCode", "notify",     "notifyAll", "toString",   "wait",
};

bool types_is_java_word(const char *name)
{
	for (size_t i = 0; i < sizeof java_words / sizeof java_words[0]; i++)
		if (strcmp(java_words[i], name) == 0)
			return true;
	return false;
}

/* A name that a record's component may have: some method names of Object are forbidden too (JLS 8.10.1). */
static void add_name(struct text *text, const char *name)
{
	text_add(text, "%s%s", name, types_is_java_word(name) ? "_" : "");
}

static void add_java_type(struct text *text, const struct type *type, bool boxed)
{
	switch (type->kind) {
	case TYPE_SCALAR:
		text_add(text, "%s", boxed ? scalars[type->scalar].boxed : scalars[type->scalar].primitive);
		break;
	case TYPE_STRING:
		text_add(text, "String");
		break;
	case TYPE_BYTES:
		text_add(text, "byte[]");
		break;
	case TYPE_LIST:
	case TYPE_ARRAY:
		if (type->element->kind == TYPE_SCALAR) {
			text_add(text, "%s[]", scalars[type->element->scalar].primitive);
			break;
		}
		text_add(text, "java.util.List<");
		add_java_type(text, type->element, true);
		text_add(text, ">");
		break;
	case TYPE_OPTION:
		text_add(text, "java.util.Optional<");
		add_java_type(text, type->element, true);
		text_add(text, ">");
		break;
	case TYPE_ENUM:
	case TYPE_STRUCT:
		text_add(text, "%s", type->name);
		break;
	}
}

/* The type as in the .sd file. */
static void add_sd_type(struct text *text, const struct type *type)
{
	switch (type->kind) {
	case TYPE_SCALAR:
		text_add(text, "%s", types_scalar_name(type->scalar));
		break;
	case TYPE_STRING:
	case TYPE_BYTES:
		text_add(text, "%s<%u>", type->kind == TYPE_STRING ? "string" : "bytes", type->bound);
		break;
	case TYPE_LIST:
		text_add(text, "list<");
		add_sd_type(text, type->element);
		text_add(text, ", %u>", type->bound);
		break;
	case TYPE_ARRAY:
		add_sd_type(text, type->element);
		text_add(text, "[%u]", type->bound);
		break;
	case TYPE_OPTION:
		text_add(text, "option<");
		add_sd_type(text, type->element);
		text_add(text, ">");
		break;
	case TYPE_ENUM:
	case TYPE_STRUCT:
		text_add(text, "%s", type->name);
		break;
	}
}

/* Whether the Java type alone says it. */
static bool is_default(const struct type *type)
{
	switch (type->kind) {
	case TYPE_SCALAR:
		return scalars[type->scalar].is_default;
	case TYPE_STRING:
	case TYPE_BYTES:
		return type->bound == TYPES_DEFAULT_BOUND;
	case TYPE_LIST:
		return type->bound == TYPES_DEFAULT_COUNT && is_default(type->element);
	case TYPE_OPTION:
		return is_default(type->element);
	case TYPE_ARRAY:
		return false;
	default:
		return true;
	}
}

static void add_head(struct text *text, const struct package *package, const char *source,
		     const char *comment)
{
	text_add(text, "// Made from %s; changes here are lost.\npackage %s;\n\n%s%s", source, package->name,
		 comment ? comment : "", comment ? "\n" : "");
}

static void add_record(struct text *text, const struct declaration *declaration)
{
	text_add(text, "public record %s(", declaration->name);
	for (size_t i = 0; i < declaration->field_count; i++) {
		const struct field *field = &declaration->fields[i];

		text_add(text, "%s\n\t\t", i ? "," : "");
		if (!is_default(field->type)) {
			text_add(text, "@stardust.Type(\"");
			add_sd_type(text, field->type);
			text_add(text, "\") ");
		}
		add_java_type(text, field->type, false);
		text_add(text, " ");
		add_name(text, field->name);
	}
	text_add(text, ") {\n}\n");
}

static void add_enum(struct text *text, const struct declaration *declaration)
{
	if (declaration->width != SCALAR_UINT8)
		text_add(text, "@stardust.Type(\"%s\")\n", types_scalar_name(declaration->width));
	text_add(text, "public enum %s {\n", declaration->name);
	for (size_t i = 0; i < declaration->value_count; i++) {
		const struct enum_value *value = &declaration->values[i];
		int64_t expected = i ? declaration->values[i - 1].value + 1 : 0;

		text_add(text, "\t");
		if (value->value != expected)
			text_add(text, "@stardust.Value(%lldL) ", (long long)value->value);
		add_name(text, value->name);
		text_add(text, "%s\n", i + 1 < declaration->value_count ? "," : "");
	}
	text_add(text, "}\n");
}

char *types_emit_java(const struct package *package, const struct declaration *declaration,
		      const char *source)
{
	struct text text = { 0 };

	add_head(&text, package, source, declaration->comment);
	if (declaration->kind == TYPE_ENUM)
		add_enum(&text, declaration);
	else
		add_record(&text, declaration);
	return text_take(&text);
}

char *types_emit_java_service(const struct package *package, const struct service *service,
			      const char *source)
{
	struct text text = { 0 };

	add_head(&text, package, source, NULL);
	text_add(&text, "// The ports of the service.\npublic final class %s {\n\tprivate %s() {\n\t}\n",
		 service->name, service->name);
	for (size_t i = 0; i < service->port_count; i++) {
		const struct port *port = &service->ports[i];

		text_add(&text, "\n");
		if (port->is_in && port->capacity)
			text_add(&text, "\t@stardust.Capacity(%u)\n", port->capacity);
		text_add(&text, "\tpublic static final stardust.%s<%s> ", port->is_in ? "In" : "Out",
			 port->type->name);
		add_name(&text, port->name);
		text_add(&text, " = stardust.%s.port(\"%s\");\n", port->is_in ? "In" : "Out", port->name);
	}
	text_add(&text, "}\n");
	return text_take(&text);
}
