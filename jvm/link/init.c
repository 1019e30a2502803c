/* SPDX-License-Identifier: Apache-2.0 */
/* init.c: linking and initialisation (JVMS 5.4, 5.5). One lock and one condition guard every class's state
 * changes; no Java runs under the lock. */
#include "jvm/link/external.h"
#include "jvm/link/internal.h"
#include "jvm/gc/gc.h"
#include "jvm/native/native.h"
#include "jvm/run/call.h"
#include "jvm/run/exception.h"
#include "jvm/run/string.h"
#include "jvm/run/vm.h"
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;

static void set_state(struct class *class, enum class_state state)
{
	pthread_mutex_lock(&lock);
	atomic_store_explicit(&class->state, state, memory_order_release);
	class->initialiser = NULL;
	pthread_cond_broadcast(&changed);
	pthread_mutex_unlock(&lock);
}

bool class_link(struct thread *thread, struct class *class)
{
	if (atomic_load_explicit(&class->state, memory_order_acquire) >= CLASS_LINKED)
		return true;
	if (class->super && !class_link(thread, class->super))
		return false;
	for (int i = 0; i < class->interfaces_count; i++)
		if (!class_link(thread, class->interfaces[i]))
			return false;
	if (!verify_class(thread, class) || !constraints_of_overriding(thread, class))
		return false;
	/* Constant strings of static fields: put_constants in mirror.c did the numbers. */
	for (int i = 0; i < class->fields_count; i++) {
		const struct field *field = &class->fields[i];
		if (!(field->access & ACC_STATIC) || !field->constant_value || field->kind != KIND_REFERENCE)
			continue;
		struct object *string = pool_string(thread, class->pool, field->constant_value);
		if (!string)
			return false;
		reference_store(&FIELD(class->mirror, field->offset, reference), string);
	}
	uint32_t loaded = CLASS_LOADED;
	atomic_compare_exchange_strong(&class->state, &loaded, CLASS_LINKED);
	return true;
}

/* Steps 1 to 6: true when this thread is to initialise; else *done says whether all is well. */
static bool begin(struct thread *thread, struct class *class, bool *done)
{
	thread_block_begin(thread);
	pthread_mutex_lock(&lock);
	while (class->state == CLASS_INITIALISING && class->initialiser != thread)
		pthread_cond_wait(&changed, &lock);
	const enum class_state state = class->state;
	if (state < CLASS_INITIALISING) {
		class->initialiser = thread;
		atomic_store_explicit(&class->state, CLASS_INITIALISING, memory_order_release);
	}
	pthread_mutex_unlock(&lock);
	thread_block_end(thread);
	*done = state == CLASS_INITIALISING || state == CLASS_INITIALISED;
	if (state == CLASS_ERRONEOUS) {
		char name[256];
		throw_new(thread, "java/lang/NoClassDefFoundError", "Could not initialize class %s",
			  external_name(class, name));
		exception_set_cause(thread, class->initialisation_error);
	}
	return state < CLASS_INITIALISING;
}

/* Private ones, too. */
static bool declares_instance_code(const struct class *interface)
{
	for (int i = 0; i < interface->methods_count; i++)
		if (!(interface->methods[i].access & (ACC_ABSTRACT | ACC_STATIC)))
			return true;
	return false;
}

/* Step 7: the superclass, then superinterfaces that declare methods neither abstract nor static, in the order
 * of the interfaces attribute, outer ones first. */
static bool initialise_interfaces(struct thread *thread, struct class *class)
{
	for (int i = 0; i < class->interfaces_count; i++) {
		struct class *interface = class->interfaces[i];
		if (!initialise_interfaces(thread, interface))
			return false;
		if (declares_instance_code(interface) && !class_initialise(thread, interface))
			return false;
	}
	return true;
}

/* What later uses of the class give as the cause of their error: an ExceptionInInitializerError that tells of
 * the first, by its text and trace. NULL: no memory for it. */
static struct object *describe_failure(struct thread *thread, struct object *exception)
{
	char name[256];
	union slot trace;
	struct object *const message = FIELD_REF(
		exception, native_field_offset(vm.Throwable, "detailMessage", "Ljava/lang/String;"));
	struct object *const thread_name =
		thread->object ? FIELD_REF(thread->object,
					   native_field_offset(vm.Thread, "name", "Ljava/lang/String;"))
			       : NULL;
	char *const text = message ? string_to_utf8(message) : NULL;
	char *const thread_text = thread_name ? string_to_utf8(thread_name) : NULL;
	throw_new(thread, "java/lang/ExceptionInInitializerError",
		  "Exception %s%s%.500s [in thread \"%.100s\"]", external_name(object_class(exception), name),
		  text ? ": " : "", text ? text : "", thread_text ? thread_text : "");
	free(text);
	free(thread_text);
	struct object *error = exception_take(thread);
	if (call_virtual(thread, exception, "getStackTrace", "()[Ljava/lang/StackTraceElement;", &trace))
		call_virtual(thread, error, "setStackTrace", "([Ljava/lang/StackTraceElement;)V", NULL,
			     trace.o);
	exception_take(thread);
	return error;
}

/* Step 10: what is not an Error is wrapped. */
static void wrap_exception(struct thread *thread, struct class *class)
{
	struct object *exception = exception_take(thread);
	if (vm.booted)
		class->initialisation_error = describe_failure(thread, exception);
	if (!object_is(exception, vm.Error)) {
		struct class *wrapper = class_boot(thread, "java/lang/ExceptionInInitializerError");
		struct object *wrapped =
			wrapper ? call_new(thread, wrapper, "(Ljava/lang/Throwable;)V", exception) : NULL;
		if (wrapped)
			exception = wrapped;
	}
	thread->exception = exception;
}

static bool run_initialiser(struct thread *thread, struct class *class)
{
	if (!class_is_interface(class) && class->super && !class_initialise(thread, class->super))
		return false;
	if (!class_is_interface(class) && !initialise_interfaces(thread, class))
		return false;
	struct method *method = class_method(class, symbol_of("<clinit>"), symbol_of("()V"));
	if (!method)
		return true;
	const union slot none = { .raw = 0 };
	return call_method(thread, method, &none, NULL);
}

bool class_initialise_slow(struct thread *thread, struct class *class)
{
	bool done;
	if (!class_link(thread, class))
		return false;
	if (!begin(thread, class, &done))
		return done;
	const bool ok = run_initialiser(thread, class);
	if (!ok)
		wrap_exception(thread, class);
	set_state(class, ok ? CLASS_INITIALISED : CLASS_ERRONEOUS);
	return ok;
}
