/* SPDX-License-Identifier: Apache-2.0 */
/* What a package must satisfy beyond its grammar, and the layout of its types (docs/types.md, "Encoding"). */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "channel/types/check.h"

struct checker {
	struct package *package;
	struct errors *errors;
};

#define ERROR(checker, ...) types_error((checker)->errors, __VA_ARGS__)

static const char *const c_words[] = {
	"auto",   "break",    "case",     "char",     "const", "continue", "default", "do",     "double",
	"else",   "enum",     "extern",   "float",    "for",   "goto",     "if",      "inline", "int",
	"long",   "register", "restrict", "return",   "short", "signed",   "sizeof",  "static", "struct",
	"switch", "typedef",  "union",    "unsigned", "void",  "volatile", "while",   "bool",   "true",
	"false",  "asm",      "typeof",   "linux",    "unix",
};

bool types_is_c_word(const char *name)
{
	for (size_t i = 0; i < sizeof(c_words) / sizeof(c_words[0]); i++)
		if (!strcmp(name, c_words[i]))
			return true;
	return false;
}

static void check_name(struct checker *checker, const char *name, struct place place)
{
	if (strlen(name) > TYPES_NAME_MAX)
		ERROR(checker, place, "'%.40s…' has more than %d characters; choose a shorter name", name,
		      TYPES_NAME_MAX);
	if (types_is_c_word(name))
		ERROR(checker, place, "'%s' is a word of the C language; choose another name", name);
}

/* Constants of the headers that generated C includes: a preprocessor would put their values for the name. */
static bool is_c_constant(const char *name)
{
	static const char *const limits[] = {
		"INT8",       "INT16",       "INT32",       "INT64",       "INTMAX",
		"INTPTR",     "INT_FAST8",   "INT_FAST16",  "INT_FAST32",  "INT_FAST64",
		"INT_LEAST8", "INT_LEAST16", "INT_LEAST32", "INT_LEAST64", "PTRDIFF",
		"SIZE",       "WCHAR",       "WINT",        "SIG_ATOMIC",
	};
	const char *stem = name[0] == 'U' ? name + 1 : name;

	for (size_t i = 0; i < sizeof(limits) / sizeof(limits[0]); i++) {
		size_t length = strlen(limits[i]);
		if (!strncmp(stem, limits[i], length) &&
		    (!strcmp(stem + length, "_MAX") || !strcmp(stem + length, "_MIN")))
			return true;
	}
	return !strcmp(name, "NULL") || !strncmp(name, "SD_", 3) || !strncmp(name, "STARDUST_", 9);
}

/* A package and a service begin names in C (emit.c), as Stardust's own names begin with sd_. */
static void check_prefix(struct checker *checker, const char *name, struct place place)
{
	check_name(checker, name, place);
	if (!strcmp(name, "sd"))
		ERROR(checker, place, "'sd' begins Stardust's own names in C; choose another name");
}

/* Where `text` goes on after "SERVICE_PORT"; NULL when it begins otherwise. */
static const char *after_port(const char *text, const struct service *service, const struct port *port)
{
	size_t service_length = strlen(service->name), port_length = strlen(port->name);

	if (strncmp(text, service->name, service_length) != 0 || text[service_length] != '_' ||
	    strncmp(text + service_length + 1, port->name, port_length) != 0)
		return NULL;
	return text + service_length + 1 + port_length;
}

/* True when the variable of `port` is called like the variable or a function of `other` in C (add_port in
 * emit.c). */
static bool is_taken(const struct service *service, const struct port *port,
		     const struct service *other_service, const struct port *other)
{
	char name[2 * TYPES_NAME_MAX + 2];
	const char *rest;

	snprintf(name, sizeof name, "%s_%s", service->name, port->name);
	rest = after_port(name, other_service, other);
	return rest &&
	       (!*rest || !strcmp(rest, "_close") || !strcmp(rest, other->is_in ? "_receive" : "_send"));
}

static void check_port_name(struct checker *checker, const struct service *service, const struct port *port)
{
	for (size_t s = 0; s < checker->package->service_count; s++) {
		const struct service *other = &checker->package->services[s];

		for (size_t p = 0; p < other->port_count; p++)
			/* One name in one service is reported as such. */
			if ((strcmp(service->name, other->name) ||
			     strcmp(port->name, other->ports[p].name)) &&
			    is_taken(service, port, other, &other->ports[p]))
				ERROR(checker, port->place,
				      "port '%s' of '%s' and port '%s' of '%s' need one name in C; rename "
				      "one",
				      port->name, service->name, other->ports[p].name, other->name);
	}
}

uint32_t types_scalar_bytes(enum scalar scalar)
{
	static const uint8_t bytes[SCALAR_COUNT] = { 1, 1, 2, 4, 8, 1, 2, 4, 8, 4, 8 };

	return bytes[scalar];
}

static uint32_t round_up(uint32_t bytes, uint32_t align)
{
	return (bytes + align - 1) / align * align;
}

/* Sums of sizes saturate just above the limit, which is then reported once. */
static uint32_t limited(uint64_t bytes)
{
	return bytes > TYPES_MAX_ENCODED ? TYPES_MAX_ENCODED + 1 : (uint32_t)bytes;
}

static struct declaration *find_declaration(struct package *package, const char *name)
{
	for (size_t i = 0; i < package->declaration_count; i++) {
		if (!strcmp(package->declarations[i].name, name))
			return &package->declarations[i];
	}
	return NULL;
}

static bool lay_out(struct checker *checker, struct declaration *declaration);

static bool lay_out_type(struct checker *checker, struct type *type)
{
	struct type *element = type->element;
	struct declaration *declaration;

	if (element && !lay_out_type(checker, element))
		return false;
	type->flat = true;
	switch (type->kind) {
	case TYPE_SCALAR:
		type->wire_bytes = type->align = types_scalar_bytes(type->scalar);
		break;
	case TYPE_STRING:
	case TYPE_BYTES:
		if (type->bound <= TYPES_SHORT_BOUND) {
			type->wire_bytes = 1 + type->bound;
			type->align = 1;
		} else {
			type->flat = false;
			type->wire_bytes = type->align = 4;
			type->outer_max = limited(round_up(type->bound, 8));
		}
		break;
	case TYPE_LIST:
		if (!element->flat) {
			ERROR(checker, element->place,
			      "a list's elements must have a fixed size; give strings and bytes in them a "
			      "bound of at most %u, "
			      "and use no list inside a list",
			      TYPES_SHORT_BOUND);
			return false;
		}
		type->flat = false;
		type->wire_bytes = type->align = 4;
		type->outer_max = limited(((uint64_t)type->bound * element->wire_bytes + 7) / 8 * 8);
		break;
	case TYPE_ARRAY:
		type->flat = element->flat;
		type->align = element->align;
		type->wire_bytes = limited((uint64_t)type->bound * element->wire_bytes);
		type->outer_max = limited((uint64_t)type->bound * element->outer_max);
		break;
	case TYPE_OPTION:
		type->flat = element->flat;
		type->align = element->align;
		type->wire_bytes = limited(round_up(1, element->align) + element->wire_bytes);
		type->wire_bytes = round_up(type->wire_bytes, type->align);
		type->outer_max = element->outer_max;
		break;
	default:
		declaration = find_declaration(checker->package, type->name);
		if (!declaration) {
			ERROR(checker, type->place, "there is no type '%s'; declare it in this file",
			      type->name);
			return false;
		}
		if (!lay_out(checker, declaration))
			return false;
		type->kind = declaration->kind;
		type->declared = declaration;
		type->flat = declaration->flat;
		type->wire_bytes = declaration->wire_bytes;
		type->align = declaration->align;
		type->outer_max = declaration->outer_max;
	}
	if (type->wire_bytes > TYPES_MAX_ENCODED || type->outer_max > TYPES_MAX_ENCODED) {
		ERROR(checker, type->place,
		      "a value of this type could take more than %u bytes; set smaller bounds",
		      TYPES_MAX_ENCODED);
		return false;
	}
	return true;
}

static bool value_fits(enum scalar width, int64_t value)
{
	unsigned bits = types_scalar_bytes(width) * 8;

	if (width >= SCALAR_UINT8)
		return value >= 0 && (bits == 64 || value >> bits == 0);
	return bits == 64 || (value >= -(INT64_C(1) << (bits - 1)) && value < INT64_C(1) << (bits - 1));
}

static bool lay_out_enum(struct checker *checker, struct declaration *declaration)
{
	unsigned before = checker->errors->count;

	declaration->flat = true;
	declaration->wire_bytes = declaration->align = types_scalar_bytes(declaration->width);
	if (!declaration->value_count)
		ERROR(checker, declaration->place, "enum '%s' has no value; declare one", declaration->name);
	for (size_t i = 0; i < declaration->value_count; i++) {
		const struct enum_value *value = &declaration->values[i];
		if (!value_fits(declaration->width, value->value))
			ERROR(checker, value->place, "%lld does not fit %s; choose a wider type",
			      (long long)value->value, types_scalar_name(declaration->width));
		for (size_t j = 0; j < i; j++) {
			if (!strcmp(declaration->values[j].name, value->name))
				ERROR(checker, value->place, "'%s' is declared twice; rename one",
				      value->name);
			else if (declaration->values[j].value == value->value)
				ERROR(checker, value->place, "'%s' and '%s' have the same value; change one",
				      declaration->values[j].name, value->name);
		}
	}
	return checker->errors->count == before;
}

static bool lay_out_struct(struct checker *checker, struct declaration *declaration)
{
	uint64_t offset = 0, outer = 0;

	declaration->flat = true;
	declaration->align = 1;
	if (!declaration->field_count) {
		ERROR(checker, declaration->place, "struct '%s' has no field; declare one",
		      declaration->name);
		return false;
	}
	for (size_t i = 0; i < declaration->field_count; i++) {
		struct field *field = &declaration->fields[i];
		check_name(checker, field->name, field->place);
		if (is_c_constant(field->name))
			ERROR(checker, field->place, "'%s' is a constant of C's headers; choose another name",
			      field->name);
		for (size_t j = 0; j < i; j++) {
			if (!strcmp(declaration->fields[j].name, field->name))
				ERROR(checker, field->place, "field '%s' is declared twice; rename one",
				      field->name);
		}
		if (!lay_out_type(checker, field->type))
			return false;
		if (field->type->align > declaration->align)
			declaration->align = field->type->align;
		offset = (offset + field->type->align - 1) / field->type->align * field->type->align;
		field->wire_offset = limited(offset);
		offset += field->type->wire_bytes;
		outer += field->type->outer_max;
		declaration->flat &= field->type->flat;
	}
	offset = (offset + declaration->align - 1) / declaration->align * declaration->align;
	if ((offset + 7) / 8 * 8 + outer > TYPES_MAX_ENCODED) {
		ERROR(checker, declaration->place, "a '%s' could take more than %u bytes; set smaller bounds",
		      declaration->name, TYPES_MAX_ENCODED);
		return false;
	}
	declaration->wire_bytes = (uint32_t)offset;
	declaration->outer_max = (uint32_t)outer;
	return true;
}

static bool lay_out(struct checker *checker, struct declaration *declaration)
{
	if (declaration->state == DONE || declaration->state == FAILED)
		return declaration->state == DONE;
	if (declaration->state == IN_PROGRESS) {
		ERROR(checker, declaration->place,
		      "struct '%s' contains itself; a message has a bounded size", declaration->name);
		return false;
	}
	declaration->state = IN_PROGRESS;
	bool good = declaration->kind == TYPE_ENUM ? lay_out_enum(checker, declaration)
						   : lay_out_struct(checker, declaration);
	declaration->state = good ? DONE : FAILED;
	return good;
}

static void check_service(struct checker *checker, const struct service *service)
{
	for (size_t i = 0; i < service->port_count; i++) {
		struct port *port = &service->ports[i];
		check_name(checker, port->name, port->place);
		check_port_name(checker, service, port);
		for (size_t j = 0; j < i; j++) {
			if (!strcmp(service->ports[j].name, port->name))
				ERROR(checker, port->place, "port '%s' is declared twice; rename one",
				      port->name);
		}
		if (!port->type->name)
			ERROR(checker, port->type->place,
			      "a port carries a declared type; make it a struct with this field");
		else if (lay_out_type(checker, port->type) && port->type->kind == TYPE_ENUM)
			ERROR(checker, port->type->place,
			      "a port carries a struct; make it one with '%s' as a field", port->type->name);
	}
}

void types_check(struct package *package, struct errors *errors)
{
	struct checker checker = { package, errors };

	check_prefix(&checker, package->name, (struct place){ 1, 1 });
	for (size_t i = 0; i < package->declaration_count; i++) {
		struct declaration *declaration = &package->declarations[i];
		check_name(&checker, declaration->name, declaration->place);
		for (size_t j = 0; j < i; j++) {
			if (!strcmp(package->declarations[j].name, declaration->name))
				ERROR(&checker, declaration->place, "type '%s' is declared twice; rename one",
				      declaration->name);
		}
		if (declaration->state == UNSEEN)
			lay_out(&checker, declaration);
	}
	for (size_t i = 0; i < package->service_count; i++) {
		check_prefix(&checker, package->services[i].name, package->services[i].place);
		for (size_t j = 0; j < i; j++) {
			if (!strcmp(package->services[j].name, package->services[i].name))
				ERROR(&checker, package->services[i].place,
				      "service '%s' is declared twice; rename one",
				      package->services[i].name);
		}
		check_service(&checker, &package->services[i]);
	}
}

void types_free_type(struct type *type)
{
	if (!type)
		return;
	types_free_type(type->element);
	free(type->name);
	free(type);
}

void types_free(struct package *package)
{
	if (!package)
		return;
	for (size_t i = 0; i < package->declaration_count; i++) {
		struct declaration *declaration = &package->declarations[i];
		for (size_t j = 0; j < declaration->field_count; j++) {
			free(declaration->fields[j].name);
			types_free_type(declaration->fields[j].type);
		}
		for (size_t j = 0; j < declaration->value_count; j++)
			free(declaration->values[j].name);
		free(declaration->fields);
		free(declaration->values);
		free(declaration->name);
		free(declaration->comment);
	}
	for (size_t i = 0; i < package->service_count; i++) {
		for (size_t j = 0; j < package->services[i].port_count; j++) {
			free(package->services[i].ports[j].name);
			types_free_type(package->services[i].ports[j].type);
		}
		free(package->services[i].ports);
		free(package->services[i].name);
	}
	free(package->declarations);
	free(package->services);
	free(package->name);
	free(package);
}

const struct service *types_service(const struct package *package, const char *name)
{
	for (size_t i = 0; i < package->service_count; i++) {
		if (!strcmp(package->services[i].name, name))
			return &package->services[i];
	}
	return NULL;
}
