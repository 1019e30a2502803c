/* SPDX-License-Identifier: Apache-2.0 */
/* The canonical form of a type: one text for one type, whatever the file looked like, with every named type
 * written out where it is used. Its SHA-256 is the type's hash (docs/types.md, "Identity").
 */
#include <stdlib.h>
#include <string.h>

#define OPENSSL_SUPPRESS_DEPRECATED /* see hash_of */
#include <openssl/sha.h>

#include "channel/types/check.h"
#include "channel/types/text.h"

static void add_declaration(struct text *text, const struct package *package,
			    const struct declaration *declaration);

static void add_type(struct text *text, const struct package *package, const struct type *type)
{
	switch (type->kind) {
	case TYPE_SCALAR:
		text_add(text, "%s", types_scalar_name(type->scalar));
		break;
	case TYPE_STRING:
		text_add(text, "string<%u>", type->bound);
		break;
	case TYPE_BYTES:
		text_add(text, "bytes<%u>", type->bound);
		break;
	case TYPE_LIST:
		text_add(text, "list<");
		add_type(text, package, type->element);
		text_add(text, ",%u>", type->bound);
		break;
	case TYPE_OPTION:
		text_add(text, "option<");
		add_type(text, package, type->element);
		text_add(text, ">");
		break;
	case TYPE_ARRAY:
		add_type(text, package, type->element);
		text_add(text, "[%u]", type->bound);
		break;
	default:
		add_declaration(text, package, type->declared);
	}
}

static void add_declaration(struct text *text, const struct package *package,
			    const struct declaration *declaration)
{
	if (declaration->kind == TYPE_ENUM) {
		text_add(text, "enum:%s.%s:%s{", package->name, declaration->name,
			 types_scalar_name(declaration->width));
		for (size_t i = 0; i < declaration->value_count; i++)
			text_add(text, "%s=%lld;", declaration->values[i].name,
				 (long long)declaration->values[i].value);
	} else {
		text_add(text, "struct:%s.%s{", package->name, declaration->name);
		for (size_t i = 0; i < declaration->field_count; i++) {
			text_add(text, "%s:", declaration->fields[i].name);
			add_type(text, package, declaration->fields[i].type);
			text_add(text, ";");
		}
	}
	text_add(text, "}");
}

/* By the old functions: the new ones bring all of libcrypto into a program that is linked with it statically.
 */
static void hash_of(const char *text, unsigned char hash[TYPES_HASH_BYTES])
{
	SHA256_CTX context;

	SHA256_Init(&context);
	SHA256_Update(&context, text, strlen(text));
	SHA256_Final(hash, &context);
}

/* See sd_type. */
static bool is_plain(const struct type *type)
{
	uint32_t bytes = 0;

	if (type->kind == TYPE_ARRAY)
		return is_plain(type->element);
	if (type->kind != TYPE_STRUCT)
		return type->kind == TYPE_SCALAR && type->scalar != SCALAR_BOOL;
	for (size_t i = 0; i < type->declared->field_count; i++) {
		const struct field *field = &type->declared->fields[i];
		if (!is_plain(field->type))
			return false;
		bytes += field->type->wire_bytes;
	}
	return bytes == type->declared->wire_bytes;
}

bool types_describe(const struct package *package, const struct type *type, struct port_type *out)
{
	struct text canonical = { 0 }, name = { 0 };
	uint32_t first = type->flat ? type->wire_bytes : (type->wire_bytes + 7) / 8 * 8;

	add_type(&canonical, package, type);
	text_add(&name, "%s.%s", package->name, type->name);
	out->canonical = text_take(&canonical);
	out->name = text_take(&name);
	if (!out->canonical || !out->name) {
		free(out->canonical);
		free(out->name);
		return false;
	}
	hash_of(out->canonical, out->hash);
	out->min_encoded = first;
	out->max_encoded = first + type->outer_max;
	out->plain = is_plain(type);
	return true;
}
