/* SPDX-License-Identifier: Apache-2.0 */
/* constant_pool.c: jdk.internal.reflect.ConstantPool, through which annotations are read. The second argument
 * of each native is the Class whose pool it is. */
#include "jvm/classfile/classfile.h"
#include "jvm/gc/gc.h"
#include "jvm/link/link.h"
#include "jvm/native/native.h"
#include "jvm/run/exception.h"
#include "jvm/run/string.h"
#include "jvm/run/vm.h"

static struct pool *pool_of(const union slot *args)
{
	return class_of_mirror(args[1].o)->pool;
}

/* The entry that the third argument names; NULL with IllegalArgumentException when it is not of that tag. */
static struct pool_entry *entry(struct thread *thread, const union slot *args, uint8_t tag)
{
	struct pool *const pool = pool_of(args);
	const int32_t index = args[2].i;
	if (pool && index > 0 && index < pool->count && pool->tags[index] == tag)
		return &pool->entries[index];
	throw_new(thread, "java/lang/IllegalArgumentException",
		  pool && index > 0 && index < pool->count ? "Wrong type at constant pool index"
							   : "Constant pool index out of bounds");
	return NULL;
}

static void get_size(struct thread *thread, union slot *args)
{
	(void)thread;
	args[0].i = pool_of(args) ? pool_of(args)->count : 0;
}

static void get_class(struct thread *thread, union slot *args)
{
	if (!entry(thread, args, CONSTANT_Class))
		return;
	const struct class *const class = pool_class(thread, pool_of(args), (uint16_t)args[2].i);
	args[0].o = class ? class->mirror : NULL;
}

static void get_int(struct thread *thread, union slot *args)
{
	const struct pool_entry *const at = entry(thread, args, CONSTANT_Integer);
	if (at)
		args[0].i = at->i;
}

static void get_long(struct thread *thread, union slot *args)
{
	const struct pool_entry *const at = entry(thread, args, CONSTANT_Long);
	if (at)
		args[0].l = at->l;
}

static void get_float(struct thread *thread, union slot *args)
{
	const struct pool_entry *const at = entry(thread, args, CONSTANT_Float);
	if (at)
		args[0].f = at->f;
}

static void get_double(struct thread *thread, union slot *args)
{
	const struct pool_entry *const at = entry(thread, args, CONSTANT_Double);
	if (at)
		args[0].d = at->d;
}

static void get_string(struct thread *thread, union slot *args)
{
	if (entry(thread, args, CONSTANT_String))
		args[0].o = pool_string(thread, pool_of(args), (uint16_t)args[2].i);
}

static void get_utf8(struct thread *thread, union slot *args)
{
	if (!entry(thread, args, CONSTANT_Utf8))
		return;
	const struct symbol *const text = pool_symbol(pool_of(args), (uint16_t)args[2].i);
	args[0].o = string_from_modified(thread, text->text, text->length);
}

static const struct native_entry natives[] = {
	{ "getSize0", NULL, get_size },       { "getClassAt0", NULL, get_class },
	{ "getIntAt0", NULL, get_int },       { "getLongAt0", NULL, get_long },
	{ "getFloatAt0", NULL, get_float },   { "getDoubleAt0", NULL, get_double },
	{ "getStringAt0", NULL, get_string }, { "getUTF8At0", NULL, get_utf8 },
};

static void get_constant_pool(struct thread *thread, union slot *args)
{
	struct object *const mirror = args[0].o;
	struct class *const class = class_boot(thread, "jdk/internal/reflect/ConstantPool");
	struct object *const made = class ? gc_new(thread, class) : NULL;
	if (!made)
		return;
	reference_store(
		&FIELD(made, native_field_offset(class, "constantPoolOop", "Ljava/lang/Object;"), reference),
		mirror);
	args[0].o = made;
}

static const struct native_entry class_natives[] = { { "getConstantPool", NULL, get_constant_pool } };

NATIVE_TABLE(constant_pool);
const struct native_class native_constant_pool[] = {
	{ "jdk/internal/reflect/ConstantPool", natives, sizeof natives / sizeof natives[0] },
	{ "java/lang/Class", class_natives, 1 },
};
const size_t native_constant_pool_count = 2;
