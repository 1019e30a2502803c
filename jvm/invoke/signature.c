/* SPDX-License-Identifier: Apache-2.0 */
#include "jvm/invoke/internal.h"
#include "jvm/invoke/class_writer.h"
#include "jvm/link/descriptor.h"
#include "jvm/memory/must.h"
#include "jvm/native/native.h"
#include "jvm/native/reflect.h"
#include "jvm/run/vm.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct class *type_of(struct thread *thread, struct class *as, const char *at)
{
	struct class *const found = reflect_type(thread, as, at, descriptor_length(at));
	if (!found) {
		const size_t dimensions = strspn(at, "["), length = descriptor_length(at) - dimensions;
		class_not_found_to_error(thread, symbol_intern(at + dimensions + 1, length - 2));
	}
	return found;
}

struct class *class_of_descriptor(struct thread *thread, struct class *as, const struct symbol *descriptor)
{
	return type_of(thread, as, descriptor->text);
}

bool signature_load(struct thread *thread, struct class *as, const struct symbol *descriptor,
		    struct signature *to)
{
	const char *at = descriptor->text + 1;
	to->count = 0;
	for (; *at != ')'; at += descriptor_length(at)) {
		struct class *const type = type_of(thread, as, at);
		if (!type)
			return false;
		to->types[to->count++] = type;
	}
	to->result = type_of(thread, as, at + 1);
	return to->result != NULL;
}

struct symbol *class_descriptor_symbol(const struct class *class)
{
	/* Not on the stack, of which a program may have left little. */
	const size_t room = class->name->length + 3u;
	char *const text = must(malloc(room));
	class_descriptor(class, text, room);
	struct symbol *const symbol = symbol_of(text);
	free(text);
	return symbol;
}

struct symbol *method_type_descriptor(const struct object *method_type)
{
	static uint32_t kept_result, kept_parameters;
	const uint32_t result_at =
		native_kept_offset(&kept_result, vm.MethodType, "rtype", "Ljava/lang/Class;");
	const uint32_t parameters_at =
		native_kept_offset(&kept_parameters, vm.MethodType, "ptypes", "[Ljava/lang/Class;");
	char *text = NULL;
	size_t length = 0;
	FILE *const out = must(open_memstream(&text, &length));
	const struct array *const parameters = (const struct array *)FIELD_REF(method_type, parameters_at);
	fputc('(', out);
	for (int32_t i = 0; i < parameters->length; i++)
		fputs(class_descriptor_symbol(class_of_mirror(array_get(parameters, i)))->text, out);
	fprintf(out, ")%s",
		class_descriptor_symbol(class_of_mirror(FIELD_REF(method_type, result_at)))->text);
	fclose(out);
	struct symbol *const symbol = symbol_intern(text, length);
	free(text);
	return symbol;
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
	method->owner = owner;
	method->name = symbol_of(name);
	method->descriptor = symbol_of(descriptor);
	method->access = ACC_PUBLIC | ACC_STATIC | ACC_NATIVE | ACC_SYNTHETIC;
	method->flags = METHOD_HIDDEN;
	method->args_slots = method->max_locals = (uint16_t)descriptor_slots(descriptor);
	method->result = (uint8_t)descriptor_kind(*descriptor_result(descriptor));
	method->vtable_index = -1;
	method->native = function;
}
