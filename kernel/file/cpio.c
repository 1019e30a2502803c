/* SPDX-License-Identifier: Apache-2.0 */
#include <stdint.h>
#include <string.h>

#include "kernel/file/cpio.h"

#define HEADER_BYTES 110
#define MAGIC        "070701"
#define TRAILER      "TRAILER!!!"
#define MODE_TYPE    0170000u
#define MODE_REGULAR 0100000u

/* Fields are eight hexadecimal digits; number 1 is the mode, 6 the size, 11 the length of the name. */
static bool field(const char *header, int number, uint32_t *out)
{
	const char *at = header + 6 + number * 8;

	*out = 0;
	for (int i = 0; i < 8; i++) {
		char c = at[i];
		unsigned digit;
		if (c >= '0' && c <= '9')
			digit = c - '0';
		else if (c >= 'a' && c <= 'f')
			digit = c - 'a' + 10;
		else if (c >= 'A' && c <= 'F')
			digit = c - 'A' + 10;
		else
			return false;
		*out = *out << 4 | digit;
	}
	return true;
}

static size_t padded(size_t bytes)
{
	return (bytes + 3) & ~(size_t)3;
}

bool cpio_next(const void *archive, size_t bytes, size_t *offset, struct cpio_entry *out)
{
	uint32_t mode, size, name_bytes;

	if (*offset > bytes || bytes - *offset < HEADER_BYTES)
		return false;
	const char *header = (const char *)archive + *offset;
	size_t left = bytes - *offset;
	if (memcmp(header, MAGIC, 6) || !field(header, 1, &mode) || !field(header, 6, &size) ||
	    !field(header, 11, &name_bytes))
		return false;

	/* The name's length counts its NUL. */
	size_t data_at = padded(HEADER_BYTES + (size_t)name_bytes);
	if (!name_bytes || data_at > left || size > left - data_at || header[HEADER_BYTES + name_bytes - 1])
		return false;
	*out = (struct cpio_entry){
		.name = header + HEADER_BYTES,
		.name_length = name_bytes - 1,
		.data = header + data_at,
		.bytes = size,
		.regular = (mode & MODE_TYPE) == MODE_REGULAR,
	};
	if (out->name_length == strlen(TRAILER) && !memcmp(out->name, TRAILER, strlen(TRAILER)))
		return false;
	*offset += padded(data_at + size);
	return true;
}
