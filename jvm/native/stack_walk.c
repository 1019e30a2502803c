/* SPDX-License-Identifier: Apache-2.0 */
/* stack_walk.c: java.lang.StackWalker (StackStreamFactory): frames are handed over in batches into an array
 * that Java made, while callStackWalk stands below the code that consumes them. Also
 * SecurityManager.getClassContext. */
#include "jvm/gc/gc.h"
#include "jvm/link/link.h"
#include "jvm/native/native.h"
#include "jvm/run/call.h"
#include "jvm/run/exception.h"
#include "jvm/run/frame.h"
#include "jvm/run/string.h"
#include "jvm/run/vm.h"
#include <stdlib.h>
#include <string.h>

/* Bits of the mode, as StackStreamFactory has them. */
enum { CLASSES_ONLY = 0x2, CALLER_CLASS = 0x4, SHOW_HIDDEN = 0x20, LIVE_FRAMES = 0x100 };

enum { MEMBER_IS_METHOD = 0x10000, MEMBER_IS_CONSTRUCTOR = 0x20000, MEMBER_KIND_SHIFT = 24 };

static const char walker_class[] = "java/lang/StackStreamFactory$AbstractStackWalker";

/* Where a walk is: what Java calls its anchor is the address of one, in callStackWalk's C frame. */
struct walk {
	struct frame *next;
	struct thread *thread;
};

static void set_text(struct object *object, const char *field, const char *descriptor, struct object *value)
{
	reference_store(
		&FIELD(object, native_field_offset(object_class(object), field, descriptor), reference),
		value);
}

/* Makes a StackFrameInfo, whose MemberName is empty yet, stand for `frame`. */
static bool describe(struct thread *thread, struct object *info, const struct frame *frame)
{
	const struct method *const method = frame->method;
	struct object *const member =
		FIELD_REF(info, native_field_offset(object_class(info), "memberName", "Ljava/lang/Object;"));
	struct object *const name = string_literal(thread, method->name);
	struct object *const type = name ? string_literal(thread, method->descriptor) : NULL;
	if (!type)
		return false;
	const bool constructor = method->name->text[0] == '<';
	enum { INVOKE_VIRTUAL_KIND = 5, INVOKE_STATIC_KIND = 6, INVOKE_SPECIAL_KIND = 7, NEW_KIND = 8 };
	const int32_t kind = constructor                   ? NEW_KIND
			     : method->access & ACC_STATIC ? INVOKE_STATIC_KIND
			     : method->vtable_index < 0    ? INVOKE_SPECIAL_KIND
							   : INVOKE_VIRTUAL_KIND;
	set_text(member, "clazz", "Ljava/lang/Class;", method->owner->mirror);
	set_text(member, "name", "Ljava/lang/String;", name);
	set_text(member, "type", "Ljava/lang/Object;", type);
	FIELD(member, native_field_offset(vm.MemberName, "flags", "I"), int32_t) =
		method->access | (constructor ? MEMBER_IS_CONSTRUCTOR : MEMBER_IS_METHOD) |
		kind << MEMBER_KIND_SHIFT;
	FIELD(info, native_field_offset(object_class(info), "bci", "I"), int32_t) = frame_bci(frame);
	return true;
}

/* Puts up to `count` frames into the array from `start` on. The index after the last one; -1: an exception is
 * pending. */
static int32_t fill(struct thread *thread, struct walk *walk, int64_t mode, int32_t count, int32_t start,
		    struct array *into)
{
	int32_t at = start;
	for (; walk->next && at < start + count && at < into->length; walk->next = frame_next(walk->next)) {
		const struct method *const method = walk->next->method;
		if (method->flags & METHOD_HIDDEN && !(mode & SHOW_HIDDEN))
			continue;
		if (mode & CALLER_CLASS && at == start && method->flags & METHOD_CALLER_SENSITIVE) {
			struct object *const owner = string_from_class_name(thread, method->owner);
			char *const text = owner ? string_to_utf8(owner) : NULL;
			if (text)
				throw_new(thread, "java/lang/UnsupportedOperationException",
					  "StackWalker::getCallerClass called from @CallerSensitive '%s.%s' "
					  "method",
					  text, method->name->text);
			free(text);
			return -1;
		}
		if (mode & CLASSES_ONLY)
			array_set(into, at++, method->owner->mirror);
		else if (!describe(thread, array_get(into, at++), walk->next))
			return -1;
	}
	return at;
}

static bool is_walker(const struct method *method)
{
	const struct class *class = method->owner;
	if (strcmp(class->name->text, "java/lang/StackWalker") == 0)
		return true;
	for (; class; class = class->super)
		if (strcmp(class->name->text, walker_class) == 0)
			return true;
	return false;
}

/* callStackWalk(long mode, int skip, int count, int start, Object[] frames) calls
 * doStackWalk(long anchor, int skip, int count, int start, int end) with the first frames and returns its
 * result. */
static void call_stack_walk(struct thread *thread, union slot *args)
{
	struct object *const walker = args[0].o;
	const int64_t mode = args[1].l;
	int32_t skip = args[3].i;
	const int32_t count = args[4].i, start = args[5].i;
	struct array *const frames = (struct array *)args[6].o;
	if (mode & LIVE_FRAMES) {
		throw_new(thread, "java/lang/UnsupportedOperationException",
			  "the values of live frames are not shown");
		return;
	}
	struct walk walk = { .next = frame_first(thread), .thread = thread };
	while (walk.next && is_walker(walk.next->method))
		walk.next = frame_next(walk.next);
	for (; walk.next && skip > 0; skip--)
		walk.next = frame_next(walk.next);
	const int32_t end = fill(thread, &walk, mode, count, start, frames);
	union slot result = { .raw = 0 };
	if (end >= 0)
		call_virtual(thread, walker, "doStackWalk", "(JIIII)Ljava/lang/Object;", &result,
			     (int64_t)(uintptr_t)&walk, args[3].i, count, start, end);
	args[0].o = result.o;
}

/* fetchStackFrames(long mode, long anchor, int count, int start, Object[] frames): the walker has checked
 * that its own thread asks while it walks. */
static void fetch_stack_frames(struct thread *thread, union slot *args)
{
	struct walk *const walk = (struct walk *)(uintptr_t)args[3].l;
	if (!walk || walk->thread != thread) {
		throw_new(thread, "java/lang/InternalError", "doStackWalk: corrupted buffers");
		return;
	}
	args[0].i = fill(thread, walk, args[1].l, args[5].i, args[6].i, (struct array *)args[7].o);
}

/* Whether its modes are those of this file. */
static void check_modes(struct thread *thread, union slot *args)
{
	(void)thread;
	args[0].i = true;
}

/* StackTraceElement.initStackTraceElement(StackTraceElement, StackFrameInfo) */
static void element_from_frame(struct thread *thread, union slot *args)
{
	struct object *const element = args[0].o, *const info = args[1].o;
	const struct object *const member =
		FIELD_REF(info, native_field_offset(object_class(info), "memberName", "Ljava/lang/Object;"));
	struct object *const class =
		FIELD_REF(member, native_field_offset(vm.MemberName, "clazz", "Ljava/lang/Class;"));
	struct object *const name =
		FIELD_REF(member, native_field_offset(vm.MemberName, "name", "Ljava/lang/String;"));
	union slot descriptor = { .raw = 0 };
	if (!call_virtual(thread, (struct object *)(uintptr_t)member, "getMethodDescriptor",
			  "()Ljava/lang/String;", &descriptor))
		return;
	const struct method *const method = class_method(
		class_of_mirror(class), string_to_symbol(name, false), string_to_symbol(descriptor.o, false));
	if (method)
		stack_trace_element_fill(
			thread, element, method,
			FIELD(info, native_field_offset(object_class(info), "bci", "I"), int32_t));
}

/* SecurityManager.getClassContext: the classes of all frames, from the caller's on. */
static void class_context(struct thread *thread, union slot *args)
{
	struct frame *const first = frame_next(frame_first(thread));
	int32_t count = 0;
	for (const struct frame *frame = first; frame; frame = frame_next(frame))
		count += !(frame->method->flags & METHOD_HIDDEN);
	struct array *const made = gc_new_array(thread, vm.array_Class, count);
	int32_t at = 0;
	for (const struct frame *frame = first; made && frame; frame = frame_next(frame))
		if (!(frame->method->flags & METHOD_HIDDEN))
			array_set(made, at++, frame->method->owner->mirror);
	args[0].o = (struct object *)made;
}

static const struct native_entry factory_natives[] = { { "checkStackWalkModes", NULL, check_modes } };
static const struct native_entry walker_natives[] = {
	{ "callStackWalk", NULL, call_stack_walk },
	{ "fetchStackFrames", NULL, fetch_stack_frames },
};
static const struct native_entry element_natives[] = { { "initStackTraceElement", NULL,
							 element_from_frame } };
static const struct native_entry manager_natives[] = { { "getClassContext", NULL, class_context } };

NATIVE_TABLE(stack_walk);
const struct native_class native_stack_walk[] = {
	{ "java/lang/StackStreamFactory", factory_natives, 1 },
	{ walker_class, walker_natives, 2 },
	{ "java/lang/StackTraceElement", element_natives, 1 },
	{ "java/lang/SecurityManager", manager_natives, 1 },
};
const size_t native_stack_walk_count = sizeof native_stack_walk / sizeof native_stack_walk[0];
