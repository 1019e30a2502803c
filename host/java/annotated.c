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

/* Whether the program can come by annotations of this type: all, or those that it names. */
static bool is_asked_for(void *context, struct classfile_span descriptor)
{
	const struct reach *reach = context;
	struct classfile_span name = { descriptor.at + 1, descriptor.bytes - 2 };
	const struct world_class *type;

	if (reach->is_annotated)
		return true;
	if (descriptor.bytes < 3 || descriptor.at[0] != 'L')
		return false;
	/* That of an annotation's type names the one that holds several. */
	if (classfile_span_is(descriptor, "Ljava/lang/annotation/Repeatable;"))
		return true;
	type = world_known(reach->world, world_span(reach->world, name));
	return type && type->kept;
}

static void keep_types(struct reach *reach, const struct world_class *class)
{
	const struct classfile *file = &class->file;

	annotation_types_if(file, file->annotations, is_asked_for, keep_type, reach);
	for (unsigned i = 0; i < file->fields_count; i++)
		annotation_types_if(file, file->fields[i].annotations, is_asked_for, keep_type, reach);
	for (unsigned i = 0; i < file->record_count; i++)
		annotation_types_if(file, file->records[i].annotations, is_asked_for, keep_type, reach);
	for (unsigned i = 0; i < file->methods_count; i++) {
		annotation_types_if(file, file->methods[i].annotations, is_asked_for, keep_type, reach);
		annotation_types_of_parameters(file, file->methods[i].parameter_annotations, is_asked_for,
					       keep_type, reach);
		annotation_types_of_default(file, file->methods[i].annotation_default, keep_type, reach);
	}
}

/* What the elements of an annotation's type are of: reflection finds them all before it makes one. */
static void keep_elements(struct reach *reach, const struct world_class *type)
{
	for (unsigned i = 0; i < type->method_count; i++) {
		struct classfile_span result = classfile_utf8(&type->file, type->methods[i].file->descriptor);

		while (result.bytes && result.at[-1] != ')')
			result.at++, result.bytes--;
		while (result.bytes && result.at[0] == '[')
			result.at++, result.bytes--;
		keep_type(reach, result);
	}
}

static void look_at_kept(struct reach *reach)
{
	for (unsigned i = 0; i < reach->world->classes.count; i++) {
		struct world_class *class = reach->world->classes.at[i];

		if (class->kept)
			annotated_class(reach, class);
	}
}

/* Annotations are proxies. */
static void reach_proxies(struct reach *reach)
{
	struct world_class *proxy = world_class(reach->world, "java/lang/reflect/Proxy");
	struct world_method *make =
		proxy ? world_declared(proxy, world_text(reach->world, "newProxyInstance"), NULL) : NULL;

	if (make)
		reach_direct(reach, make);
}

static void begin(struct reach *reach, bool *begun)
{
	if (*begun)
		return;
	*begun = true;
	reach_proxies(reach);
	look_at_kept(reach);
}

void annotated_begin(struct reach *reach)
{
	begin(reach, &reach->is_annotated);
}

void annotated_ask(struct reach *reach)
{
	begin(reach, &reach->asks_annotations);
}

void annotated_class(struct reach *reach, struct world_class *class)
{
	bool is_type = class->file.access & ANNOTATION;

	/* Of the JDK's classes only the types of annotations are packed with their annotations (pack.c). */
	if ((!reach->is_annotated && !reach->asks_annotations) || !class->bytes ||
	    (class->module && !is_type))
		return;
	keep_types(reach, class);
	if (!is_type || class->is_looked_for)
		return;
	class->is_looked_for = true;
	keep_elements(reach, class);
	if (!reach->is_annotated) /* those that were not asked for when their class was packed */
		look_at_kept(reach);
}
