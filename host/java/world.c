/* SPDX-License-Identifier: Apache-2.0 */
#include "host/java/world.h"

#include <stdlib.h>
#include <string.h>

#include "abi/archive_abi.h"
#include "host/util/memory.h"
#include "jvm/classlib/classlib.h"

enum { TEXTS = 1 << 18, BUCKETS = 1 << 15, ACC_STATIC = 0x8, ACC_INTERFACE = 0x200, ACC_ABSTRACT = 0x400 };

/* What java.base has in an archive beside its own classes: java/base, on the class path by way of the SDK. */
static const char base_package[] = "jdk/internal/module/";

/* Interned texts and classes, chained by hash. */
struct text {
	struct text *next;
	char bytes[];
};

struct class_entry {
	struct class_entry *next;
	const char *name;
	struct world_class *class; /* NULL: known to be nowhere */
};

struct tables {
	struct text *texts[TEXTS];
	struct class_entry *classes[BUCKETS];
};

void world_list_add(struct world_list *list, void *item)
{
	if (list->count == list->room) {
		list->room = list->room ? list->room * 2 : 4;
		list->at = memory_resize(list->at, list->room, sizeof *list->at);
	}
	list->at[list->count++] = item;
}

const char *world_text(struct world *world, const char *text)
{
	struct tables *tables = world->texts;
	struct text **bucket = &tables->texts[archive_hash(text) % TEXTS], *found;
	size_t length = strlen(text) + 1;

	for (found = *bucket; found; found = found->next)
		if (strcmp(found->bytes, text) == 0)
			return found->bytes;
	found = memory_zeroed(1, sizeof *found + length);
	memcpy(found->bytes, text, length);
	found->next = *bucket;
	*bucket = found;
	return found->bytes;
}

const char *world_span(struct world *world, struct classfile_span span)
{
	char *text AUTO_FREE = memory_text_n((const char *)span.at, span.bytes);

	return world_text(world, text);
}

int world_open(struct world *world, const char *java_home, const struct classpath *classpath,
	       struct error *error)
{
	const char *why;

	*world = (struct world){ .classpath = classpath, .error = error };
	if (!classlib_open_modules(java_home, &why))
		return error_set(error, "%s", why);
	world->texts = memory_zeroed(1, sizeof(struct tables));
	return 0;
}

static void free_class(struct world_class *class)
{
	classfile_free(&class->file);
	if (class->place)
		free((void *)class->bytes);
	free(class->interfaces);
	free(class->methods);
	free(class->fields_used);
	free(class->instances.at);
	for (unsigned i = 0; i < class->calls.count; i++)
		free(class->calls.at[i]);
	free(class->calls.at);
	free(class);
}

void world_close(struct world *world)
{
	struct tables *tables = world->texts;

	for (unsigned i = 0; i < world->classes.count; i++)
		free_class(world->classes.at[i]);
	free(world->classes.at);
	for (int i = 0; tables && i < TEXTS; i++)
		for (struct text *text = tables->texts[i], *next; text; text = next) {
			next = text->next;
			free(text);
		}
	for (int i = 0; tables && i < BUCKETS; i++)
		for (struct class_entry *entry = tables->classes[i], *next; entry; entry = next) {
			next = entry->next;
			free(entry);
		}
	free(tables);
	*world = (struct world){ 0 };
}

static bool find_bytes(struct world *world, struct world_class *class)
{
	char *path AUTO_FREE = memory_format("%s.class", class->name);
	struct class_bytes found;
	struct file_data data;
	struct error ignored;
	int result;

	if (classlib_find_module_file(path, &found, &class->module)) {
		class->bytes = found.at;
		class->length = found.length;
		return true;
	}
	class->module = NULL;
	result = classpath_read(world->classpath, path, &data, &class->place,
				world->is_bad ? &ignored : world->error);
	if (result < 0)
		world->is_bad = true;
	if (result <= 0)
		return false;
	class->bytes = data.bytes;
	class->length = data.size;
	if (strncmp(class->name, base_package, strlen(base_package)) == 0)
		class->module = "java.base";
	return true;
}

static struct world_class *type_at(struct world *world, const struct classfile *file, uint16_t index)
{
	return world_class(world, world_span(world, classfile_class_name(file, index)));
}

static void read_members(struct world *world, struct world_class *class)
{
	const struct classfile *file = &class->file;

	class->methods = memory_zeroed(file->methods_count + 1u, sizeof *class->methods);
	class->method_count = file->methods_count;
	class->fields_used = memory_zeroed(file->fields_count + 1u, sizeof *class->fields_used);
	for (unsigned i = 0; i < file->methods_count; i++)
		class->methods[i] = (struct world_method){
			.class = class,
			.file = &file->methods[i],
			.name = world_span(world, classfile_utf8(file, file->methods[i].name)),
			.descriptor = world_span(world, classfile_utf8(file, file->methods[i].descriptor)),
		};
	class->interfaces = memory_zeroed(file->interfaces_count + 1u, sizeof(struct world_class *));
	class->interface_count = file->interfaces_count;
	for (unsigned i = 0; i < file->interfaces_count; i++)
		class->interfaces[i] = type_at(world, file, file->interfaces[i]);
	if (file->super_class)
		class->super = type_at(world, file, file->super_class);
}

static bool parse(struct world *world, struct world_class *class)
{
	struct classfile_error error;
	struct classfile_span name = { (const uint8_t *)class->name, (uint32_t)strlen(class->name) };

	if (!classfile_parse(class->bytes, class->length, name, &class->file, &error)) {
		if (error.kind == CLASSFILE_MODULE)
			return false;
		if (!world->is_bad)
			error_at(world->error, class->place ? class->place : "lib/modules", 0, "%s.class: %s",
				 class->name, error.message);
		world->is_bad = true;
		return false;
	}
	name = classfile_class_name(&class->file, class->file.this_class);
	if (classfile_span_is(name, class->name))
		return true;
	if (!world->is_bad)
		error_at(world->error, class->place ? class->place : "lib/modules", 0,
			 "%s.class holds the class %.*s; is the folder the root of its packages?",
			 class->name, (int)name.bytes, (const char *)name.at);
	world->is_bad = true;
	return false;
}

struct world_class *world_class(struct world *world, const char *name)
{
	struct tables *tables = world->texts;
	struct class_entry **bucket, *entry;
	struct world_class *class;

	/* A folder of the class path would give a file for a name with nothing between two dots, too. */
	if (name[0] == '[' || name[0] == '/' || strstr(name, "//") || strcmp(name, "module-info") == 0)
		return NULL;
	name = world_text(world, name);
	bucket = &tables->classes[archive_hash(name) % BUCKETS];
	for (entry = *bucket; entry; entry = entry->next)
		if (entry->name == name)
			return entry->class;
	entry = memory_zeroed(1, sizeof *entry);
	*entry = (struct class_entry){ *bucket, name, NULL };
	*bucket = entry; /* NULL while its supertypes are read: a circle of them ends here */
	class = memory_zeroed(1, sizeof *class);
	class->name = name;
	if (!find_bytes(world, class) || !parse(world, class)) {
		if (class->place)
			free((void *)class->bytes);
		free(class);
		return NULL;
	}
	read_members(world, class);
	world_list_add(&world->classes, class);
	entry->class = class;
	return class;
}

struct world_class *world_known(const struct world *world, const char *name)
{
	const struct tables *tables = world->texts;

	for (const struct class_entry *entry = tables->classes[archive_hash(name) % BUCKETS]; entry;
	     entry = entry->next)
		if (strcmp(entry->name, name) == 0)
			return entry->class;
	return NULL;
}

struct world_class *world_lambda(struct world *world, struct world_class *interface)
{
	struct world_class *class = interface->lambda;

	if (class)
		return class;
	class = memory_zeroed(1, sizeof *class);
	class->name = interface->name;
	class->super = world_class(world, "java/lang/Object");
	class->interfaces = memory_zeroed(1, sizeof(struct world_class *));
	class->interfaces[0] = interface;
	class->interface_count = 1;
	class->methods = memory_zeroed(1, sizeof *class->methods);
	class->module = interface->module;
	world_list_add(&world->classes, class);
	interface->lambda = class;
	return class;
}

bool world_is_interface(const struct world_class *class)
{
	return class->file.access & ACC_INTERFACE;
}

struct world_method *world_declared(const struct world_class *class, const char *name, const char *descriptor)
{
	for (unsigned i = 0; i < class->method_count; i++)
		if (class->methods[i].name == name &&
		    (!descriptor || class->methods[i].descriptor == descriptor))
			return &class->methods[i];
	return NULL;
}

/* In the interfaces above a class: one with a body before one without. */
static struct world_method *in_interfaces(const struct world_class *class, const char *name,
					  const char *descriptor, bool with_body)
{
	struct world_method *found;

	for (const struct world_class *at = class; at; at = at->super)
		for (unsigned i = 0; i < at->interface_count; i++) {
			const struct world_class *interface = at->interfaces[i];

			if (!interface)
				continue;
			found = world_declared(interface, name, descriptor);
			if (found && !(found->file->access & ACC_STATIC) &&
			    (found->file->has_code || !with_body))
				return found;
			found = in_interfaces(interface, name, descriptor, with_body);
			if (found)
				return found;
		}
	return NULL;
}

struct world_method *world_resolve(const struct world_class *class, const char *name, const char *descriptor)
{
	struct world_method *found;

	for (const struct world_class *at = class; at; at = at->super) {
		found = world_declared(at, name, descriptor);
		if (found)
			return found;
	}
	found = in_interfaces(class, name, descriptor, true);
	return found ? found : in_interfaces(class, name, descriptor, false);
}

/* Of several interface methods with a body the most specific: one whose interface is below the others'. */
static void most_specific(const struct world_class *class, const char *name, const char *descriptor,
			  struct world_method **best)
{
	for (const struct world_class *at = class; at; at = at->super)
		for (unsigned i = 0; i < at->interface_count; i++) {
			struct world_method *found;

			if (!at->interfaces[i])
				continue;
			found = world_declared(at->interfaces[i], name, descriptor);
			if (found && found->file->has_code && !(found->file->access & ACC_STATIC) &&
			    (!*best || world_is_subclass(found->class, (*best)->class)))
				*best = found;
			most_specific(at->interfaces[i], name, descriptor, best);
		}
}

struct world_method *world_select(const struct world_class *class, const char *name, const char *descriptor)
{
	struct world_method *found = NULL;

	for (const struct world_class *at = class; at; at = at->super) {
		found = world_declared(at, name, descriptor);
		if (found && !(found->file->access & (ACC_STATIC | ACC_ABSTRACT)))
			return found;
		if (found)
			break;
	}
	found = NULL;
	most_specific(class, name, descriptor, &found);
	return found;
}

bool world_is_subclass(const struct world_class *class, const struct world_class *of)
{
	for (; class; class = class->super) {
		if (class == of)
			return true;
		for (unsigned i = 0; i < class->interface_count; i++)
			if (class->interfaces[i] && world_is_subclass(class->interfaces[i], of))
				return true;
	}
	return false;
}
