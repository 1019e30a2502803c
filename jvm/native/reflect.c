/* SPDX-License-Identifier: Apache-2.0 */
#include "jvm/native/reflect.h"
#include "jvm/classfile/classfile.h"
#include "jvm/gc/gc.h"
#include "jvm/link/descriptor.h"
#include "jvm/link/link.h"
#include "jvm/native/native.h"
#include "jvm/run/exception.h"
#include "jvm/run/string.h"
#include "jvm/run/vm.h"
#include <stdlib.h>
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
	static const char letters[] = "VZCFDBSIJ";
	static const uint8_t kinds[] = { KIND_VOID, KIND_BOOLEAN, KIND_CHAR, KIND_FLOAT, KIND_DOUBLE,
					 KIND_BYTE, KIND_SHORT,   KIND_INT,  KIND_LONG };
	const size_t dimensions = strspn(descriptor, "[");
	if (!dimensions && *descriptor != 'L')
		return vm.primitive[kinds[strchr(letters, *descriptor) - letters]];
	struct symbol *const name =
		dimensions ? symbol_intern(descriptor, length) : symbol_intern(descriptor + 1, length - 2);
	struct class *const found = class_load(thread, name, class->loader);
	if (!found)
		class_not_found_to_error(thread, name);
	return found;
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
	struct object *string = signature ? string_literal(thread, signature) : NULL;
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
	for (const char *at = descriptor + 1; *at != ')'; at += descriptor_length(at))
		count++;
	struct array *made = gc_new_array(thread, vm.array_Class, count);
	const char *at = descriptor + 1;
	for (int32_t i = 0; made && i < count; i++, at += descriptor_length(at)) {
		struct class *type = reflect_type(thread, class, at, descriptor_length(at));
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

struct field *reflect_field(struct object *reflected)
{
	static uint32_t kept_class, kept_slot;
	const uint32_t class_offset =
		native_kept_offset(&kept_class, vm.reflect_Field, "clazz", "Ljava/lang/Class;");
	const uint32_t slot_offset = native_kept_offset(&kept_slot, vm.reflect_Field, "slot", "I");
	return &class_of_mirror(FIELD_REF(reflected, class_offset))
			->fields[FIELD(reflected, slot_offset, int32_t)];
}

struct object *reflect_parameters(struct thread *thread, struct object *executable)
{
	const struct method *const method = reflect_method(executable);
	const struct span attribute =
		method->parameters; /* u1 count, then a name and flags each: JVMS 4.7.24 */
	if (!attribute.at || !class_initialise(thread, vm.reflect_Parameter))
		return NULL;
	const int32_t count = attribute.at[0];
	struct array *const made = gc_new_array(thread, class_array(thread, vm.reflect_Parameter), count);
	for (int32_t i = 0; made && i < count; i++) {
		const uint8_t *const at = attribute.at + 1 + 4 * (size_t)i;
		const uint16_t name = (uint16_t)(at[0] << 8 | at[1]);
		const struct pool *const pool = method->owner->pool;
		if (name && (name >= pool->count || pool->tags[name] != CONSTANT_Utf8)) {
			throw_new(thread, "java/lang/IllegalArgumentException",
				  "Wrong type at constant pool index");
			return NULL;
		}
		struct object *const parameter = gc_new(thread, vm.reflect_Parameter);
		struct object *const text =
			parameter && name ? string_literal(thread, pool_symbol(pool, name)) : NULL;
		if (thread->exception)
			return NULL;
		set_ref(parameter, "name", "Ljava/lang/String;", text);
		set_int(parameter, "modifiers", at[2] << 8 | at[3]);
		set_ref(parameter, "executable", "Ljava/lang/reflect/Executable;", executable);
		set_int(parameter, "index", i);
		array_set(made, i, parameter);
	}
	return (struct object *)made;
}

/* The method without parameters that has the component's name and type; NULL: none. */
static const struct method *accessor_of(const struct class *class, const struct record_component *component)
{
	for (int i = 0; i < class->methods_count; i++) {
		const struct method *const method = &class->methods[i];
		const char *const descriptor = method->descriptor->text;
		if (method->name == component->name && strncmp(descriptor, "()", 2) == 0 &&
		    strcmp(descriptor + 2, component->descriptor->text) == 0 &&
		    !(method->access & ACC_STATIC))
			return method;
	}
	return NULL;
}

static struct object *make_component(struct thread *thread, struct class *class,
				     const struct record_component *component)
{
	struct class *const type =
		reflect_type(thread, class, component->descriptor->text, component->descriptor->length);
	struct object *const made = type && class_initialise(thread, vm.reflect_RecordComponent)
					    ? gc_new(thread, vm.reflect_RecordComponent)
					    : NULL;
	struct object *const name = made ? string_literal(thread, component->name) : NULL;
	if (!name)
		return NULL;
	set_ref(made, "clazz", "Ljava/lang/Class;", class->mirror);
	set_ref(made, "name", "Ljava/lang/String;", name);
	set_ref(made, "type", "Ljava/lang/Class;", type->mirror);
	const struct method *const accessor = accessor_of(class, component);
	if (accessor) {
		struct object *const method = make_method(thread, class, accessor, false);
		if (!method)
			return NULL;
		set_ref(made, "accessor", "Ljava/lang/reflect/Method;", method);
	}
	return set_signature(thread, made, component->signature) &&
			       set_bytes(thread, made, "annotations", component->annotations) &&
			       set_bytes(thread, made, "typeAnnotations", component->type_annotations)
		       ? made
		       : NULL;
}

struct object *reflect_record_components(struct thread *thread, struct class *class)
{
	struct array *const made =
		gc_new_array(thread, class_array(thread, vm.reflect_RecordComponent), class->record_count);
	for (int i = 0; made && i < class->record_count; i++) {
		struct object *const component = make_component(thread, class, &class->records[i]);
		if (!component)
			return NULL;
		array_set(made, i, component);
	}
	return (struct object *)made;
}

struct object *reflect_classes(struct thread *thread, struct class *class, const uint16_t *indices, int count,
			       bool only_nest, struct class *first)
{
	struct class **const found = malloc((size_t)(count + 1) * sizeof *found);
	if (!found) {
		throw_out_of_memory(thread, "native memory");
		return NULL;
	}
	int32_t n = 0;
	if (first)
		found[n++] = first;
	for (int i = 0; i < count; i++) {
		struct class *const other = pool_class(thread, class->pool, indices[i]);
		const struct class *const host = other && only_nest ? class_nest_host(thread, other) : class;
		if (thread->exception && exception_is_of_machine(thread->exception)) {
			free(found);
			return NULL;
		}
		thread->exception = NULL; /* one that is not there does not hide the others */
		if (other && host == class)
			found[n++] = other;
	}
	struct array *const made = gc_new_array(thread, vm.array_Class, n);
	for (int32_t i = 0; made && i < n; i++)
		array_set(made, i, found[i]->mirror);
	free(found);
	return (struct object *)made;
}
