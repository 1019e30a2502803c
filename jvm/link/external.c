/* SPDX-License-Identifier: Apache-2.0 */
/* external.c: classes, methods, modules and loaders as messages name them. */
#include "jvm/link/external.h"
#include "jvm/monitor/monitor.h"
#include "jvm/native/native.h"
#include "jvm/run/string.h"
#include "jvm/run/vm.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *external_name(const struct class *class, char text[256])
{
	snprintf(text, 256, "%s", class->name->text);
	for (char *at = text; *at; at++)
		if (*at == '/')
			*at = '.';
	char *const suffix = class->hidden ? strrchr(text, '+') : NULL;
	if (suffix)
		*suffix = '/';
	return text;
}

/* One type of a descriptor, written to `out` as in source; returns what follows it. */
static const char *put_type(FILE *out, const char *at)
{
	static const char *const primitives[] = {
		['B'] = "byte", ['C'] = "char",  ['D'] = "double", ['F'] = "float",  ['I'] = "int",
		['J'] = "long", ['S'] = "short", ['V'] = "void",   ['Z'] = "boolean"
	};
	int dimensions = 0;
	for (; *at == '['; at++)
		dimensions++;
	if (*at == 'L')
		while (*++at != ';')
			fputc(*at == '/' ? '.' : *at, out);
	else
		fputs(primitives[(unsigned char)*at], out);
	while (dimensions--)
		fputs("[]", out);
	return at + 1;
}

const char *external_method(const struct class *class, const struct symbol *name,
			    const struct symbol *descriptor, char text[1024])
{
	char owner[256];
	FILE *const out = fmemopen(text, 1024, "w");
	if (!out)
		return name->text;
	put_type(out, strchr(descriptor->text, ')') + 1);
	fprintf(out, " %s.%s(", external_name(class, owner), name->text);
	for (const char *at = descriptor->text + 1; *at != ')';) {
		at = put_type(out, at);
		if (*at != ')')
			fputs(", ", out);
	}
	fputc(')', out);
	fclose(out);
	text[1023] = 0;
	return text;
}

static bool is_built_in(const struct object *loader, const char *name)
{
	return !object_class(loader)->loader && strcmp(object_class(loader)->name->text, name) == 0;
}

bool loader_is_built_in(const struct object *loader)
{
	return !loader || is_built_in(loader, "jdk/internal/loader/ClassLoaders$AppClassLoader") ||
	       is_built_in(loader, "jdk/internal/loader/ClassLoaders$PlatformClassLoader");
}

const char *external_loader(struct object *loader, char text[320])
{
	if (!loader)
		return strcpy(text, "'bootstrap'");
	if (is_built_in(loader, "jdk/internal/loader/ClassLoaders$AppClassLoader"))
		return strcpy(text, "'app'");
	if (is_built_in(loader, "jdk/internal/loader/ClassLoaders$PlatformClassLoader"))
		return strcpy(text, "'platform'");
	const int hash = object_identity_hash(thread_self, loader);
	struct object *name =
		FIELD_REF(loader, native_field_offset(vm.ClassLoader, "name", "Ljava/lang/String;"));
	char *utf8 = name ? string_to_utf8(name) : NULL, class[256];
	if (utf8)
		snprintf(text, 320, "'%.256s' @%x", utf8, hash);
	else
		snprintf(text, 320, "%s @%x", external_name(object_class(loader), class), hash);
	free(utf8);
	return text;
}

const char *external_origin(const struct class *class, char text[512])
{
	char loader[320];
	while (class->dimensions)
		class = class->element;
	struct object *module =
		class->mirror ? FIELD_REF(class->mirror,
					  native_field_offset(vm.Class, "module", "Ljava/lang/Module;"))
			      : NULL;
	struct object *name =
		module ? FIELD_REF(module, native_field_offset(vm.Module, "name", "Ljava/lang/String;"))
		       : NULL;
	char *utf8 = name ? string_to_utf8(name) : NULL;
	if (utf8)
		snprintf(text, 512, "module %.160s of loader %s", utf8,
			 external_loader(class->loader, loader));
	else
		snprintf(text, 512, "%s of loader %s", class->loader ? "unnamed module" : "module java.base",
			 external_loader(class->loader, loader));
	free(utf8);
	return text;
}

const char *external_origin_parent(const struct class *class, char text[1024])
{
	char origin[512], parent_text[320];
	external_origin(class, origin);
	if (!class->loader || !strchr(external_loader(class->loader, parent_text), '@'))
		snprintf(text, 1024, "%s", origin);
	else
		snprintf(text, 1024, "%s, parent loader %s", origin,
			 external_loader(
				 FIELD_REF(class->loader, native_field_offset(vm.ClassLoader, "parent",
									      "Ljava/lang/ClassLoader;")),
				 parent_text));
	return text;
}

const char *external_origins(const struct class *a, const struct class *b, char text[2048])
{
	char a_name[256], b_name[256], a_origin[512], b_origin[512];
	external_name(a, a_name);
	external_name(b, b_name);
	external_origin(a, a_origin);
	external_origin(b, b_origin);
	if (strcmp(a_origin, b_origin) == 0)
		snprintf(text, 2048, "%s and %s are in %s", a_name, b_name, a_origin);
	else
		snprintf(text, 2048, "%s is in %s; %s is in %s", a_name, a_origin, b_name, b_origin);
	return text;
}
