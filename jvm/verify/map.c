/* SPDX-License-Identifier: Apache-2.0 */
/* map.c: the StackMapTable (4.7.4) as frames, and the frame that a method begins with. */
#include "jvm/verify/internal.h"
#include <stdlib.h>
#include <string.h>

enum { TYPES_LIMIT = 1 << 21 }; /* in all frames of a method: far beyond what a compiler makes */

struct map_reader {
	struct verifier *v;
	const uint8_t *at, *end;
	bool bad;
};

static uint8_t u1(struct map_reader *reader)
{
	if (reader->at >= reader->end) {
		reader->bad = true;
		return 0;
	}
	return *reader->at++;
}

static uint16_t u2(struct map_reader *reader)
{
	const uint16_t high = u1(reader);
	return (uint16_t)(high << 8 | u1(reader));
}

static bool bad_map(struct verifier *v, const char *why)
{
	return verify_malformed(v, false, "StackMapTable format error: %s", why);
}

static bool bad_map_in_method(struct verifier *v, const char *why)
{
	return verify_malformed(v, true, "StackMapTable format error: %s", why);
}

static uint32_t least(uint32_t a, uint32_t b)
{
	return a < b ? a : b;
}

/* Room for `count` types behind those in use. The pool never moves: frames point into it. */
static struct type *room(struct verifier *v, size_t count)
{
	if (count > v->pool_room - v->pool_used) {
		bad_map(v, "too many types");
		return NULL;
	}
	return v->pool + v->pool_used;
}

static bool read_type(struct map_reader *reader, struct type *type)
{
	static const enum type_kind kinds[] = {
		TYPE_TOP, TYPE_INT, TYPE_FLOAT, TYPE_DOUBLE, TYPE_LONG, TYPE_NULL, TYPE_UNINITIALIZED_THIS
	};
	struct verifier *const v = reader->v;
	const uint8_t tag = u1(reader);
	*type = type_of_kind(TYPE_TOP);
	if (reader->bad)
		return bad_map(v, "access beyond the end of attribute");
	if (tag < sizeof kinds / sizeof kinds[0]) {
		*type = type_of_kind(kinds[tag]);
	} else if (tag == 7) {
		const uint16_t index = u2(reader);
		if (reader->bad)
			return bad_map(v, "access beyond the end of attribute");
		if (!index || index >= v->file->constants_count || v->file->tags[index] != CONSTANT_Class)
			return bad_map(v, "bad class index");
		*type = type_reference(classfile_class_name(v->file, index));
	} else if (tag == 8) {
		type->kind = TYPE_UNINITIALIZED;
		type->bci = u2(reader);
		if (reader->bad)
			return bad_map(v, "access beyond the end of attribute");
		if (type->bci >= v->length || !v->starts[type->bci] || v->code[type->bci] != BC_new)
			return bad_map_in_method(v, "bad offset for Uninitialized");
	} else {
		return bad_map(v, "bad verification type");
	}
	return true;
}

/* Reads `count` types, which are more entries where long or double. At most `most` entries fit. */
static bool read_types(struct map_reader *reader, uint32_t count, uint32_t most, struct type *to,
		       uint32_t *entries)
{
	*entries = 0;
	for (uint32_t i = 0; i < count; i++) {
		struct type type;
		if (!read_type(reader, &type))
			return false;
		if (*entries < most)
			to[*entries] = type;
		if (type_is_two(type) && *entries + 1 < most)
			to[*entries + 1] = type_second(type);
		*entries += 1 + type_is_two(type);
	}
	return *entries <= most || bad_map_in_method(reader->v, "bad type array size");
}

/* The last `count` types of a frame go away; a long or double is one. */
static bool chop(struct verifier *v, struct frame *frame, uint32_t count)
{
	for (; count; count--) {
		if (!frame->locals_count)
			return bad_map_in_method(v, "bad type array size");
		frame->locals_count--;
		const enum type_kind last = frame->locals[frame->locals_count].kind;
		if (last == TYPE_LONG_SECOND || last == TYPE_DOUBLE_SECOND)
			frame->locals_count--;
	}
	return true;
}

/* Locals of the frame before, and `count` more. They are shared with it where its own end the pool. */
static bool append(struct map_reader *reader, struct frame *frame, uint32_t count)
{
	struct verifier *const v = reader->v;
	const uint32_t most = v->method->max_locals, before = frame->locals_count;
	const bool ends_pool = frame->locals + before == v->pool + v->pool_used;
	struct type *const to = room(v, (ends_pool ? 0 : before) + least(2 * count, most - before));
	uint32_t entries;
	if (!to)
		return false;
	if (!ends_pool) {
		memcpy(to, frame->locals, before * sizeof *to);
		frame->locals = to;
		v->pool_used += before;
	}
	if (!read_types(reader, count, most - before, frame->locals + before, &entries))
		return false;
	v->pool_used += entries;
	frame->locals_count = before + entries;
	return true;
}

static bool read_stack(struct map_reader *reader, struct frame *frame, uint32_t count)
{
	struct verifier *const v = reader->v;
	struct type *const to = room(v, least(2 * count, v->method->max_stack));
	if (!to || !read_types(reader, count, v->method->max_stack, to, &frame->depth))
		return false;
	frame->stack = to;
	v->pool_used += frame->depth;
	return true;
}

static bool full(struct map_reader *reader, struct frame *frame)
{
	struct verifier *const v = reader->v;
	uint32_t count = u2(reader);
	struct type *const to = room(v, least(2 * count, v->method->max_locals));
	if (!to || !read_types(reader, count, v->method->max_locals, to, &frame->locals_count))
		return false;
	frame->locals = to;
	v->pool_used += frame->locals_count;
	count = u2(reader);
	return read_stack(reader, frame, count);
}

/* One stack_map_frame; *delta: its offset_delta. */
static bool read_frame(struct map_reader *reader, struct frame *frame, uint32_t *delta)
{
	struct verifier *const v = reader->v;
	const uint8_t kind = u1(reader);
	frame->depth = 0;
	if (kind < 64) {
		*delta = kind;
		return true;
	}
	if (kind < 128) {
		*delta = kind - 64;
		return read_stack(reader, frame, 1);
	}
	*delta = u2(reader);
	if (reader->bad)
		return bad_map(v, "access beyond the end of attribute");
	if (kind < 247)
		return bad_map(v, "reserved frame type");
	if (kind == 247)
		return read_stack(reader, frame, 1);
	if (kind <= 250)
		return chop(v, frame, 251u - kind);
	if (kind == 251)
		return true;
	return kind == 255 ? full(reader, frame) : append(reader, frame, kind - 251u);
}

static bool has_uninitialized_this(const struct frame *frame)
{
	for (uint32_t i = 0; i < frame->locals_count; i++)
		if (frame->locals[i].kind == TYPE_UNINITIALIZED_THIS)
			return true;
	return false;
}

bool frame_of_method(struct verifier *v)
{
	const struct classfile_span descriptor = classfile_utf8(v->file, v->method->descriptor);
	struct frame *const frame = &v->frame;
	frame->locals_count = frame->depth = 0;
	frame->this_uninitialized = false;
	if (!(v->method->access & 0x0008)) { /* ACC_STATIC */
		const bool constructor =
			classfile_span_is(classfile_utf8(v->file, v->method->name), "<init>") &&
			!classfile_span_is(v->this_name, "java/lang/Object");
		frame->locals[frame->locals_count++] =
			constructor ? type_of_kind(TYPE_UNINITIALIZED_THIS) : type_reference(v->this_name);
		frame->this_uninitialized = constructor;
	}
	for (const uint8_t *at = descriptor.at + 1; *at != ')';) {
		const struct type type = type_of_descriptor(&at);
		frame->locals[frame->locals_count++] = type;
		if (type_is_two(type))
			frame->locals[frame->locals_count++] = type_second(type);
	}
	return true;
}

/* Memory for the frames: as many types as the table's bytes can mean, within reason. */
static bool make_room(struct verifier *v, uint32_t count)
{
	const size_t per_byte = 2, first = v->frame.locals_count;
	size_t types = first + per_byte * v->method->stack_map.bytes + 2;
	/* Each append may copy the locals before. */
	types += (size_t)count * 8 < TYPES_LIMIT ? (size_t)count * v->method->max_locals : TYPES_LIMIT;
	v->pool_room = types > TYPES_LIMIT ? TYPES_LIMIT : types;
	v->pool = malloc(v->pool_room * sizeof *v->pool);
	v->map = calloc((size_t)count + 1, sizeof *v->map);
	return (v->pool && v->map) || bad_map(v, "no memory for its frames");
}

bool map_read(struct verifier *v)
{
	const struct classfile_span table = v->method->stack_map;
	if (!table.at)
		return true;
	struct map_reader reader = { v, table.at, table.at + table.bytes, false };
	const uint16_t count = u2(&reader);
	if (!make_room(v, count))
		return false;
	/* The first frame is relative to the method's own, which is the current one now. */
	struct frame frame = { .locals = v->pool, .stack = v->pool, .locals_count = v->frame.locals_count };
	memcpy(v->pool, v->frame.locals, frame.locals_count * sizeof *v->pool);
	v->pool_used = frame.locals_count;
	int64_t bci = -1;
	for (uint32_t i = 0; i < count; i++) {
		uint32_t delta = 0;
		if (!read_frame(&reader, &frame, &delta))
			return false;
		bci += (int64_t)delta + 1;
		if (reader.bad)
			return bad_map(v, "access beyond the end of attribute");
		if (bci >= v->length || !v->starts[bci])
			return verify_fail(v, "StackMapTable error: bad offset",
					   "Invalid stackmap specification.");
		frame.this_uninitialized = has_uninitialized_this(&frame);
		v->map[v->map_count++] = (struct map_frame){ (uint32_t)bci, frame };
	}
	if (reader.bad)
		return bad_map(v, "access beyond the end of attribute");
	return reader.at == reader.end || bad_map(v, "wrong attribute size");
}

const struct frame *map_find(const struct verifier *v, uint32_t bci)
{
	uint32_t low = 0, high = v->map_count;
	while (low < high) {
		const uint32_t middle = (low + high) / 2;
		if (v->map[middle].bci < bci)
			low = middle + 1;
		else
			high = middle;
	}
	return low < v->map_count && v->map[low].bci == bci ? &v->map[low].frame : NULL;
}
