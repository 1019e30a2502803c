/* SPDX-License-Identifier: Apache-2.0 */
/* known.c: the classes that C code names (run/vm.h), and the start of everything: Object, Class and the
 * primitive types. */
#include "jvm/link/internal.h"
#include "jvm/gc/gc.h"
#include "jvm/native/native.h"
#include "jvm/run/exception.h"
#include "jvm/run/vm.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct vm vm;

static const struct {
	const char *name;
	struct class **at;
} known[] = {
#define X(member, text) { text, &vm.member },
	KNOWN_CLASSES(X)
#undef X
};

void known_note(struct class *class)
{
	if (class->loader)
		return;
	for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
		if (!*known[i].at && strcmp(class->name->text, known[i].name) == 0)
			*known[i].at = class;
}

static struct class *must_load(struct thread *thread, const char *name)
{
	struct class *class = class_load(thread, symbol_of(name), NULL);
	if (!class) {
		fprintf(stderr, "java: the class library has no usable %s: is this an OpenJDK 17?\n", name);
		exit(1);
	}
	return class;
}

void link_init(struct thread *thread)
{
	load_init();
	must_load(thread, "java/lang/Object");
	must_load(thread, "java/lang/Class");
	/* Those defined while there was no Class yet. */
	for (struct class *class = vm.classes; class; class = class->next)
		if (!class->mirror)
			mirror_make(thread, class);
	must_load(thread, "java/lang/Cloneable");
	must_load(thread, "java/io/Serializable");
	primitives_make(thread);
	for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
		must_load(thread, known[i].name);
	vm.array_Object = class_array(thread, vm.Object);
	vm.array_String = class_array(thread, vm.String);
	vm.array_Class = class_array(thread, vm.Class);
	if (thread->exception) {
		fprintf(stderr, "java: no memory for the first classes\n");
		exit(1);
	}
}

uint32_t native_field_offset(struct class *class, const char *name, const char *descriptor)
{
	const struct field *field = class_find_field(class, symbol_of(name), symbol_of(descriptor));
	if (!field) {
		fprintf(stderr,
			"java: the class library's %s has no field %s of type %s, which the virtual machine "
			"uses\n",
			class->name->text, name, descriptor);
		exit(1);
	}
	return field->offset;
}
