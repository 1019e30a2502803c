/* SPDX-License-Identifier: Apache-2.0 */
/* From text to declarations, by recursive descent. After an error the parser goes on behind the next ';' or
 * '}', so that one run shows more than one mistake; only a package without any error leaves here.
 */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "channel/types/check.h"
#include "channel/types/lex.h"

struct parser {
	struct lexer lexer;
	struct token token; /* the next one, not yet taken */
	struct errors errors;
	struct package *package;
};

void types_error(struct errors *errors, struct place place, const char *format, ...)
{
	char what[256], line[512];
	va_list arguments;

	if (errors->count++ >= TYPES_MAX_ERRORS)
		return;
	va_start(arguments, format);
	vsnprintf(what, sizeof(what), format, arguments);
	va_end(arguments);
	snprintf(line, sizeof(line), "%s:%u:%u: %s", errors->path, place.line, place.column, what);
	errors->report(errors->context, line);
}

static void next(struct parser *parser)
{
	parser->token = lex_next(&parser->lexer);
}

#define ERROR(parser, ...) types_error(&(parser)->errors, (parser)->token.place, __VA_ARGS__)

/* Says what stands where `wanted` should. */
static bool expected(struct parser *parser, const char *wanted)
{
	const struct token *token = &parser->token;

	if (token->kind == TOKEN_BAD)
		ERROR(parser, "%s", token->problem);
	else if (token->kind == TOKEN_END)
		ERROR(parser, "the file ends here; write %s", wanted);
	else
		ERROR(parser, "'%.*s' stands here; write %s", (int)(token->length > 40 ? 40 : token->length),
		      token->text, wanted);
	return false;
}

static bool at_sign(const struct parser *parser, char sign)
{
	return parser->token.kind == TOKEN_SIGN && parser->token.sign == sign;
}

static bool take_sign(struct parser *parser, char sign, const char *wanted)
{
	if (!at_sign(parser, sign))
		return expected(parser, wanted);
	next(parser);
	return true;
}

static bool at_word(const struct parser *parser, const char *word)
{
	return parser->token.kind == TOKEN_NAME && parser->token.length == strlen(word) &&
	       !memcmp(parser->token.text, word, parser->token.length);
}

static char *copy(const char *text, size_t length)
{
	char *out = malloc(length + 1);

	if (!out)
		abort(); /* host code: without memory for a name there is nothing to report with */
	memcpy(out, text, length);
	out[length] = '\0';
	return out;
}

static char *take_name(struct parser *parser, const char *wanted)
{
	if (parser->token.kind != TOKEN_NAME) {
		expected(parser, wanted);
		return NULL;
	}
	char *name = copy(parser->token.text, parser->token.length);
	next(parser);
	return name;
}

/* Room for one more element of `size` bytes at the end of an array; zeroed. */
static void *append(void *array, size_t *count, size_t size)
{
	void **items = array;
	char *grown = realloc(*items, (*count + 1) * size);

	if (!grown)
		abort();
	*items = grown;
	memset(grown + *count * size, 0, size);
	return grown + (*count)++ * size;
}

static bool take_number(struct parser *parser, uint64_t low, uint64_t high, const char *what, uint32_t *out)
{
	if (parser->token.kind != TOKEN_NUMBER)
		return expected(parser, "a number");
	if (parser->token.number < low || parser->token.number > high) {
		ERROR(parser, "%s must be from %llu to %llu", what, (unsigned long long)low,
		      (unsigned long long)high);
		return false;
	}
	*out = (uint32_t)parser->token.number;
	next(parser);
	return true;
}

static const char *const scalar_names[SCALAR_COUNT] = {
	[SCALAR_BOOL] = "bool",       [SCALAR_INT8] = "int8",       [SCALAR_INT16] = "int16",
	[SCALAR_INT32] = "int32",     [SCALAR_INT64] = "int64",     [SCALAR_UINT8] = "uint8",
	[SCALAR_UINT16] = "uint16",   [SCALAR_UINT32] = "uint32",   [SCALAR_UINT64] = "uint64",
	[SCALAR_FLOAT32] = "float32", [SCALAR_FLOAT64] = "float64",
};

const char *types_scalar_name(enum scalar scalar)
{
	return scalar_names[scalar];
}

static bool find_scalar(const struct parser *parser, enum scalar *out)
{
	for (int i = 0; i < SCALAR_COUNT; i++) {
		if (at_word(parser, scalar_names[i])) {
			*out = i;
			return true;
		}
	}
	return false;
}

/* Words that belong to a later version of the language. */
static bool later(struct parser *parser)
{
	static const char *const words[] = { "table", "union", "flexible", "strict", "import" };

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		if (at_word(parser, words[i])) {
			ERROR(parser, "'%s' is not supported yet; use structs and enums", words[i]);
			return true;
		}
	}
	return false;
}

/* A declaration of such a name would stand for nothing. */
static bool at_type(const struct parser *parser)
{
	static const char *const words[] = { "string", "bytes", "list", "option", "in", "out" };
	enum scalar scalar;

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (at_word(parser, words[i]))
			return true;
	return find_scalar(parser, &scalar);
}

static struct type *parse_type(struct parser *parser, int depth, bool arrays);

static bool parse_simple(struct parser *parser, struct type *type, int depth)
{
	if (find_scalar(parser, &type->scalar)) {
		type->kind = TYPE_SCALAR;
		next(parser);
		return true;
	}
	if (at_word(parser, "string") || at_word(parser, "bytes")) {
		type->kind = at_word(parser, "string") ? TYPE_STRING : TYPE_BYTES;
		type->bound = TYPES_DEFAULT_BOUND;
		next(parser);
		if (!at_sign(parser, '<'))
			return true;
		next(parser);
		return take_number(parser, 1, TYPES_MAX_ENCODED, "a length", &type->bound) &&
		       take_sign(parser, '>', "'>'");
	}
	if (at_word(parser, "list") || at_word(parser, "option")) {
		type->kind = at_word(parser, "list") ? TYPE_LIST : TYPE_OPTION;
		type->bound = TYPES_DEFAULT_COUNT;
		next(parser);
		if (!take_sign(parser, '<', "'<' and the type of the element"))
			return false;
		type->element = parse_type(parser, depth + 1, true);
		if (!type->element)
			return false;
		if (type->kind == TYPE_LIST && at_sign(parser, ',')) {
			next(parser);
			if (!take_number(parser, 1, TYPES_MAX_ENCODED, "a list's bound", &type->bound))
				return false;
		}
		return take_sign(parser, '>', "'>'");
	}
	if (at_word(parser, "in") || at_word(parser, "out")) {
		ERROR(parser,
		      "channel ends as values are not supported yet; wire the port in the composition");
		return false;
	}
	if (later(parser))
		return false;
	type->kind = TYPE_STRUCT; /* or an enum: the checker knows */
	type->name = take_name(parser, "a type");
	return type->name != NULL;
}

static struct type *parse_type(struct parser *parser, int depth, bool arrays)
{
	struct type *type = NULL;
	size_t none = 0;

	if (depth > TYPES_MAX_DEPTH) {
		ERROR(parser, "types are nested more than %d deep; give the inner ones names",
		      TYPES_MAX_DEPTH);
		return NULL;
	}
	append(&type, &none, sizeof(*type));
	type->place = parser->token.place;
	if (!parse_simple(parser, type, depth)) {
		types_free_type(type);
		return NULL;
	}
	while (arrays && at_sign(parser, '[')) {
		struct type *array = NULL;
		size_t no = 0;
		append(&array, &no, sizeof(*array));
		array->kind = TYPE_ARRAY;
		array->place = parser->token.place;
		array->element = type;
		type = array;
		next(parser);
		if (++depth > TYPES_MAX_DEPTH ||
		    !take_number(parser, 1, TYPES_MAX_ENCODED, "an array's length", &array->bound) ||
		    !take_sign(parser, ']', "']'")) {
			if (depth > TYPES_MAX_DEPTH)
				ERROR(parser, "types are nested more than %d deep", TYPES_MAX_DEPTH);
			types_free_type(type);
			return NULL;
		}
	}
	return type;
}

/* Goes on behind the next ';', or stops before the next '}'. */
static void recover(struct parser *parser)
{
	while (parser->token.kind != TOKEN_END && !at_sign(parser, '}')) {
		bool end = at_sign(parser, ';');
		next(parser);
		if (end)
			return;
	}
}

static bool parse_field(struct parser *parser, struct field *field)
{
	field->place = parser->token.place;
	field->name = take_name(parser, "a field such as 'delay: int16;'");
	if (!field->name || !take_sign(parser, ':', "':' and the field's type"))
		return false;
	field->type = parse_type(parser, 1, true);
	return field->type && take_sign(parser, ';', "';'");
}

static bool parse_enum_value(struct parser *parser, struct declaration *enumeration)
{
	size_t count = enumeration->value_count;
	/* C's rule: one more than the one before. */
	int64_t implied = count ? enumeration->values[count - 1].value + 1 : 0;
	struct enum_value *value = append(&enumeration->values, &enumeration->value_count, sizeof(*value));

	value->place = parser->token.place;
	value->value = implied;
	value->name = take_name(parser, "a value such as 'carrier;'");
	if (!value->name)
		return false;
	if (at_sign(parser, '=')) {
		next(parser);
		bool negative = at_sign(parser, '-');
		if (negative)
			next(parser);
		if (parser->token.kind != TOKEN_NUMBER)
			return expected(parser, "a number");
		if (parser->token.number > INT64_MAX) {
			ERROR(parser, "an enum's value must be below 2^63");
			return false;
		}
		value->value = negative ? -(int64_t)parser->token.number : (int64_t)parser->token.number;
		next(parser);
	}
	return take_sign(parser, ';', "';'");
}

static bool parse_declaration(struct parser *parser, enum type_kind kind)
{
	struct package *package = parser->package;
	struct declaration *declaration =
		append(&package->declarations, &package->declaration_count, sizeof(*declaration));

	declaration->kind = kind;
	if (parser->lexer.comment)
		declaration->comment =
			copy(parser->lexer.comment, parser->lexer.comment_end - parser->lexer.comment);
	next(parser);
	declaration->place = parser->token.place;
	if (at_type(parser))
		ERROR(parser, "'%.*s' is a type of the language; choose another name",
		      (int)parser->token.length, parser->token.text);
	declaration->name = take_name(parser, "a name");
	if (!declaration->name)
		return false;
	if (kind == TYPE_ENUM) {
		declaration->width = SCALAR_UINT8;
		if (!take_sign(parser, ':', "':' and the width, such as uint8"))
			return false;
		if (!find_scalar(parser, &declaration->width) || declaration->width == SCALAR_BOOL ||
		    declaration->width >= SCALAR_FLOAT32)
			return expected(parser, "an integer type such as uint8");
		next(parser);
	}
	if (!take_sign(parser, '{', "'{'"))
		return false;
	while (!at_sign(parser, '}') && parser->token.kind != TOKEN_END) {
		bool good =
			kind == TYPE_ENUM
				? parse_enum_value(parser, declaration)
				: parse_field(parser, append(&declaration->fields, &declaration->field_count,
							     sizeof(struct field)));
		if (!good)
			recover(parser);
	}
	return take_sign(parser, '}', "'}'");
}

static bool parse_port(struct parser *parser, struct port *port)
{
	port->place = parser->token.place;
	port->is_in = at_word(parser, "in");
	if (!port->is_in && !at_word(parser, "out"))
		return expected(parser, "a port such as 'in flights: Flight[256];'");
	next(parser);
	port->name = take_name(parser, "the port's name");
	if (!port->name || !take_sign(parser, ':', "':' and the type of its messages"))
		return false;
	port->type = parse_type(parser, 1, false);
	if (!port->type)
		return false;
	if (at_sign(parser, '[')) {
		next(parser);
		if (!take_number(parser, 1, TYPES_MAX_CAPACITY, "a capacity", &port->capacity) ||
		    !take_sign(parser, ']', "']'"))
			return false;
	}
	return take_sign(parser, ';', "';'");
}

static bool parse_service(struct parser *parser)
{
	struct package *package = parser->package;
	struct service *service = append(&package->services, &package->service_count, sizeof(*service));

	next(parser);
	service->place = parser->token.place;
	service->name = take_name(parser, "the service's name");
	if (!service->name || !take_sign(parser, '{', "'{'"))
		return false;
	while (!at_sign(parser, '}') && parser->token.kind != TOKEN_END) {
		if (!parse_port(parser, append(&service->ports, &service->port_count, sizeof(struct port))))
			recover(parser);
	}
	return take_sign(parser, '}', "'}'");
}

static void parse_file(struct parser *parser)
{
	next(parser);
	if (!at_word(parser, "package")) {
		expected(parser, "'package NAME;' first");
		return;
	}
	next(parser);
	parser->package->name = take_name(parser, "the package's name");
	if (!parser->package->name || !take_sign(parser, ';', "';'"))
		return;
	while (parser->token.kind != TOKEN_END && parser->errors.count < TYPES_MAX_ERRORS) {
		bool good;
		if (at_word(parser, "struct"))
			good = parse_declaration(parser, TYPE_STRUCT);
		else if (at_word(parser, "enum"))
			good = parse_declaration(parser, TYPE_ENUM);
		else if (at_word(parser, "service"))
			good = parse_service(parser);
		else
			good = later(parser) ? false : expected(parser, "'struct', 'enum' or 'service'");
		if (!good) {
			recover(parser);
			if (at_sign(parser, '}'))
				next(parser);
		}
	}
}

struct package *types_parse(const char *path, const char *text, size_t length, types_report report,
			    void *context)
{
	struct parser parser = { .errors = { path, report, context, 0 } };

	parser.package = calloc(1, sizeof(*parser.package));
	if (!parser.package)
		abort();
	lex_init(&parser.lexer, text, length);
	parse_file(&parser);
	if (!parser.errors.count)
		types_check(parser.package, &parser.errors);
	if (parser.errors.count) {
		types_free(parser.package);
		return NULL;
	}
	return parser.package;
}
