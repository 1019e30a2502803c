/* SPDX-License-Identifier: Apache-2.0 */
/* string.c: making and reading java.lang.String, and the table of interned strings. The table holds strings
 * weakly: an entry goes when nothing else refers to the string. Its lock is held across no allocation. */
#include "jvm/run/string.h"
#include "jvm/memory/must.h"
#include "jvm/classfile/classfile.h"
#include "jvm/gc/gc.h"
#include "jvm/native/native.h"
#include "jvm/run/vm.h"
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum { LATIN1, UTF16 };

static uint32_t value_offset, coder_offset;

static void find_offsets(void)
{
	value_offset = native_field_offset(vm.String, "value", "[B");
	coder_offset = native_field_offset(vm.String, "coder", "B");
}

static struct array *bytes_of(const struct object *string)
{
	if (!value_offset)
		find_offsets();
	return (struct array *)FIELD_REF(string, value_offset);
}

static int coder_of(const struct object *string)
{
	return FIELD(string, coder_offset, uint8_t);
}

int32_t string_length(const struct object *string)
{
	const struct array *bytes = bytes_of(string);
	return bytes->length >> coder_of(string);
}

uint16_t string_char(const struct object *string, int32_t i)
{
	const struct array *bytes = bytes_of(string);
	return coder_of(string) == LATIN1 ? bytes->data[i] : ((const uint16_t *)bytes->data)[i];
}

struct object *string_from_utf16(struct thread *thread, const uint16_t *chars, int32_t length)
{
	bool latin1 = true;
	for (int32_t i = 0; i < length && latin1; i++)
		latin1 = chars[i] < 256;
	struct object *string = gc_new(thread, vm.String);
	struct array *bytes =
		string ? gc_new_array(thread, vm.primitive_array[KIND_BYTE], latin1 ? length : 2 * length)
		       : NULL;
	if (!bytes)
		return NULL;
	if (!value_offset)
		find_offsets();
	if (latin1)
		for (int32_t i = 0; i < length; i++)
			bytes->data[i] = (uint8_t)chars[i];
	else
		memcpy(bytes->data, chars, 2u * (uint32_t)length);
	FIELD(string, coder_offset, uint8_t) = latin1 ? LATIN1 : UTF16;
	reference_store(&FIELD(string, value_offset, reference), &bytes->header);
	return string;
}

struct object *string_from_modified(struct thread *thread, const char *text, size_t bytes)
{
	uint16_t *chars = must(malloc(2 * bytes + 2));
	int32_t length = 0;
	const uint8_t *at = (const uint8_t *)text, *const end = at + bytes;
	while (at < end)
		chars[length++] = modified_utf8_next(&at);
	struct object *string = string_from_utf16(thread, chars, length);
	free(chars);
	return string;
}

/* Whether no character of UTF-8 begins with these two bytes. What modified UTF-8 has beside, 0 in two bytes
 * and surrogates, is let through: messages have names of classes in them. */
static bool begins_nothing(uint8_t first, uint8_t second)
{
	if (first < 0xc2 || first > 0xf4)
		return !(first == 0xc0 && second == 0x80);
	return (first == 0xe0 && second < 0xa0) || (first == 0xf0 && second < 0x90) ||
	       (first == 0xf4 && second >= 0x90);
}

/* One code point of UTF-8, U+FFFD for bytes that are none: as many at once as in Java's own decoder. */
static uint32_t next_point(const uint8_t **at)
{
	enum { REPLACEMENT = 0xfffd };
	const uint8_t *const p = *at;
	const int extra = p[0] < 0x80 ? 0 : p[0] < 0xe0 ? 1 : p[0] < 0xf0 ? 2 : 3;
	uint32_t point = extra == 0 ? p[0] : p[0] & (0x3f >> extra);
	if (extra && begins_nothing(p[0], p[1])) {
		*at += 1;
		return REPLACEMENT;
	}
	for (int i = 1; i <= extra; i++) {
		if ((p[i] & 0xc0) != 0x80) {
			*at += i;
			return REPLACEMENT;
		}
		point = point << 6 | (p[i] & 0x3f);
	}
	*at += 1 + extra;
	return point;
}

struct object *string_from_utf8(struct thread *thread, const char *text)
{
	uint16_t *chars = must(malloc(2 * strlen(text) + 2));
	int32_t length = 0;
	for (const uint8_t *at = (const uint8_t *)text; *at;) {
		const uint32_t point = next_point(&at);
		if (point >= 0x10000) {
			chars[length++] = (uint16_t)(0xd800 + ((point - 0x10000) >> 10));
			chars[length++] = (uint16_t)(0xdc00 + ((point - 0x10000) & 0x3ff));
		} else {
			chars[length++] = (uint16_t)point;
		}
	}
	struct object *string = string_from_utf16(thread, chars, length);
	free(chars);
	return string;
}

static struct object *dotted(struct thread *thread, const struct symbol *name, bool hidden)
{
	char *text = must(strdup(name->text));
	for (char *at = text; *at; at++)
		if (*at == '/')
			*at = '.';
	/* The suffix of a hidden class is behind a slash (Class.getName). */
	char *suffix = hidden ? strrchr(text, '+') : NULL;
	if (suffix)
		*suffix = '/';
	struct object *string = string_from_modified(thread, text, strlen(text));
	free(text);
	return string;
}

struct object *string_from_class_name(struct thread *thread, const struct class *class)
{
	const struct class *innermost = class;
	while (innermost->dimensions)
		innermost = innermost->element;
	return dotted(thread, class->name, innermost->hidden);
}

struct object *string_from_name_to_load(struct thread *thread, const struct symbol *name)
{
	return dotted(thread, name, false);
}

/* One char as UTF-8 or modified UTF-8 (where zero takes two bytes and surrogates are encoded alone). */
static char *put_char(char *at, uint32_t point, bool modified)
{
	if (point < 0x80 && (point || !modified)) {
		*at++ = (char)point;
	} else if (point < 0x800) {
		*at++ = (char)(0xc0 | point >> 6);
		*at++ = (char)(0x80 | (point & 0x3f));
	} else if (point < 0x10000) {
		*at++ = (char)(0xe0 | point >> 12);
		*at++ = (char)(0x80 | (point >> 6 & 0x3f));
		*at++ = (char)(0x80 | (point & 0x3f));
	} else {
		*at++ = (char)(0xf0 | point >> 18);
		*at++ = (char)(0x80 | (point >> 12 & 0x3f));
		*at++ = (char)(0x80 | (point >> 6 & 0x3f));
		*at++ = (char)(0x80 | (point & 0x3f));
	}
	return at;
}

static char *to_bytes(const struct object *string, bool modified)
{
	const int32_t length = string_length(string);
	char *text = must(malloc(3 * (size_t)length + 1)), *at = text;
	for (int32_t i = 0; i < length; i++) {
		uint32_t point = string_char(string, i);
		if (!modified && (point & 0xfc00) == 0xd800 && i + 1 < length &&
		    (string_char(string, i + 1) & 0xfc00) == 0xdc00)
			point = 0x10000 + ((point & 0x3ff) << 10 | (string_char(string, ++i) & 0x3ff));
		at = put_char(at, point, modified);
	}
	*at = 0;
	return text;
}

char *string_to_utf8(const struct object *string)
{
	return to_bytes(string, false);
}

char *string_to_modified(const struct object *string)
{
	return to_bytes(string, true);
}

struct symbol *string_to_symbol(const struct object *string, bool dots_to_slashes)
{
	char *text = string_to_modified(string);
	for (char *at = text; dots_to_slashes && *at; at++)
		if (*at == '.')
			*at = '/';
	struct symbol *symbol = symbol_of(text);
	free(text);
	return symbol;
}

/* Interned strings: open addressing; a removed entry is a tombstone until the table is rebuilt. */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct object **table;
static size_t size, used;
static struct object *const removed = (struct object *)1;

static uint32_t hash_of(const struct object *string)
{
	uint32_t hash = 0;
	const int32_t length = string_length(string);
	for (int32_t i = 0; i < length; i++)
		hash = 31 * hash + string_char(string, i);
	return hash;
}

static bool equal(const struct object *a, const struct object *b)
{
	const struct array *x = bytes_of(a), *y = bytes_of(b);
	return x->length == y->length && coder_of(a) == coder_of(b) &&
	       memcmp(x->data, y->data, (size_t)x->length) == 0;
}

static void sweep(void)
{
	for (size_t i = 0; i < size; i++)
		if (table[i] && table[i] != removed && !gc_is_live(&table[i]))
			table[i] = removed;
}

/* At most half of the new one is in use. */
static void rebuild(void)
{
	struct object **const old = table;
	const size_t old_size = size;
	size_t left = 0; /* who interns what nobody keeps leaves tombstones, which need no more room */
	for (size_t i = 0; i < size; i++)
		left += old[i] && old[i] != removed;
	if (!size)
		size = 4096;
	else if (4 * left >= size)
		size *= 2;
	table = must(calloc(size, sizeof *table));
	used = 0;
	for (size_t i = 0; i < old_size; i++) {
		if (!old[i] || old[i] == removed)
			continue;
		size_t slot = hash_of(old[i]) & (size - 1);
		while (table[slot])
			slot = (slot + 1) & (size - 1);
		table[slot] = old[i];
		used++;
	}
	if (!old)
		gc_weak_register(sweep);
	free(old);
}

struct object *string_intern(struct thread *thread, struct object *string)
{
	(void)thread;
	const uint32_t hash = hash_of(string);
	pthread_mutex_lock(&lock);
	if (2 * (used + 1) > size)
		rebuild();
	size_t slot = hash & (size - 1);
	while (table[slot] && (table[slot] == removed || !equal(table[slot], string)))
		slot = (slot + 1) & (size - 1);
	if (!table[slot]) {
		table[slot] = string;
		used++;
	}
	struct object *found = table[slot];
	pthread_mutex_unlock(&lock);
	return found;
}

struct object *string_literal(struct thread *thread, const struct symbol *text)
{
	struct object *string = string_from_modified(thread, text->text, text->length);
	return string ? string_intern(thread, string) : NULL;
}
