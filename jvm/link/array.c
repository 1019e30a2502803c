/* SPDX-License-Identifier: Apache-2.0 */
/* array.c: array and primitive classes (JVMS 5.3.3). One array class per element class, made at the first
 * need; a lock keeps it one. */
#include "jvm/link/internal.h"
#include "jvm/memory/arena.h"
#include "jvm/memory/must.h"
#include "jvm/run/exception.h"
#include "jvm/run/vm.h"
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const primitive_names[] = {
	[KIND_VOID] = "void",   [KIND_BOOLEAN] = "boolean", [KIND_CHAR] = "char",
	[KIND_FLOAT] = "float", [KIND_DOUBLE] = "double",   [KIND_BYTE] = "byte",
	[KIND_SHORT] = "short", [KIND_INT] = "int",         [KIND_LONG] = "long"
};
static const char primitive_letters[] = {
	[KIND_VOID] = 'V', [KIND_BOOLEAN] = 'Z', [KIND_CHAR] = 'C', [KIND_FLOAT] = 'F', [KIND_DOUBLE] = 'D',
	[KIND_BYTE] = 'B', [KIND_SHORT] = 'S',   [KIND_INT] = 'I',  [KIND_LONG] = 'J'
};
static const uint8_t shifts[] = {
	[KIND_REFERENCE] = 2, [KIND_BOOLEAN] = 0, [KIND_CHAR] = 1, [KIND_FLOAT] = 2, [KIND_DOUBLE] = 3,
	[KIND_BYTE] = 0,      [KIND_SHORT] = 1,   [KIND_INT] = 2,  [KIND_LONG] = 3
};

static struct symbol *array_name(const struct class *element)
{
	const size_t room = (size_t)element->name->length + sizeof "[L;";
	char *const text = must(malloc(room));
	if (element->kind != KIND_REFERENCE)
		snprintf(text, room, "[%c", primitive_letters[element->kind]);
	else if (element->dimensions)
		snprintf(text, room, "[%s", element->name->text);
	else
		snprintf(text, room, "[L%s;", element->name->text);
	const struct class *innermost = element;
	while (innermost->dimensions)
		innermost = innermost->element;
	struct symbol *const name = innermost->hidden ? symbol_beside(element, text) : symbol_of(text);
	free(text);
	return name;
}

struct class *class_array(struct thread *thread, struct class *element)
{
	struct class *made = __atomic_load_n(&element->array_of, __ATOMIC_ACQUIRE);
	if (made)
		return made;
	if (!metaspace_to_run(thread, sizeof *made))
		return NULL;
	made = metadata_beside(element, sizeof *made);
	made->space = element->space;
	made->name = array_name(element);
	made->super = vm.Object;
	made->element = element;
	made->element_kind = element->kind;
	made->element_shift = shifts[element->kind];
	made->dimensions = (uint8_t)(element->dimensions + 1);
	made->loader = element->loader;
	const struct class *innermost = element;
	while (innermost->dimensions)
		innermost = innermost->element;
	made->access =
		(innermost->access & (ACC_PUBLIC | ACC_PRIVATE | ACC_PROTECTED)) | ACC_FINAL | ACC_ABSTRACT;
	made->depth = 1;
	made->supers = metadata_beside(element, 2 * sizeof *made->supers);
	made->supers[0] = vm.Object;
	made->supers[1] = made;
	made->interfaces_count = 2;
	made->interfaces = metadata_beside(element, 2 * sizeof *made->interfaces);
	made->interfaces[0] = vm.Cloneable;
	made->interfaces[1] = vm.Serializable;
	made->all_interfaces_count = 2;
	made->itables = metadata_beside(element, 2 * sizeof *made->itables);
	made->itables[0].interface = vm.Cloneable;
	made->itables[1].interface = vm.Serializable;
	made->vtable = vm.Object->vtable;
	made->vtable_length = vm.Object->vtable_length;
	made->state = CLASS_INITIALISED;
	if (!mirror_make(thread, made))
		return NULL;
	struct class *expected = NULL;
	if (!__atomic_compare_exchange_n(&element->array_of, &expected, made, false, __ATOMIC_ACQ_REL,
					 __ATOMIC_ACQUIRE))
		return expected;
	class_publish(made);
	/* A hidden class is not found by name, nor are its arrays. */
	if (!innermost->hidden)
		dictionary_enter(made, made->loader);
	return made;
}

void primitives_make(struct thread *thread)
{
	for (int kind = 0; kind < 12; kind++) {
		const char *name = primitive_names[kind];
		if (!name)
			continue;
		struct class *made = metadata_allocate(sizeof *made);
		made->name = symbol_of(name);
		made->kind = (uint8_t)kind;
		made->access = ACC_PUBLIC | ACC_FINAL | ACC_ABSTRACT;
		made->supers = metadata_allocate(sizeof *made->supers);
		made->supers[0] = made;
		made->state = CLASS_INITIALISED;
		mirror_make(thread, made);
		class_publish(made);
		vm.primitive[kind] = made;
		if (kind != KIND_VOID)
			vm.primitive_array[kind] = class_array(thread, made);
	}
}
