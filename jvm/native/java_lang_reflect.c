/* SPDX-License-Identifier: Apache-2.0 */
/* java_lang_reflect.c: java.lang.reflect.Array, and what Executable and Field know beyond their own fields.
 */
#include "jvm/gc/gc.h"
#include "jvm/link/link.h"
#include "jvm/native/box.h"
#include "jvm/native/native.h"
#include "jvm/native/reflect.h"
#include "jvm/run/exception.h"
#include "jvm/run/vm.h"

enum { MOST_DIMENSIONS = 255 }; /* JVMS 4.4.1 */

/* The class of elements that newArray may have, with `dimensions` more; NULL with an exception pending. */
static struct class *element_class(struct thread *thread, const struct object *mirror, int32_t dimensions)
{
	if (!mirror) {
		throw_null_pointer(thread);
		return NULL;
	}
	struct class *const class = class_of_mirror(mirror);
	if (class != vm.primitive[KIND_VOID] && class->dimensions + dimensions <= MOST_DIMENSIONS)
		return class;
	throw_new(thread, "java/lang/IllegalArgumentException", NULL);
	return NULL;
}

static void new_array(struct thread *thread, union slot *args)
{
	struct class *const element = element_class(thread, args[0].o, 1);
	if (!element)
		return;
	if (args[1].i < 0) {
		throw_new(thread, "java/lang/NegativeArraySizeException", "%d", args[1].i);
		return;
	}
	struct class *const class = class_array(thread, element);
	args[0].o = class ? (struct object *)gc_new_array(thread, class, args[1].i) : NULL;
}

/* An array of `class` and the arrays in it, by the lengths of each dimension. */
static struct array *make_nested(struct thread *thread, struct class *class, const int32_t *lengths,
				 int32_t dimensions)
{
	struct array *const made = gc_new_array(thread, class, lengths[0]);
	for (int32_t i = 0; made && dimensions > 1 && i < lengths[0]; i++) {
		struct array *const inner = make_nested(thread, class->element, lengths + 1, dimensions - 1);
		if (!inner)
			return NULL;
		array_set(made, i, &inner->header);
	}
	return made;
}

/* multiNewArray(Class element, int[] lengths) */
static void new_nested(struct thread *thread, union slot *args)
{
	const struct array *const given = (struct array *)args[1].o;
	if (!given || !args[0].o) {
		throw_null_pointer(thread);
		return;
	}
	const int32_t dimensions = given->length;
	if (dimensions == 0 || dimensions > MOST_DIMENSIONS) {
		throw_new(thread, "java/lang/IllegalArgumentException", NULL);
		return;
	}
	int32_t lengths[MOST_DIMENSIONS];
	for (int32_t i = 0; i < dimensions; i++) {
		lengths[i] = ELEMENTS(given, int32_t)[i];
		if (lengths[i] < 0) {
			throw_new(thread, "java/lang/NegativeArraySizeException", "%d", lengths[i]);
			return;
		}
	}
	struct class *class = element_class(thread, args[0].o, dimensions);
	for (int32_t i = 0; class && i < dimensions; i++)
		class = class_array(thread, class);
	struct array *const made = class ? make_nested(thread, class, lengths, dimensions) : NULL;
	args[0].o = made ? &made->header : NULL;
}

/* The argument as an array; NULL with an exception pending. */
static struct array *array_of(struct thread *thread, struct object *object)
{
	if (!object)
		throw_null_pointer(thread);
	else if (!class_is_array(object_class(object)))
		throw_new(thread, "java/lang/IllegalArgumentException", "Argument is not an array");
	else
		return (struct array *)object;
	return NULL;
}

static void get_length(struct thread *thread, union slot *args)
{
	const struct array *const array = array_of(thread, args[0].o);
	if (array)
		args[0].i = array->length;
}

/* The array of get and set, when it has such an element. */
static struct array *array_at(struct thread *thread, struct object *object, int32_t index)
{
	struct array *const array = array_of(thread, object);
	if (array && index >= 0 && index < array->length)
		return array;
	if (array)
		throw_new(thread, "java/lang/ArrayIndexOutOfBoundsException", NULL);
	return NULL;
}

static void mismatch(struct thread *thread, enum kind of)
{
	throw_new(thread, "java/lang/IllegalArgumentException",
		  of == KIND_REFERENCE ? "Argument is not an array of primitive type"
				       : "argument type mismatch");
}

/* The same of the accesses that name a primitive type: an array of references has none, whatever the index.
 */
static struct array *primitives_at(struct thread *thread, struct object *object, int32_t index)
{
	struct array *const array = array_of(thread, object);
	if (!array || object_class(object)->element_kind != KIND_REFERENCE)
		return array ? array_at(thread, object, index) : NULL;
	mismatch(thread, KIND_REFERENCE);
	return NULL;
}

static union slot load_element(const struct array *array, int32_t i)
{
	union slot value = { .raw = 0 };
	switch (object_class(&array->header)->element_kind) {
	case KIND_REFERENCE:
		value.o = array_get(array, i);
		break;
	case KIND_BOOLEAN:
	case KIND_BYTE:
		value.i = ELEMENTS(array, int8_t)[i];
		break;
	case KIND_CHAR:
		value.i = ELEMENTS(array, uint16_t)[i];
		break;
	case KIND_SHORT:
		value.i = ELEMENTS(array, int16_t)[i];
		break;
	case KIND_LONG:
	case KIND_DOUBLE:
		value.l = ELEMENTS(array, int64_t)[i];
		break;
	default:
		value.i = ELEMENTS(array, int32_t)[i];
	}
	return value;
}

static void store_element(struct array *array, int32_t i, union slot value)
{
	switch (object_class(&array->header)->element_kind) {
	case KIND_BOOLEAN:
	case KIND_BYTE:
		ELEMENTS(array, int8_t)[i] = (int8_t)value.i;
		break;
	case KIND_CHAR:
	case KIND_SHORT:
		ELEMENTS(array, int16_t)[i] = (int16_t)value.i;
		break;
	case KIND_LONG:
	case KIND_DOUBLE:
		ELEMENTS(array, int64_t)[i] = value.l;
		break;
	default:
		ELEMENTS(array, int32_t)[i] = value.i;
	}
}

/* get(Object array, int index) */
static void get(struct thread *thread, union slot *args)
{
	const struct array *const array = array_at(thread, args[0].o, args[1].i);
	if (array)
		args[0].o = box_wrap(thread, object_class(&array->header)->element_kind,
				     load_element(array, args[1].i));
}

/* set(Object array, int index, Object value) */
static void set(struct thread *thread, union slot *args)
{
	struct array *const array = array_at(thread, args[0].o, args[1].i);
	if (!array)
		return;
	const struct class *const class = object_class(&array->header);
	union slot value;
	if (class->element_kind == KIND_REFERENCE) {
		if (args[2].o && !object_is(args[2].o, class->element))
			throw_new(thread, "java/lang/IllegalArgumentException",
				  "array element type mismatch");
		else
			array_set(array, args[1].i, args[2].o);
	} else if (box_unwrap(args[2].o, class->element_kind, &value)) {
		store_element(array, args[1].i, value);
	} else if (args[2].o) {
		mismatch(thread, class->element_kind);
	} else {
		throw_new(thread, "java/lang/IllegalArgumentException", NULL);
	}
}

static void get_primitive(struct thread *thread, union slot *args, enum kind wanted)
{
	const struct array *const array = primitives_at(thread, args[0].o, args[1].i);
	if (!array)
		return;
	const enum kind kind = object_class(&array->header)->element_kind;
	if (!box_widen(kind, load_element(array, args[1].i), wanted, &args[0]))
		mismatch(thread, kind);
}

static void set_primitive(struct thread *thread, union slot *args, enum kind kind)
{
	struct array *const array = primitives_at(thread, args[0].o, args[1].i);
	union slot value;
	if (!array)
		return;
	const enum kind wanted = object_class(&array->header)->element_kind;
	if (box_widen(kind, args[2], wanted, &value))
		store_element(array, args[1].i, value);
	else
		mismatch(thread, wanted);
}

#define PRIMITIVES(X)                                                                                        \
	X(Boolean, KIND_BOOLEAN)                                                                             \
	X(Byte, KIND_BYTE)                                                                                   \
	X(Char, KIND_CHAR)                                                                                   \
	X(Short, KIND_SHORT) X(Int, KIND_INT) X(Long, KIND_LONG) X(Float, KIND_FLOAT) X(Double, KIND_DOUBLE)
#define X(name, kind)                                                                                        \
	static void get##name(struct thread *thread, union slot *args)                                       \
	{                                                                                                    \
		get_primitive(thread, args, kind);                                                           \
	}                                                                                                    \
	static void set##name(struct thread *thread, union slot *args)                                       \
	{                                                                                                    \
		set_primitive(thread, args, kind);                                                           \
	}
PRIMITIVES(X)
#undef X

static void get_parameters(struct thread *thread, union slot *args)
{
	args[0].o = reflect_parameters(thread, args[0].o);
}

static void method_type_annotations(struct thread *thread, union slot *args)
{
	args[0].o = reflect_bytes(thread, reflect_method(args[0].o)->type_annotations);
}

static void field_type_annotations(struct thread *thread, union slot *args)
{
	args[0].o = reflect_bytes(thread, reflect_field(args[0].o)->type_annotations);
}

static const struct native_entry array_natives[] = {
#define X(name, kind) { "get" #name, NULL, get##name }, { "set" #name, NULL, set##name },
	PRIMITIVES(X)
#undef X
		{ "get", NULL, get },
	{ "set", NULL, set },
	{ "newArray", NULL, new_array },
	{ "multiNewArray", NULL, new_nested },
	{ "getLength", NULL, get_length },
};
static const struct native_entry executable_natives[] = {
	{ "getParameters0", NULL, get_parameters },
	{ "getTypeAnnotationBytes0", NULL, method_type_annotations },
};
static const struct native_entry field_natives[] = { { "getTypeAnnotationBytes0", NULL,
						       field_type_annotations } };

NATIVE_TABLE(java_lang_reflect);
const struct native_class native_java_lang_reflect[] = {
	{ "java/lang/reflect/Array", array_natives, sizeof array_natives / sizeof array_natives[0] },
	{ "java/lang/reflect/Executable", executable_natives, 2 },
	{ "java/lang/reflect/Field", field_natives, 1 },
};
const size_t native_java_lang_reflect_count =
	sizeof native_java_lang_reflect / sizeof native_java_lang_reflect[0];
