/* SPDX-License-Identifier: Apache-2.0 */
/* java_lang_stack.c: StackWalker. AbstractStackWalker asks for frames in batches; a walk lives as long as the
 * native that began it, and is known by its address on the C stack. */
#include "jvm/invoke/member.h"
#include "jvm/link/link.h"
#include "jvm/native/native.h"
#include "jvm/run/call.h"
#include "jvm/run/exception.h"
#include "jvm/run/frame.h"
#include "jvm/run/vm.h"

enum { /* StackStreamFactory's modes */
       CLASSES_ONLY = 2,
       CALLER_CLASS = 4,
       SHOW_HIDDEN = 0x20
};

struct walk {
	struct walk *outer;
	struct frame *next; /* the first not yet given; NULL: no more */
};

static _Thread_local struct walk *newest;

static bool is_walker(const struct class *class, const struct class *abstract)
{
	return class == abstract || class->super == abstract ||
	       class->name == symbol_of("java/lang/StackWalker");
}

/* Puts a Class, or method and position into the StackFrameInfo that lies there. */
static bool put_frame(struct thread *thread, const struct frame *frame, int64_t mode, struct array *frames,
		      int32_t index)
{
	static uint32_t member_at, bci_at;
	if (mode & CLASSES_ONLY) {
		array_set(frames, index, frame->method->owner->mirror);
		return true;
	}
	struct object *const info = array_get(frames, index);
	FIELD(info, native_kept_offset(&bci_at, object_class(info), "bci", "I"), int32_t) = frame_bci(frame);
	struct object *const member = FIELD_REF(
		info, native_kept_offset(&member_at, object_class(info), "memberName", "Ljava/lang/Object;"));
	return member_set_method(thread, member, frame->method, frame->method->owner);
}

/* Fills frames[start] and on with at most `count`; the index after the last, or -1: an exception is pending.
 */
static int32_t fill(struct thread *thread, struct walk *walk, int64_t mode, int32_t count, int32_t start,
		    struct array *frames)
{
	int32_t index = start;
	for (; walk->next && index - start < count; walk->next = frame_next(walk->next)) {
		const struct method *const method = walk->next->method;
		if (method->flags & METHOD_HIDDEN && !(mode & SHOW_HIDDEN))
			continue;
		if (index >= frames->length)
			break;
		if (mode & CALLER_CLASS && mode & CLASSES_ONLY && index == start &&
		    method->flags & METHOD_CALLER_SENSITIVE) {
			throw_new(thread, "java/lang/UnsupportedOperationException",
				  "StackWalker::getCallerClass called from @CallerSensitive '%s' method",
				  method->name->text);
			return -1;
		}
		if (!put_frame(thread, walk->next, mode, frames, index))
			return -1;
		index++;
	}
	return index;
}

/* callStackWalk(long mode, int skip, int count, int start, T[] frames) */
static void call_stack_walk(struct thread *thread, union slot *args)
{
	const struct method *const self = thread->frame->method;
	struct object *const walker = args[0].o;
	const int64_t mode = args[1].l;
	const int32_t skip = args[3].i, count = args[4].i, start = args[5].i;
	struct array *const frames = (struct array *)args[6].o;
	union slot result;
	if (!frames || start < 0) {
		throw_null_pointer(thread);
		return;
	}
	struct walk walk = { newest, frame_first(thread) };
	while (walk.next && is_walker(walk.next->method->owner, self->owner))
		walk.next = frame_next(walk.next);
	for (int32_t i = 0; i < skip && walk.next; i++)
		walk.next = frame_next(walk.next);
	const int32_t end = count > 0 ? fill(thread, &walk, mode, count, start, frames) : start;
	if (end < 0)
		return;
	newest = &walk;
	const bool done =
		call_virtual(thread, walker, "doStackWalk", "(JIIII)Ljava/lang/Object;", &result,
			     (int64_t)(uintptr_t)&walk, (int)skip, (int)count, (int)start, (int)end);
	newest = walk.outer;
	if (done)
		args[0].o = result.o;
}

/* fetchStackFrames(long mode, long anchor, int count, int start, T[] frames): the index after the last */
static void fetch(struct thread *thread, union slot *args)
{
	struct walk *walk = newest;
	while (walk && (int64_t)(uintptr_t)walk != args[3].l)
		walk = walk->outer;
	if (!walk || !args[7].o || args[6].i < 0) {
		throw_new(thread, "java/lang/InternalError", "no such stack walk");
		return;
	}
	args[0].i = fill(thread, walk, args[1].l, args[5].i, args[6].i, (struct array *)args[7].o);
}

static void check_modes(struct thread *thread, union slot *args)
{
	(void)thread;
	args[0].i = 1;
}

/* StackTraceElement.initStackTraceElement(StackTraceElement, StackFrameInfo) */
static void init_element(struct thread *thread, union slot *args)
{
	struct class *const type = object_class(args[1].o);
	const struct object *const member =
		FIELD_REF(args[1].o, native_field_offset(type, "memberName", "Ljava/lang/Object;"));
	stack_trace_element_fill(thread, args[0].o, member_method(member),
				 FIELD(args[1].o, native_field_offset(type, "bci", "I"), int32_t));
}

static const struct native_entry factory_natives[] = { { "checkStackWalkModes", NULL, check_modes } };
static const struct native_entry walker_natives[] = {
	{ "callStackWalk", NULL, call_stack_walk },
	{ "fetchStackFrames", "(JJII[Ljava/lang/Object;)I", fetch },
};
static const struct native_entry element_natives[] = { { "initStackTraceElement", NULL, init_element } };

NATIVE_TABLE(java_lang_stack);
const struct native_class native_java_lang_stack[] = {
	{ "java/lang/StackStreamFactory", factory_natives, 1 },
	{ "java/lang/StackStreamFactory$AbstractStackWalker", walker_natives, 2 },
	{ "java/lang/StackTraceElement", element_natives, 1 },
};
const size_t native_java_lang_stack_count = 3;
