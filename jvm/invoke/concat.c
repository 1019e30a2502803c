/* SPDX-License-Identifier: Apache-2.0 */
/* concat.c: StringConcatFactory.makeConcat and makeConcatWithConstants, done by the VM: a native that
 * measures its arguments, makes the string once and fills it. Objects, floats and doubles are made strings
 * first, in order, by a small Java method that then calls the native: so toString runs as Java called by
 * Java. */
#include "jvm/invoke/class_writer.h"
#include "jvm/invoke/internal.h"
#include "jvm/classfile/classfile.h"
#include "jvm/gc/gc.h"
#include "jvm/memory/arena.h"
#include "jvm/memory/must.h"
#include "jvm/native/native.h"
#include "jvm/run/exception.h"
#include "jvm/run/vm.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { RECIPE_ARGUMENT = 1, RECIPE_CONSTANT = 2 };

struct piece {
	uint8_t kind;   /* of an argument; KIND_VOID: literal text */
	bool wide;      /* text: chars, else Latin-1 bytes */
	uint16_t slot;  /* of an argument */
	int32_t length; /* text: chars */
	const void *text;
};

/* While it is described: literals as chars. */
struct concat {
	struct part {
		uint16_t *text; /* NULL: an argument */
		size_t length;
	} * parts;
	size_t count;
};

struct join { /* the native */
	struct method method;
	uint32_t count;
	struct piece pieces[];
};

struct concat *concat_new(void)
{
	return must(calloc(1, sizeof(struct concat)));
}

static struct part *new_part(struct concat *concat)
{
	concat->parts = must(realloc(concat->parts, (concat->count + 1) * sizeof *concat->parts));
	concat->parts[concat->count] = (struct part){ 0 };
	return &concat->parts[concat->count++];
}

static void add_char(struct concat *concat, uint16_t c)
{
	struct part *last = concat->count ? &concat->parts[concat->count - 1] : NULL;
	if (!last || !last->text)
		last = new_part(concat);
	last->text = must(realloc(last->text, (last->length + 1) * sizeof *last->text));
	last->text[last->length++] = c;
}

void concat_literal(struct concat *concat, const char *modified_utf8, size_t bytes)
{
	const uint8_t *at = (const uint8_t *)modified_utf8, *const end = at + bytes;
	while (at < end)
		add_char(concat, modified_utf8_next(&at));
}

void concat_argument(struct concat *concat)
{
	new_part(concat);
}

static void concat_free(struct concat *concat)
{
	for (size_t i = 0; i < concat->count; i++)
		free(concat->parts[i].text);
	free(concat->parts);
	free(concat);
}

static uint32_t value_offset, coder_offset;

static const struct array *bytes_of(const struct object *string)
{
	return (const struct array *)FIELD_REF(string, value_offset);
}

static bool is_wide(const struct object *string)
{
	return FIELD(string, coder_offset, uint8_t);
}

static int32_t digits(int64_t value)
{
	int32_t count = value < 0 ? 2 : 1;
	for (; value > 9 || value < -9; value /= 10)
		count++;
	return count;
}

static int32_t measure(const struct piece *piece, const union slot value, bool *wide)
{
	switch (piece->kind) {
	case KIND_VOID:
		*wide |= piece->wide;
		return piece->length;
	case KIND_BOOLEAN:
		return value.i & 1 ? 4 : 5;
	case KIND_CHAR:
		*wide |= (uint16_t)value.i > 0xff;
		return 1;
	case KIND_LONG:
		return digits(value.l);
	case KIND_REFERENCE:
		if (!value.o)
			return 4;
		*wide |= is_wide(value.o);
		return bytes_of(value.o)->length >> is_wide(value.o);
	default:
		return digits(value.i);
	}
}

static void put_text(void *to, bool to_wide, const void *from, bool from_wide, int32_t length)
{
	if (to_wide == from_wide) {
		memcpy(to, from, (size_t)length << to_wide);
		return;
	}
	for (int32_t i = 0; i < length; i++)
		((uint16_t *)to)[i] = ((const uint8_t *)from)[i];
}

static void put_number(void *to, bool wide, int64_t value, int32_t length)
{
	char text[20];
	uint64_t rest = value < 0 ? -(uint64_t)value : (uint64_t)value;
	for (int32_t i = length - 1; i >= 0; i--, rest /= 10)
		text[i] = (char)('0' + rest % 10);
	if (value < 0)
		text[0] = '-';
	put_text(to, wide, text, false, length);
}

static void put(const struct piece *piece, const union slot value, void *to, bool wide, int32_t length)
{
	switch (piece->kind) {
	case KIND_VOID:
		put_text(to, wide, piece->text, piece->wide, length);
		break;
	case KIND_BOOLEAN:
		put_text(to, wide, value.i & 1 ? "true" : "false", false, length);
		break;
	case KIND_CHAR:
		if (wide)
			*(uint16_t *)to = (uint16_t)value.i;
		else
			*(uint8_t *)to = (uint8_t)value.i;
		break;
	case KIND_LONG:
		put_number(to, wide, value.l, length);
		break;
	case KIND_REFERENCE:
		if (value.o)
			put_text(to, wide, bytes_of(value.o)->data, is_wide(value.o), length);
		else
			put_text(to, wide, "null", false, length);
		break;
	default:
		put_number(to, wide, value.i, length);
	}
}

static void run_join(struct thread *thread, union slot *args)
{
	const struct join *const join = (const struct join *)thread->frame->method;
	bool wide = false;
	int64_t total = 0;
	for (uint32_t i = 0; i < join->count; i++)
		total += measure(&join->pieces[i], args[join->pieces[i].slot], &wide);
	if (total > INT32_MAX >> wide) {
		throw_new(thread, "java/lang/OutOfMemoryError", "Overflow: String length out of range");
		return;
	}
	struct array *const bytes =
		gc_new_array(thread, vm.primitive_array[KIND_BYTE], (int32_t)total << wide);
	struct object *const string = bytes ? gc_new_fast(thread, vm.String) : NULL;
	if (!string)
		return;
	uint8_t *to = bytes->data;
	for (uint32_t i = 0; i < join->count; i++) {
		const struct piece *const piece = &join->pieces[i];
		bool ignored = false;
		const int32_t length = measure(piece, args[piece->slot], &ignored);
		put(piece, args[piece->slot], to, wide, length);
		to += length << wide;
	}
	reference_store(&FIELD(string, value_offset, reference), &bytes->header);
	FIELD(string, coder_offset, uint8_t) = wide;
	args[0].o = string;
}

/* Literal text in metadata, as Latin-1 where that will do. */
static void keep_text(struct piece *piece, const struct part *part, const struct class *host)
{
	piece->kind = KIND_VOID;
	piece->length = (int32_t)part->length;
	for (size_t i = 0; i < part->length; i++)
		piece->wide |= part->text[i] > 0xff;
	uint8_t *const text = metadata_bytes_beside(host, part->length << piece->wide);
	for (size_t i = 0; i < part->length; i++)
		if (piece->wide)
			((uint16_t *)text)[i] = part->text[i];
		else
			text[i] = (uint8_t)part->text[i];
	piece->text = text;
}

static void put_descriptor(char *text, const struct signature *types)
{
	*text++ = '(';
	for (int i = 0; i < types->count; i++)
		text = stpcpy(text, types->types[i]->kind != KIND_REFERENCE
					    ? (char[]){ kind_letter(types->types[i]->kind), 0 }
				    : types->types[i] == vm.String ? "Ljava/lang/String;"
								   : "Ljava/lang/Object;");
	strcpy(text, ")Ljava/lang/String;");
}

/* types: primitives that the native can print, and strings. */
static struct method *make_join(struct thread *thread, const struct concat *concat, const struct class *host,
				const struct signature *types)
{
	char descriptor[MOST_PARAMETERS * 18 + 32];
	struct class *const owner = class_boot(thread, "java/lang/StringConcatHelper");
	if (!owner)
		return NULL;
	if (!value_offset) {
		coder_offset = native_field_offset(vm.String, "coder", "B");
		value_offset = native_field_offset(vm.String, "value", "[B");
	}
	struct join *const join = metadata_beside(host, sizeof *join + concat->count * sizeof *join->pieces);
	int next = 0, slot = 0;
	for (size_t i = 0; i < concat->count; i++) {
		struct piece *const piece = &join->pieces[join->count++];
		if (concat->parts[i].text) {
			keep_text(piece, &concat->parts[i], host);
			continue;
		}
		piece->kind = types->types[next++]->kind;
		piece->slot = (uint16_t)slot;
		slot += kind_slots(piece->kind);
	}
	put_descriptor(descriptor, types);
	synthetic_method(&join->method, owner, "concat", descriptor, run_join);
	return &join->method;
}

static bool prints_itself(const struct class *type)
{
	return type == vm.String ||
	       (type->kind != KIND_REFERENCE && type->kind != KIND_FLOAT && type->kind != KIND_DOUBLE);
}

/* The function that makes a string of such an argument; NULL: none is needed. */
static struct method *stringifier(const struct class *type, struct class *helper)
{
	if (prints_itself(type))
		return NULL;
	if (type->kind == KIND_REFERENCE)
		return class_find_method(helper, symbol_of("stringOf"),
					 symbol_of("(Ljava/lang/Object;)Ljava/lang/String;"));
	return class_find_method(
		vm.String, symbol_of("valueOf"),
		symbol_of(type->kind == KIND_FLOAT ? "(F)Ljava/lang/String;" : "(D)Ljava/lang/String;"));
}

/* The Java method that makes strings of what the native cannot print, and calls it. */
static struct method *make_wrapper(struct thread *thread, struct method *join, struct class *host,
				   const struct signature *types)
{
	static unsigned _Atomic count;
	char text[MOST_PARAMETERS * 18 + 32];
	struct class_writer writer;
	struct code_writer code;
	snprintf(text, 1100, "%s", host->name->text);
	for (char *at = text; *at; at++)
		if (*at == '+')
			*at = '_';
	snprintf(text + strlen(text), 32, "$$Concat$%u", ++count);
	writer_begin(&writer, text);
	code_begin(&code, &writer, (uint16_t)signature_slots(types));
	uint16_t local = 0;
	for (int i = 0; i < types->count; i++) {
		struct method *const make = stringifier(types->types[i], join->owner);
		code_load(&code, types->types[i]->kind, local);
		if (make)
			code_call(&code, BC_invokestatic, make);
		local += (uint16_t)kind_slots(types->types[i]->kind);
	}
	code_call(&code, BC_invokestatic, join);
	code_return(&code, KIND_REFERENCE);
	put_descriptor(text, types);
	writer_method(&writer, ACC_STATIC, "concat", text, &code);
	struct class *const made = writer_define(thread, &writer, host);
	writer_end(&writer);
	return made ? &made->methods[0] : NULL;
}

struct method *concat_finish(struct thread *thread, struct concat *concat, struct class *host,
			     const struct signature *types)
{
	struct signature printed = *types;
	bool all = true;
	for (int i = 0; i < printed.count; i++) {
		all &= prints_itself(printed.types[i]);
		if (!prints_itself(printed.types[i]))
			printed.types[i] = vm.String;
	}
	struct method *const join = make_join(thread, concat, host, &printed);
	concat_free(concat);
	return !join || all ? join : make_wrapper(thread, join, host, types);
}

/* The recipe as parts. false: not as javac writes it. */
static bool read_recipe(struct concat *concat, const struct pool *pool,
			const struct bootstrap_method *bootstrap, int arguments)
{
	const struct symbol *const recipe = pool_symbol(pool, pool->entries[bootstrap->arguments[0]].a);
	const uint8_t *at = (const uint8_t *)recipe->text, *const end = at + recipe->length;
	int constant = 1, seen = 0;
	while (at < end) {
		const uint16_t c = modified_utf8_next(&at);
		if (c == RECIPE_ARGUMENT) {
			concat_argument(concat);
			seen++;
		} else if (c == RECIPE_CONSTANT) {
			if (constant >= bootstrap->arguments_count ||
			    pool->tags[bootstrap->arguments[constant]] != CONSTANT_String)
				return false;
			const struct symbol *const text =
				pool_symbol(pool, pool->entries[bootstrap->arguments[constant++]].a);
			concat_literal(concat, text->text, text->length);
		} else {
			add_char(concat, c);
		}
	}
	return seen == arguments && constant == bootstrap->arguments_count;
}

enum desugared concat_link(struct thread *thread, struct class *caller, uint16_t index, bool has_recipe,
			   struct call_site *site)
{
	const struct bootstrap_method *const bootstrap = bootstrap_of(caller, index);
	struct pool *const pool = caller->pool;
	struct signature types;
	if (bootstrap->arguments_count < has_recipe ||
	    (has_recipe ? pool->tags[bootstrap->arguments[0]] != CONSTANT_String
			: bootstrap->arguments_count != 0))
		return DESUGAR_UNSUITABLE;
	if (!signature_load(thread, caller, pool_member_descriptor(pool, index), &types))
		return DESUGAR_FAILED;
	/* More than 200 slots StringConcatFactory refuses. */
	if (types.result != vm.String || signature_slots(&types) > 200)
		return DESUGAR_UNSUITABLE;
	struct concat *const concat = concat_new();
	for (int i = 0; !has_recipe && i < types.count; i++)
		concat_argument(concat);
	if (has_recipe && !read_recipe(concat, pool, bootstrap, types.count)) {
		concat_free(concat);
		return DESUGAR_UNSUITABLE;
	}
	site->target = concat_finish(thread, concat, caller, &types);
	return site->target ? DESUGARED : DESUGAR_FAILED;
}
