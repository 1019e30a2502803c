/* SPDX-License-Identifier: Apache-2.0 */
/* java_lang_loader.c: java.lang.ClassLoader. */
#include "jvm/classlib/classlib.h"
#include "jvm/gc/gc.h"
#include "jvm/link/link.h"
#include "jvm/native/native.h"
#include "jvm/run/assertions.h"
#include "jvm/run/exception.h"
#include "jvm/run/string.h"
#include "jvm/run/vm.h"

static void put_mirror(union slot *args, const struct class *class)
{
	args[0].o = class ? class->mirror : NULL;
}

struct symbol *native_class_name(const struct object *name)
{
	for (int32_t i = 0; i < string_length(name); i++)
		if (string_char(name, i) == '/')
			return NULL;
	return string_to_symbol(name, true);
}

static void find_boot_class(struct thread *thread, union slot *args)
{
	struct symbol *const name = native_class_name(args[0].o);
	const struct class *const class = name ? class_load(thread, name, NULL) : NULL;
	put_mirror(args, class);
	/* Null says that it is not there; memory or stack at an end is not that. */
	if (thread->exception && class_is_not_found(thread->exception))
		exception_take(thread);
}

static void find_loaded_class(struct thread *thread, union slot *args)
{
	struct symbol *const name = args[1].o ? native_class_name(args[1].o) : NULL;
	struct class *class = NULL;
	/* The system loader of an archive has no class path to search after this: what is missing is said
	 * here. */
	if (name && args[0].o == vm.system_loader && classlib_has_archive())
		class = class_load(thread, name, args[0].o);
	else if (name)
		class = class_find_loaded(name, args[0].o);
	put_mirror(args, class);
}

/* Whether `length` bytes from `offset` lie in `size`; else an exception is pending. */
static bool check_range(struct thread *thread, int32_t offset, int32_t length, int32_t size)
{
	if (offset >= 0 && length >= 0 && length <= size - offset)
		return true;
	if (length < 0)
		throw_new(thread, "java/lang/ArrayIndexOutOfBoundsException", NULL);
	else
		throw_new(thread, "java/lang/ArrayIndexOutOfBoundsException",
			  "Array region %d..%lld out of bounds for length %d", offset,
			  (long long)offset + length, size);
	return false;
}

/* defineClass1(ClassLoader loader, String name, byte[] b, int off, int len, ProtectionDomain pd, String
 * source) */
static void define_class(struct thread *thread, union slot *args)
{
	const struct array *bytes = (struct array *)args[2].o;
	if (!bytes) {
		throw_null_pointer(thread);
		return;
	}
	if (!check_range(thread, args[3].i, args[4].i, bytes->length))
		return;
	const struct class_definition definition = {
		.name = args[1].o ? string_to_symbol(args[1].o, true) : NULL,
		.loader = args[0].o,
		.protection_domain = args[5].o,
		.bytes = bytes->data + args[3].i,
		.length = (size_t)args[4].i,
	};
	put_mirror(args, class_define(thread, &definition));
}

/* defineClass2(ClassLoader loader, String name, ByteBuffer b, int off, int len, ProtectionDomain pd, String
 * source): the buffer is a direct one. */
static void define_class_of_buffer(struct thread *thread, union slot *args)
{
	struct object *const buffer = args[2].o;
	if (!buffer) {
		throw_null_pointer(thread);
		return;
	}
	const uint8_t *const bytes = (uint8_t *)(uintptr_t)FIELD(
		buffer, native_field_offset(object_class(buffer), "address", "J"), int64_t);
	const int32_t size =
		FIELD(buffer, native_field_offset(object_class(buffer), "capacity", "I"), int32_t);
	if (!check_range(thread, args[3].i, args[4].i, size))
		return;
	const struct class_definition definition = {
		.name = args[1].o ? string_to_symbol(args[1].o, true) : NULL,
		.loader = args[0].o,
		.protection_domain = args[5].o,
		.bytes = bytes + args[3].i,
		.length = (size_t)args[4].i,
	};
	put_mirror(args, class_define(thread, &definition));
}

/* defineClass0(ClassLoader loader, Class lookup, String name, byte[] b, int off, int len, ProtectionDomain
 * pd, boolean initialize, int flags, Object classData): Lookup.defineClass and defineHiddenClass. */
static void define_class_for_lookup(struct thread *thread, union slot *args)
{
	enum { NESTMATE = 1, HIDDEN = 2, STRONG = 4 }; /* MethodHandleNatives.Constants */
	const struct array *const bytes = (struct array *)args[3].o;
	if (!bytes || !args[1].o) {
		throw_null_pointer(thread);
		return;
	}
	if (!check_range(thread, args[4].i, args[5].i, bytes->length))
		return;
	struct class *const lookup = class_of_mirror(args[1].o);
	struct class *const host = args[8].i & NESTMATE ? class_nest_host(thread, lookup) : NULL;
	if (thread->exception)
		return;
	const struct class_definition definition = {
		.name = args[2].o ? string_to_symbol(args[2].o, true) : NULL,
		.loader = args[0].o,
		.protection_domain = args[6].o,
		.bytes = bytes->data + args[4].i,
		.length = (size_t)args[5].i,
		.hidden = args[8].i & HIDDEN,
		.strong = args[8].i & STRONG,
		.nest_host = host,
		.class_data = args[9].o,
	};
	struct class *const class = class_define(thread, &definition);
	if (class && !(args[7].i ? class_initialise(thread, class) : class_link(thread, class)))
		return;
	put_mirror(args, class);
}

/* AssertionStatusDirectives that say what -ea and -da said. */
static void assertion_directives(struct thread *thread, union slot *args)
{
	args[0].o = assertions_directives(thread);
}

static const struct native_entry natives[] = {
	{ "findBootstrapClass", NULL, find_boot_class },
	{ "findLoadedClass0", NULL, find_loaded_class },
	{ "defineClass0", NULL, define_class_for_lookup },
	{ "defineClass1", NULL, define_class },
	{ "defineClass2", NULL, define_class_of_buffer },
	{ "retrieveDirectives", NULL, assertion_directives },
};

NATIVE_TABLE(java_lang_loader);
const struct native_class native_java_lang_loader[] = { { "java/lang/ClassLoader", natives,
							  sizeof natives / sizeof natives[0] } };
const size_t native_java_lang_loader_count = 1;
