/* SPDX-License-Identifier: Apache-2.0 */
/* unsafe.c: jdk.internal.misc.Unsafe. A null base makes the offset an address; else it counts from the
 * object's start. park and unpark are with the threads (java_lang_thread.c). */
#include "jvm/gc/gc.h"
#include "jvm/link/external.h"
#include "jvm/link/link.h"
#include "jvm/native/native.h"
#include "jvm/native/reflect.h"
#include "jvm/run/exception.h"
#include "jvm/run/string.h"
#include "jvm/run/vm.h"
#include <stdlib.h>
#include <string.h>

/* args: Unsafe, base, offset (two numbers), then the value. */
static void *place(const union slot *args)
{
	return (uint8_t *)args[1].o + args[2].l;
}

#define ACCESS(name, type, member)                                                                           \
	static void get_##name(struct thread *thread, union slot *args)                                      \
	{                                                                                                    \
		(void)thread;                                                                                \
		args[0].member = __atomic_load_n((type *)place(args), __ATOMIC_RELAXED);                     \
	}                                                                                                    \
	static void put_##name(struct thread *thread, union slot *args)                                      \
	{                                                                                                    \
		(void)thread;                                                                                \
		__atomic_store_n((type *)place(args), (type)args[4].member, __ATOMIC_RELAXED);               \
	}                                                                                                    \
	static void get_##name##_volatile(struct thread *thread, union slot *args)                           \
	{                                                                                                    \
		(void)thread;                                                                                \
		args[0].member = __atomic_load_n((type *)place(args), __ATOMIC_SEQ_CST);                     \
	}                                                                                                    \
	static void put_##name##_volatile(struct thread *thread, union slot *args)                           \
	{                                                                                                    \
		(void)thread;                                                                                \
		__atomic_store_n((type *)place(args), (type)args[4].member, __ATOMIC_SEQ_CST);               \
	}
ACCESS(boolean, uint8_t, i)
ACCESS(byte, int8_t, i)
ACCESS(short, int16_t, i)
ACCESS(char, uint16_t, i)
ACCESS(int, int32_t, i)
ACCESS(long, int64_t, l)
ACCESS(reference, reference, raw)
#undef ACCESS

/* Compare and set: the expected value in args[4], the new one after it. */
static void cas_int(struct thread *thread, union slot *args)
{
	(void)thread;
	int32_t expected = args[4].i;
	args[0].i = __atomic_compare_exchange_n((int32_t *)place(args), &expected, args[5].i, false,
						__ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);
}

static void cas_long(struct thread *thread, union slot *args)
{
	(void)thread;
	int64_t expected = args[4].l;
	args[0].i = __atomic_compare_exchange_n((int64_t *)place(args), &expected, args[6].l, false,
						__ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);
}

static void cas_reference(struct thread *thread, union slot *args)
{
	(void)thread;
	reference expected = (reference)args[4].raw;
	args[0].i = __atomic_compare_exchange_n((reference *)place(args), &expected, (reference)args[5].raw,
						false, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);
}

static void exchange_int(struct thread *thread, union slot *args)
{
	(void)thread;
	int32_t expected = args[4].i;
	__atomic_compare_exchange_n((int32_t *)place(args), &expected, args[5].i, false, __ATOMIC_SEQ_CST,
				    __ATOMIC_SEQ_CST);
	args[0].i = expected;
}

static void exchange_long(struct thread *thread, union slot *args)
{
	(void)thread;
	int64_t expected = args[4].l;
	__atomic_compare_exchange_n((int64_t *)place(args), &expected, args[6].l, false, __ATOMIC_SEQ_CST,
				    __ATOMIC_SEQ_CST);
	args[0].l = expected;
}

static void exchange_reference(struct thread *thread, union slot *args)
{
	(void)thread;
	reference expected = (reference)args[4].raw;
	__atomic_compare_exchange_n((reference *)place(args), &expected, (reference)args[5].raw, false,
				    __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);
	args[0].raw = expected;
}

static void fence(struct thread *thread, union slot *args)
{
	(void)thread;
	(void)args;
	__atomic_thread_fence(__ATOMIC_SEQ_CST);
}

static void array_base_offset(struct thread *thread, union slot *args)
{
	(void)thread;
	args[0].i = array_data_offset;
}

static void array_index_scale(struct thread *thread, union slot *args)
{
	(void)thread;
	args[0].i = 1 << class_of_mirror(args[1].o)->element_shift;
}

static void field_offset(struct thread *thread, union slot *args)
{
	(void)thread;
	args[0].l = reflect_field(args[1].o)->offset;
}

static void field_offset_by_name(struct thread *thread, union slot *args)
{
	const struct class *class = class_of_mirror(args[1].o);
	const struct symbol *const name = string_to_symbol(args[2].o, false);
	for (int i = 0; i < class->fields_count; i++)
		if (class->fields[i].name == name) {
			args[0].l = class->fields[i].offset;
			return;
		}
	throw_new(thread, "java/lang/InternalError", NULL);
}

static void static_field_base(struct thread *thread, union slot *args)
{
	(void)thread;
	args[0].o = reflect_field(args[1].o)->owner->mirror;
}

static void ensure_initialised(struct thread *thread, union slot *args)
{
	class_initialise(thread, class_of_mirror(args[1].o));
}

static void should_be_initialised(struct thread *thread, union slot *args)
{
	(void)thread;
	args[0].i = class_of_mirror(args[1].o)->state != CLASS_INITIALISED;
}

static void allocate_instance(struct thread *thread, union slot *args)
{
	struct class *class = class_of_mirror(args[1].o);
	char name[256];
	if (class->kind != KIND_REFERENCE) {
		throw_new(thread, "java/lang/InstantiationException", NULL);
		return;
	}
	if (class->dimensions || class->access & (ACC_ABSTRACT | ACC_INTERFACE) || class == vm.Class) {
		throw_new(thread,
			  class == vm.Class ? "java/lang/IllegalAccessException"
					    : "java/lang/InstantiationException",
			  "%s", external_name(class, name));
		return;
	}
	args[0].o = class_initialise(thread, class) ? gc_new(thread, class) : NULL;
}

static void allocate_memory(struct thread *thread, union slot *args)
{
	(void)thread;
	args[0].l = (int64_t)(uintptr_t)malloc((size_t)args[1].l);
}

static void reallocate_memory(struct thread *thread, union slot *args)
{
	(void)thread;
	args[0].l = (int64_t)(uintptr_t)realloc((void *)(uintptr_t)args[1].l, (size_t)args[3].l);
}

static void free_memory(struct thread *thread, union slot *args)
{
	(void)thread;
	free((void *)(uintptr_t)args[1].l);
}

static void set_memory(struct thread *thread, union slot *args)
{
	(void)thread;
	memset(place(args), args[6].i, (size_t)args[4].l);
}

static void copy_memory(struct thread *thread, union slot *args)
{
	(void)thread;
	gc_copy((uint8_t *)args[4].o + args[5].l, place(args), (size_t)args[7].l);
}

/* Copies and swaps the bytes of each element: from args[1] and 2, to args[4] and 5, bytes, bytes of an
 * element. The areas may overlap. */
static void copy_swap_memory(struct thread *thread, union slot *args)
{
	(void)thread;
	uint8_t *const to = (uint8_t *)args[4].o + args[5].l;
	const size_t bytes = (size_t)args[7].l, size = (size_t)args[9].l;
	memmove(to, place(args), bytes);
	for (size_t i = 0; i + size <= bytes; i += size)
		for (size_t low = i, high = i + size - 1; low < high; low++, high--) {
			const uint8_t kept = to[low];
			to[low] = to[high];
			to[high] = kept;
		}
}

static void load_average(struct thread *thread, union slot *args)
{
	(void)thread;
	const struct array *const to = (struct array *)args[1].o;
	args[0].i = getloadavg(ELEMENTS(to, double), args[2].i < 3 ? args[2].i : 3);
}

static void object_at(struct thread *thread, union slot *args)
{
	(void)thread;
	args[0].o = *(struct object **)(uintptr_t)args[1].l;
}

/* defineClass0(String name, byte[] b, int off, int len, ClassLoader loader, ProtectionDomain domain): the
 * caller has checked the bounds. */
static void define_class(struct thread *thread, union slot *args)
{
	const struct array *const bytes = (struct array *)args[2].o;
	const struct class_definition definition = {
		.name = args[1].o ? string_to_symbol(args[1].o, true) : NULL,
		.loader = args[5].o,
		.protection_domain = args[6].o,
		.bytes = bytes->data + args[3].i,
		.length = (size_t)args[4].i,
	};
	const struct class *const class = class_define(thread, &definition);
	args[0].o = class ? class->mirror : NULL;
}

static void throw_exception(struct thread *thread, union slot *args)
{
	throw_object(thread, args[1].o);
}

#define FOUR(Name, name)                                                                                     \
	{ "get" Name, NULL, get_##name }, { "put" Name, NULL, put_##name },                                  \
		{ "get" Name "Volatile", NULL, get_##name##_volatile },                                      \
	{                                                                                                    \
		"put" Name "Volatile", NULL, put_##name##_volatile                                           \
	}
static const struct native_entry entries[] = {
	FOUR("Boolean", boolean),
	FOUR("Byte", byte),
	FOUR("Short", short),
	FOUR("Char", char),
	FOUR("Int", int),
	FOUR("Long", long),
	/* A float's slot holds its bits, as an int's; a double's as a long's. */
	FOUR("Float", int),
	FOUR("Double", long),
	FOUR("Reference", reference),
	{ "compareAndSetInt", NULL, cas_int },
	{ "compareAndSetLong", NULL, cas_long },
	{ "compareAndSetReference", NULL, cas_reference },
	{ "compareAndExchangeInt", NULL, exchange_int },
	{ "compareAndExchangeLong", NULL, exchange_long },
	{ "compareAndExchangeReference", NULL, exchange_reference },
	{ "loadFence", NULL, fence },
	{ "storeFence", NULL, fence },
	{ "fullFence", NULL, fence },
	{ "arrayBaseOffset0", NULL, array_base_offset },
	{ "arrayIndexScale0", NULL, array_index_scale },
	{ "objectFieldOffset0", NULL, field_offset },
	{ "objectFieldOffset1", NULL, field_offset_by_name },
	{ "staticFieldOffset0", NULL, field_offset },
	{ "staticFieldBase0", NULL, static_field_base },
	{ "ensureClassInitialized0", NULL, ensure_initialised },
	{ "shouldBeInitialized0", NULL, should_be_initialised },
	{ "allocateInstance", NULL, allocate_instance },
	{ "allocateMemory0", NULL, allocate_memory },
	{ "reallocateMemory0", NULL, reallocate_memory },
	{ "freeMemory0", NULL, free_memory },
	{ "setMemory0", NULL, set_memory },
	{ "copyMemory0", NULL, copy_memory },
	{ "copySwapMemory0", NULL, copy_swap_memory },
	{ "getLoadAverage0", NULL, load_average },
	{ "getUncompressedObject", NULL, object_at },
	{ "defineClass0", NULL, define_class },
	{ "throwException", NULL, throw_exception },
};

static void compares_longs(struct thread *thread, union slot *args)
{
	(void)thread;
	args[0].i = true;
}

static const struct native_entry of_atomic_long[] = {
	{ "VMSupportsCS8", NULL, compares_longs },
};

NATIVE_TABLE(unsafe);
const struct native_class native_unsafe[] = {
	{ "jdk/internal/misc/Unsafe", entries, sizeof entries / sizeof entries[0] },
	{ "java/util/concurrent/atomic/AtomicLong", of_atomic_long, 1 },
};
const size_t native_unsafe_count = 2;
