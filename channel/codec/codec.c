/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include <stardust/type.h>

#include <stardust/codec.h>
#include "channel/codec/utf8.h"

static const char not_zero[] = "a byte that must be zero is not";
static const char too_long[] = "a length or count exceeds the bound of its type";
static const char too_short[] = "the message ends too early";
static const char not_utf8[] = "a string is not UTF-8";
static const char not_bool[] = "a bool is neither 0 nor 1";
static const char not_declared[] = "an enum has a value that its type does not declare";
static const char left_over[] = "bytes follow the end of the value";

static uint32_t padded(uint32_t bytes)
{
	return (bytes + SD_ENCODING_ALIGN - 1) & ~(uint32_t)(SD_ENCODING_ALIGN - 1);
}

static bool all_zero(const unsigned char *at, uint32_t bytes)
{
	for (; bytes; bytes--) {
		if (*at++)
			return false;
	}
	return true;
}

static bool declared(const struct codec_type *type, const unsigned char *at)
{
	uint64_t raw = 0;

	memcpy(&raw, at, type->wire_bytes);
	unsigned shift = 64 - 8 * type->wire_bytes;
	int64_t value = type->is_signed ? (int64_t)(raw << shift) >> shift : (int64_t)raw;
	for (uint32_t i = 0; i < type->value_count; i++) {
		if (type->values[i] == value)
			return true;
	}
	return false;
}

static const char *check_flat(const struct codec_type *type, const unsigned char *at, bool strict);

/* `count` flat values in a row. Any bytes will do for most: a large array costs no time. */
static const char *check_run(const struct codec_type *type, const unsigned char *at, uint32_t count,
			     bool strict)
{
	const char *wrong = NULL;

	if (type->kind == CODEC_PLAIN)
		return NULL;
	for (uint32_t i = 0; i < count && !wrong; i++)
		wrong = check_flat(type, at + i * type->wire_bytes, strict);
	return wrong;
}

/* Flat values: value and encoding have one layout, so one function checks both. A value's padding and the
 * rest of its short strings are not the sender's concern: `strict` is for what came from a peer. */
static const char *check_flat(const struct codec_type *type, const unsigned char *at, bool strict)
{
	const char *wrong = NULL;
	uint32_t end = 0;

	switch (type->kind) {
	case CODEC_PLAIN:
		return NULL;
	case CODEC_BOOL:
		return *at > 1 ? not_bool : NULL;
	case CODEC_ENUM:
		return declared(type, at) ? NULL : not_declared;
	case CODEC_SHORT_STRING:
	case CODEC_SHORT_BYTES:
		if (*at > type->bound)
			return too_long;
		if (strict && !all_zero(at + 1 + *at, type->bound - *at))
			return not_zero;
		if (type->kind == CODEC_SHORT_STRING && !utf8_valid((const char *)at + 1, *at))
			return not_utf8;
		return NULL;
	case CODEC_ARRAY:
		return check_run(type->element, at, type->bound, strict);
	case CODEC_OPTION:
		if (*at > 1)
			return not_bool;
		if (*at) {
			wrong = check_flat(type->element, at + type->element_wire, strict);
			end = type->element_wire + type->element->wire_bytes;
		}
		if (!wrong && strict &&
		    (!all_zero(at + 1, (*at ? type->element_wire : type->wire_bytes) - 1) ||
		     (*at && !all_zero(at + end, type->wire_bytes - end))))
			wrong = not_zero;
		return wrong;
	case CODEC_STRUCT:
		for (uint32_t i = 0; i < type->field_count && !wrong; i++) {
			const struct codec_field *field = &type->fields[i];
			if (strict && !all_zero(at + end, field->wire_offset - end))
				return not_zero;
			wrong = check_flat(field->type, at + field->wire_offset, strict);
			end = field->wire_offset + field->type->wire_bytes;
		}
		if (!wrong && strict && !all_zero(at + end, type->wire_bytes - end))
			wrong = not_zero;
		return wrong;
	default:
		return too_long; /* not flat: cannot happen */
	}
}

/* Zeroes what is not data in a copied flat value. */
static void clean_flat(const struct codec_type *type, unsigned char *at)
{
	uint32_t end = 0;

	switch (type->kind) {
	case CODEC_SHORT_STRING:
	case CODEC_SHORT_BYTES:
		memset(at + 1 + *at, 0, type->bound - *at);
		break;
	case CODEC_ARRAY:
		if (type->element->kind == CODEC_PLAIN)
			break;
		for (uint32_t i = 0; i < type->bound; i++)
			clean_flat(type->element, at + i * type->element->wire_bytes);
		break;
	case CODEC_OPTION:
		if (*at) {
			memset(at + 1, 0, type->element_wire - 1);
			clean_flat(type->element, at + type->element_wire);
			end = type->element_wire + type->element->wire_bytes;
			memset(at + end, 0, type->wire_bytes - end);
		} else {
			memset(at + 1, 0, type->wire_bytes - 1);
		}
		break;
	case CODEC_STRUCT:
		for (uint32_t i = 0; i < type->field_count; i++) {
			const struct codec_field *field = &type->fields[i];
			memset(at + end, 0, field->wire_offset - end);
			clean_flat(field->type, at + field->wire_offset);
			end = field->wire_offset + field->type->wire_bytes;
		}
		memset(at + end, 0, type->wire_bytes - end);
		break;
	default:
		break;
	}
}

/* Out-of-line bytes of a value; UINT32_MAX when it breaks a bound. Sums cannot overflow: sdc refuses types
 * whose longest encoding exceeds 1 MiB. */
static uint32_t outer_bytes(const struct codec_type *type, const unsigned char *value)
{
	uint32_t sum = 0;

	if (type->flat)
		return check_flat(type, value, false) ? UINT32_MAX : 0;
	switch (type->kind) {
	case CODEC_STRING:
	case CODEC_BYTES: {
		const struct sd_string *view = (const void *)value;
		if (view->length > type->bound ||
		    (type->kind == CODEC_STRING && !utf8_valid(view->data, view->length)))
			return UINT32_MAX;
		return padded(view->length);
	}
	case CODEC_LIST: {
		const struct sd_bytes *view = (const void *)value;
		if (view->length > type->bound)
			return UINT32_MAX;
		if (check_run(type->element, view->data, view->length, false))
			return UINT32_MAX;
		return padded(view->length * type->element->wire_bytes);
	}
	case CODEC_OPTION:
		return *value ? outer_bytes(type->element, value + type->element_value) : 0;
	case CODEC_ARRAY:
		for (uint32_t i = 0; i < type->bound; i++) {
			uint32_t bytes = outer_bytes(type->element, value + i * type->element->value_bytes);
			if (bytes == UINT32_MAX)
				return bytes;
			sum += bytes;
		}
		return sum;
	default:
		for (uint32_t i = 0; i < type->field_count; i++) {
			uint32_t bytes =
				outer_bytes(type->fields[i].type, value + type->fields[i].value_offset);
			if (bytes == UINT32_MAX)
				return bytes;
			sum += bytes;
		}
		return sum;
	}
}

uint32_t codec_bytes(const struct codec_type *type, const void *value)
{
	uint32_t outer = outer_bytes(type, value);

	if (outer == UINT32_MAX)
		return 0;
	return type->flat ? type->wire_bytes : padded(type->wire_bytes) + outer;
}

/* `wire` is the in-line part, zeroed; *outer the place of the next out-of-line part. */
static void encode(const struct codec_type *type, const unsigned char *value, unsigned char *wire,
		   unsigned char **outer)
{
	if (type->flat) {
		memcpy(wire, value, type->wire_bytes);
		clean_flat(type, wire);
		return;
	}
	switch (type->kind) {
	case CODEC_STRING:
	case CODEC_BYTES:
	case CODEC_LIST: {
		const struct sd_bytes *view = (const void *)value;
		uint32_t each = type->kind == CODEC_LIST ? type->element->wire_bytes : 1;
		uint32_t bytes = view->length * each;
		memcpy(wire, &view->length, sizeof(view->length));
		if (bytes)
			memcpy(*outer, view->data, bytes);
		for (uint32_t i = 0; type->kind == CODEC_LIST && i < view->length; i++)
			clean_flat(type->element, *outer + i * each);
		memset(*outer + bytes, 0, padded(bytes) - bytes);
		*outer += padded(bytes);
		break;
	}
	case CODEC_OPTION:
		*wire = *value;
		if (*value)
			encode(type->element, value + type->element_value, wire + type->element_wire, outer);
		break;
	case CODEC_ARRAY:
		for (uint32_t i = 0; i < type->bound; i++)
			encode(type->element, value + i * type->element->value_bytes,
			       wire + i * type->element->wire_bytes, outer);
		break;
	default:
		for (uint32_t i = 0; i < type->field_count; i++)
			encode(type->fields[i].type, value + type->fields[i].value_offset,
			       wire + type->fields[i].wire_offset, outer);
	}
}

void codec_encode(const struct codec_type *type, const void *value, void *out)
{
	unsigned char *outer = (unsigned char *)out + padded(type->wire_bytes);

	if (!type->flat)
		memset(out, 0, padded(type->wire_bytes));
	encode(type, value, out, &outer);
}

struct input {
	const unsigned char *at, *end; /* out-of-line parts not yet used */
};

static const char *decode_view(const struct codec_type *type, struct sd_bytes *view,
			       const unsigned char *wire, struct input *input)
{
	uint32_t each = type->kind == CODEC_LIST ? type->element->wire_bytes : 1;

	memcpy(&view->length, wire, sizeof(view->length));
	if (view->length > type->bound)
		return too_long;
	uint32_t bytes = view->length * each;
	if (padded(bytes) > (size_t)(input->end - input->at))
		return too_short;
	view->data = input->at;
	input->at += padded(bytes);
	if (!all_zero(view->data + bytes, padded(bytes) - bytes))
		return not_zero;
	if (type->kind == CODEC_STRING && !utf8_valid((const char *)view->data, bytes))
		return not_utf8;
	return type->kind == CODEC_LIST ? check_run(type->element, view->data, view->length, true) : NULL;
}

static const char *decode(const struct codec_type *type, unsigned char *value, const unsigned char *wire,
			  struct input *input)
{
	const char *wrong = NULL;
	uint32_t end = 0;

	if (type->flat) {
		wrong = check_flat(type, wire, true);
		if (!wrong)
			memcpy(value, wire, type->wire_bytes);
		return wrong;
	}
	switch (type->kind) {
	case CODEC_STRING:
	case CODEC_BYTES:
	case CODEC_LIST:
		return decode_view(type, (void *)value, wire, input);
	case CODEC_OPTION:
		memset(value, 0, type->value_bytes);
		if (*wire > 1)
			return not_bool;
		if (!*wire)
			return all_zero(wire, type->wire_bytes) ? NULL : not_zero;
		*value = 1;
		if (!all_zero(wire + 1, type->element_wire - 1))
			return not_zero;
		wrong = decode(type->element, value + type->element_value, wire + type->element_wire, input);
		end = type->element_wire + type->element->wire_bytes;
		break;
	case CODEC_ARRAY:
		for (uint32_t i = 0; i < type->bound && !wrong; i++)
			wrong = decode(type->element, value + i * type->element->value_bytes,
				       wire + i * type->element->wire_bytes, input);
		return wrong;
	default:
		for (uint32_t i = 0; i < type->field_count && !wrong; i++) {
			const struct codec_field *field = &type->fields[i];
			if (!all_zero(wire + end, field->wire_offset - end))
				return not_zero;
			wrong = decode(field->type, value + field->value_offset, wire + field->wire_offset,
				       input);
			end = field->wire_offset + field->type->wire_bytes;
		}
	}
	if (!wrong && !all_zero(wire + end, type->wire_bytes - end))
		wrong = not_zero;
	return wrong;
}

const char *codec_decode(const struct codec_type *type, void *value, const void *in, uint32_t length)
{
	uint32_t first = type->flat ? type->wire_bytes : padded(type->wire_bytes);
	const unsigned char *wire = in;

	if (length < first)
		return too_short;
	struct input input = { wire + first, wire + length };
	const char *wrong = decode(type, value, wire, &input);
	if (!wrong && !type->flat && !all_zero(wire + type->wire_bytes, first - type->wire_bytes))
		wrong = not_zero;
	if (!wrong && input.at != input.end)
		wrong = left_over;
	return wrong;
}
