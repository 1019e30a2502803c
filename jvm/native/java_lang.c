/* SPDX-License-Identifier: Apache-2.0 */
/* java_lang.c: Object, System, String, Throwable, numbers. Class is in java_lang_class.c, Thread
 * in java_lang_thread.c. */
#include "jvm/gc/gc.h"
#include "jvm/link/external.h"
#include "jvm/link/link.h"
#include "jvm/monitor/monitor.h"
#include "jvm/native/native.h"
#include "jvm/run/boot.h"
#include "jvm/run/call.h"
#include "jvm/run/exception.h"
#include "jvm/run/null_message.h"
#include "jvm/run/string.h"
#include "jvm/run/vm.h"
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static void object_get_class(struct thread *thread, union slot *args)
{
	(void)thread;
	args[0].o = object_class(args[0].o)->mirror;
}

static void object_hash_code(struct thread *thread, union slot *args)
{
	args[0].i = object_identity_hash(thread, args[0].o);
}

static void object_clone(struct thread *thread, union slot *args)
{
	const struct class *class = object_class(args[0].o);
	if (!class->dimensions && !class_is_subclass(class, vm.Cloneable)) {
		throw_with_text(thread, "java/lang/CloneNotSupportedException",
				string_from_class_name(thread, class));
		return;
	}
	args[0].o = gc_clone(thread, args[0].o);
}

static void system_identity_hash(struct thread *thread, union slot *args)
{
	args[0].i = args[0].o ? object_identity_hash(thread, args[0].o) : 0;
}

static int64_t now(clockid_t clock)
{
	struct timespec time;
	clock_gettime(clock, &time);
	return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

static void system_nano_time(struct thread *thread, union slot *args)
{
	(void)thread;
	args[0].l = now(CLOCK_MONOTONIC);
}

static void system_current_time(struct thread *thread, union slot *args)
{
	(void)thread;
	args[0].l = now(CLOCK_REALTIME) / 1000000;
}

static void set_static(const char *field, const char *descriptor, struct object *value)
{
	reference_store(
		&FIELD(vm.System->mirror, native_field_offset(vm.System, field, descriptor), reference),
		value);
}

static void system_set_in(struct thread *thread, union slot *args)
{
	(void)thread;
	set_static("in", "Ljava/io/InputStream;", args[0].o);
}

static void system_set_out(struct thread *thread, union slot *args)
{
	(void)thread;
	set_static("out", "Ljava/io/PrintStream;", args[0].o);
}

static void system_set_err(struct thread *thread, union slot *args)
{
	(void)thread;
	set_static("err", "Ljava/io/PrintStream;", args[0].o);
}

static void system_map_library_name(struct thread *thread, union slot *args)
{
	if (!args[0].o) {
		throw_null_pointer(thread);
		return;
	}
	enum { MOST_CHARS = 240 };
	if (string_length(args[0].o) > MOST_CHARS) {
		throw_new(thread, "java/lang/IllegalArgumentException", "name too long");
		return;
	}
	char *name = string_to_utf8(args[0].o);
	char *file = malloc(strlen(name) + 8);
	if (file) {
		strcpy(stpcpy(stpcpy(file, "lib"), name), ".so");
		args[0].o = string_from_utf8(thread, file);
	}
	free(file);
	free(name);
}

/* What messages about an array call it before its "[]": "int", or "object array" for all of references. */
static const char *array_kind(const struct class *class)
{
	return class->element_kind == KIND_REFERENCE ? "object array" : class->element->name->text;
}

/* Copies references one by one when the target's element type does not take every element of the source's. */
static void copy_checked(struct thread *thread, const struct array *from, int32_t from_at, struct array *to,
			 int32_t to_at, int32_t count)
{
	const struct class *wanted = object_class(&to->header)->element;
	for (int32_t i = 0; i < count; i++) {
		struct object *value = array_get(from, from_at + i);
		if (value && !object_is(value, wanted)) {
			const struct class *const source = object_class(&from->header)->element;
			char source_name[256], wanted_name[256];
			throw_new(thread, "java/lang/ArrayStoreException",
				  class_is_subclass(wanted, source)
					  ? "arraycopy: element type mismatch: can not cast one of the "
					    "elements of %s[] "
					    "to the type of the destination array, %s"
					  : "arraycopy: type mismatch: can not copy %s[] into %s[]",
				  external_name(source, source_name), external_name(wanted, wanted_name));
			return;
		}
		array_set(to, to_at + i, value);
	}
}

/* One of them is no array, or they are arrays of different kinds. */
static void throw_not_copied(struct thread *thread, const struct class *source, const struct class *target)
{
	char name[256];
	if (!source->dimensions)
		throw_new(thread, "java/lang/ArrayStoreException",
			  "arraycopy: source type %s is not an array", external_name(source, name));
	else if (!target->dimensions)
		throw_new(thread, "java/lang/ArrayStoreException",
			  "arraycopy: destination type %s is not an array", external_name(target, name));
	else
		throw_new(thread, "java/lang/ArrayStoreException",
			  "arraycopy: type mismatch: can not copy %s[] into %s[]", array_kind(source),
			  array_kind(target));
}

static void throw_copy_bounds(struct thread *thread, const struct array *from, int32_t from_at,
			      const struct array *to, int32_t to_at, int32_t count)
{
	static const char class[] = "java/lang/ArrayIndexOutOfBoundsException";
	const char *const source = array_kind(object_class(&from->header)), *const target =
										    array_kind(object_class(
											    &to->header));
	if (from_at < 0)
		throw_new(thread, class, "arraycopy: source index %d out of bounds for %s[%d]", from_at,
			  source, from->length);
	else if (to_at < 0)
		throw_new(thread, class, "arraycopy: destination index %d out of bounds for %s[%d]", to_at,
			  target, to->length);
	else if (count < 0)
		throw_new(thread, class, "arraycopy: length %d is negative", count);
	else if (count > from->length - from_at)
		throw_new(thread, class, "arraycopy: last source index %u out of bounds for %s[%d]",
			  (uint32_t)from_at + (uint32_t)count, source, from->length);
	else
		throw_new(thread, class, "arraycopy: last destination index %u out of bounds for %s[%d]",
			  (uint32_t)to_at + (uint32_t)count, target, to->length);
}

static void system_arraycopy(struct thread *thread, union slot *args)
{
	struct array *const from = (struct array *)args[0].o, *const to = (struct array *)args[2].o;
	const int32_t from_at = args[1].i, to_at = args[3].i, count = args[4].i;
	if (!from || !to) {
		throw_null_pointer(thread);
		return;
	}
	const struct class *const source = object_class(&from->header), *const target =
										object_class(&to->header);
	if (!source->dimensions || !target->dimensions || source->element_kind != target->element_kind) {
		throw_not_copied(thread, source, target);
		return;
	}
	if (from_at < 0 || to_at < 0 || count < 0 || count > from->length - from_at ||
	    count > to->length - to_at) {
		throw_copy_bounds(thread, from, from_at, to, to_at, count);
		return;
	}
	if (source->element_kind == KIND_REFERENCE && source != target &&
	    !class_is_subclass(source->element, target->element)) {
		copy_checked(thread, from, from_at, to, to_at, count);
		return;
	}
	uint8_t *const target_at = to->data + ((size_t)to_at << target->element_shift);
	const uint8_t *const source_at = from->data + ((size_t)from_at << source->element_shift);
	if (source->element_shift)
		gc_copy(target_at, source_at, (size_t)count << source->element_shift);
	else
		memmove(target_at, source_at, (size_t)count);
}

static void string_intern_native(struct thread *thread, union slot *args)
{
	args[0].o = string_intern(thread, args[0].o);
}

static void utf16_is_big_endian(struct thread *thread, union slot *args)
{
	(void)thread;
	args[0].i = 0;
}

/* The bits of a float or double are those of the slot. */
static void float_bits(struct thread *thread, union slot *args)
{
	(void)thread;
	(void)args;
}

static void throwable_fill(struct thread *thread, union slot *args)
{
	exception_fill_trace(thread, args[0].o);
}

static void elements_from_throwable(struct thread *thread, union slot *args)
{
	stack_trace_fill(thread, (struct array *)args[0].o, args[1].o);
}

/* Of a NullPointerException: its newest frame is where the null was found. */
static void extended_message(struct thread *thread, union slot *args)
{
	struct method *method;
	int bci;
	char *const text =
		!vm.options.no_null_messages && exception_origin(args[0].o, &method, &bci) && bci >= 0
			? null_message(method, (uint32_t)bci)
			: NULL;
	args[0].o = text ? string_from_modified(thread, text, strlen(text)) : NULL;
	free(text);
}

static void shutdown_before_halt(struct thread *thread, union slot *args)
{
	(void)thread;
	(void)args;
}

static void shutdown_halt(struct thread *thread, union slot *args)
{
	(void)thread;
	vm_exit(args[0].i);
}

/* defineModule0(Module, boolean isOpen, String version, String location, Object[] packages) */
static void module_define(struct thread *thread, union slot *args)
{
	static uint32_t name_offset, loader_offset;
	struct object *const module = args[0].o;
	const struct array *const packages = (struct array *)args[4].o;
	struct object *const loader = FIELD_REF(
		module, native_kept_offset(&loader_offset, vm.Module, "loader", "Ljava/lang/ClassLoader;"));
	for (int32_t i = 0; packages && i < packages->length; i++)
		if (!module_add_package(module, loader, string_to_symbol(array_get(packages, i), true))) {
			throw_out_of_memory(thread, "native memory");
			return;
		}
	struct object *const name =
		FIELD_REF(module, native_kept_offset(&name_offset, vm.Module, "name", "Ljava/lang/String;"));
	char *const text = name ? string_to_utf8(name) : NULL;
	if (text && strcmp(text, "java.base") == 0)
		module_define_base(module);
	free(text);
}

static const struct native_entry object_natives[] = {
	{ "getClass", NULL, object_get_class },
	{ "hashCode", NULL, object_hash_code },
	{ "clone", NULL, object_clone },
};
static const struct native_entry system_natives[] = {
	{ "identityHashCode", NULL, system_identity_hash },
	{ "nanoTime", NULL, system_nano_time },
	{ "currentTimeMillis", NULL, system_current_time },
	{ "setIn0", NULL, system_set_in },
	{ "setOut0", NULL, system_set_out },
	{ "setErr0", NULL, system_set_err },
	{ "mapLibraryName", NULL, system_map_library_name },
	{ "arraycopy", NULL, system_arraycopy },
};
static const struct native_entry string_natives[] = { { "intern", NULL, string_intern_native } };
static const struct native_entry utf16_natives[] = { { "isBigEndian", NULL, utf16_is_big_endian } };
static const struct native_entry float_natives[] = { { "floatToRawIntBits", NULL, float_bits },
						     { "intBitsToFloat", NULL, float_bits } };
static const struct native_entry double_natives[] = { { "doubleToRawLongBits", NULL, float_bits },
						      { "longBitsToDouble", NULL, float_bits } };
static const struct native_entry throwable_natives[] = { { "fillInStackTrace", NULL, throwable_fill } };
static const struct native_entry element_natives[] = { { "initStackTraceElements", NULL,
							 elements_from_throwable } };
static const struct native_entry null_pointer_natives[] = { { "getExtendedNPEMessage", NULL,
							      extended_message } };
static const struct native_entry shutdown_natives[] = { { "beforeHalt", NULL, shutdown_before_halt },
							{ "halt0", NULL, shutdown_halt } };
static const struct native_entry module_natives[] = {
	{ "defineModule0", NULL, module_define },
	{ "addReads0", NULL, native_nothing },
	{ "addExports0", NULL, native_nothing },
	{ "addExportsToAll0", NULL, native_nothing },
	{ "addExportsToAllUnnamed0", NULL, native_nothing },
};

#define TABLE(name, entries)                                                                                 \
	{                                                                                                    \
		name, entries, sizeof entries / sizeof entries[0]                                            \
	}
NATIVE_TABLE(java_lang);
const struct native_class native_java_lang[] = {
	TABLE("java/lang/Object", object_natives),
	TABLE("java/lang/System", system_natives),
	TABLE("java/lang/String", string_natives),
	TABLE("java/lang/StringUTF16", utf16_natives),
	TABLE("java/lang/Float", float_natives),
	TABLE("java/lang/Double", double_natives),
	TABLE("java/lang/Throwable", throwable_natives),
	TABLE("java/lang/NullPointerException", null_pointer_natives),
	TABLE("java/lang/StackTraceElement", element_natives),
	TABLE("java/lang/Shutdown", shutdown_natives),
	TABLE("java/lang/Module", module_natives),
};
const size_t native_java_lang_count = sizeof native_java_lang / sizeof native_java_lang[0];
