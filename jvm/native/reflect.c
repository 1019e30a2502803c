/* SPDX-License-Identifier: Apache-2.0 */
#include "jvm/native/reflect.h"
#include "jvm/gc/gc.h"
#include "jvm/link/link.h"
#include "jvm/native/native.h"
#include "jvm/run/exception.h"
#include "jvm/run/string.h"
#include "jvm/run/vm.h"
#include <string.h>

struct object *reflect_bytes(struct thread *thread, struct span span)
{
	if (!span.at)
		return NULL;
	struct array *made = gc_new_array(thread, vm.primitive_array[KIND_BYTE], (int32_t)span.bytes);
	if (made)
		memcpy(made->data, span.at, span.bytes);
	return (struct object *)made;
}

struct class *reflect_type(struct thread *thread, struct class *class, const char *descriptor, size_t length)
{
	if (*descriptor == 'L')
		return class_load(thread, symbol_intern(descriptor + 1, length - 2), class->loader);
	if (*descriptor == '[')
		return class_load(thread, symbol_intern(descriptor, length), class->loader);
	static const char letters[] = "VZCFDBSIJ";
	static const uint8_t kinds[] = { KIND_VOID, KIND_BOOLEAN, KIND_CHAR, KIND_FLOAT, KIND_DOUBLE,
					 KIND_BYTE, KIND_SHORT,   KIND_INT,  KIND_LONG };
	return vm.primitive[kinds[strchr(letters, *descriptor) - letters]];
}

static size_t type_length(const char *descriptor)
{
	const char *at = descriptor;
	while (*at == '[')
		at++;
	if (*at == 'L')
		at = strchr(at, ';');
	return (size_t)(at + 1 - descriptor);
}

static void set_ref(struct object *object, const char *name, const char *descriptor, struct object *value)
{
	reference_store(
		&FIELD(object, native_field_offset(object_class(object), name, descriptor), reference),
		value);
}

static void set_int(struct object *object, const char *name, int32_t value)
{
	FIELD(object, native_field_offset(object_class(object), name, "I"), int32_t) = value;
}

static bool set_signature(struct thread *thread, struct object *object, const struct symbol *signature)
{
	struct object *string =
		signature ? string_from_modified(thread, signature->text, signature->length) : NULL;
	set_ref(object, "signature", "Ljava/lang/String;", string);
	return !thread->exception;
}

static bool set_bytes(struct thread *thread, struct object *object, const char *name, struct span span)
{
	struct object *bytes = reflect_bytes(thread, span);
	set_ref(object, name, "[B", bytes);
	return !thread->exception;
}

static struct object *make_field(struct thread *thread, struct class *class, const struct field *field)
{
	struct class *type = reflect_type(thread, class, field->descriptor->text, field->descriptor->length);
	struct object *made =
		type && class_initialise(thread, vm.reflect_Field) ? gc_new(thread, vm.reflect_Field) : NULL;
	struct object *name = made ? string_literal(thread, field->name) : NULL;
	if (!name)
		return NULL;
	set_ref(made, "clazz", "Ljava/lang/Class;", class->mirror);
	set_ref(made, "name", "Ljava/lang/String;", name);
	set_ref(made, "type", "Ljava/lang/Class;", type->mirror);
	set_int(made, "slot", field->slot);
	set_int(made, "modifiers", field->access & 0xffff);
	FIELD(made, native_field_offset(vm.reflect_Field, "trustedFinal", "Z"), uint8_t) =
		field->trusted_final;
	return set_signature(thread, made, field->signature) &&
			       set_bytes(thread, made, "annotations", field->annotations)
		       ? made
		       : NULL;
}

struct object *reflect_fields(struct thread *thread, struct class *class, bool public_only)
{
	int32_t count = 0;
	for (int i = 0; i < class->fields_count; i++)
		count += !public_only || class->fields[i].access & ACC_PUBLIC;
	struct array *made = gc_new_array(thread, class_array(thread, vm.reflect_Field), count);
	count = 0;
	for (int i = 0; made && i < class->fields_count; i++) {
		if (public_only && !(class->fields[i].access & ACC_PUBLIC))
			continue;
		struct object *field = make_field(thread, class, &class->fields[i]);
		if (!field)
			return NULL;
		array_set(made, count++, field);
	}
	return (struct object *)made;
}

static struct array *parameter_types(struct thread *thread, struct class *class, const char *descriptor,
				     struct class **result)
{
	int32_t count = 0;
	for (const char *at = descriptor + 1; *at != ')'; at += type_length(at))
		count++;
	struct array *made = gc_new_array(thread, vm.array_Class, count);
	const char *at = descriptor + 1;
	for (int32_t i = 0; made && i < count; i++, at += type_length(at)) {
		struct class *type = reflect_type(thread, class, at, type_length(at));
		if (!type)
			return NULL;
		array_set(made, i, type->mirror);
	}
	*result = made ? reflect_type(thread, class, at + 1, strlen(at + 1)) : NULL;
	return *result ? made : NULL;
}

static struct array *exception_types(struct thread *thread, struct class *class, const struct method *method)
{
	struct array *made = gc_new_array(thread, vm.array_Class, method->exceptions_count);
	for (int i = 0; made && i < method->exceptions_count; i++) {
		struct class *type = pool_class(thread, class->pool, method->exceptions[i]);
		if (!type)
			return NULL;
		array_set(made, i, type->mirror);
	}
	return made;
}

static struct object *make_method(struct thread *thread, struct class *class, const struct method *method,
				  bool constructor)
{
	struct class *const kind = constructor ? vm.reflect_Constructor : vm.reflect_Method;
	struct class *result;
	struct array *parameters = parameter_types(thread, class, method->descriptor->text, &result);
	struct array *exceptions = parameters ? exception_types(thread, class, method) : NULL;
	struct object *made = exceptions && class_initialise(thread, kind) ? gc_new(thread, kind) : NULL;
	if (!made)
		return NULL;
	set_ref(made, "clazz", "Ljava/lang/Class;", class->mirror);
	set_ref(made, "parameterTypes", "[Ljava/lang/Class;", &parameters->header);
	set_ref(made, "exceptionTypes", "[Ljava/lang/Class;", &exceptions->header);
	set_int(made, "slot", method->slot);
	set_int(made, "modifiers", method->access & 0xffff);
	if (!constructor) {
		struct object *name = string_literal(thread, method->name);
		if (!name)
			return NULL;
		set_ref(made, "name", "Ljava/lang/String;", name);
		set_ref(made, "returnType", "Ljava/lang/Class;", result->mirror);
		if (!set_bytes(thread, made, "annotationDefault", method->annotation_default))
			return NULL;
	}
	return set_signature(thread, made, method->signature) &&
			       set_bytes(thread, made, "annotations", method->annotations) &&
			       set_bytes(thread, made, "parameterAnnotations", method->parameter_annotations)
		       ? made
		       : NULL;
}

static bool wanted(const struct method *method, bool public_only, bool constructors)
{
	if (strcmp(method->name->text, "<clinit>") == 0 ||
	    (strcmp(method->name->text, "<init>") == 0) != constructors)
		return false;
	return !public_only || method->access & ACC_PUBLIC;
}

struct object *reflect_methods(struct thread *thread, struct class *class, bool public_only,
			       bool constructors)
{
	int32_t count = 0;
	if (!class_link(thread, class))
		return NULL;
	for (int i = 0; i < class->methods_count; i++)
		count += wanted(&class->methods[i], public_only, constructors);
	struct array *made = gc_new_array(
		thread, class_array(thread, constructors ? vm.reflect_Constructor : vm.reflect_Method),
		count);
	count = 0;
	for (int i = 0; made && i < class->methods_count; i++) {
		if (!wanted(&class->methods[i], public_only, constructors))
			continue;
		struct object *method = make_method(thread, class, &class->methods[i], constructors);
		if (!method)
			return NULL;
		array_set(made, count++, method);
	}
	return (struct object *)made;
}

struct method *reflect_method(struct object *reflected)
{
	const struct class *kind = object_class(reflected);
	const struct class *class = class_of_mirror(FIELD_REF(
		reflected, native_field_offset((struct class *)kind, "clazz", "Ljava/lang/Class;")));
	return &class->methods[FIELD(reflected, native_field_offset((struct class *)kind, "slot", "I"),
				     int32_t)];
}
