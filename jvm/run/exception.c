/* SPDX-License-Identifier: Apache-2.0 */
/* exception.c: throwing from C, finding handlers, and the texts of the errors that instructions throw. Texts
 * are those people know from HotSpot, since programs and tests read them. */
#include "jvm/run/exception.h"
#include "jvm/run/boot.h"
#include "jvm/memory/low.h"
#include "jvm/native/native.h"
#include "jvm/run/call.h"
#include "jvm/run/code.h"
#include "jvm/run/string.h"
#include "jvm/run/vm.h"
#include "jvm/gc/class_space.h"
#include "jvm/link/external.h"
#include "jvm/link/link.h"
#include "jvm/monitor/monitor.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void throw_object(struct thread *thread, struct object *exception)
{
	thread->exception = exception;
}

struct object *exception_take(struct thread *thread)
{
	struct object *exception = thread->exception;
	thread->exception = NULL;
	return exception;
}

void exception_set_cause(struct thread *thread, struct object *cause)
{
	union slot ignored;
	struct object *exception = exception_take(thread);
	if (cause && exception && object_is(exception, vm.Throwable))
		call_virtual(thread, exception, "initCause", "(Ljava/lang/Throwable;)Ljava/lang/Throwable;",
			     &ignored, cause);
	thread->exception = exception;
}

/* Before there are classes to throw, an error in C is the end: it names what is wrong with the installation.
 */
static void too_early(const char *class_name, const char *message)
{
	fprintf(stderr, "Error occurred during initialization of VM\n%s%s%s\n", class_name,
		*message ? ": " : "", message);
	exit(1);
}

void throw_new(struct thread *thread, const char *class_name, const char *format, ...)
{
	char message[1024] = "";
	if (format) {
		va_list arguments;
		va_start(arguments, format);
		vsnprintf(message, sizeof message, format, arguments);
		va_end(arguments);
	}
	thread->exception = NULL;
	if (!vm.Throwable || !vm.String || !vm.Throwable->mirror)
		too_early(class_name, message);
	struct class *class = class_boot(thread, class_name);
	if (!class)
		return;
	struct object *text = NULL;
	if (format && !(text = string_from_utf8(thread, message)))
		return;
	struct object *made =
		format && class_method(class, symbol_of("<init>"), symbol_of("(Ljava/lang/String;)V"))
			? call_new(thread, class, "(Ljava/lang/String;)V", text)
			: call_new(thread, class, "()V");
	if (made)
		thread->exception = made;
}

void throw_with_text(struct thread *thread, const char *class_name, struct object *text)
{
	struct class *const class = text ? class_boot(thread, class_name) : NULL;
	struct object *const made = class ? call_new(thread, class, "(Ljava/lang/String;)V", text) : NULL;
	if (made)
		throw_object(thread, made);
}

void throw_null_pointer(struct thread *thread)
{
	throw_new(thread, "java/lang/NullPointerException", NULL);
}

void throw_out_of_memory(struct thread *thread, const char *what)
{
	/* Making the error may need what is not there: then the one made ahead is thrown, without a trace. */
	static _Thread_local bool making;
	if (vm.options.exit_on_out_of_memory && vm.booted) {
		printf("Terminating due to java.lang.OutOfMemoryError: %s\n", what);
		vm_exit(3);
	}
	if (making || !vm.booted) {
		if (!vm.out_of_memory)
			too_early("java/lang/OutOfMemoryError", what);
		thread->exception = vm.out_of_memory;
		return;
	}
	making = true;
	throw_new(thread, "java/lang/OutOfMemoryError", "%s", what);
	making = false;
}

/* Unloads what can be, when room is short: what is softly reachable last. */
static bool make_room(struct thread *thread, bool (*has_room)(size_t bytes), size_t bytes)
{
	if (has_room(bytes))
		return true;
	if (!vm.booted || !class_spaces_exist())
		return false;
	gc_collect(thread, "Metadata GC Threshold");
	if (has_room(bytes))
		return true;
	gc_collect_all(thread, "Metadata GC Clear Soft References");
	return has_room(bytes);
}

bool metaspace_for_class(struct thread *thread, size_t bytes)
{
	if (vm.booted && class_spaces_want_collection())
		gc_collect(thread, "Metadata GC Threshold");
	if (make_room(thread, metadata_has_room, bytes))
		return true;
	throw_out_of_memory(thread, "Metaspace");
	return false;
}

bool metaspace_to_run(struct thread *thread, size_t bytes)
{
	if (make_room(thread, metadata_has_room_to_run, bytes))
		return true;
	throw_out_of_memory(thread, "Metaspace");
	return false;
}

void throw_stack_overflow(struct thread *thread)
{
	/* The room between the limit and the end of the stack is for making this error. */
	uint8_t *const limit = thread->stack_limit;
	uint8_t *const c_limit = thread->c_stack_limit;
	if (limit == thread->stack_end)
		too_early("java/lang/StackOverflowError", "while making a StackOverflowError");
	thread->stack_limit = thread->stack_end;
	thread_renew_call_limit(thread);
	thread->c_stack_limit -= 64 * 1024;
	throw_new(thread, "java/lang/StackOverflowError", NULL);
	thread->stack_limit = limit;
	thread_renew_call_limit(thread);
	thread->c_stack_limit = c_limit;
}

void throw_array_store(struct thread *thread, const struct object *value)
{
	char name[256];
	throw_new(thread, "java/lang/ArrayStoreException", "%s", external_name(object_class(value), name));
}

void throw_class_cast(struct thread *thread, const struct object *object, const struct class *wanted)
{
	char a[256], b[256], origins[2048];
	const struct class *class = object_class(object);
	throw_new(thread, "java/lang/ClassCastException", "class %s cannot be cast to class %s (%s)",
		  external_name(class, a), external_name(wanted, b),
		  external_origins(class, wanted, origins));
}

void throw_unsatisfied_link(struct thread *thread, const struct method *native)
{
	char text[1024];
	throw_new(thread, "java/lang/UnsatisfiedLinkError", "'%s'",
		  external_method(native->owner, native->name, native->descriptor, text));
}

void throw_not_implemented(struct thread *thread, const struct class *receiver, const struct class *interface)
{
	char a[256], b[256];
	throw_new(thread, "java/lang/IncompatibleClassChangeError",
		  "Class %s does not implement the requested interface %s", external_name(receiver, a),
		  external_name(interface, b));
}

/* Whether `class` has a default method from any interface. */
static bool has_defaults(const struct class *class)
{
	for (int i = 0; i < class->all_interfaces_count; i++)
		for (int j = 0; j < class->itables[i].interface->methods_count; j++)
			if (class->itables[i].interface->methods[j].flags & METHOD_DEFAULT)
				return true;
	return false;
}

/* HotSpot gives classes that inherit default methods an overpass method for each abstract interface method
 * that no class declares, which invokevirtual reaches; it names the class that has it. NULL: none has. */
static const struct class *class_of_overpass(const struct class *receiver, const struct method *method)
{
	const struct class *found = NULL;
	for (const struct class *at = receiver; at; at = at->super) {
		if (class_method(at, method->name, method->descriptor))
			return NULL;
		if (class_is_subclass(at, method->owner) && has_defaults(at))
			found = at;
	}
	return found;
}

void throw_abstract_method(struct thread *thread, const struct class *receiver, const struct method *method)
{
	char a[256], b[256], text[1024];
	/* "abstract int a.B.c()" without the class. */
	external_method(method->owner, method->name, method->descriptor, text);
	const char *const result_end = strchr(text, ' ');
	const char *const name = strchr(text, '(') - method->name->length;
	throw_new(thread, "java/lang/AbstractMethodError",
		  "Receiver class %s does not define or inherit an implementation of the resolved method "
		  "'%s%.*s %s' of %s%s %s.",
		  external_name(receiver, a), method->access & ACC_ABSTRACT ? "abstract " : "",
		  (int)(result_end - text), text, name,
		  class_is_interface(method->owner) || !(method->owner->access & ACC_ABSTRACT) ? ""
											       : "abstract ",
		  class_is_interface(method->owner) ? "interface" : "class", external_name(method->owner, b));
}

/* "Conflicting default methods: A.m B.m": those of the receiver's interfaces that no other overrides. */
static void throw_conflict(struct thread *thread, const struct class *receiver, const struct method *method)
{
	char names[900] = "";
	size_t at = 0;
	for (int i = 0; i < receiver->all_interfaces_count; i++) {
		const struct class *interface = receiver->itables[i].interface;
		const struct method *found = class_method(interface, method->name, method->descriptor);
		bool overridden = !found || found->access & (ACC_STATIC | ACC_PRIVATE | ACC_ABSTRACT);
		for (int j = 0; j < receiver->all_interfaces_count && !overridden; j++) {
			const struct class *other = receiver->itables[j].interface;
			overridden = other != interface && class_is_subclass(other, interface) &&
				     class_method(other, method->name, method->descriptor);
		}
		char name[256];
		if (!overridden && at < sizeof names)
			at += (size_t)snprintf(names + at, sizeof names - at, " %s.%s",
					       external_name(interface, name), method->name->text);
	}
	throw_new(thread, "java/lang/IncompatibleClassChangeError", "Conflicting default methods:%s", names);
}

void throw_abstract(struct thread *thread, const struct frame *frame)
{
	const struct method *method = frame->method;
	const struct class *receiver = frame->slots[0].o ? object_class(frame->slots[0].o) : method->owner;
	const struct class *const overpass =
		class_is_interface(method->owner) ? class_of_overpass(receiver, method) : NULL;
	char name[256];
	/* The frame of a method without code is no part of the trace. */
	thread->frame = frame->caller;
	if (method->flags & METHOD_CONFLICT)
		throw_conflict(thread, receiver, method);
	else if (overpass)
		throw_new(thread, "java/lang/AbstractMethodError", "Method %s.%s%s is abstract",
			  external_name(overpass, name), method->name->text, method->descriptor->text);
	else
		throw_abstract_method(thread, receiver, method);
}

/* Whether a handler for pool class `type` catches the pending exception. A type that is not resolved yet is
 * loaded with the exception set aside. */
static bool catches(struct thread *thread, struct pool *pool, uint16_t type)
{
	if (!type)
		return true;
	struct object *exception = exception_take(thread);
	struct class *class = pool_class(thread, pool, type);
	if (!class)
		return false; /* that error is pending now */
	thread->exception = exception;
	return object_is(exception, class);
}

int32_t exception_find_handler(struct thread *thread, struct frame *frame)
{
	const struct method *method = frame->method;
	int bci = frame_bci(frame);
	/* Handlers that cover themselves, or one another, would fail for ever. */
	int restarts = method->ranges_count;
	for (int i = 0; bci >= 0 && i < method->ranges_count; i++) {
		const struct exception_range *range = &method->ranges[i];
		const struct object *const thrown = thread->exception;
		if (bci < range->start || bci >= range->end)
			continue;
		if (catches(thread, method->owner->pool, range->type))
			return (int32_t)method->code->handlers[i];
		if (thread->exception != thrown && restarts-- > 0) {
			bci = range->handler;
			i = -1;
		}
	}
	return -1;
}

void exception_unlock(struct thread *thread, struct frame *frame)
{
	struct object *exception = exception_take(thread);
	monitor_exit(thread, frame->locked);
	frame->locked = NULL;
	if (!thread->exception)
		thread->exception = exception;
}
