/* SPDX-License-Identifier: Apache-2.0 */
/* names.c: names (JVMS 4.2), descriptors (4.3) and modified UTF-8 (4.4.7). */
#include "jvm/classfile/reader.h"
#include <string.h>

bool modified_utf8_valid(const uint8_t *at, size_t bytes)
{
	const uint8_t *const end = bytes ? at + bytes : at; /* both may be nothing */
	while (at < end) {
		if (*at >= 1 && *at <= 0x7f)
			at += 1;
		else if ((*at & 0xe0) == 0xc0 && end - at >= 2 && (at[1] & 0xc0) == 0x80 &&
			 (*at >= 0xc2 || (*at == 0xc0 && at[1] == 0x80)))
			at += 2; /* not shorter, but for the NUL */
		else if ((*at & 0xf0) == 0xe0 && end - at >= 3 && (at[1] & 0xc0) == 0x80 &&
			 (at[2] & 0xc0) == 0x80 && (*at > 0xe0 || at[1] >= 0xa0))
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

static bool is_unqualified(struct classfile_span name)
{
	return name.bytes && segments(name.at, name.at + name.bytes, false);
}

/* Where the field descriptor at `at` ends; NULL: malformed, perhaps with an error recorded that says more. */
static const uint8_t *field_end(struct reader *reader, const uint8_t *at, const uint8_t *end)
{
	int dimensions = 0;
	for (; at < end && *at == '['; at++)
		if (++dimensions > 255) {
			format_error(reader,
				     "Array type descriptor has more than 255 dimensions in class file %.*s",
				     OWN_NAME(reader));
			return NULL;
		}
	if (at == end)
		return NULL;
	if (*at == 'L') {
		const uint8_t *const close = memchr(at, ';', (size_t)(end - at));
		if (close && segments(at + 1, close, true))
			return close + 1;
		if (close)
			format_error(reader,
				     "Class name is empty or contains illegal character in descriptor in "
				     "class file %.*s",
				     OWN_NAME(reader));
		return NULL;
	}
	return memchr("BCDFIJSZ", *at, 8) ? at + 1 : NULL;
}

bool illegal_descriptor(struct reader *reader, const char *what, struct classfile_span name,
			struct classfile_span descriptor)
{
	return format_error(reader, "%s \"%.*s\" in class %.*s has illegal signature \"%.*s\"", what,
			    SPAN(name), OWN_NAME(reader), SPAN(descriptor));
}

bool check_class_name(struct reader *reader, struct classfile_span name)
{
	const uint8_t *const end = name.at + name.bytes;
	const bool right = name.bytes && name.at[0] == '[' ? field_end(reader, name.at, end) == end
							   : segments(name.at, end, true);
	return reader->trusted || right ||
	       format_error(reader, "Illegal class name \"%.*s\" in class file %.*s", SPAN(name),
			    OWN_NAME(reader));
}

bool check_field_name(struct reader *reader, struct classfile_span name)
{
	return reader->trusted || is_unqualified(name) ||
	       format_error(reader, "Illegal field name \"%.*s\" in class %.*s", SPAN(name),
			    OWN_NAME(reader));
}

bool check_method_name(struct reader *reader, struct classfile_span name)
{
	return reader->trusted || classfile_span_is(name, "<init>") || classfile_span_is(name, "<clinit>") ||
	       (is_unqualified(name) && !memchr(name.at, '<', name.bytes) &&
		!memchr(name.at, '>', name.bytes)) ||
	       format_error(reader, "Illegal method name \"%.*s\" in class %.*s", SPAN(name),
			    OWN_NAME(reader));
}

bool check_field_descriptor(struct reader *reader, struct classfile_span name,
			    struct classfile_span descriptor)
{
	const uint8_t *const end = descriptor.at + descriptor.bytes;
	return reader->trusted || field_end(reader, descriptor.at, end) == end ||
	       illegal_descriptor(reader, "Field", name, descriptor);
}

/* The slots of the parameters; *at is behind the closing parenthesis. -1: malformed. */
static int parameters(struct reader *reader, const uint8_t **at, const uint8_t *end)
{
	int slots = 0;
	if (*at == end || *(*at)++ != '(')
		return -1;
	while (*at < end && **at != ')') {
		slots += **at == 'J' || **at == 'D' ? 2 : 1;
		*at = field_end(reader, *at, end);
		if (!*at)
			return -1;
	}
	return *at < end && ++*at < end ? slots : -1;
}

int check_method_descriptor(struct reader *reader, struct classfile_span name,
			    struct classfile_span descriptor)
{
	const uint8_t *at = descriptor.at, *const end = at + descriptor.bytes;
	const bool special = name.bytes && name.at[0] == '<';
	const int slots = parameters(reader, &at, end);
	bool right = slots >= 0;
	if (right && *at == 'V')
		right = at + 1 == end;
	else if (right)
		right = !special && field_end(reader, at, end) == end;
	/* JVMS 2.9.2: since version 51 a class's initializer has no parameters. */
	if (right && !(slots && reader->file->major >= 51 && classfile_span_is(name, "<clinit>")))
		return slots;
	illegal_descriptor(reader, "Method", name, descriptor);
	return -1;
}
