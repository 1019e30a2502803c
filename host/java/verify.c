/* SPDX-License-Identifier: Apache-2.0 */
/* A class that is nowhere, or lacks a supertype, can have no instance: where one is expected only null comes,
 * and what is said to be one may be taken for anything. So a jar whose optional libraries are absent passes.
 */
#include "host/java/verify.h"

#include <string.h>

#include "host/util/memory.h"
#include "jvm/verify/verify.h"

enum { PROTECTED = 0x4, MAPS = 50 /* the first version with them */ };

struct question {
	struct world *world;
	const struct world_class *class;
	const char *missing; /* the class that an answer would have needed, or NULL */
};

static bool can_be_loaded(const struct world_class *class)
{
	if (!class)
		return false;
	for (unsigned i = 0; i < class->interface_count; i++)
		if (!can_be_loaded(class->interfaces[i]))
			return false;
	return !class->file.super_class || can_be_loaded(class->super);
}

static struct world_class *class_of(const struct question *question, struct classfile_span name)
{
	return world_class(question->world, world_span(question->world, name));
}

static enum verify_answer assignable(void *context, struct classfile_span from, struct classfile_span to)
{
	struct question *question = context;
	const struct world_class *source, *target = class_of(question, to);

	if (target && world_is_interface(target))
		return VERIFY_YES;
	source = class_of(question, from);
	if (!can_be_loaded(source))
		return VERIFY_YES;
	if (target)
		return world_is_subclass(source, target) ? VERIFY_YES : VERIFY_NO;
	question->missing = world_span(question->world, to);
	return VERIFY_UNKNOWN;
}

static bool same_package(const char *a, const char *b)
{
	const char *end_a = strrchr(a, '/'), *end_b = strrchr(b, '/');
	size_t length = end_a ? (size_t)(end_a - a) : 0;

	return length == (end_b ? (size_t)(end_b - b) : 0) && memcmp(a, b, length) == 0;
}

static const struct world_class *field_owner(const struct world_class *class, struct classfile_span name,
					     struct classfile_span descriptor, unsigned *access)
{
	for (; class; class = class->super)
		for (unsigned i = 0; i < class->file.fields_count; i++) {
			const struct classfile_field *field = &class->file.fields[i];
			struct classfile_span own = classfile_utf8(&class->file, field->name);
			struct classfile_span type = classfile_utf8(&class->file, field->descriptor);

			*access = field->access;
			if (own.bytes == name.bytes && type.bytes == descriptor.bytes &&
			    memcmp(own.at, name.at, own.bytes) == 0 &&
			    memcmp(type.at, descriptor.at, type.bytes) == 0)
				return class;
		}
	return NULL;
}

static enum verify_answer protected_elsewhere(void *context, struct classfile_span class_name,
					      struct classfile_span name, struct classfile_span descriptor,
					      bool is_method)
{
	struct question *question = context;
	const char *wanted = world_span(question->world, class_name);
	const struct world_class *super = question->class->super, *owner = NULL;
	unsigned access = 0;

	while (super && super->name != wanted)
		super = super->super;
	if (super && is_method) {
		const struct world_method *method = world_resolve(super, world_span(question->world, name),
								  world_span(question->world, descriptor));

		owner = method ? method->class : NULL;
		access = method ? method->file->access : 0;
	} else if (super) {
		owner = field_owner(super, name, descriptor, &access);
	}
	/* The class path and the JDK have different loaders, so packages of one name are two. */
	return owner && access & PROTECTED &&
			       (owner->module || !same_package(question->class->name, owner->name))
		       ? VERIFY_YES
		       : VERIFY_NO;
}

static int verify(struct world *world, const struct world_class *class, struct error *error)
{
	struct question question = { world, class, NULL };
	const struct verify_world asked = { &question, assignable, protected_elsewhere };
	struct verify_error why;

	if (verify_class_file(&class->file, &asked, &why))
		return world->is_bad ? -1 : 0;
	if (world->is_bad)
		return -1;
	if (question.missing)
		return error_at(error, class->place, 0,
				"%s.class: java.lang.NoClassDefFoundError: %s, which its verification needs; "
				"the class path lacks it",
				class->name, question.missing);
	if (class->file.major < MAPS)
		return error_at(
			error, class->place, 0,
			"%s.class: class files of version %u have no StackMapTable to verify them by: "
			"compile it anew",
			class->name, class->file.major);
	if (why.format) {
		const struct classfile_span name = classfile_utf8(&class->file, why.method->name);
		const struct classfile_span type = classfile_utf8(&class->file, why.method->descriptor);

		return error_at(error, class->place, 0,
				"%s.class: java.lang.ClassFormatError: %s in method %.*s%.*s", class->name,
				why.message, (int)name.bytes, (const char *)name.at, (int)type.bytes,
				(const char *)type.at);
	}
	return error_at(error, class->place, 0, "%s.class: java.lang.VerifyError: %s", class->name,
			why.message);
}

int verify_kept(struct world *world, struct error *error)
{
	/* The questions may add classes to the list: they are not kept. */
	for (unsigned i = 0; i < world->classes.count; i++) {
		const struct world_class *class = world->classes.at[i];

		if (class->kept && class->place && verify(world, class, error))
			return -1;
	}
	return 0;
}
