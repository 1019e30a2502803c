/* SPDX-License-Identifier: Apache-2.0 */
#include "host/java/annotated.h"

#include <string.h>

#include "host/java/annotation.h"
#include "host/java/reach.h"

enum { ANNOTATION = 0x2000 };

static void keep_type(void *context, struct classfile_span descriptor)
{
	struct reach *reach = context;
	struct classfile_span name = { descriptor.at + 1, descriptor.bytes - 2 };
	struct world_class *type;

	/* A primitive type, or an array, is no class of its own. */
	if (descriptor.bytes < 3 || descriptor.at[0] != 'L')
		return;
	type = world_class(reach->world, world_span(reach->world, name));
	if (!type)
		return;
	if (type->file.access & ANNOTATION ||
	    (type->super && strcmp(type->super->name, "java/lang/Enum") == 0))
		reach_whole(reach, type, "the type of an annotation");
	else
		reach_keep(reach, type, NULL, NULL, "the value of an annotation");
}

static void keep_types(struct reach *reach, const struct world_class *class)
{
	const struct classfile *file = &class->file;

	annotation_types(file, file->annotations, keep_type, reach);
	for (unsigned i = 0; i < file->fields_count; i++)
		annotation_types(file, file->fields[i].annotations, keep_type, reach);
	for (unsigned i = 0; i < file->record_count; i++)
		annotation_types(file, file->records[i].annotations, keep_type, reach);
	for (unsigned i = 0; i < file->methods_count; i++) {
		annotation_types(file, file->methods[i].annotations, keep_type, reach);
		annotation_types_of_parameters(file, file->methods[i].parameter_annotations, keep_type,
					       reach);
		annotation_types_of_default(file, file->methods[i].annotation_default, keep_type, reach);
	}
}

void annotated_begin(struct reach *reach)
{
	struct world_class *proxy = world_class(reach->world, "java/lang/reflect/Proxy");
	struct world_method *make;

	if (reach->is_annotated)
		return;
	reach->is_annotated = true;
	/* Annotations are proxies. */
	make = proxy ? world_declared(proxy, world_text(reach->world, "newProxyInstance"), NULL) : NULL;
	if (make)
		reach_direct(reach, make);
	for (unsigned i = 0; i < reach->world->classes.count; i++) {
		struct world_class *class = reach->world->classes.at[i];

		if (class->kept)
			annotated_class(reach, class);
	}
}

void annotated_class(struct reach *reach, struct world_class *class)
{
	/* Of the JDK's classes only the types of annotations are packed with their annotations (pack.c). */
	if (reach->is_annotated && class->bytes && (!class->module || class->file.access & ANNOTATION))
		keep_types(reach, class);
}
