/* SPDX-License-Identifier: Apache-2.0 */
/* trace.c: stack traces. Throwable.backtrace holds an int[] of pairs: the address of the method (below 4 GiB)
 * and the bytecode index, -1 in a native; its length is odd when a hidden frame is the newest. Or an Object[]
 * of that and of the mirrors that keep methods' classes, which could be unloaded. StackTraceElements are made
 * from it when somebody asks. */
#include "jvm/run/exception.h"
#include "jvm/run/frame.h"
#include "jvm/run/string.h"
#include "jvm/run/vm.h"
#include "jvm/gc/class_space.h"
#include "jvm/link/external.h"
#include "jvm/link/link.h"
#include "jvm/native/native.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_FRAMES = 1024 }; /* unless MaxJavaStackTraceDepth says otherwise */

static uint32_t offset_of_backtrace(void)
{
	static uint32_t offset;
	return native_kept_offset(&offset, vm.Throwable, "backtrace", "Ljava/lang/Object;");
}

/* The first frame that belongs to the trace: above fillInStackTrace and the constructors of the exception. */
static struct frame *first_of_trace(struct thread *thread, struct object *throwable)
{
	struct frame *frame = frame_first(thread);
	while (frame && strcmp(frame->method->name->text, "fillInStackTrace") == 0 &&
	       class_is_subclass(frame->method->owner, vm.Throwable))
		frame = frame_next(frame);
	while (frame && strcmp(frame->method->name->text, "<init>") == 0 && frame->slots[0].o == throwable)
		frame = frame_next(frame);
	return frame;
}

/* The next frame from `frame` on that the trace shows. */
static struct frame *shown(struct frame *frame)
{
	while (frame && frame->method->flags & METHOD_HIDDEN)
		frame = frame_next(frame);
	return frame;
}

/* The mirrors of classes in spaces among the first `count` frames, one for a run of the same; into NULL: how
 * many. */
static int32_t put_holders(struct frame *frame, int32_t count, struct array *into)
{
	const struct class *last = NULL;
	int32_t done = 0;
	for (frame = shown(frame); count--; frame = shown(frame_next(frame))) {
		const struct class *const owner = frame->method->owner;
		if (!owner->space || owner == last)
			continue;
		last = owner;
		done++;
		if (into)
			array_set(into, done, owner->mirror);
	}
	return done;
}

void exception_fill_trace(struct thread *thread, struct object *throwable)
{
	if (vm.options.no_stack_traces)
		return;
	const int most = vm.options.trace_depth ? vm.options.trace_depth : MOST_FRAMES;
	struct frame *const first = first_of_trace(thread, throwable);
	int32_t count = 0;
	for (struct frame *frame = shown(first); frame && count < most; frame = shown(frame_next(frame)))
		count++;
	const bool is_hidden = first && first->method->flags & METHOD_HIDDEN;
	struct array *trace = gc_new_array(thread, vm.primitive_array[KIND_INT], 2 * count + is_hidden);
	const int32_t holders = trace && class_spaces_exist() ? put_holders(first, count, NULL) : 0;
	struct array *const both = holders ? gc_new_array(thread, vm.array_Object, 1 + holders) : NULL;
	if (!trace || (holders && !both)) {
		thread->exception = NULL; /* an error without a trace is better than another error */
		return;
	}
	int32_t *out = ELEMENTS(trace, int32_t);
	struct frame *frame = shown(first);
	for (int32_t done = 0; done < count; frame = shown(frame_next(frame))) {
		out[2 * done] = (int32_t)(uintptr_t)frame->method;
		out[2 * done + 1] = frame_bci(frame);
		done++;
	}
	if (both) {
		array_set(both, 0, &trace->header);
		put_holders(first, count, both);
		trace = both;
	}
	static uint32_t depth_offset;
	reference_store(&FIELD(throwable, offset_of_backtrace(), reference), &trace->header);
	FIELD(throwable, native_kept_offset(&depth_offset, vm.Throwable, "depth", "I"), int32_t) = count;
}

/* The pairs; NULL: no trace was taken. */
static const struct array *trace_of(struct object *throwable)
{
	struct object *const kept = FIELD_REF(throwable, offset_of_backtrace());
	if (!kept || object_class(kept) != vm.array_Object)
		return (const struct array *)kept;
	return (const struct array *)array_get((const struct array *)kept, 0);
}

static struct method *trace_method(const struct array *trace, int32_t i)
{
	return (struct method *)(uintptr_t)ELEMENTS(trace, uint32_t)[2 * i];
}

bool exception_origin(struct object *throwable, struct method **method, int *bci)
{
	const struct array *trace = trace_of(throwable);
	if (!trace || trace->length < 2 || trace->length & 1)
		return false;
	*method = trace_method(trace, 0);
	*bci = ELEMENTS(trace, int32_t)[1];
	return true;
}

/* Stores the string, interned, in the element's field. NULL: an exception is pending. */
static bool put_string(struct thread *thread, struct object *element, const char *field,
		       struct object *string)
{
	if (!string || !(string = string_intern(thread, string)))
		return false;
	reference_store(&FIELD(element,
			       native_field_offset(vm.StackTraceElement, field, "Ljava/lang/String;"),
			       reference),
			string);
	return true;
}

/* What ModuleDescriptor.rawVersion() says of the module's descriptor, or NULL. */
static struct object *module_version(struct object *module)
{
	struct object *const descriptor = FIELD_REF(
		module, native_field_offset(vm.Module, "descriptor", "Ljava/lang/module/ModuleDescriptor;"));
	if (!descriptor)
		return NULL;
	struct class *const class = object_class(descriptor);
	struct object *const version =
		FIELD_REF(descriptor, native_field_offset(class, "version",
							  "Ljava/lang/module/ModuleDescriptor$Version;"));
	return version ? FIELD_REF(version, native_field_offset(object_class(version), "version",
								"Ljava/lang/String;"))
		       : FIELD_REF(descriptor,
				   native_field_offset(class, "rawVersionString", "Ljava/lang/String;"));
}

bool stack_trace_element_fill(struct thread *thread, struct object *element, const struct method *method,
			      int bci)
{
	const struct class *owner = method->owner;
	char buffer[SOURCE_BYTES];
	const char *const source = class_source(owner, buffer);
	if (!put_string(thread, element, "declaringClass", string_from_class_name(thread, owner)) ||
	    !put_string(thread, element, "methodName",
			string_from_modified(thread, method->name->text, method->name->length)) ||
	    (source &&
	     !put_string(thread, element, "fileName", string_from_modified(thread, source, strlen(source)))))
		return false;
	reference_store(
		&FIELD(element,
		       native_field_offset(vm.StackTraceElement, "declaringClassObject", "Ljava/lang/Class;"),
		       reference),
		owner->mirror);
	FIELD(element, native_field_offset(vm.StackTraceElement, "lineNumber", "I"), int32_t) =
		method_line(method, bci);
	struct object *module =
		FIELD_REF(owner->mirror, native_field_offset(vm.Class, "module", "Ljava/lang/Module;"));
	if (module) {
		struct object *name =
			FIELD_REF(module, native_field_offset(vm.Module, "name", "Ljava/lang/String;"));
		reference_store(
			&FIELD(element,
			       native_field_offset(vm.StackTraceElement, "moduleName", "Ljava/lang/String;"),
			       reference),
			name);
		reference_store(&FIELD(element,
				       native_field_offset(vm.StackTraceElement, "moduleVersion",
							   "Ljava/lang/String;"),
				       reference),
				module_version(module));
	}
	if (owner->loader) {
		struct object *name = FIELD_REF(
			owner->loader, native_field_offset(vm.ClassLoader, "name", "Ljava/lang/String;"));
		reference_store(&FIELD(element,
				       native_field_offset(vm.StackTraceElement, "classLoaderName",
							   "Ljava/lang/String;"),
				       reference),
				name);
	}
	return true;
}

bool stack_trace_fill(struct thread *thread, struct array *elements, struct object *throwable)
{
	const struct array *trace = trace_of(throwable);
	const int32_t count = trace ? trace->length / 2 : 0;
	for (int32_t i = 0; i < count && i < elements->length; i++)
		if (!stack_trace_element_fill(thread, array_get(elements, i), trace_method(trace, i),
					      ELEMENTS(trace, int32_t)[2 * i + 1]))
			return false;
	return true;
}

/* The String field's text, to be freed, or NULL. */
static char *text_field(struct object *object, const char *field)
{
	struct object *const string =
		FIELD_REF(object, native_field_offset(object_class(object), field, "Ljava/lang/String;"));
	return string ? string_to_utf8(string) : NULL;
}

/* "java.base@17/" of the class's module, in HotSpot's place for it, or nothing. */
static void print_module(const struct class *class)
{
	struct object *const module =
		FIELD_REF(class->mirror, native_field_offset(vm.Class, "module", "Ljava/lang/Module;"));
	char *const name = module ? text_field(module, "name") : NULL;
	struct object *const version = name ? module_version(module) : NULL;
	char *const number = version ? string_to_utf8(version) : NULL;
	if (name)
		fprintf(stderr, "%s%s%s/", name, number ? "@" : "", number ? number : "");
	free(name);
	free(number);
}

static void print_frames(struct object *throwable)
{
	const struct array *trace = trace_of(throwable);
	for (int32_t i = 0; trace && i < trace->length / 2; i++) {
		const struct method *method = trace_method(trace, i);
		const int line = method_line(method, ELEMENTS(trace, int32_t)[2 * i + 1]);
		char buffer[SOURCE_BYTES], name[256];
		const char *const source = class_source(method->owner, buffer);
		fprintf(stderr, "\tat %s.%s(", external_name(method->owner, name), method->name->text);
		print_module(method->owner);
		if (method->access & ACC_NATIVE)
			fputs("Native Method)\n", stderr);
		else
			fprintf(stderr, "%s:%d)\n", source ? source : "Unknown Source", line);
	}
}

void exception_print_trace(struct object *throwable)
{
	const uint32_t offset_of_cause = native_field_offset(vm.Throwable, "cause", "Ljava/lang/Throwable;");
	enum { MOST_CAUSES = 100 }; /* in a circle, perhaps */
	for (int i = 0; throwable && i < MOST_CAUSES; i++) {
		char name[256];
		struct object *const message = FIELD_REF(
			throwable, native_field_offset(vm.Throwable, "detailMessage", "Ljava/lang/String;"));
		char *const text = message ? string_to_utf8(message) : NULL;
		fprintf(stderr, "%s%s%s%s\n", i ? "Caused by: " : "",
			external_name(object_class(throwable), name), text ? ": " : "", text ? text : "");
		free(text);
		print_frames(throwable);
		struct object *const cause = FIELD_REF(throwable, offset_of_cause);
		throwable = cause == throwable ? NULL : cause;
	}
}
