/* SPDX-License-Identifier: Apache-2.0 */
/* module.c: Class.module. A class belongs to the Module that was defined for its loader and package
 * (Module.defineModule0), else to its loader's unnamed module. Classes loaded before java.base is defined get
 * theirs then. Every package is open: what modules export is Java's business alone. */
#include "jvm/link/internal.h"
#include "jvm/gc/gc.h"
#include "jvm/native/native.h"
#include "jvm/run/vm.h"
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum { BUCKETS = 1024 };

struct package {
	struct package *next;
	const struct symbol *name;
	struct object *loader, *module; /* loader NULL: the boot loader */
	struct class_space *space;      /* of the loader; NULL: it stays */
};

static struct object *java_base, *boot_unnamed;
static struct package *packages[BUCKETS];
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER; /* guards packages */

static void set_module(struct class *class, struct object *module)
{
	if (class->mirror)
		reference_store(&FIELD(class->mirror,
				       native_field_offset(vm.Class, "module", "Ljava/lang/Module;"),
				       reference),
				module);
}

void module_define_base(struct object *module)
{
	if (!java_base)
		gc_root_add(&java_base);
	java_base = module;
	for (struct class *class = vm.classes; class; class = class->next)
		if (!class->loader)
			set_module(class, module);
}

void module_define_unnamed(struct object *module)
{
	if (!boot_unnamed)
		gc_root_add(&boot_unnamed);
	boot_unnamed = module;
}

/* Inside a collection: nobody holds the lock, for its holders neither allocate nor stop. */
static void each_root(gc_visit *visit)
{
	for (int i = 0; i < BUCKETS; i++)
		for (struct package *package = packages[i]; package; package = package->next) {
			if (package->space)
				continue;
			if (package->loader)
				visit(&package->loader);
			visit(&package->module);
		}
}

/* The same. */
static void forget_dying(void)
{
	for (int i = 0; i < BUCKETS; i++)
		for (struct package **at = &packages[i]; *at;) {
			struct package *const package = *at;
			if (package->space && !package->space->reached) {
				*at = package->next;
				free(package);
			} else {
				at = &package->next;
			}
		}
}

bool module_add_package(struct object *module, struct object *loader, const struct symbol *name)
{
	static bool registered;
	struct package *const made = malloc(sizeof *made);
	if (!made)
		return false;
	*made = (struct package){
		.name = name, .loader = loader, .module = module, .space = loader_space(loader)
	};
	pthread_mutex_lock(&lock);
	if (!registered) {
		gc_roots_register(each_root);
		class_space_on_unload(forget_dying);
	}
	registered = true;
	if (made->space) {
		class_space_root_add(made->space, &made->loader);
		class_space_root_add(made->space, &made->module);
	}
	made->next = packages[name->hash % BUCKETS];
	packages[name->hash % BUCKETS] = made;
	pthread_mutex_unlock(&lock);
	return true;
}

/* The module that the package of a class was defined for, or NULL. */
static struct object *defined_module(const struct symbol *class_name, const struct object *loader)
{
	const char *const text = class_name->text, *const end = strrchr(text, '/');
	const struct symbol *const name = end ? symbol_lookup(text, (size_t)(end - text)) : NULL;
	struct object *module = NULL;
	if (!name)
		return NULL;
	pthread_mutex_lock(&lock);
	for (const struct package *at = packages[name->hash % BUCKETS]; at && !module; at = at->next)
		if (at->name == name && at->loader == loader)
			module = at->module;
	pthread_mutex_unlock(&lock);
	return module;
}

bool module_is_same(const struct class *a, const struct class *b)
{
	return a->loader == b->loader &&
	       defined_module(a->name, a->loader) == defined_module(b->name, b->loader);
}

bool module_has_boot_package(const struct symbol *class_name)
{
	return !java_base || defined_module(class_name, NULL);
}

static struct object *module_of(const struct class *class)
{
	struct object *const module = defined_module(class->name, class->loader);
	if (module)
		return module;
	return class->loader ? FIELD_REF(class->loader, native_field_offset(vm.ClassLoader, "unnamedModule",
									    "Ljava/lang/Module;"))
			     : boot_unnamed;
}

void mirror_set_module(struct thread *thread, struct class *class)
{
	(void)thread;
	const struct class *element = class;
	while (element->dimensions)
		element = element->element;
	if (element->hidden && element->nest_host && element->nest_host->mirror)
		set_module(class, FIELD_REF(element->nest_host->mirror,
					    native_field_offset(vm.Class, "module", "Ljava/lang/Module;")));
	else if (element->kind != KIND_REFERENCE || !java_base)
		set_module(class, java_base);
	else
		set_module(class, module_of(element));
}
