/* SPDX-License-Identifier: Apache-2.0 */
/* exception.c: throwing from C, finding handlers, and the texts of the errors that instructions throw. Texts
 * are those people know from HotSpot, since programs and tests read them. */
#include "jvm/run/exception.h"
#include "jvm/run/call.h"
#include "jvm/run/code.h"
#include "jvm/run/string.h"
#include "jvm/run/vm.h"
#include "jvm/gc/gc.h"
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

void throw_null_pointer(struct thread *thread)
{
	throw_new(thread, "java/lang/NullPointerException", NULL);
}

void throw_out_of_memory(struct thread *thread, const char *what)
{
	/* Making the error may need what is not there: then the one made ahead is thrown, without a trace. */
	static _Thread_local bool making;
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

void throw_stack_overflow(struct thread *thread)
{
	/* The room between the limit and the end of the stack is for making this error. */
	uint8_t *const limit = thread->stack_limit;
	uint8_t *const c_limit = thread->c_stack_limit;
	if (limit == thread->stack_end)
		too_early("java/lang/StackOverflowError", "while making a StackOverflowError");
	thread->stack_limit = thread->stack_end;
	thread->c_stack_limit -= 64 * 1024;
	throw_new(thread, "java/lang/StackOverflowError", NULL);
	thread->stack_limit = limit;
	thread->c_stack_limit = c_limit;
}

/* java/lang/String → java.lang.String; [I → [I. The caller gives 256 bytes. */
static const char *dotted(const struct class *class, char text[256])
{
	snprintf(text, 256, "%s", class->name->text);
	for (char *at = text; *at; at++)
		if (*at == '/')
			*at = '.';
	return text;
}

void throw_array_store(struct thread *thread, const struct object *value)
{
	char name[256];
	throw_new(thread, "java/lang/ArrayStoreException", "%s", dotted(object_class(value), name));
}

/* "module java.base of loader 'bootstrap'", "unnamed module of loader 'app'": of the innermost element of an
 * array. */
static void describe_origin(const struct class *class, char *text, size_t bytes)
{
	while (class->dimensions)
		class = class->element;
	const char *loader = "'bootstrap'";
	char loader_text[128];
	if (class->loader) {
		char name[256];
		if (strcmp(object_class(class->loader)->name->text,
			   "jdk/internal/loader/ClassLoaders$AppClassLoader") == 0)
			loader = "'app'";
		else if (strcmp(object_class(class->loader)->name->text,
				"jdk/internal/loader/ClassLoaders$PlatformClassLoader") == 0)
			loader = "'platform'";
		else {
			snprintf(loader_text, sizeof loader_text, "%.100s",
				 dotted(object_class(class->loader), name));
			loader = loader_text;
		}
	}
	if (class->loader)
		snprintf(text, bytes, "unnamed module of loader %s", loader);
	else
		snprintf(text, bytes, "module java.base of loader %s", loader);
}

void throw_class_cast(struct thread *thread, const struct object *object, const struct class *wanted)
{
	char a[256], b[256], a_origin[256], b_origin[256];
	const struct class *class = object_class(object);
	dotted(class, a);
	dotted(wanted, b);
	describe_origin(class, a_origin, sizeof a_origin);
	describe_origin(wanted, b_origin, sizeof b_origin);
	if (strcmp(a_origin, b_origin) == 0)
		throw_new(thread, "java/lang/ClassCastException",
			  "class %s cannot be cast to class %s (%s and %s are in %s)", a, b, a, b, a_origin);
	else
		throw_new(thread, "java/lang/ClassCastException",
			  "class %s cannot be cast to class %s (%s is in %s; %s is in %s)", a, b, a, a_origin,
			  b, b_origin);
}

void throw_unsatisfied_link(struct thread *thread, const struct method *native)
{
	char name[256];
	throw_new(thread, "java/lang/UnsatisfiedLinkError", "%s.%s%s", dotted(native->owner, name),
		  native->name->text, native->descriptor->text);
}

void throw_abstract(struct thread *thread, const struct frame *frame)
{
	const struct method *method = frame->method;
	char receiver[256], owner[256];
	dotted(method->owner, owner);
	if (method->flags & METHOD_CONFLICT) {
		throw_new(thread, "java/lang/IncompatibleClassChangeError",
			  "Conflicting default methods: %s.%s", owner, method->name->text);
		return;
	}
	const struct object *object = frame->slots[0].o;
	throw_new(thread, "java/lang/AbstractMethodError",
		  "Receiver class %s does not define or inherit an implementation of the resolved method "
		  "'abstract %s%s' of %s %s.",
		  object ? dotted(object_class(object), receiver) : "?", method->name->text,
		  method->descriptor->text,
		  class_is_interface(method->owner) ? "interface" : "abstract class", owner);
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
	const int bci = frame_bci(frame);
	for (int i = 0; bci >= 0 && i < method->ranges_count; i++) {
		const struct exception_range *range = &method->ranges[i];
		if (bci >= range->start && bci < range->end &&
		    catches(thread, method->owner->pool, range->type))
			return (int32_t)method->code->handlers[i];
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

void exception_print(struct thread *thread, struct object *exception)
{
	thread->exception = NULL;
	if (vm.booted && call_virtual(thread, exception, "printStackTrace", "()V", NULL))
		return;
	/* Java could not: the class and message, and the trace from its raw form. */
	thread->exception = NULL;
	char name[256];
	static uint32_t message_offset;
	if (!message_offset)
		message_offset = class_find_field(vm.Throwable, symbol_of("detailMessage"),
						  symbol_of("Ljava/lang/String;"))
					 ->offset;
	struct object *message = FIELD_REF(exception, message_offset);
	char *text = message ? string_to_utf8(message) : NULL;
	fprintf(stderr, "%s%s%s\n", dotted(object_class(exception), name), text ? ": " : "",
		text ? text : "");
	free(text);
	exception_print_trace(exception);
}
