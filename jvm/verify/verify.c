/* SPDX-License-Identifier: Apache-2.0 */
/* verify.c: the walk over a method's code: frames of the StackMapTable where there are some, instruction by
 * instruction between them (4.10.1.6). */
#include "jvm/verify/internal.h"
#include <stdlib.h>
#include <stdio.h>
#include <string.h>

enum { TEXT_LIMIT = 1 << 22 }; /* bytes of array descriptors that a method's instructions make */

struct text {
	struct text *next;
	uint8_t bytes[];
};

uint8_t *verify_text(struct verifier *v, size_t length)
{
	if (v->text_bytes + length > TEXT_LIMIT)
		return NULL;
	struct text *const text = malloc(sizeof *text + length);
	if (!text)
		return NULL;
	v->text_bytes += length;
	text->next = v->texts;
	v->texts = text;
	return text->bytes;
}

static bool fail_without_frame(struct verifier *v, uint32_t target)
{
	char message[64];
	snprintf(message, sizeof message, "Expecting a stackmap frame at branch target %d", (int32_t)target);
	return verify_fail(v, message, "Expected stackmap frame at this location.");
}

/* Every handler that covers the instruction may be entered with the locals it begins with. */
static bool check_handlers(struct verifier *v)
{
	for (uint32_t i = 0; i < v->method->ranges_count; i++) {
		const struct classfile_range *const range = &v->method->ranges[i];
		if (v->bci < range->start || v->bci >= range->end)
			continue;
		const struct frame *const handler = map_find(v, range->handler);
		const struct frame saved = v->frame;
		struct type thrown = range->type ? type_reference(classfile_class_name(v->file, range->type))
						 : type_class("java/lang/Throwable");
		if (!handler)
			return fail_without_frame(v, range->handler);
		v->frame.stack = &thrown;
		v->frame.depth = 1;
		const bool matches = frame_matches(v, handler, range->handler, WAY_THROWS);
		v->frame = saved;
		if (!matches)
			return false;
	}
	return true;
}

static void check_target(void *context, uint32_t target)
{
	struct verifier *const v = context;
	const struct frame *const frame = map_find(v, target);
	if (v->error->unknown || v->error->message[0])
		return;
	if (!frame)
		fail_without_frame(v, target);
	else
		frame_matches(v, frame, target, WAY_BRANCHES);
}

static bool has_failed(const struct verifier *v)
{
	return v->error->unknown || v->error->message[0];
}

/* The locals of a map's frame are shared: the current frame has its own copy. */
static void take_frame(struct verifier *v, const struct frame *from)
{
	memcpy(v->frame.locals, from->locals, from->locals_count * sizeof *from->locals);
	memcpy(v->frame.stack, from->stack, from->depth * sizeof *from->stack);
	v->frame.locals_count = from->locals_count;
	v->frame.depth = from->depth;
	v->frame.this_uninitialized = from->this_uninitialized;
}

static bool walk(struct verifier *v)
{
	bool falls = true;
	for (v->bci = 0; v->bci < v->length; v->bci += bytecode_length(v->code, v->bci)) {
		const struct frame *const frame = map_find(v, v->bci);
		if (!falls && !frame)
			return verify_fail(v, "Expecting a stack map frame",
					   "Expected stackmap frame at this location.");
		if (frame) {
			if (falls && !frame_matches(v, frame, v->bci, WAY_FALLS))
				return false;
			take_frame(v, frame);
		}
		if (!code_check_operands(v) || !check_handlers(v) || !instruction_check(v, &falls))
			return false;
		bytecode_targets(v->code, v->bci, check_target, v);
		if (has_failed(v))
			return false;
	}
	return !falls || verify_fail(v, "Control flow falls through code end", VERIFY_BYTECODE);
}

static bool check_method(struct verifier *v)
{
	const struct classfile_method *const method = v->method;
	const uint32_t locals = method->max_locals, stack = method->max_stack;
	bool right = false;
	v->bci = 0;
	v->code = method->code.at;
	v->length = method->code.bytes;
	v->map_count = 0;
	v->pool_used = v->text_bytes = 0;
	v->frame = (struct frame){ .locals = calloc(locals + 1u, sizeof(struct type)),
				   .stack = calloc(stack + 2u, sizeof(struct type)) };
	v->starts = calloc(v->length ? v->length : 1, 1);
	struct frame *const own = &v->frame;
	struct type *const own_locals = own->locals, *const own_stack = own->stack;
	if (!own_locals || !own_stack || !v->starts)
		verify_fail(v, "Method is too complex to verify", "There is no memory for it");
	else if (method->args_slots > locals)
		verify_fail(v, "Arguments can't fit into locals", "%u of %u", method->args_slots, locals);
	else
		right = v->length && code_scan(v) && (v->bci = 0, frame_of_method(v)) && map_read(v) &&
			walk(v);
	free(own_locals);
	free(own_stack);
	free(v->starts);
	free(v->pool);
	free(v->map);
	v->pool = NULL;
	v->map = NULL;
	while (v->texts) {
		struct text *const next = v->texts->next;
		free(v->texts);
		v->texts = next;
	}
	return right;
}

bool verify_class_file(const struct classfile *file, const struct verify_world *world,
		       struct verify_error *error)
{
	struct verifier v = { .file = file,
			      .world = world,
			      .error = error,
			      .this_name = classfile_class_name(file, file->this_class) };
	*error = (struct verify_error){ 0 };
	for (uint32_t i = 0; i < file->methods_count; i++) {
		v.method = &file->methods[i];
		if (v.method->has_code && !check_method(&v))
			return false;
	}
	return true;
}
