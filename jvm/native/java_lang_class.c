/* SPDX-License-Identifier: Apache-2.0 */
/* java_lang_class.c: java.lang.Class. Reflection's objects are made in reflect.c. */
#include "jvm/classfile/classfile.h"
#include "jvm/gc/gc.h"
#include "jvm/link/external.h"
#include "jvm/link/link.h"
#include "jvm/native/native.h"
#include "jvm/run/assertions.h"
#include "jvm/native/reflect.h"
#include "jvm/run/exception.h"
#include "jvm/run/string.h"
#include "jvm/run/vm.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct class *this_class(const union slot *args)
{
	return class_of_mirror(args[0].o);
}

static void put_mirror(union slot *args, const struct class *class)
{
	args[0].o = class ? class->mirror : NULL;
}

static void get_primitive_class(struct thread *thread, union slot *args)
{
	(void)thread;
	const struct symbol *name = string_to_symbol(args[0].o, false);
	for (int i = 0; i < 12; i++)
		if (vm.primitive[i] && vm.primitive[i]->name == name)
			put_mirror(args, vm.primitive[i]);
}

static void init_class_name(struct thread *thread, union slot *args)
{
	struct object *mirror = args[0].o;
	struct object *name = string_from_class_name(thread, this_class(args));
	name = name ? string_intern(thread, name) : NULL;
	if (name)
		reference_store(&FIELD(mirror, native_field_offset(vm.Class, "name", "Ljava/lang/String;"),
				       reference),
				name);
	args[0].o = name;
}

static void get_superclass(struct thread *thread, union slot *args)
{
	(void)thread;
	const struct class *class = this_class(args);
	put_mirror(args, class_is_interface(class) ? NULL : class->super);
}

static void get_interfaces(struct thread *thread, union slot *args)
{
	const struct class *class = this_class(args);
	struct array *made = gc_new_array(thread, vm.array_Class, class->interfaces_count);
	for (int i = 0; made && i < class->interfaces_count; i++)
		array_set(made, i, class->interfaces[i]->mirror);
	args[0].o = (struct object *)made;
}

static void is_interface(struct thread *thread, union slot *args)
{
	(void)thread;
	args[0].i = class_is_interface(this_class(args)) != 0;
}

static void is_array(struct thread *thread, union slot *args)
{
	(void)thread;
	args[0].i = this_class(args)->dimensions != 0;
}

static void is_hidden(struct thread *thread, union slot *args)
{
	(void)thread;
	args[0].i = this_class(args)->hidden;
}

static void is_primitive(struct thread *thread, union slot *args)
{
	(void)thread;
	args[0].i = this_class(args)->kind != KIND_REFERENCE;
}

static void is_record(struct thread *thread, union slot *args)
{
	(void)thread;
	args[0].i = this_class(args)->is_record;
}

static void is_instance(struct thread *thread, union slot *args)
{
	(void)thread;
	args[0].i = args[1].o && object_is(args[1].o, this_class(args));
}

static void is_assignable_from(struct thread *thread, union slot *args)
{
	if (!args[1].o) {
		throw_null_pointer(thread);
		return;
	}
	const struct class *to = this_class(args), *from = class_of_mirror(args[1].o);
	args[0].i = to == from || (to->kind == KIND_REFERENCE && from->kind == KIND_REFERENCE &&
				   class_is_subclass(from, to));
}

/* The flags of the InnerClasses entry for the class itself, when it has one (JLS's view), else those of the
 * class file. */
static void get_modifiers(struct thread *thread, union slot *args)
{
	(void)thread;
	const struct class *class = this_class(args);
	uint32_t access = class->access & ~(uint32_t)ACC_SUPER;
	for (int i = 0; i < class->inner_count; i++)
		if (pool_class_name(class->pool, class->inner[i].inner) == class->name)
			access = class->inner[i].access & ~(uint32_t)ACC_SUPER;
	args[0].i = (int32_t)(access & 0x7fff);
}

static void desired_assertion_status(struct thread *thread, union slot *args)
{
	(void)thread;
	args[0].i = assertions_enabled(class_of_mirror(args[0].o));
}

/* What InnerClasses says of the class itself, or NULL. */
static const struct inner_class *own_entry(const struct class *class)
{
	for (int i = 0; i < class->inner_count; i++)
		if (pool_class_name(class->pool, class->inner[i].inner) == class->name)
			return &class->inner[i];
	return NULL;
}

static void get_declaring_class(struct thread *thread, union slot *args)
{
	const struct class *class = this_class(args);
	const struct inner_class *entry = own_entry(class);
	put_mirror(args, entry && entry->outer ? pool_class(thread, class->pool, entry->outer) : NULL);
}

static void get_simple_binary_name(struct thread *thread, union slot *args)
{
	const struct class *class = this_class(args);
	const struct inner_class *entry = own_entry(class);
	const struct symbol *name = entry && entry->name ? pool_symbol(class->pool, entry->name) : NULL;
	args[0].o = name ? string_from_modified(thread, name->text, name->length) : NULL;
}

static void get_declared_classes(struct thread *thread, union slot *args)
{
	const struct class *class = this_class(args);
	int32_t count = 0;
	for (int i = 0; i < class->inner_count; i++)
		count += class->inner[i].outer &&
			 pool_class_name(class->pool, class->inner[i].outer) == class->name;
	struct array *made = gc_new_array(thread, vm.array_Class, count);
	count = 0;
	for (int i = 0; made && i < class->inner_count; i++) {
		if (!class->inner[i].outer ||
		    pool_class_name(class->pool, class->inner[i].outer) != class->name)
			continue;
		const struct class *inner = pool_class(thread, class->pool, class->inner[i].inner);
		if (!inner)
			return;
		array_set(made, count++, inner->mirror);
	}
	args[0].o = (struct object *)made;
}

static void get_enclosing_method(struct thread *thread, union slot *args)
{
	const struct class *class = this_class(args);
	args[0].o = NULL;
	if (!class->enclosing_class)
		return;
	struct array *made = gc_new_array(thread, vm.array_Object, 3);
	const struct class *outer = made ? pool_class(thread, class->pool, class->enclosing_class) : NULL;
	if (!outer)
		return;
	array_set(made, 0, outer->mirror);
	if (class->enclosing_method) {
		const struct pool_entry *pair = &class->pool->entries[class->enclosing_method];
		const struct symbol *name = pool_symbol(class->pool, pair->a),
				    *descriptor = pool_symbol(class->pool, pair->b);
		array_set(made, 1, string_from_modified(thread, name->text, name->length));
		array_set(made, 2, string_from_modified(thread, descriptor->text, descriptor->length));
	}
	args[0].o = &made->header;
}

static void get_generic_signature(struct thread *thread, union slot *args)
{
	const struct symbol *signature = this_class(args)->signature;
	args[0].o = signature ? string_from_modified(thread, signature->text, signature->length) : NULL;
}

static void get_raw_annotations(struct thread *thread, union slot *args)
{
	args[0].o = reflect_bytes(thread, this_class(args)->annotations);
}

static void get_raw_type_annotations(struct thread *thread, union slot *args)
{
	args[0].o = reflect_bytes(thread, this_class(args)->type_annotations);
}

static void get_nest_host(struct thread *thread, union slot *args)
{
	put_mirror(args, class_nest_host(thread, this_class(args)));
}

static void get_nest_members(struct thread *thread, union slot *args)
{
	struct class *const host = class_nest_host(thread, this_class(args));
	args[0].o =
		host ? reflect_classes(thread, host, host->nest_members, host->nest_members_count, true, host)
		     : NULL;
}

static void get_permitted_subclasses(struct thread *thread, union slot *args)
{
	struct class *const class = this_class(args);
	args[0].o = class->is_sealed ? reflect_classes(thread, class, class->permitted,
						       class->permitted_count, false, NULL)
				     : NULL;
}

static void get_record_components(struct thread *thread, union slot *args)
{
	args[0].o = reflect_record_components(thread, this_class(args));
}

static void get_protection_domain(struct thread *thread, union slot *args)
{
	(void)thread;
	args[0].o = this_class(args)->protection_domain;
}

/* A copy, for the caller may change it. */
static void get_signers(struct thread *thread, union slot *args)
{
	struct object *const signers = this_class(args)->signers;
	args[0].o = signers ? gc_clone(thread, signers) : NULL;
}

static void set_signers(struct thread *thread, union slot *args)
{
	(void)thread;
	struct class *const class = this_class(args);
	if (class->kind == KIND_REFERENCE && !class->dimensions)
		class->signers = args[1].o;
}

static void get_declared_fields(struct thread *thread, union slot *args)
{
	if (class_link(thread, this_class(args)))
		args[0].o = reflect_fields(thread, this_class(args), args[1].i);
}

static void get_declared_methods(struct thread *thread, union slot *args)
{
	if (class_link(thread, this_class(args)))
		args[0].o = reflect_methods(thread, this_class(args), args[1].i, false);
}

static void get_declared_constructors(struct thread *thread, union slot *args)
{
	if (class_link(thread, this_class(args)))
		args[0].o = reflect_methods(thread, this_class(args), args[1].i, true);
}

/* The length of a class's name in the internal form, up to what no name may hold (JVMS 4.2); 0: a slash
 * begins it or follows another. The JDK lets one end it. */
static size_t name_length(const char *text)
{
	const size_t length = strcspn(text, ";[");
	const char *const empty = strstr(text, "//");
	return *text == '/' || (empty && empty < text + length) ? 0 : length;
}

/* What forName asks a loader for: a class or an array; names that cannot be one are not found at once. */
static bool can_be_class(const struct symbol *name)
{
	const size_t dimensions = strspn(name->text, "[");
	const char *const type = name->text + dimensions;
	size_t length = name_length(type);
	if (dimensions && *type == 'L')
		return dimensions <= 255 && length && type[length] == ';' && !type[length + 1];
	if (dimensions)
		return dimensions <= 255 && *type && strchr("ZBCSIJFD", *type) && !type[1];
	return length && !type[length];
}

/* forName0(String name, boolean initialize, ClassLoader loader, Class caller) */
static void for_name(struct thread *thread, union slot *args)
{
	if (!args[0].o) {
		throw_null_pointer(thread);
		return;
	}
	struct symbol *const name = native_class_name(args[0].o);
	if (!name || !can_be_class(name)) {
		throw_with_text(thread, "java/lang/ClassNotFoundException",
				name ? string_from_modified(thread, name->text, name->length) : args[0].o);
		return;
	}
	struct class *const class = class_load(thread, name, args[2].o);
	if (class && args[1].i && !class_initialise(thread, class))
		return;
	put_mirror(args, class);
}

/* "(int, char)" as Class.getMethod has it: the names of the classes, a comma between them. */
static void print_parameters(FILE *out, struct array *classes)
{
	const int32_t count = classes ? classes->length : 0;
	fputc('(', out);
	for (int32_t i = 0; i < count; i++) {
		struct object *const mirror = array_get(classes, i);
		char name[256];
		fprintf(out, "%s%s", i ? "," : "",
			mirror ? external_name(class_of_mirror(mirror), name) : "null");
	}
	fputc(')', out);
}

/* methodToString(String name, Class[] parameters): what a NoSuchMethodException says. Of a class of the JDK
 * the build packs those methods that something reaches, so in an image it says what to do. */
static void method_to_string(struct thread *thread, union slot *args)
{
	const struct class *const class = this_class(args);
	char owner[256], *text = NULL;
	size_t bytes = 0;
	FILE *const out = open_memstream(&text, &bytes);
	if (!out) {
		throw_out_of_memory(thread, "a message");
		return;
	}
	char *const name = string_to_utf8(args[1].o);
	external_name(class, owner);
	fprintf(out, "%s.%s", owner, name);
	print_parameters(out, (struct array *)args[2].o);
	if (!class->loader && class->kind == KIND_REFERENCE && !class->dimensions)
		fprintf(out, KEEP_ADVICE, owner);
	free(name);
	if (fclose(out) == 0)
		args[0].o = string_from_utf8(thread, text);
	else
		throw_out_of_memory(thread, "a message");
	free(text);
}

static const struct native_entry class_in_place[] = { { "methodToString", NULL, method_to_string } };
const struct native_class native_in_archive_class = { "java/lang/Class", class_in_place, 1 };

static const struct native_entry class_natives[] = {
	{ "getPrimitiveClass", NULL, get_primitive_class },
	{ "initClassName", NULL, init_class_name },
	{ "getSuperclass", NULL, get_superclass },
	{ "getInterfaces0", NULL, get_interfaces },
	{ "isInterface", NULL, is_interface },
	{ "isArray", NULL, is_array },
	{ "isHidden", NULL, is_hidden },
	{ "isPrimitive", NULL, is_primitive },
	{ "isRecord0", NULL, is_record },
	{ "isInstance", NULL, is_instance },
	{ "isAssignableFrom", NULL, is_assignable_from },
	{ "getModifiers", NULL, get_modifiers },
	{ "desiredAssertionStatus0", NULL, desired_assertion_status },
	{ "getDeclaringClass0", NULL, get_declaring_class },
	{ "getSimpleBinaryName0", NULL, get_simple_binary_name },
	{ "getDeclaredClasses0", NULL, get_declared_classes },
	{ "getEnclosingMethod0", NULL, get_enclosing_method },
	{ "getGenericSignature0", NULL, get_generic_signature },
	{ "getRawAnnotations", NULL, get_raw_annotations },
	{ "getRawTypeAnnotations", NULL, get_raw_type_annotations },
	{ "getNestHost0", NULL, get_nest_host },
	{ "getNestMembers0", NULL, get_nest_members },
	{ "getPermittedSubclasses0", NULL, get_permitted_subclasses },
	{ "getRecordComponents0", NULL, get_record_components },
	{ "getProtectionDomain0", NULL, get_protection_domain },
	{ "getSigners", NULL, get_signers },
	{ "setSigners", NULL, set_signers },
	{ "getDeclaredFields0", NULL, get_declared_fields },
	{ "getDeclaredMethods0", NULL, get_declared_methods },
	{ "getDeclaredConstructors0", NULL, get_declared_constructors },
	{ "forName0", NULL, for_name },
};
NATIVE_TABLE(java_lang_class);
const struct native_class native_java_lang_class[] = {
	{ "java/lang/Class", class_natives, sizeof class_natives / sizeof class_natives[0] },
};
const size_t native_java_lang_class_count = 1;
