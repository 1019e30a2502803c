/* SPDX-License-Identifier: Apache-2.0 */
/* names.c: names (JVMS 4.2), descriptors (4.3) and modified UTF-8 (4.4.7). */
#include "jvm/classfile/reader.h"
#include <string.h>

bool modified_utf8_valid(const uint8_t *at, size_t bytes)
{
	const uint8_t *const end = at + bytes;
	while (at < end) {
		if (*at >= 1 && *at <= 0x7f)
			at += 1;
		else if ((*at & 0xe0) == 0xc0 && end - at >= 2 && (at[1] & 0xc0) == 0x80)
			at += 2;
		else if ((*at & 0xf0) == 0xe0 && end - at >= 3 && (at[1] & 0xc0) == 0x80 &&
			 (at[2] & 0xc0) == 0x80)
			at += 3;
		else
			return false;
	}
	return true;
}

uint16_t modified_utf8_next(const uint8_t **at)
{
	const uint8_t *p = *at;
	if (p[0] < 0x80) {
		*at += 1;
		return p[0];
	}
	if ((p[0] & 0xe0) == 0xc0) {
		*at += 2;
		return (uint16_t)((p[0] & 0x1f) << 6 | (p[1] & 0x3f));
	}
	*at += 3;
	return (uint16_t)((p[0] & 0x0f) << 12 | (p[1] & 0x3f) << 6 | (p[2] & 0x3f));
}

/* A segment of a name has at least one character and none of . ; [ and, unless slashes part segments, no
 * slash. */
static bool segments(const uint8_t *at, const uint8_t *end, bool slashes)
{
	bool empty = true;
	for (; at < end; at++) {
		if (*at == '.' || *at == ';' || *at == '[' || (*at == '/' && (!slashes || empty)))
			return false;
		empty = *at == '/';
	}
	return !empty;
}

bool name_is_unqualified(struct classfile_span name)
{
	return segments(name.at, name.at + name.bytes, false);
}

bool name_is_method(struct classfile_span name)
{
	if (classfile_span_is(name, "<init>") || classfile_span_is(name, "<clinit>"))
		return true;
	return name_is_unqualified(name) && !memchr(name.at, '<', name.bytes) &&
	       !memchr(name.at, '>', name.bytes);
}

/* Where the field descriptor at `at` ends; NULL: malformed. */
static const uint8_t *field_end(const uint8_t *at, const uint8_t *end)
{
	int dimensions = 0;
	for (; at < end && *at == '['; at++)
		if (++dimensions > 255)
			return NULL;
	if (at == end)
		return NULL;
	if (*at == 'L') {
		const uint8_t *close = memchr(at, ';', (size_t)(end - at));
		return close && segments(at + 1, close, true) ? close + 1 : NULL;
	}
	return memchr("BCDFIJSZ", *at, 8) ? at + 1 : NULL;
}

bool name_is_class(struct classfile_span name)
{
	if (name.bytes && name.at[0] == '[')
		return field_end(name.at, name.at + name.bytes) == name.at + name.bytes;
	return segments(name.at, name.at + name.bytes, true);
}

bool descriptor_is_field(struct classfile_span descriptor)
{
	return descriptor.bytes &&
	       field_end(descriptor.at, descriptor.at + descriptor.bytes) == descriptor.at + descriptor.bytes;
}

int descriptor_parameters(struct classfile_span descriptor)
{
	const uint8_t *at = descriptor.at, *const end = at + descriptor.bytes;
	int slots = 0;
	if (at == end || *at++ != '(')
		return -1;
	while (at < end && *at != ')') {
		slots += *at == 'J' || *at == 'D' ? 2 : 1;
		at = field_end(at, end);
		if (!at)
			return -1;
	}
	if (at == end || ++at == end)
		return -1;
	if (*at == 'V' ? at + 1 != end : field_end(at, end) != end)
		return -1;
	return slots;
}
