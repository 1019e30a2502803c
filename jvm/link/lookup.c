/* SPDX-License-Identifier: Apache-2.0 */
/* lookup.c: members by name, subtypes, selection; no access checks, nothing is loaded. */
#include "jvm/link/internal.h"
#include "jvm/run/vm.h"
#include <string.h>

static bool is_subclass(const struct class *class, const struct class *of)
{
	for (;;) {
		if (class == of)
			return true;
		if (of->dimensions && class->dimensions) {
			/* Arrays: by their elements, primitives only by identity (JLS 4.10.3). */
			class = class->element;
			of = of->element;
			if (class->kind != KIND_REFERENCE || of->kind != KIND_REFERENCE)
				return class == of;
			continue;
		}
		if (class_is_interface(of)) {
			for (int i = 0; i < class->all_interfaces_count; i++)
				if (class->itables[i].interface == of)
					return true;
			return false;
		}
		return !of->dimensions && of->kind == KIND_REFERENCE && class->kind == KIND_REFERENCE &&
		       of->depth <= class->depth && class->supers[of->depth] == of;
	}
}

bool class_is_subclass_slow(const struct class *class, const struct class *of)
{
	const bool is = is_subclass(class, of);
	const struct class *const old = __atomic_load_n(&class->is_also, __ATOMIC_ACQUIRE);
	if (is && class_cache_note((uint64_t *)&((struct class *)class)->is_also, of, old))
		__atomic_store_n(&((struct class *)class)->is_also, (struct class *)of, __ATOMIC_RELEASE);
	return is;
}

struct method *class_method(const struct class *class, const struct symbol *name,
			    const struct symbol *descriptor)
{
	for (int i = 0; i < class->methods_count; i++)
		if (class->methods[i].name == name && class->methods[i].descriptor == descriptor)
			return &class->methods[i];
	return NULL;
}

/* A signature-polymorphic method is found by name alone (JVMS 5.4.3.3). */
static struct method *polymorphic_method(const struct class *class, const struct symbol *name)
{
	if (class != vm.MethodHandle && class != vm.VarHandle)
		return NULL;
	for (int i = 0; i < class->methods_count; i++)
		if (class->methods[i].name == name && class->methods[i].flags & METHOD_POLYMORPHIC)
			return &class->methods[i];
	return NULL;
}

struct method *class_find_method(const struct class *class, const struct symbol *name,
				 const struct symbol *descriptor)
{
	for (const struct class *at = class; at; at = at->super) {
		struct method *found = class_method(at, name, descriptor);
		if (!found)
			found = polymorphic_method(at, name);
		/* Of Object an interface has the public instance methods only. */
		if (found && !(class_is_interface(class) && at == vm.Object &&
			       (found->access & (ACC_STATIC | ACC_PUBLIC)) != ACC_PUBLIC))
			return found;
	}
	/* Superinterfaces: the selected one stands in the vtable of a class; of an interface, prefer one that
	 * is not abstract. */
	for (uint32_t i = 0; !class_is_interface(class) && i < class->vtable_length; i++)
		if (class->vtable[i]->name == name && class->vtable[i]->descriptor == descriptor &&
		    class_is_interface(class->vtable[i]->owner))
			return class->vtable[i];
	struct method *best = NULL;
	for (int i = 0; i < class->all_interfaces_count; i++) {
		struct method *found = class_method(class->itables[i].interface, name, descriptor);
		if (!found || found->access & (ACC_PRIVATE | ACC_STATIC))
			continue;
		if (!best || class_is_subclass_slow(found->owner, best->owner) ||
		    (best->access & ACC_ABSTRACT && !(found->access & ACC_ABSTRACT) &&
		     !class_is_subclass_slow(best->owner, found->owner)))
			best = found;
	}
	return best;
}

struct field *class_find_field(const struct class *class, const struct symbol *name,
			       const struct symbol *descriptor)
{
	for (const struct class *at = class; at; at = at->super) {
		for (int i = 0; i < at->fields_count; i++)
			if (at->fields[i].name == name && at->fields[i].descriptor == descriptor)
				return &at->fields[i];
		for (int i = 0; i < at->interfaces_count; i++) {
			struct field *found = class_find_field(at->interfaces[i], name, descriptor);
			if (found)
				return found;
		}
	}
	return NULL;
}

struct method *class_select_virtual(const struct class *receiver, const struct method *method)
{
	struct method *found;
	if (method->vtable_index < 0)
		return (struct method *)method;
	if (!class_is_interface(method->owner))
		return receiver->vtable[method->vtable_index];
	for (int i = 0; i < receiver->all_interfaces_count; i++)
		if (receiver->itables[i].interface == method->owner && receiver->itables[i].methods) {
			found = receiver->itables[i].methods[method->vtable_index];
			return found->access & ACC_ABSTRACT ? NULL : found;
		}
	return NULL;
}

bool class_same_package(const struct class *a, const struct class *b)
{
	while (a->dimensions)
		a = a->element;
	while (b->dimensions)
		b = b->element;
	if (a->loader != b->loader)
		return false;
	const char *const a_end = strrchr(a->name->text, '/'), *const b_end = strrchr(b->name->text, '/');
	const size_t a_length = a_end ? (size_t)(a_end - a->name->text) : 0,
		     b_length = b_end ? (size_t)(b_end - b->name->text) : 0;
	return a_length == b_length && memcmp(a->name->text, b->name->text, a_length) == 0;
}
