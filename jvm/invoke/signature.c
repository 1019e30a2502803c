/* SPDX-License-Identifier: Apache-2.0 */
#include "jvm/invoke/internal.h"
#include "jvm/invoke/class_writer.h"
#include "jvm/native/reflect.h"
#include "jvm/run/vm.h"
#include <string.h>

static size_t type_length(const char *descriptor)
{
	const char *at = descriptor;
	while (*at == '[')
		at++;
	if (*at == 'L')
		at = strchr(at, ';');
	return (size_t)(at + 1 - descriptor);
}

bool signature_load(struct thread *thread, struct class *as, const struct symbol *descriptor,
		    struct signature *to)
{
	const char *at = descriptor->text + 1;
	to->count = 0;
	for (; *at != ')'; at += type_length(at)) {
		struct class *const type = reflect_type(thread, as, at, type_length(at));
		if (!type)
			return false;
		to->types[to->count++] = type;
	}
	to->result = reflect_type(thread, as, at + 1, strlen(at + 1));
	return to->result != NULL;
}

int signature_slots(const struct signature *signature)
{
	int slots = 0;
	for (int i = 0; i < signature->count; i++)
		slots += kind_slots(signature->types[i]->kind);
	return slots;
}

void synthetic_method(struct method *method, struct class *owner, const char *name, const char *descriptor,
		      native_function *function)
{
	int slots = 0;
	for (const char *at = descriptor + 1; *at != ')'; at += type_length(at))
		slots += *at == 'J' || *at == 'D' ? 2 : 1;
	const char *const result = strchr(descriptor, ')') + 1;
	method->owner = owner;
	method->name = symbol_of(name);
	method->descriptor = symbol_of(descriptor);
	method->access = ACC_PUBLIC | ACC_STATIC | ACC_NATIVE | ACC_SYNTHETIC;
	method->flags = METHOD_HIDDEN;
	method->args_slots = method->max_locals = (uint16_t)slots;
	method->result = KIND_REFERENCE;
	if (*result != 'L' && *result != '[')
		for (int kind = KIND_VOID; kind <= KIND_LONG; kind++)
			if (kind_letter(kind) == *result)
				method->result = (uint8_t)kind;
	method->vtable_index = -1;
	method->native = function;
}
