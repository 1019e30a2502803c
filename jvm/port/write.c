/* SPDX-License-Identifier: Apache-2.0 */
/* write.c: from Java values to the C value of a message. Bounds and UTF-8 are checked here, where the
 * component's name is known, though the codec would find them too. */
#include "jvm/port/plan.h"
#include "jvm/link/link.h"
#include "jvm/native/box.h"
#include "jvm/native/native.h"
#include "jvm/run/call.h"
#include "jvm/run/exception.h"
#include "jvm/run/string.h"
#include "jvm/run/vm.h"
#include <stardust/type.h>
#include <stdlib.h>
#include <string.h>

struct piece {
	struct piece *next;
	_Alignas(SD_ENCODING_ALIGN) uint8_t bytes[];
};

static bool fail(struct thread *thread, const struct plan *plan, const char *why)
{
	throw_new(thread, "java/lang/IllegalArgumentException", "%s: %s", plan->name, why);
	return false;
}

static bool fail_bound(struct thread *thread, const struct plan *plan, uint64_t got)
{
	throw_new(thread, "java/lang/IllegalArgumentException", "%s: %llu are more than the %u of its type",
		  plan->name, (unsigned long long)got, plan->type->bound);
	return false;
}

static void *arena_take(struct thread *thread, struct arena *arena, size_t bytes)
{
	struct piece *const piece = calloc(1, sizeof *piece + bytes);
	if (!piece) {
		throw_out_of_memory(thread, "port");
		return NULL;
	}
	piece->next = arena->pieces;
	arena->pieces = piece;
	return piece->bytes;
}

void arena_free(struct arena *arena)
{
	while (arena->pieces) {
		struct piece *const next = arena->pieces->next;
		free(arena->pieces);
		arena->pieces = next;
	}
}

/* A Java type wider than the message's stands for an unsigned one. */
static bool write_number(struct thread *thread, const struct plan *plan, union slot value, uint8_t *to)
{
	const uint32_t bytes = plan->type->value_bytes;
	const int64_t number = plan->kind == KIND_LONG ? value.l : value.i;
	if (plan_number_bytes(plan->kind) > bytes && (number < 0 || number >> (8 * bytes))) {
		throw_new(thread, "java/lang/IllegalArgumentException", "%s: %lld is no uint%u", plan->name,
			  (long long)number, 8 * bytes);
		return false;
	}
	memcpy(to, &value, bytes); /* little-endian, as the slot is */
	return true;
}

/* The next code point; UINT32_MAX: half a surrogate pair. */
static uint32_t next_point(const struct object *string, int32_t length, int32_t *at)
{
	const uint32_t high = string_char(string, (*at)++);
	if (high < 0xd800 || high > 0xdfff)
		return high;
	const uint32_t low = *at < length ? string_char(string, *at) : 0;
	if (high > 0xdbff || low < 0xdc00 || low > 0xdfff)
		return UINT32_MAX;
	++*at;
	return 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00);
}

static uint32_t encode_point(uint32_t point, uint8_t *to)
{
	const uint32_t bytes = point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
	static const uint8_t first[] = { 0, 0, 0xc0, 0xe0, 0xf0 };
	for (uint32_t i = bytes - 1; i > 0; i--, point >>= 6)
		to[i] = (uint8_t)(0x80 | (point & 0x3f));
	to[0] = (uint8_t)(first[bytes] | point);
	return bytes;
}

/* At most as many bytes as the type allows; *bytes is how many. */
static bool write_utf8(struct thread *thread, const struct plan *plan, const struct object *string,
		       uint8_t *to, uint32_t *bytes)
{
	const int32_t length = string_length(string);
	*bytes = 0;
	for (int32_t i = 0; i < length;) {
		uint8_t encoded[4];
		const uint32_t point = next_point(string, length, &i);
		if (point == UINT32_MAX)
			return fail(thread, plan, "half a surrogate pair cannot be sent");
		const uint32_t more = encode_point(point, encoded);
		if (more > plan->type->bound - *bytes)
			return fail_bound(thread, plan, (uint64_t)*bytes + more);
		memcpy(to + *bytes, encoded, more);
		*bytes += more;
	}
	return true;
}

static bool write_string(struct thread *thread, const struct plan *plan, const struct object *string,
			 uint8_t *to, struct arena *arena)
{
	uint32_t bytes;
	if (plan->type->kind == CODEC_SHORT_STRING) {
		if (!write_utf8(thread, plan, string, to + 1, &bytes))
			return false;
		*to = (uint8_t)bytes;
		return true;
	}
	uint8_t *const text = arena_take(thread, arena, 3 * (size_t)string_length(string));
	if (!text || !write_utf8(thread, plan, string, text, &bytes))
		return false;
	*(struct sd_bytes *)to = (struct sd_bytes){ text, bytes };
	return true;
}

static bool write_bytes(struct thread *thread, const struct plan *plan, const struct array *from, uint8_t *to,
			struct arena *arena)
{
	const uint32_t length = (uint32_t)from->length;
	if (length > plan->type->bound)
		return fail_bound(thread, plan, length);
	if (plan->type->kind == CODEC_SHORT_BYTES) {
		*to = (uint8_t)length;
		memcpy(to + 1, from->data, length);
		return true;
	}
	uint8_t *const copy = arena_take(thread, arena, length);
	if (!copy)
		return false;
	memcpy(copy, from->data, length);
	*(struct sd_bytes *)to = (struct sd_bytes){ copy, length };
	return true;
}

static bool write_enum(struct thread *thread, const struct plan *plan, struct object *value, uint8_t *to)
{
	const struct array *const constants = (const struct array *)plan->constants;
	for (int32_t i = 0; i < constants->length; i++) {
		if (array_get(constants, i) != value)
			continue;
		memcpy(to, &plan->type->values[i], plan->type->value_bytes);
		return true;
	}
	return fail(thread, plan, "an enum constant of another class");
}

static union slot load(const void *at, enum kind kind)
{
	union slot value = { .raw = 0 };
	switch (kind) {
	case KIND_REFERENCE:
		value.o = reference_load(at);
		break;
	case KIND_BOOLEAN:
		value.i = *(const uint8_t *)at;
		break;
	case KIND_BYTE:
		value.i = *(const int8_t *)at;
		break;
	case KIND_CHAR:
		value.i = *(const uint16_t *)at;
		break;
	case KIND_SHORT:
		value.i = *(const int16_t *)at;
		break;
	case KIND_INT:
	case KIND_FLOAT:
		value.i = *(const int32_t *)at;
		break;
	default:
		value.l = *(const int64_t *)at;
	}
	return value;
}

static bool write_elements(struct thread *thread, const struct plan *plan, struct object *from, uint8_t *to,
			   struct arena *arena)
{
	union slot result = { .o = from };
	if (!class_is_array(plan->class) &&
	    !call_static(thread, plan_helper(thread), "elements", "(Ljava/util/List;)[Ljava/lang/Object;",
			 &result, from))
		return false;
	const struct array *const array = (const struct array *)result.o;
	if (!array) { /* a List of the program's own may say so */
		throw_new(thread, "java/lang/NullPointerException", "%s is null", plan->name);
		return false;
	}
	const uint32_t length = (uint32_t)array->length, bytes = plan->element->type->value_bytes;
	if (length > plan->type->bound)
		return fail_bound(thread, plan, length);
	if (plan->type->kind == CODEC_ARRAY && length != plan->type->bound)
		return fail(thread, plan, "an array of another length than its type's");
	uint8_t *elements = to;
	if (plan->type->kind == CODEC_LIST) {
		elements = arena_take(thread, arena, (size_t)length * bytes);
		if (!elements)
			return false;
		*(struct sd_bytes *)to = (struct sd_bytes){ elements, length };
	}
	if (plan->element->copied) {
		memcpy(elements, array->data, (size_t)length * bytes);
		return true;
	}
	const enum kind kind =
		class_is_array(plan->class) ? (enum kind)plan->class->element_kind : KIND_REFERENCE;
	for (uint32_t i = 0; i < length; i++) {
		const uint32_t shift = kind == KIND_REFERENCE ? 2 : plan->class->element_shift;
		if (!plan_write(thread, plan->element, load(array->data + ((size_t)i << shift), kind),
				elements + (size_t)i * bytes, arena))
			return false;
	}
	return true;
}

static bool write_option(struct thread *thread, const struct plan *plan, struct object *from, uint8_t *to,
			 struct arena *arena)
{
	union slot result;
	if (!call_static(thread, plan_helper(thread), "orNull", "(Ljava/util/Optional;)Ljava/lang/Object;",
			 &result, from))
		return false;
	*to = result.o != NULL;
	return !result.o || plan_write(thread, plan->element, result, to + plan->type->element_value, arena);
}

bool plan_write(struct thread *thread, const struct plan *plan, union slot value, uint8_t *to,
		struct arena *arena)
{
	const enum codec_kind kind = plan->type->kind;
	if (plan->kind != KIND_REFERENCE && !plan->boxed)
		return write_number(thread, plan, value, to);
	if (!value.o) {
		throw_new(thread, "java/lang/NullPointerException", "%s is null", plan->name);
		return false;
	}
	if (!object_is(value.o, plan->class))
		return fail(thread, plan, "a value of another class"); /* generics do not keep it out */
	if (plan->kind != KIND_REFERENCE)
		return box_unwrap(value.o, plan->kind, &value) && write_number(thread, plan, value, to);
	switch (kind) {
	case CODEC_SHORT_STRING:
	case CODEC_STRING:
		return write_string(thread, plan, value.o, to, arena);
	case CODEC_SHORT_BYTES:
	case CODEC_BYTES:
		return write_bytes(thread, plan, (const struct array *)value.o, to, arena);
	case CODEC_ENUM:
		return write_enum(thread, plan, value.o, to);
	case CODEC_OPTION:
		return write_option(thread, plan, value.o, to, arena);
	case CODEC_STRUCT:
		for (uint32_t i = 0; i < plan->type->field_count; i++) {
			const struct plan *const field = plan->fields[i].plan;
			const uint8_t *const from = (const uint8_t *)value.o + plan->fields[i].object_offset;
			uint8_t *const at = to + plan->type->fields[i].value_offset;
			if (field->copied)
				plan_copy(at, from, field->copied);
			else if (!plan_write(thread, field, load(from, field->kind), at, arena))
				return false;
		}
		return true;
	default:
		return write_elements(thread, plan, value.o, to, arena);
	}
}
