/* SPDX-License-Identifier: Apache-2.0 */
#include "jvm/classfile/line_table.h"
#include <string.h>

enum { VARINT_BYTES = 4 };

struct cursor {
	const uint8_t *at, *end;
	bool failed;
};

static uint32_t next_byte(struct cursor *cursor)
{
	cursor->failed |= cursor->at == cursor->end;
	return cursor->failed ? 0 : *cursor->at++;
}

static uint32_t next_number(struct cursor *cursor)
{
	uint32_t value = 0;
	for (unsigned i = 0; i < VARINT_BYTES; i++) {
		const uint32_t byte = next_byte(cursor);
		value |= (byte & 0x7f) << 7 * i;
		if (byte < 0x80)
			return value;
	}
	cursor->failed = true;
	return 0;
}

/* Added to an unsigned number it wraps, as a negative one should. */
static uint32_t next_difference(struct cursor *cursor)
{
	const uint32_t value = next_number(cursor);
	return value >> 1 ^ -(value & 1);
}

static void next_step(struct cursor *cursor, uint32_t *bci, uint32_t *line)
{
	const uint32_t step = next_byte(cursor);
	if (step < LINE_STEP_FAR) {
		*bci += 1 + step / LINE_STEP_LINES;
		*line += step % LINE_STEP_LINES - LINE_STEP_BACK;
		return;
	}
	*bci += next_number(cursor);
	*line += next_difference(cursor);
}

int line_table_find(struct classfile_span table, unsigned method, uint32_t bci)
{
	if (!table.at)
		return -1;
	struct cursor cursor = { table.at, table.at + table.bytes, false };
	uint32_t line = 0;
	int found = -1;
	for (bool is_wanted = false; !is_wanted && !cursor.failed; method--) {
		is_wanted = method == 0;
		const uint32_t head = next_number(&cursor);
		uint32_t start = head & 1 ? next_number(&cursor) : 0;
		if (head >> 1)
			line += next_difference(&cursor);
		for (uint32_t left = head >> 1; left && !cursor.failed; left--) {
			if (is_wanted && start <= bci)
				found = (uint16_t)line;
			if (left > 1)
				next_step(&cursor, &start, &line);
		}
	}
	return cursor.failed ? -1 : found;
}

bool line_table_source(struct classfile_span class_name, char out[SOURCE_BYTES])
{
	static const char suffix[] = ".java";
	const char *begin = (const char *)class_name.at, *end = begin + class_name.bytes;
	for (const char *at = begin; at < end; at++)
		if (*at == '/')
			begin = at + 1;
	const char *const dollar = begin < end ? memchr(begin + 1, '$', (size_t)(end - begin - 1)) : NULL;
	const size_t length = (size_t)((dollar ? dollar : end) - begin);
	if (length + sizeof suffix > SOURCE_BYTES)
		return false;
	memcpy(out, begin, length);
	memcpy(out + length, suffix, sizeof suffix);
	return true;
}
