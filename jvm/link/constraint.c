/* SPDX-License-Identifier: Apache-2.0 */
/* constraint.c: loading constraints (JVMS 5.3.4): where a member that one loader's class declares is used or
 * overridden by another loader's, both loaders must mean the same classes by the names in its descriptor. A
 * pair of which both have loaded the same class needs no record; else it is kept and looked at when one of
 * them loads the name. The table is guarded by the dictionary's lock. */
#include "jvm/link/external.h"
#include "jvm/link/internal.h"
#include "jvm/memory/must.h"
#include "jvm/run/exception.h"
#include "jvm/run/vm.h"
#include <stdlib.h>
#include <string.h>

enum { BUCKETS = 256 };

struct constraint {
	struct constraint *next;
	const struct symbol *name;
	const struct class *a, *b; /* stand for their loaders; it goes with the first of them */
};

static struct constraint *buckets[BUCKETS];

/* The JDK's own loaders ask each other first and never disagree. */
static bool is_trusted_pair(const struct class *a, const struct class *b)
{
	return a->loader == b->loader || (loader_is_built_in(a->loader) && loader_is_built_in(b->loader));
}

/* A class that lives as long as the loader of `class`. */
static const struct class *stand_in(const struct class *class)
{
	struct class_space *const space = class->space;
	if (!space || space->of_loader)
		return class;
	struct class_space *const of_loader = loader_space(class->loader);
	const struct class *const first =
		of_loader ? __atomic_load_n(&of_loader->classes, __ATOMIC_ACQUIRE) : NULL;
	if (!first)
		class_pin((struct class *)class);
	return first ? first : class;
}

/* Inside a collection: nobody holds the lock, for its holders neither allocate nor stop. */
static void forget_dying(void)
{
	for (int i = 0; i < BUCKETS; i++)
		for (struct constraint **at = &buckets[i]; *at;) {
			struct constraint *const constraint = *at;
			if (metadata_is_dying(constraint->a) || metadata_is_dying(constraint->b)) {
				*at = constraint->next;
				free(constraint);
			} else {
				at = &constraint->next;
			}
		}
}

static void keep(const struct symbol *name, const struct class *a, const struct class *b)
{
	struct constraint **const bucket = &buckets[name->hash % BUCKETS];
	for (const struct constraint *at = *bucket; at; at = at->next)
		if (at->name == name && ((at->a->loader == a->loader && at->b->loader == b->loader) ||
					 (at->a->loader == b->loader && at->b->loader == a->loader)))
			return;
	struct constraint *made = must(malloc(sizeof *made));
	static bool registered; /* under the lock */
	if (!registered)
		class_space_on_unload(forget_dying);
	registered = true;
	*made = (struct constraint){ *bucket, name, stand_in(a), stand_in(b) };
	*bucket = made;
}

static bool agree(const struct symbol *name, const struct class *a, const struct class *b)
{
	dictionary_lock();
	const struct class *const by_a = dictionary_find(name, a->loader);
	const struct class *const by_b = dictionary_find(name, b->loader);
	if (!by_a || !by_b)
		keep(name, a, b);
	dictionary_unlock();
	return !by_a || !by_b || by_a == by_b;
}

const struct symbol *constraint_violated(const struct symbol *descriptor, const struct class *a,
					 const struct class *b)
{
	if (is_trusted_pair(a, b))
		return NULL;
	const char *at = descriptor->text;
	while ((at = strchr(at, 'L'))) {
		const char *const end = strchr(++at, ';');
		const struct symbol *const name = symbol_intern(at, (size_t)(end - at));
		if (!agree(name, a, b))
			return name;
		at = end;
	}
	return NULL;
}

const struct class *constraint_conflict(const struct class *class, const struct object *loader)
{
	for (const struct constraint *at = buckets[class->name->hash % BUCKETS]; at; at = at->next) {
		if (at->name != class->name || (at->a->loader != loader && at->b->loader != loader))
			continue;
		const struct class *const other =
			dictionary_find(class->name, at->a->loader == loader ? at->b->loader : at->a->loader);
		if (other && other != class)
			return other;
	}
	return NULL;
}

static bool throw_override(struct thread *thread, const struct class *class, const struct method *selected,
			   const struct method *over, const struct symbol *type)
{
	char a[256], b[256], c[256], method[1024], a_loader[320], b_loader[320], a_origin[1024],
		b_origin[1024];
	external_name(selected->owner, a);
	external_name(over->owner, b);
	external_origin_parent(selected->owner, a_origin);
	external_origin_parent(over->owner, b_origin);
	external_method(class_is_interface(over->owner) ? over->owner : selected->owner, selected->name,
			selected->descriptor, method);
	external_loader(selected->owner->loader, a_loader);
	external_loader(over->owner->loader, b_loader);
	external_name(class, c);
	if (class_is_interface(over->owner))
		throw_new(thread, "java/lang/LinkageError",
			  "loader constraint violation in interface itable initialization for class %s: when "
			  "selecting method '%s' the class loader %s for super interface %s, and the class "
			  "loader %s of the selected method's %s, %s have different Class objects for the "
			  "type %s used in the signature (%s is in %s; %s is in %s)",
			  c, method, b_loader, b, a_loader,
			  class_is_interface(selected->owner) ? "interface" : "class", a, type->text, b,
			  b_origin, a, a_origin);
	else
		throw_new(thread, "java/lang/LinkageError",
			  "loader constraint violation for class %s: when selecting overriding method '%s' "
			  "the class loader %s of the selected method's type %s, and the class loader %s for "
			  "its super type %s have different Class objects for the type %s used in the "
			  "signature (%s is in %s; %s is in %s)",
			  c, method, a_loader, a, b_loader, b, type->text, a, a_origin, b, b_origin);
	return false;
}

static bool is_virtual(const struct method *method)
{
	return !(method->access & (ACC_STATIC | ACC_PRIVATE)) && method->name->text[0] != '<';
}

bool constraints_of_overriding(struct thread *thread, const struct class *class)
{
	for (int i = 0; i < class->methods_count && !class_is_interface(class); i++) {
		const struct method *const method = &class->methods[i];
		for (const struct class *at = class->super; at && is_virtual(method); at = at->super) {
			if (is_trusted_pair(class, at))
				continue;
			const struct method *const over = class_method(at, method->name, method->descriptor);
			const struct symbol *const type =
				over && is_virtual(over) ? constraint_violated(method->descriptor, class, at)
							 : NULL;
			if (type)
				return throw_override(thread, class, method, over, type);
		}
	}
	for (int i = 0; i < class->all_interfaces_count && !class_is_interface(class); i++) {
		const struct class *const interface = class->itables[i].interface;
		for (int j = 0; j < interface->methods_count; j++) {
			const struct method *const over = &interface->methods[j];
			const struct method *const selected =
				is_virtual(over) ? class->itables[i].methods[over->vtable_index] : NULL;
			const struct symbol *const type =
				selected ? constraint_violated(over->descriptor, selected->owner, interface)
					 : NULL;
			if (type)
				return throw_override(thread, class, selected, over, type);
		}
	}
	return true;
}
