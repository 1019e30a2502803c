/* SPDX-License-Identifier: Apache-2.0 */
#include "host/java/lines.h"

static uint8_t *put_number(uint8_t *out, uint32_t value)
{
	for (; value >= 0x80; value >>= 7)
		*out++ = (uint8_t)(value | 0x80);
	*out++ = (uint8_t)value;
	return out;
}

static uint8_t *put_difference(uint8_t *out, int value)
{
	return put_number(out, value < 0 ? (uint32_t)-value * 2 - 1 : (uint32_t)value * 2);
}

static uint8_t *put_step(uint8_t *out, int bci, int line)
{
	int step = (bci - 1) * LINE_STEP_LINES + line + LINE_STEP_BACK;

	if (line >= -LINE_STEP_BACK && line < LINE_STEP_LINES - LINE_STEP_BACK && step < LINE_STEP_FAR) {
		*out++ = (uint8_t)step;
		return out;
	}
	*out++ = LINE_STEP_FAR;
	return put_difference(put_number(out, (uint32_t)bci), line);
}

/* Whether a look-up can find this entry: of those at one bci the last counts, and one of the same line as
 * before it says nothing new. */
static bool counts(const struct classfile_line *entries, uint32_t count, uint32_t i,
		   const struct classfile_line *before)
{
	return !(i + 1 < count && entries[i + 1].bci == entries[i].bci) &&
	       !(before && before->line == entries[i].line);
}

size_t lines_encode(const struct classfile_line *entries, uint32_t count, uint16_t *last, uint8_t *out)
{
	const struct classfile_line *before = NULL;
	uint32_t kept = 0;
	uint8_t *at = out;

	for (uint32_t i = 0; i < count; i++) {
		if (!counts(entries, count, i, before))
			continue;
		before = &entries[i];
		kept++;
	}
	before = NULL;
	if (!kept)
		at = put_number(at, 0);
	for (uint32_t i = 0; i < count; i++) {
		if (!counts(entries, count, i, before))
			continue;
		if (before) {
			at = put_step(at, entries[i].bci - before->bci, entries[i].line - before->line);
		} else {
			at = put_number(at, kept * 2 + (entries[i].bci != 0));
			if (entries[i].bci)
				at = put_number(at, entries[i].bci);
			at = put_difference(at, entries[i].line - *last);
		}
		before = &entries[i];
		*last = before->line;
	}
	return (size_t)(at - out);
}
