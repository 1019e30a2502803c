/* SPDX-License-Identifier: Apache-2.0 */
#include "host/java/typed.h"

#include <string.h>

#include "host/java/reach.h"

static void keep(struct reach *reach, struct world_class *from, struct classfile_span name)
{
	struct world_class *class = world_class(reach->world, world_span(reach->world, name));

	if (class)
		reach_keep(reach, class, NULL, from, "the type of a member of");
}

/* Each class of a descriptor or a generic signature (JVMS 4.3, 4.7.9.1). The names of type variables may look
 * like a class's; then there is none. */
static void keep_named(struct reach *reach, struct world_class *from, uint16_t index)
{
	struct classfile_span text = { 0 };

	if (index)
		text = classfile_utf8(&from->file, index);
	for (size_t at = 0; at < text.bytes; at++) {
		size_t end = at;

		if (text.at[at] == 'T')
			while (at < text.bytes && text.at[at] != ';' && text.at[at] != ':')
				at++;
		if (at == text.bytes || text.at[at] != 'L')
			continue;
		for (end = at + 1; end < text.bytes && !strchr("<;:", text.at[end]); end++)
			;
		keep(reach, from, (struct classfile_span){ text.at + at + 1, (uint32_t)(end - at - 1) });
		at = end;
	}
}

void typed_fields(struct reach *reach, struct world_class *class)
{
	for (unsigned i = 0; i < class->file.fields_count; i++)
		keep_named(reach, class, class->file.fields[i].descriptor);
}

static void keep_types(struct reach *reach, struct world_class *class)
{
	const struct classfile *file = &class->file;

	typed_fields(reach, class);
	for (unsigned i = 0; i < file->fields_count; i++)
		keep_named(reach, class, file->fields[i].signature);
	for (unsigned i = 0; i < file->methods_count; i++) {
		const struct classfile_method *method = &file->methods[i];

		keep_named(reach, class, method->descriptor);
		keep_named(reach, class, method->signature);
		for (unsigned j = 0; j < method->exceptions_count; j++)
			keep(reach, class, classfile_class_name(file, method->exceptions[j]));
	}
	for (unsigned i = 0; i < file->record_count; i++)
		keep_named(reach, class, file->records[i].signature);
}

void typed_begin(struct reach *reach)
{
	if (reach->is_typed)
		return;
	reach->is_typed = true;
	for (unsigned i = 0; i < reach->world->classes.count; i++) {
		struct world_class *class = reach->world->classes.at[i];

		if (class->kept)
			typed_class(reach, class);
	}
}

void typed_class(struct reach *reach, struct world_class *class)
{
	if (reach->is_typed && class->bytes && !class->module)
		keep_types(reach, class);
}
