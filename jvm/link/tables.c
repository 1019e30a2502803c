/* SPDX-License-Identifier: Apache-2.0 */
/* tables.c: which code a virtual or interface call reaches: vtables and itables (JVMS 5.4.5, 5.4.6). The
 * vtable of a class holds, after its methods and its supers', an entry for each method of its interfaces that
 * no class declares: the default method selected for it, the abstract interface method, or a stand-in that
 * throws when several defaults conflict. */
#include "jvm/link/internal.h"
#include "jvm/memory/arena.h"
#include "jvm/memory/must.h"
#include <stdlib.h>
#include <string.h>

static bool is_virtual(const struct method *method)
{
	return !(method->access & (ACC_STATIC | ACC_PRIVATE)) && method->name->text[0] != '<';
}

static void add_interface(struct class *class, struct class *interface)
{
	for (int i = 0; i < class->all_interfaces_count; i++)
		if (class->itables[i].interface == interface)
			return;
	class->itables[class->all_interfaces_count++].interface = interface;
}

static void collect_interfaces(struct class *class)
{
	size_t most = class->super ? class->super->all_interfaces_count : 0;
	for (int i = 0; i < class->interfaces_count; i++)
		most += 1u + class->interfaces[i]->all_interfaces_count;
	class->itables = metadata_beside(class, most * sizeof *class->itables);
	for (int i = 0; class->super && i < class->super->all_interfaces_count; i++)
		add_interface(class, class->super->itables[i].interface);
	for (int i = 0; i < class->interfaces_count; i++) {
		add_interface(class, class->interfaces[i]);
		for (int j = 0; j < class->interfaces[i]->all_interfaces_count; j++)
			add_interface(class, class->interfaces[i]->itables[j].interface);
	}
}

/* JVMS 5.4.5: what a method declared in `class` overrides. */
static bool overrides(const struct class *class, const struct method *method)
{
	if (class_is_interface(method->owner))
		return true;
	if (method->access & (ACC_PUBLIC | ACC_PROTECTED))
		return true;
	return class_same_package(class, method->owner);
}

static int32_t find_slot(struct method *const *vtable, uint32_t length, const struct method *like)
{
	for (uint32_t i = 0; i < length; i++)
		if (vtable[i]->name == like->name && vtable[i]->descriptor == like->descriptor)
			return (int32_t)i;
	return -1;
}

static uint32_t own_methods(struct class *class, struct method **vtable, uint32_t length)
{
	for (int i = 0; i < class->methods_count; i++) {
		struct method *method = &class->methods[i];
		method->vtable_index = -1;
		if (!is_virtual(method))
			continue;
		for (uint32_t slot = 0; class->super && slot < class->super->vtable_length; slot++)
			if (vtable[slot]->name == method->name &&
			    vtable[slot]->descriptor == method->descriptor &&
			    overrides(class, vtable[slot])) {
				vtable[slot] = method;
				if (method->vtable_index < 0)
					method->vtable_index = (int32_t)slot;
			}
		if (method->vtable_index < 0) {
			method->vtable_index = (int32_t)length;
			vtable[length++] = method;
		}
	}
	return length;
}

/* The maximally-specific method of the superinterfaces (JVMS 5.4.3.3 step 2) that has the name and descriptor
 * of `like`. */
static struct method *most_specific(struct class *class, const struct method *like)
{
	struct method *best = NULL;
	bool conflict = false;
	for (int i = 0; i < class->all_interfaces_count; i++) {
		struct class *interface = class->itables[i].interface;
		struct method *method = class_method(interface, like->name, like->descriptor);
		if (!method || method->access & (ACC_STATIC | ACC_PRIVATE))
			continue;
		bool shadowed = false; /* a subinterface declares it too */
		for (int j = 0; j < class->all_interfaces_count && !shadowed; j++) {
			struct class *other = class->itables[j].interface;
			struct method *more = other != interface && class_is_subclass_slow(other, interface)
						      ? class_method(other, like->name, like->descriptor)
						      : NULL;
			shadowed = more && !(more->access & (ACC_STATIC | ACC_PRIVATE));
		}
		if (shadowed)
			continue;
		if (!best || (best->access & ACC_ABSTRACT && !(method->access & ACC_ABSTRACT)))
			best = method;
		else if (!(method->access & ACC_ABSTRACT) && !(best->access & ACC_ABSTRACT))
			conflict = true;
	}
	if (!conflict)
		return best;
	/* Never freed: its owner is the interface, which may outlive the class. */
	struct method *stand_in = metadata_allocate(sizeof *stand_in);
	*stand_in = *best;
	stand_in->flags |= METHOD_CONFLICT;
	stand_in->code = NULL;
	return stand_in;
}

static uint32_t interface_methods(struct class *class, struct method **vtable, uint32_t length)
{
	for (int i = 0; i < class->all_interfaces_count; i++) {
		struct class *interface = class->itables[i].interface;
		for (int j = 0; j < interface->methods_count; j++) {
			struct method *method = &interface->methods[j];
			if (!is_virtual(method))
				continue;
			const int32_t slot = find_slot(vtable, length, method);
			if (slot < 0)
				vtable[length++] = most_specific(class, method);
			else if (class_is_interface(vtable[slot]->owner) && class->interfaces_count)
				vtable[slot] = most_specific(class, method);
		}
	}
	return length;
}

/* What an interface call of `like` selects (JVMS 5.4.6): the nearest class's method. A public one stands in
 * every slot of its name that it reaches; of those that only their package may override, some may have been
 * hidden by a class of another package, which has a slot of its own. */
static struct method *selected(const struct class *class, const struct method *like)
{
	struct method *found = NULL;
	for (uint32_t i = 0; i < class->vtable_length; i++) {
		struct method *const method = class->vtable[i];
		if (method->name != like->name || method->descriptor != like->descriptor)
			continue;
		if (method->access & ACC_PUBLIC)
			return method;
		if (!found || method->owner->depth > found->owner->depth)
			found = method;
	}
	return found;
}

static void build_itables(struct class *class)
{
	for (int i = 0; i < class->all_interfaces_count; i++) {
		struct class *interface = class->itables[i].interface;
		struct method **methods = metadata_beside(class, interface->vtable_length * sizeof *methods);
		for (int j = 0; j < interface->methods_count; j++) {
			const struct method *method = &interface->methods[j];
			if (is_virtual(method))
				methods[method->vtable_index] = selected(class, method);
		}
		class->itables[i].methods = methods;
	}
}

void build_tables(struct class *class)
{
	collect_interfaces(class);
	if (class_is_interface(class)) {
		/* vtable_length counts the slots of an interface's itable; it has no vtable but Object's for
		 * calls on its instances. */
		for (int i = 0; i < class->methods_count; i++)
			class->methods[i].vtable_index =
				is_virtual(&class->methods[i]) ? (int32_t) class->vtable_length++ : -1;
		return;
	}
	uint32_t most = (class->super ? class->super->vtable_length : 0) + class->methods_count;
	for (int i = 0; i < class->all_interfaces_count; i++)
		most += class->itables[i].interface->vtable_length;
	struct method **vtable = must(calloc(most + 1, sizeof *vtable));
	uint32_t length = class->super ? class->super->vtable_length : 0;
	if (length)
		memcpy(vtable, class->super->vtable, length * sizeof *vtable);
	length = own_methods(class, vtable, length);
	length = interface_methods(class, vtable, length);
	class->vtable = metadata_beside(class, length * sizeof *vtable);
	class->vtable_length = length;
	memcpy(class->vtable, vtable, length * sizeof *vtable);
	free(vtable);
	build_itables(class);
}
