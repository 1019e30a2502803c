/* SPDX-License-Identifier: Apache-2.0 */
#include "host/java/serial.h"

#include <string.h>

#include "host/java/reach.h"
#include "host/java/typed.h"

enum { STATIC = 0x8, ABSTRACT = 0x400 };

static const char why[] = "found by serialisation, for";
static const char *const special[][2] = {
	{ "writeObject", "(Ljava/io/ObjectOutputStream;)V" },
	{ "readObject", "(Ljava/io/ObjectInputStream;)V" },
	{ "readObjectNoData", "()V" },
	{ "writeReplace", "()Ljava/lang/Object;" },
	{ "readResolve", "()Ljava/lang/Object;" },
};

static bool is_a(struct reach *reach, const struct world_class *class, const char *name)
{
	const struct world_class *type = world_class(reach->world, name);

	return type && world_is_subclass(class, type);
}

static struct world_method *declared(struct reach *reach, const struct world_class *class, const char *name,
				     const char *descriptor)
{
	return world_declared(class, world_text(reach->world, name), world_text(reach->world, descriptor));
}

static bool use_static_field(struct reach *reach, const struct world_class *class, const char *name)
{
	for (unsigned i = 0; i < class->file.fields_count; i++)
		if (strcmp(world_span(reach->world, classfile_utf8(&class->file, class->file.fields[i].name)),
			   name) == 0) {
			class->fields_used[i] = true;
			return true;
		}
	return false;
}

/* Without a serialVersionUID it is a digest of what the class declares: all of that stays. */
static void keep_declarations(struct world_class *class)
{
	for (unsigned i = 0; i < class->method_count; i++)
		class->methods[i].needed = true;
	memset(class->fields_used, true, class->file.fields_count * sizeof *class->fields_used);
}

static void reach_record(struct reach *reach, struct world_class *class)
{
	reach_constructors(reach, class, class->because, why);
	reach_method_handles(reach); /* java.io.ObjectStreamClass calls the constructor by one */
}

/* A class by itself: its superclasses are looked at, too. */
static void follow(struct reach *reach, struct world_class *class)
{
	struct world_method *method;

	if (class->is_serial || !class->bytes)
		return;
	class->is_serial = true;
	for (size_t i = 0; i < sizeof special / sizeof special[0]; i++) {
		method = declared(reach, class, special[i][0], special[i][1]);
		if (method && !(method->file->access & STATIC))
			reach_method(reach, method, class->because, why);
	}
	typed_fields(reach, class); /* ObjectStreamClass asks for the fields */
	use_static_field(reach, class, "serialPersistentFields");
	if (!use_static_field(reach, class, "serialVersionUID") && !is_a(reach, class, "java/lang/Enum"))
		keep_declarations(class);
	if (class->super && strcmp(class->super->name, "java/lang/Record") == 0)
		reach_record(reach, class);
}

static void follow_all(struct reach *reach, struct world_class *class)
{
	struct world_class *at = class;
	struct world_method *constructor;

	if (!is_a(reach, class, "java/io/Serializable"))
		return;
	for (; at && is_a(reach, at, "java/io/Serializable"); at = at->super)
		follow(reach, at);
	/* The object that is read begins as an instance of the first class that is not serialisable. */
	if (is_a(reach, class, "java/io/Externalizable"))
		at = class;
	constructor = at ? declared(reach, at, "<init>", "()V") : NULL;
	if (constructor)
		reach_method(reach, constructor, class->because, why);
}

void serial_begin(struct reach *reach)
{
	struct world_class *class;

	if (reach->is_serial)
		return;
	reach->is_serial = true;
	for (unsigned i = 0; i < reach->world->classes.count; i++) {
		class = reach->world->classes.at[i];
		if (class->is_cast_to)
			serial_cast(reach, class, class->because);
		else if (class->instantiated)
			follow_all(reach, class);
	}
}

void serial_instance(struct reach *reach, struct world_class *class)
{
	if (reach->is_serial)
		follow_all(reach, class);
}

void serial_cast(struct reach *reach, struct world_class *class, const struct world_method *because)
{
	class->is_cast_to = true;
	if (!reach->is_serial || !is_a(reach, class, "java/io/Serializable"))
		return;
	if (!(class->file.access & ABSTRACT))
		reach_instantiate(reach, class, because);
	follow_all(reach, class);
}
