/* SPDX-License-Identifier: Apache-2.0 */
/* java_lang_reflect.c: java.lang.reflect.Array. */
#include "jvm/gc/gc.h"
#include "jvm/link/link.h"
#include "jvm/native/native.h"
#include "jvm/run/exception.h"
#include "jvm/run/vm.h"

static void new_array(struct thread *thread, union slot *args)
{
	if (!args[0].o) {
		throw_new(thread, "java/lang/NullPointerException", NULL);
		return;
	}
	struct class *const element = class_of_mirror(args[0].o);
	if (element == vm.primitive[KIND_VOID]) {
		throw_new(thread, "java/lang/IllegalArgumentException", NULL);
		return;
	}
	if (args[1].i < 0) {
		throw_new(thread, "java/lang/NegativeArraySizeException", "%d", args[1].i);
		return;
	}
	struct class *const class = class_array(thread, element);
	args[0].o = class ? (struct object *)gc_new_array(thread, class, args[1].i) : NULL;
}

static void get_length(struct thread *thread, union slot *args)
{
	const struct object *const array = args[0].o;
	if (!array)
		throw_new(thread, "java/lang/NullPointerException", NULL);
	else if (!class_is_array(object_class(array)))
		throw_new(thread, "java/lang/IllegalArgumentException", "Argument is not an array");
	else
		args[0].i = ((const struct array *)array)->length;
}

static const struct native_entry array_natives[] = {
	{ "newArray", NULL, new_array },
	{ "getLength", NULL, get_length },
};

NATIVE_TABLE(java_lang_reflect);
const struct native_class native_java_lang_reflect[] = {
	{ "java/lang/reflect/Array", array_natives, sizeof array_natives / sizeof array_natives[0] },
};
const size_t native_java_lang_reflect_count =
	sizeof native_java_lang_reflect / sizeof native_java_lang_reflect[0];
