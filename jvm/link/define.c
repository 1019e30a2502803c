/* SPDX-License-Identifier: Apache-2.0 */
/* define.c: from a class file to a struct class (JVMS 5.3.5): the tree's numbers are copied into metadata,
 * supers are loaded (supers.c), fields laid out, tables built, the mirror made. */
#include "jvm/link/external.h"
#include "jvm/link/internal.h"
#include "jvm/link/descriptor.h"
#include "jvm/memory/arena.h"
#include "jvm/memory/must.h"
#include "jvm/run/exception.h"
#include "jvm/run/vm.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* A copy that lives as long as the class. */
static void *copy(const struct class *class, const void *from, size_t bytes)
{
	return bytes ? memcpy(metadata_bytes_beside(class, bytes), from, bytes) : NULL;
}

static struct span span_of(struct classfile_span span)
{
	return (struct span){ span.at, span.bytes };
}

static struct pool *make_pool(struct class *class, const struct classfile *file)
{
	struct pool *pool = metadata_beside(class, sizeof *pool);
	pool->owner = class;
	pool->count = file->constants_count;
	pool->tags = copy(class, file->tags, file->constants_count);
	pool->entries = metadata_beside(class, file->constants_count * sizeof *pool->entries);
	for (uint16_t i = 1; i < file->constants_count; i++) {
		if (file->tags[i] == CONSTANT_Utf8) {
			pool->entries[i].at = (uint32_t)(file->constants[i].text.at - file->bytes);
			pool->entries[i].bytes = file->constants[i].text.bytes;
		} else {
			pool->entries[i].l = file->constants[i].l;
		}
	}
	return pool;
}

static struct symbol *optional_symbol(const struct pool *pool, uint16_t index)
{
	return index ? pool_symbol(pool, index) : NULL;
}

static void make_fields(struct class *class, const struct classfile *file)
{
	class->fields_count = file->fields_count;
	class->fields = metadata_beside(class, file->fields_count * sizeof *class->fields);
	for (uint16_t i = 0; i < file->fields_count; i++) {
		const struct classfile_field *from = &file->fields[i];
		struct field *field = &class->fields[i];
		field->owner = class;
		field->name = pool_symbol(class->pool, from->name);
		field->descriptor = pool_symbol(class->pool, from->descriptor);
		field->access = from->access;
		field->kind = (uint8_t)descriptor_kind(field->descriptor->text[0]);
		field->trusted_final = from->access & ACC_FINAL &&
				       (from->access & ACC_STATIC || class->hidden || file->is_record);
		field->slot = i;
		field->constant_value = from->constant_value;
		field->signature = optional_symbol(class->pool, from->signature);
		field->annotations = span_of(from->annotations);
		field->type_annotations = span_of(from->type_annotations);
	}
}

static uint16_t method_flags(const struct class *class, const struct classfile_method *from,
			     const struct method *method)
{
	uint16_t flags = 0;
	if (from->caller_sensitive && !class->loader)
		flags |= METHOD_CALLER_SENSITIVE;
	if (from->hidden && (!class->loader || class->hidden))
		flags |= METHOD_HIDDEN;
	if (from->access & ACC_NATIVE && from->access & ACC_VARARGS && !class->loader &&
	    (strcmp(class->name->text, "java/lang/invoke/MethodHandle") == 0 ||
	     strcmp(class->name->text, "java/lang/invoke/VarHandle") == 0))
		flags |= METHOD_POLYMORPHIC;
	if (class_is_interface(class) && !(from->access & (ACC_ABSTRACT | ACC_STATIC | ACC_PRIVATE)))
		flags |= METHOD_DEFAULT;
	if (strcmp(method->name->text, "finalize") == 0 && strcmp(method->descriptor->text, "()V") == 0 &&
	    !(from->access & ACC_STATIC) && from->code.bytes > 1)
		flags |= METHOD_FINALISER;
	return flags;
}

static void make_method(struct class *class, const struct classfile_method *from, struct method *method,
			uint16_t slot)
{
	method->owner = class;
	method->name = pool_symbol(class->pool, from->name);
	method->descriptor = pool_symbol(class->pool, from->descriptor);
	method->access = from->access;
	method->flags = method_flags(class, from, method);
	method->max_locals = from->max_locals;
	method->max_stack = from->max_stack;
	method->args_slots = from->args_slots;
	method->result = (uint8_t)descriptor_kind(strchr(method->descriptor->text, ')')[1]);
	method->vtable_index = -1;
	method->slot = slot;
	method->bytecode = from->code.at;
	method->code_bytes = from->code.bytes;
	method->ranges_count = from->ranges_count;
	method->ranges = copy(class, from->ranges, from->ranges_count * sizeof *from->ranges);
	method->lines_count = (uint16_t)from->lines_count;
	method->lines = copy(class, from->lines, from->lines_count * sizeof *from->lines);
	method->exceptions_count = from->exceptions_count;
	method->exceptions = copy(class, from->exceptions, from->exceptions_count * sizeof *from->exceptions);
	method->signature = optional_symbol(class->pool, from->signature);
	method->stack_map = span_of(from->stack_map);
	method->local_variables = span_of(from->local_variables);
	method->annotations = span_of(from->annotations);
	method->parameter_annotations = span_of(from->parameter_annotations);
	method->annotation_default = span_of(from->annotation_default);
	method->type_annotations = span_of(from->type_annotations);
	method->parameters = span_of(from->parameters);
}

static void make_methods(struct class *class, const struct classfile *file)
{
	class->methods_count = file->methods_count;
	class->methods = metadata_beside(class, file->methods_count * sizeof *class->methods);
	for (uint16_t i = 0; i < file->methods_count; i++)
		make_method(class, &file->methods[i], &class->methods[i], i);
}

static void make_attributes(struct class *class, const struct classfile *file)
{
	class->nest_host_index = file->nest_host;
	class->nest_members_count = file->nest_members_count;
	class->nest_members = copy(class, file->nest_members, file->nest_members_count * sizeof(uint16_t));
	class->is_sealed = file->is_sealed;
	class->permitted_count = file->permitted_count;
	class->permitted = copy(class, file->permitted, file->permitted_count * sizeof(uint16_t));
	class->inner_count = file->inner_count;
	class->inner = copy(class, file->inner, file->inner_count * sizeof *file->inner);
	class->bootstrap_count = file->bootstrap_count;
	class->bootstrap = metadata_beside(class, file->bootstrap_count * sizeof *class->bootstrap);
	for (int i = 0; i < file->bootstrap_count; i++) {
		const struct classfile_bootstrap *from = &file->bootstrap[i];
		class->bootstrap[i] =
			(struct bootstrap_method){ from->handle, from->arguments_count,
						   copy(class, from->arguments,
							from->arguments_count * sizeof(uint16_t)) };
	}
	class->is_record = file->is_record;
	class->record_count = file->record_count;
	class->records = metadata_beside(class, file->record_count * sizeof *class->records);
	for (int i = 0; i < file->record_count; i++) {
		const struct classfile_record *from = &file->records[i];
		class->records[i] = (struct record_component){ pool_symbol(class->pool, from->name),
							       pool_symbol(class->pool, from->descriptor),
							       optional_symbol(class->pool, from->signature),
							       span_of(from->annotations),
							       span_of(from->type_annotations) };
	}
	class->enclosing_class = file->enclosing_class;
	class->enclosing_method = file->enclosing_method;
	class->source_file = optional_symbol(class->pool, file->source_file);
	class->line_table = span_of(file->line_table);
	class->signature = optional_symbol(class->pool, file->signature);
	class->annotations = span_of(file->annotations);
	class->type_annotations = span_of(file->type_annotations);
	class->major = file->major;
}

static void inherit_traits(struct class *class)
{
	const struct class *super = class->super;
	if (super) {
		class->has_finaliser = super->has_finaliser;
		class->is_reference = super->is_reference;
		class->keeps = super->keeps;
		class->reference_kind = super->reference_kind;
	}
	for (int i = 0; i < class->methods_count; i++)
		if (class->methods[i].flags & METHOD_FINALISER && super)
			class->has_finaliser = true;
	if (class->loader)
		return;
	static const struct {
		const char *name;
		uint8_t kind;
	} kinds[] = { { "java/lang/ref/SoftReference", 1 },
		      { "java/lang/ref/WeakReference", 2 },
		      { "java/lang/ref/FinalReference", 3 },
		      { "java/lang/ref/PhantomReference", 4 } };
	for (int i = 0; i < 4; i++)
		if (strcmp(class->name->text, kinds[i].name) == 0)
			class->reference_kind = kinds[i].kind;
	class->is_reference |= strcmp(class->name->text, "java/lang/ref/Reference") == 0;
	class->is_mirror = strcmp(class->name->text, "java/lang/Class") == 0;
	if (strcmp(class->name->text, "java/lang/ClassLoader") == 0)
		class->keeps = KEEPS_SPACE;
	else if (strcmp(class->name->text, "java/lang/invoke/ResolvedMethodName") == 0)
		class->keeps = KEEPS_METHOD;
}

static void log_loaded(const struct class *class, const char *source)
{
	struct timespec now;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	char name[256];
	printf("[%ld.%03lds][info][class,load] %s source: %s%s\n", (long)now.tv_sec, now.tv_nsec / 1000000,
	       external_name(class, name),
	       source ? class->loader ? "" : "jrt:/" : "__ClassLoader::defineClass__", source ? source : "");
}

static void throw_parse_error(struct thread *thread, const struct classfile_error *error,
			      const struct symbol *name)
{
	const char *const class_name = error->kind == CLASSFILE_VERSION
					       ? "java/lang/UnsupportedClassVersionError"
				       : error->kind == CLASSFILE_MODULE ? "java/lang/NoClassDefFoundError"
				       : error->kind == CLASSFILE_MEMORY ? "java/lang/OutOfMemoryError"
									 : "java/lang/ClassFormatError";
	if (error->kind == CLASSFILE_VERSION)
		throw_new(thread, class_name, "%s%s%s", error->before_name, name ? name->text : "<Unknown>",
			  error->message);
	else
		throw_new(thread, class_name, "%s", error->message);
}

/* A hidden class's name is the one in its bytes with a suffix that no other has (Lookup.defineHiddenClass).
 */
static struct symbol *hidden_name(const struct class *class, const struct symbol *name)
{
	static unsigned _Atomic count;
	const size_t room = (size_t)name->length + sizeof "+0x0123456789abcdef";
	char *const text = must(malloc(room));
	snprintf(text, room, "%s+0x%016x", name->text, 0x1000 + 8 * ++count);
	struct symbol *const made = symbol_beside(class, text);
	free(text);
	return made;
}

/* Whether a loader may define classes of packages whose names begin with java: the boot loader and the
 * platform's. */
static bool may_define_java(const struct object *loader)
{
	return !loader || (!object_class(loader)->loader &&
			   strcmp(object_class(loader)->name->text,
				  "jdk/internal/loader/ClassLoaders$PlatformClassLoader") == 0);
}

static bool name_is_right(struct thread *thread, const struct class_definition *definition,
			  const struct symbol *found)
{
	if (definition->name && definition->name != found && !definition->hidden) {
		throw_new(thread, "java/lang/NoClassDefFoundError", "%s (wrong name: %s)",
			  definition->name->text, found->text);
		return false;
	}
	if (!may_define_java(definition->loader) && strncmp(found->text, "java/", 5) == 0 &&
	    !definition->trusted && !definition->hidden) {
		const char *end = strrchr(found->text, '/');
		char package[256];
		snprintf(package, sizeof package, "%.*s", (int)(end - found->text), found->text);
		for (char *at = package; *at; at++)
			if (*at == '/')
				*at = '.';
		char loader[320];
		throw_new(thread, "java/lang/SecurityException",
			  "Class loader (instance of): %s tried to load prohibited package name: %s",
			  external_loader(definition->loader, loader), package);
		return false;
	}
	return true;
}

/* At least what a class takes: its bytes, names, constants and members. */
static size_t bytes_needed(const struct classfile *file)
{
	return sizeof(struct class) + 3 * file->length +
	       file->constants_count * (sizeof(struct pool_entry) + 1 + sizeof(struct symbol)) +
	       file->fields_count * sizeof(struct field) + file->methods_count * sizeof(struct method);
}

/* The same of its tables, which grow with what its supers declare. */
static size_t tables_needed(const struct class *class)
{
	size_t bytes = class->methods_count * sizeof(struct method *);
	if (class->super)
		bytes += class->super->vtable_length * sizeof(struct method *);
	for (int i = -1; i < class->interfaces_count; i++) {
		const struct class *const from = i < 0 ? class->super : class->interfaces[i];
		for (int k = 0; from && k < from->all_interfaces_count; k++)
			bytes += sizeof(struct itable) +
				 from->itables[k].interface->vtable_length *
					 (sizeof(struct method) + sizeof(struct method *));
		if (i >= 0)
			bytes += sizeof(struct itable) +
				 from->vtable_length * (sizeof(struct method) + sizeof(struct method *));
	}
	return bytes;
}

/* The JDK's classes are so many and no more: a program that has filled its metaspace still gets those that
 * its handlers need. */
static bool has_room(struct thread *thread, const struct class_definition *definition, size_t bytes)
{
	return (definition->of_jdk ? metaspace_to_run : metaspace_for_class)(thread, bytes);
}

static struct class *build(struct thread *thread, const struct class_definition *definition,
			   const struct classfile *file, struct class_space *space)
{
	struct class *class =
		space ? meta_arena_allocate(&space->arena, sizeof *class) : metadata_allocate(sizeof *class);
	class->space = space;
	class->bytes = (struct span){ file->bytes, (uint32_t)file->length };
	class->loader = definition->loader;
	class->protection_domain = definition->protection_domain;
	class->class_data = definition->class_data;
	class->hidden = definition->hidden;
	class->trusted = definition->trusted;
	class->nest_host = definition->nest_host;
	class->access = file->access;
	class->pool = make_pool(class, file);
	struct symbol *const name = pool_class_name(class->pool, file->this_class);
	if (!name_is_right(thread, definition, name))
		return NULL;
	class->name = definition->hidden ? hidden_name(class, name) : name;
	if (definition->hidden)
		class->pool->entries[file->this_class].resolved = class;
	make_fields(class, file);
	make_methods(class, file);
	make_attributes(class, file);
	if (!load_supers(thread, class, file) || !metaspace_to_run(thread, tables_needed(class)))
		return NULL;
	inherit_traits(class);
	layout_fields(class);
	build_tables(class);
	return class;
}

void class_publish(struct class *class)
{
	/* Only ever pushed at the head. */
	struct class **const list = class->space ? &class->space->classes : &vm.classes;
	struct class *head = __atomic_load_n(list, __ATOMIC_RELAXED);
	do
		class->next = head;
	while (!__atomic_compare_exchange_n(list, &head, class, true, __ATOMIC_RELEASE, __ATOMIC_RELAXED));
}

/* java.xml compiles stylesheets to class files of version 45.3, which differ from 49.0 only in what it does
 * not use: taken for such, and trusted, since they have no StackMapTables. */
static void take_for_newer(const uint8_t *bytes, size_t length)
{
	static const uint8_t old[] = { 0xca, 0xfe, 0xba, 0xbe, 0, 3, 0, 45 }, newer[] = { 0, 0, 0, 49 };
	if (length > sizeof old && memcmp(bytes, old, sizeof old) == 0)
		memcpy((uint8_t *)bytes + 4, newer, sizeof newer);
}

static bool is_stylesheet(const struct class_definition *definition)
{
	return definition->loader && !object_class(definition->loader)->loader &&
	       strcmp(object_class(definition->loader)->name->text,
		      "com/sun/org/apache/xalan/internal/xsltc/trax/TemplatesImpl$TransletClassLoader") == 0;
}

static bool parse(const struct class_definition *definition, const uint8_t *bytes, struct classfile *file,
		  struct classfile_error *error)
{
	struct classfile_span name = { 0 };
	if (definition->name)
		name = (struct classfile_span){ (const uint8_t *)definition->name->text,
						definition->name->length };
	return (definition->of_jdk ? classfile_parse_trusted : classfile_parse)(bytes, definition->length,
										name, file, error);
}

struct class *class_define(struct thread *thread, const struct class_definition *given)
{
	const struct class_definition *definition = given;
	struct class_definition trusted;
	const uint8_t *bytes = definition->bytes;
	if (!has_room(thread, definition, definition->length))
		return NULL;
	/* Nothing stops between making a space and this copy, whose address keeps it. */
	struct class_space *const space = definition_space(definition);
	if (space)
		bytes = memcpy(meta_arena_allocate_bytes(&space->arena, definition->length + 1), bytes,
			       definition->length);
	else if (!definition->bytes_stay)
		bytes = copy(NULL, bytes, definition->length);
	if (is_stylesheet(given) && !given->bytes_stay) {
		take_for_newer(bytes, given->length);
		trusted = *given;
		trusted.trusted = true;
		definition = &trusted;
	}
	struct classfile file = { 0 };
	struct classfile_error error = { 0 };
	if (!parse(definition, bytes, &file, &error)) {
		throw_parse_error(thread, &error, definition->name);
		return NULL;
	}
	struct class *class = has_room(thread, definition, bytes_needed(&file))
				      ? build(thread, definition, &file, space)
				      : NULL;
	classfile_free(&file);
	if (!class || !mirror_make(thread, class))
		return NULL;
	if (definition->hidden) {
		class_publish(class);
		return class;
	}
	class_publish(class);
	struct class *entered = dictionary_enter(class, class->loader);
	if (!entered)
		return NULL;
	if (entered != class) {
		if (class->loader && !definition->found_by_vm) {
			char name[256], loader[320], origin[1024];
			throw_new(thread, "java/lang/LinkageError",
				  "loader %s attempted duplicate class definition for %s. (%s is in %s)",
				  external_loader(class->loader, loader), external_name(class, name), name,
				  external_origin_parent(entered, origin));
			return NULL;
		}
		return entered;
	}
	known_note(class);
	if (vm.options.verbose_class)
		log_loaded(class, definition->source);
	return class;
}
