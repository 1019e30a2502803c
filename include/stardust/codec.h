/* SPDX-License-Identifier: Apache-2.0 */
/* Encoding and validation, driven by tables that `sdc` generates: one place that knows the rules of
 * docs/types.md, whatever the message. Freestanding; never allocates; recursion is as deep as the type, which
 * is never recursive.
 *
 * A value has an in-line part of fixed size and, for long strings, long bytes and lists, out-of-line parts
 * that follow it in the order of the fields, each starting at a multiple of 8. Whatever is not data is zero,
 * so a value has one encoding.
 */
#ifndef STARDUST_CODEC_H
#define STARDUST_CODEC_H

#include <stdbool.h>
#include <stdint.h>

enum codec_kind {
	CODEC_PLAIN,        /* integers and floats: any bytes will do */
	CODEC_BOOL,         /* 0 or 1 */
	CODEC_ENUM,         /* one of `values` */
	CODEC_SHORT_STRING, /* in line: a length byte and `bound` bytes; UTF-8 */
	CODEC_SHORT_BYTES,  /* the same, any bytes */
	CODEC_STRING,       /* in line: a uint32 length; out of line: UTF-8 */
	CODEC_BYTES,        /* the same, any bytes */
	CODEC_LIST,         /* in line: a uint32 count; out of line: that many flat elements */
	CODEC_ARRAY,        /* in line: `bound` elements */
	CODEC_OPTION,       /* in line: a bool and the element, all zero when absent */
	CODEC_STRUCT,       /* in line: the fields, each aligned */
};

struct codec_field {
	const char *name;
	uint32_t wire_offset, value_offset;
	const struct codec_type *type;
};

struct codec_type {
	enum codec_kind kind;
	bool flat;            /* the C value has the layout of the encoding */
	uint32_t wire_bytes;  /* of the in-line part, padded to its alignment */
	uint32_t value_bytes; /* sizeof the C value */
	uint32_t bound;       /* longest length, or count; see the kinds */
	/* ARRAY, LIST, OPTION */
	const struct codec_type *element;
	uint32_t element_wire, element_value; /* OPTION: where the element lies */
	/* STRUCT */
	const struct codec_field *fields;
	uint32_t field_count;
	/* ENUM: the declared values, widened to int64 and ascending */
	const int64_t *values;
	uint32_t value_count;
	bool is_signed;
};

/* Bytes of the encoding of `value`, a multiple of 8 where the type has out-of-line parts; 0 when the value
 * breaks a bound of its type or is no value of it (an undeclared enum value, a string that is not UTF-8). */
uint32_t codec_bytes(const struct codec_type *type, const void *value);

/* Writes codec_bytes(type, value) bytes, which the caller has asked for, to `out`, aligned to 8. */
void codec_encode(const struct codec_type *type, const void *value, void *out);

/* Checks in[0..length), aligned to 8, in one pass and fills *value, whose views point into `in`. NULL, or a
 * static phrase that says what is wrong. */
const char *codec_decode(const struct codec_type *type, void *value, const void *in, uint32_t length);

#endif
