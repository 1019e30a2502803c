/* SPDX-License-Identifier: Apache-2.0 */
/* What the runtime knows about a message type. Filled in by generated code, one constant for each
 * type that a port carries; an application passes these around and does not look inside.
 */
#ifndef STARDUST_TYPE_H
#define STARDUST_TYPE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SD_TYPE_HASH_BYTES 32

/* The encoding starts at an address aligned to this, in memory and in a ring's message. */
#define SD_ENCODING_ALIGN 8

struct sd_type {
	const char *name;                       /* "flights.Flight" */
	unsigned char hash[SD_TYPE_HASH_BYTES]; /* SHA-256 of canonical[0..canonical_length) */
	const char *canonical;                  /* canonical form; also NUL-terminated */
	uint32_t canonical_length;              /* bytes, without the NUL */
	uint32_t value_bytes;                   /* sizeof of the generated C type */
	uint32_t min_encoded;                   /* bytes of the shortest encoding */
	uint32_t max_encoded;                   /* bytes of the longest encoding */
	/* Flat: the encoding of every value is the C value's own bytes, so it costs one memcpy. Then
	 * min_encoded == max_encoded == value_bytes. The receiver still validates. */
	bool flat;
	/* Plain: flat, and any bytes are a value: integers and floats without padding between them. Nothing
	 * to validate, so it goes between the ring and the value at one copy. */
	bool plain;
	/* Bytes that `encode` will write; 0 when the value breaks a bound of its type. */
	uint32_t (*encoded_bytes)(const void *value);
	/* Writes exactly encoded_bytes(value) bytes to `out` (aligned to SD_ENCODING_ALIGN). */
	void (*encode)(const void *value, void *out);
	/* Validates length bytes at `in` (aligned to SD_ENCODING_ALIGN) in one pass and fills `value`;
	 * strings, bytes and lists in `value` point into `in` and live as long as it does. Returns NULL,
	 * or a static phrase that says what is wrong ("origin: length 9 exceeds 4"); then `value` is
	 * unspecified. Reads nothing outside in[0..length). Never allocates. */
	const char *(*decode)(void *value, const void *in, uint32_t length);
};

/* Views into a message: never NUL-terminated, never owned. */
struct sd_string {
	const char *data;
	uint32_t length;
};
struct sd_bytes {
	const unsigned char *data;
	uint32_t length;
};

#endif
