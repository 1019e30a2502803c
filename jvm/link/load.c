/* SPDX-License-Identifier: Apache-2.0 */
/* load.c: finding classes by name (JVMS 5.3), and the table of who loaded what.
 *
 * The table maps (name, initiating loader) to a class, which lives as long as that loader. It is guarded by
 * `lock`, under which no Java runs. Two threads that load the same class at once both define it; the first to
 * enter it wins and the other's work is dropped. */
#include "jvm/link/external.h"
#include "jvm/link/internal.h"
#include "jvm/link/descriptor.h"
#include "jvm/classlib/classlib.h"
#include "jvm/gc/gc.h"
#include "jvm/memory/must.h"
#include "jvm/run/call.h"
#include "jvm/run/exception.h"
#include "jvm/run/string.h"
#include "jvm/run/vm.h"
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum { BUCKETS = 4096 };

struct entry {
	struct entry *next;
	struct symbol *name;
	struct object *loader;     /* a root, as long as its space lives */
	struct class_space *space; /* of the loader; NULL: it stays */
	struct class *class;
	struct object *mirror; /* of a class of another space than the loader's: a root like the loader */
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct entry *buckets[BUCKETS];

static struct class *find_locked(const struct symbol *name, const struct object *loader)
{
	for (const struct entry *entry = buckets[name->hash % BUCKETS]; entry; entry = entry->next)
		if (entry->name == name && entry->loader == loader)
			return entry->class;
	return NULL;
}

void dictionary_lock(void)
{
	pthread_mutex_lock(&lock);
}

void dictionary_unlock(void)
{
	pthread_mutex_unlock(&lock);
}

struct class *dictionary_find(const struct symbol *name, const struct object *loader)
{
	return find_locked(name, loader);
}

/* NULL. */
static struct class *throw_constraint(const struct class *class, struct object *loader,
				      const struct class *other)
{
	char name[256], wants[320], has[320], origin[1024];
	throw_new(thread_self, "java/lang/LinkageError",
		  "loader constraint violation: loader %s wants to load class %s. A different class with the "
		  "same "
		  "name was previously loaded by %s. (%s is in %s)",
		  external_loader(loader, wants), external_name(class, name),
		  external_loader(other->loader, has), name, external_origin_parent(other, origin));
	return NULL;
}

struct class *class_find_loaded(struct symbol *name, struct object *loader)
{
	pthread_mutex_lock(&lock);
	struct class *found = find_locked(name, loader);
	pthread_mutex_unlock(&lock);
	return found;
}

/* The entry keeps the class. The lock is held: no collection comes between. */
static void keep(struct entry *entry)
{
	const bool is_foreign = entry->class->space != entry->space;
	if (!entry->space) {
		class_pin(entry->class);
		return;
	}
	class_space_root_add(entry->space, &entry->loader);
	if (is_foreign && entry->class->space) {
		entry->mirror = entry->class->mirror;
		class_space_root_add(entry->space, &entry->mirror);
	}
}

struct class *dictionary_enter(struct class *class, struct object *loader)
{
	struct entry *entry = must(calloc(1, sizeof *entry));
	struct class_space *const space = loader_space(loader);
	pthread_mutex_lock(&lock);
	struct class *found = find_locked(class->name, loader);
	const struct class *const conflict = found ? NULL : constraint_conflict(class, loader);
	if (found || conflict) {
		free(entry);
	} else {
		struct entry **bucket = &buckets[class->name->hash % BUCKETS];
		*entry = (struct entry){ *bucket, class->name, loader, space, class, NULL };
		*bucket = entry;
		keep(entry);
		found = class;
	}
	pthread_mutex_unlock(&lock);
	return conflict ? throw_constraint(class, loader, conflict) : found;
}

/* Inside a collection: nobody holds the lock, for its holders neither allocate nor stop. */
static void each_root(gc_visit *visit)
{
	for (int i = 0; i < BUCKETS; i++)
		for (struct entry *entry = buckets[i]; entry; entry = entry->next)
			if (entry->loader && !entry->space)
				visit(&entry->loader);
	for (struct class *class = vm.classes; class; class = class->next) {
		struct object **const roots[] = { &class->mirror, &class->loader, &class->protection_domain,
						  &class->class_data, &class->signers };
		for (size_t i = 0; i < sizeof roots / sizeof roots[0]; i++)
			if (*roots[i])
				visit(roots[i]);
		if (class->pool && class->pool->resolved_objects)
			visit((struct object **)&class->pool->resolved_objects);
	}
}

/* The same. A class that dies had no loader that lives. */
static void forget_dying(void)
{
	for (int i = 0; i < BUCKETS; i++)
		for (struct entry **at = &buckets[i]; *at;) {
			struct entry *const entry = *at;
			if (entry->space && !entry->space->reached) {
				*at = entry->next;
				free(entry);
			} else {
				at = &entry->next;
			}
		}
}

void load_init(void)
{
	gc_roots_register(each_root);
	class_space_on_unload(forget_dying);
}

/* The name is as HotSpot says it: in the internal form where no Java code has looked, as from an archive. */
static struct class *not_found(struct thread *thread, const struct symbol *name)
{
	if (classlib_left_out(name->text)) {
		char dotted[256];
		size_t i = 0;
		for (; i < name->length && i < sizeof dotted - 1; i++)
			dotted[i] = name->text[i] == '/' ? '.' : name->text[i];
		dotted[i] = 0;
		throw_new(thread, "java/lang/ClassNotFoundException",
			  "%s was left out of this image: add 'keep: [%s]' to service.yaml", dotted, dotted);
	} else {
		throw_with_text(thread, "java/lang/ClassNotFoundException",
				classlib_has_archive()
					? string_from_name_to_load(thread, name)
					: string_from_modified(thread, name->text, name->length));
	}
	return NULL;
}

enum { LONGEST_PATH = 1024 };

/* "java/lang/Object" -> "java/lang/Object.class"; false: too long to be anywhere. */
static bool path_of(const struct symbol *name, char path[LONGEST_PATH])
{
	if (name->length + 7u > LONGEST_PATH)
		return false;
	memcpy(path, name->text, name->length);
	strcpy(path + name->length, ".class");
	return true;
}

static struct class *load_from_modules(struct thread *thread, struct symbol *name)
{
	char path[LONGEST_PATH];
	struct class_bytes bytes;
	const char *module = NULL;
	if (!path_of(name, path) || !(classlib_has_archive() || module_has_boot_package(name)) ||
	    !classlib_find_module_file(path, &bytes, &module))
		return not_found(thread, name);
	const struct class_definition definition = { .name = name,
						     .bytes = bytes.at,
						     .length = bytes.length,
						     .bytes_stay = true,
						     .of_jdk = !vm.options.verify_all,
						     .source = module };
	return class_define(thread, &definition);
}

/* With an archive the VM itself stands for the system loader: no class path is searched by Java code. */
static struct class *load_from_archive(struct thread *thread, struct symbol *name)
{
	char path[LONGEST_PATH];
	struct class_bytes bytes;
	if (!path_of(name, path))
		return not_found(thread, name);
	if (!classlib_find_application(path, &bytes)) {
		struct class *class = class_load(thread, name, NULL);
		return class ? dictionary_enter(class, vm.system_loader) : NULL;
	}
	const struct class_definition definition = { .name = name,
						     .loader = vm.system_loader,
						     .bytes = bytes.at,
						     .length = bytes.length,
						     .bytes_stay = true,
						     .found_by_vm = true,
						     .source = bytes.origin };
	return class_define(thread, &definition);
}

static struct class *load_by_java(struct thread *thread, struct symbol *name, struct object *loader)
{
	union slot result;
	struct object *dotted = string_from_name_to_load(thread, name);
	if (!dotted || !call_virtual(thread, loader, "loadClass", "(Ljava/lang/String;)Ljava/lang/Class;",
				     &result, dotted))
		return NULL;
	struct class *class = result.o ? class_of_mirror(result.o) : NULL;
	if (!class || class->name != name)
		return not_found(thread, name);
	return dictionary_enter(class, loader);
}

/* "[I", "[[Lp/A;": 1 to 255 dimensions and one type (JVMS 4.3.2). */
static bool is_array_name(const struct symbol *name)
{
	const size_t dimensions = strspn(name->text, "[");
	const char *const type = name->text + dimensions;
	if (dimensions > 255)
		return false;
	if (*type != 'L')
		return *type && strchr("ZBCSIJFD", *type) && !type[1];
	const char *const end = strchr(type, ';');
	return end && end > type + 1 && !end[1];
}

static struct class *load_array(struct thread *thread, struct symbol *name, struct object *loader)
{
	const char *inner = name->text + 1;
	struct class *element;
	if (!is_array_name(name))
		return not_found(thread, name);
	if (*inner == '[')
		element = class_load(thread, symbol_of(inner), loader);
	else if (*inner == 'L')
		element = class_load(thread, symbol_intern(inner + 1, strlen(inner) - 2), loader);
	else
		element = vm.primitive[descriptor_kind(*inner)];
	if (!element && !loader && class_is_not_found(thread->exception) && !classlib_has_archive()) {
		exception_take(thread); /* the array is what was looked for */
		return not_found(thread, name);
	}
	return element ? class_array(thread, element) : NULL;
}

struct class *class_load(struct thread *thread, struct symbol *name, struct object *loader)
{
	struct class *found = class_find_loaded(name, loader);
	if (found)
		return found;
	if (name->text[0] == '[')
		return load_array(thread, name, loader);
	if (!loader)
		return load_from_modules(thread, name);
	if (loader == vm.system_loader && classlib_has_archive())
		return load_from_archive(thread, name);
	return load_by_java(thread, name, loader);
}

struct class *class_boot(struct thread *thread, const char *name)
{
	struct class *class = class_load(thread, symbol_of(name), NULL);
	return class && class_initialise(thread, class) ? class : NULL;
}
