/* SPDX-License-Identifier: Apache-2.0 */
/* read.c: from the C value of a message, which the codec has checked, to Java values. */
#include "jvm/port/plan.h"
#include "jvm/gc/gc.h"
#include "jvm/link/link.h"
#include "jvm/native/box.h"
#include "jvm/run/call.h"
#include "jvm/run/exception.h"
#include "jvm/run/string.h"
#include "jvm/run/vm.h"
#include <stardust/type.h>
#include <stdlib.h>
#include <string.h>

enum { CHARS_ON_STACK = 256, MOST_SLOTS = 255 };

static void store(void *at, enum kind kind, union slot value)
{
	switch (kind) {
	case KIND_REFERENCE:
		reference_store(at, value.o);
		break;
	case KIND_BOOLEAN:
	case KIND_BYTE:
		*(uint8_t *)at = (uint8_t)value.i;
		break;
	case KIND_CHAR:
	case KIND_SHORT:
		*(uint16_t *)at = (uint16_t)value.i;
		break;
	case KIND_INT:
	case KIND_FLOAT:
		*(int32_t *)at = value.i;
		break;
	default:
		*(int64_t *)at = value.l;
	}
}

/* A Java type of the message's own width has its bits; a wider one stands for an unsigned number. */
static union slot read_number(const struct plan *plan, const uint8_t *from)
{
	union slot value = { .raw = 0 };
	memcpy(&value, from, plan->type->value_bytes);
	if (plan->kind == KIND_BYTE)
		value.i = (int8_t)value.i;
	else if (plan->kind == KIND_SHORT && plan->type->value_bytes == sizeof(int16_t))
		value.i = (int16_t)value.i;
	return value;
}

/* UTF-8 that the codec has checked. */
static int32_t decode_utf8(const uint8_t *at, uint32_t bytes, uint16_t *chars)
{
	int32_t length = 0;
	for (const uint8_t *const end = at + bytes; at < end;) {
		const uint32_t extra = *at < 0xc0 ? 0 : *at < 0xe0 ? 1 : *at < 0xf0 ? 2 : 3;
		uint32_t point = extra ? *at & (0x3fu >> extra) : *at;
		at++;
		for (uint32_t i = 0; i < extra; i++)
			point = point << 6 | (*at++ & 0x3f);
		if (point >= 0x10000) {
			chars[length++] = (uint16_t)(0xd800 + ((point - 0x10000) >> 10));
			point = 0xdc00 + ((point - 0x10000) & 0x3ff);
		}
		chars[length++] = (uint16_t)point;
	}
	return length;
}

static struct object *read_string(struct thread *thread, const uint8_t *text, uint32_t bytes)
{
	uint16_t on_stack[CHARS_ON_STACK];
	uint16_t *const chars = bytes <= CHARS_ON_STACK ? on_stack : calloc(bytes, sizeof *chars);
	if (!chars) {
		throw_out_of_memory(thread, "port");
		return NULL;
	}
	chars[0] = 0;
	const int32_t length = decode_utf8(text, bytes, chars);
	struct object *const made = string_from_utf16(thread, chars, length);
	if (chars != on_stack)
		free(chars);
	return made;
}

static struct object *read_bytes(struct thread *thread, const uint8_t *from, uint32_t bytes)
{
	struct array *const made = gc_new_array(thread, vm.primitive_array[KIND_BYTE], (int32_t)bytes);
	if (!made)
		return NULL;
	memcpy(made->data, from, bytes);
	return &made->header;
}

static struct object *read_enum(const struct plan *plan, const uint8_t *from)
{
	uint32_t i = 0;
	while (i + 1 < plan->type->value_count &&
	       memcmp(from, &plan->type->values[i], plan->type->value_bytes) != 0)
		i++;
	return array_get((const struct array *)plan->constants, (int32_t)i);
}

static struct object *read_elements(struct thread *thread, const struct plan *plan, const uint8_t *from,
				    uint32_t count)
{
	const bool is_list = !class_is_array(plan->class);
	struct array *const made =
		gc_new_array(thread, is_list ? vm.array_Object : plan->class, (int32_t)count);
	if (!made)
		return NULL;
	if (plan->element->copied) {
		memcpy(made->data, from, (size_t)count * plan->element->copied);
		return &made->header;
	}
	const struct class *const class = object_class(&made->header);
	for (uint32_t i = 0; i < count; i++) {
		union slot value;
		if (!plan_read(thread, plan->element, from + (size_t)i * plan->element->type->value_bytes,
			       &value))
			return NULL;
		store(made->data + ((size_t)i << class->element_shift), (enum kind) class->element_kind,
		      value);
	}
	union slot result;
	if (!is_list)
		return &made->header;
	return call_static(thread, plan_helper(thread), "list", "([Ljava/lang/Object;)Ljava/util/List;",
			   &result, &made->header)
		       ? result.o
		       : NULL;
}

static struct object *read_option(struct thread *thread, const struct plan *plan, const uint8_t *from)
{
	union slot value = { .o = NULL }, result;
	if (*from && !plan_read(thread, plan->element, from + plan->type->element_value, &value))
		return NULL;
	return call_static(thread, plan_helper(thread), "option", "(Ljava/lang/Object;)Ljava/util/Optional;",
			   &result, value.o)
		       ? result.o
		       : NULL;
}

/* By its constructor, whose arguments take two numbers for a long or double. */
static struct object *construct(struct thread *thread, const struct plan *plan, const uint8_t *from)
{
	union slot arguments[MOST_SLOTS] = { { .o = gc_new(thread, plan->class) } };
	struct object *const made = arguments[0].o;
	uint32_t slot = 1;
	for (uint32_t i = 0; made && i < plan->type->field_count; i++) {
		const struct plan *const field = plan->fields[i].plan;
		if (!plan_read(thread, field, from + plan->type->fields[i].value_offset, &arguments[slot]))
			return NULL;
		slot += field->kind == KIND_LONG || field->kind == KIND_DOUBLE ? 2 : 1;
	}
	return made && call_method(thread, plan->constructor, arguments, NULL) ? made : NULL;
}

static struct object *read_record(struct thread *thread, const struct plan *plan, const uint8_t *from)
{
	if (plan->constructor)
		return construct(thread, plan, from);
	struct object *const made = gc_new(thread, plan->class);
	for (uint32_t i = 0; made && i < plan->type->field_count; i++) {
		const struct plan *const field = plan->fields[i].plan;
		const uint8_t *const at = from + plan->type->fields[i].value_offset;
		uint8_t *const to = (uint8_t *)made + plan->fields[i].object_offset;
		union slot value;
		if (field->copied) {
			plan_copy(to, at, field->copied);
			continue;
		}
		if (!plan_read(thread, field, at, &value))
			return NULL;
		store(to, field->kind, value);
	}
	return made;
}

bool plan_read(struct thread *thread, const struct plan *plan, const uint8_t *from, union slot *value)
{
	const struct sd_bytes *const view = (const struct sd_bytes *)from;
	if (plan->kind != KIND_REFERENCE) {
		*value = read_number(plan, from);
		if (plan->boxed)
			value->o = box_wrap(thread, plan->kind, *value);
		return !plan->boxed || value->o;
	}
	switch (plan->type->kind) {
	case CODEC_SHORT_STRING:
		value->o = read_string(thread, from + 1, *from);
		break;
	case CODEC_STRING:
		value->o = read_string(thread, view->data, view->length);
		break;
	case CODEC_SHORT_BYTES:
		value->o = read_bytes(thread, from + 1, *from);
		break;
	case CODEC_BYTES:
		value->o = read_bytes(thread, view->data, view->length);
		break;
	case CODEC_ENUM:
		value->o = read_enum(plan, from);
		break;
	case CODEC_LIST:
		value->o = read_elements(thread, plan, view->data, view->length);
		break;
	case CODEC_ARRAY:
		value->o = read_elements(thread, plan, from, plan->type->bound);
		break;
	case CODEC_OPTION:
		value->o = read_option(thread, plan, from);
		break;
	default:
		value->o = read_record(thread, plan, from);
	}
	return value->o;
}
