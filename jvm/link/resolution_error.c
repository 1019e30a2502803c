/* SPDX-License-Identifier: Apache-2.0 */
/* resolution_error.c: an attempt to resolve a class that has failed fails ever after with the same error
 * (JVMS 5.4.3). What is kept is no Throwable, whose stack would keep its classes, but a note of it: the
 * mirrors and messages of the error and of its cause. Each time they are made anew, with the stack of that
 * time. */
#include "jvm/link/internal.h"
#include "jvm/gc/gc.h"
#include "jvm/run/call.h"
#include "jvm/run/exception.h"
#include "jvm/run/vm.h"

enum { ERROR_CLASS, ERROR_MESSAGE, CAUSE_CLASS, CAUSE_MESSAGE, NOTE_LENGTH };

static bool has_constructor(struct class *class)
{
	return class_method(class, symbol_of("<init>"), symbol_of("(Ljava/lang/String;)V"));
}

/* Its class and message, at `at` and behind it. False with an exception pending. */
static bool describe(struct thread *thread, struct array *note, int32_t at, struct object *throwable)
{
	union slot message;
	if (!call_virtual(thread, throwable, "getMessage", "()Ljava/lang/String;", &message))
		return false;
	array_set(note, at, object_class(throwable)->mirror);
	array_set(note, at + 1, message.o);
	return true;
}

static bool fill(struct thread *thread, struct array *note, struct object *error)
{
	union slot cause;
	if (!describe(thread, note, ERROR_CLASS, error) ||
	    !call_virtual(thread, error, "getCause", "()Ljava/lang/Throwable;", &cause))
		return false;
	return !cause.o || !has_constructor(object_class(cause.o)) ||
	       describe(thread, note, CAUSE_CLASS, cause.o);
}

struct object *resolution_error_note(struct thread *thread, struct object *error)
{
	struct class *const linkage = class_boot(thread, "java/lang/LinkageError");
	struct array *note = NULL;
	if (linkage && object_is(error, linkage) && has_constructor(object_class(error)))
		note = gc_new_array(thread, vm.array_Object, NOTE_LENGTH);
	if (note && !fill(thread, note, error))
		note = NULL;
	exception_take(thread);
	return (struct object *)note;
}

static struct object *make(struct thread *thread, const struct array *note, int32_t at)
{
	return call_new(thread, class_of_mirror(array_get(note, at)), "(Ljava/lang/String;)V",
			array_get(note, at + 1));
}

void resolution_error_throw(struct thread *thread, const struct object *kept)
{
	const struct array *const note = (const struct array *)kept;
	struct object *const error = make(thread, note, ERROR_CLASS);
	if (!error)
		return;
	struct object *const cause = array_get(note, CAUSE_CLASS) ? make(thread, note, CAUSE_CLASS) : NULL;
	exception_take(thread); /* without memory for the cause, the error goes without */
	throw_object(thread, error);
	exception_set_cause(thread, cause);
}
