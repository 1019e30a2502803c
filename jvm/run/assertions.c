/* SPDX-License-Identifier: Apache-2.0 */
/* assertions.c: a later option goes before an earlier one, a class before its package, a package before the
 * one around it. */
#include "jvm/run/assertions.h"
#include "jvm/gc/gc.h"
#include "jvm/link/link.h"
#include "jvm/native/native.h"
#include "jvm/run/string.h"
#include "jvm/run/vm.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct directive {
	struct directive *next; /* the option before */
	bool on;
	char name[]; /* "a.b.C" or "a.b"; "": the unnamed package */
};

static struct directive *classes, *packages; /* newest first */
static bool on_by_default, system_on;

bool assertions_add(const char *text, bool on)
{
	const size_t length = strlen(text);
	if (!length) {
		on_by_default = on;
		return true;
	}
	if (text[0] != ':')
		return false;
	const bool is_package = length >= 4 && strcmp(text + length - 3, "...") == 0;
	struct directive **const list = is_package ? &packages : &classes;
	struct directive *const made = calloc(1, sizeof *made + length);
	if (!made) {
		fprintf(stderr, "java: no memory for the command line\n");
		exit(1);
	}
	memcpy(made->name, text + 1, length - 1 - (is_package ? 3 : 0));
	for (char *at = made->name; *at; at++)
		if (*at == '/')
			*at = '.';
	made->on = on;
	made->next = *list;
	*list = made;
	return true;
}

bool assertions_of_system(bool on)
{
	system_on = on;
	return true;
}

/* The newest directive for "a/b", `length` bytes of it. */
static const struct directive *find(const struct directive *list, const char *name, size_t length)
{
	for (; list; list = list->next) {
		size_t i = 0;
		while (i < length && list->name[i] == (name[i] == '/' ? '.' : name[i]))
			i++;
		if (i == length && !list->name[i])
			return list;
	}
	return NULL;
}

bool assertions_enabled(const struct class *class)
{
	const char *const name = class->name->text;
	const struct directive *found = find(classes, name, strlen(name));
	const char *const slash = strrchr(name, '/');
	size_t length = slash ? (size_t)(slash - name) : 0;
	do { /* the unnamed package is around no other */
		found = found ? found : find(packages, name, length);
		while (length > 0 && name[--length] != '/')
			;
	} while (!found && length > 0);
	return found ? found->on : class->loader ? on_by_default : system_on;
}

static int32_t count_of(const struct directive *list)
{
	int32_t count = 0;
	for (; list; list = list->next)
		count++;
	return count;
}

/* Sets a String[] and a boolean[] of `made`, oldest first: Java lets the later win. */
static bool set_list(struct thread *thread, struct object *made, const struct directive *list,
		     const char *names, const char *flags)
{
	int32_t i = count_of(list);
	struct class *const class = object_class(made);
	struct array *const strings = gc_new_array(thread, vm.array_String, i);
	struct array *const booleans =
		strings ? gc_new_array(thread, vm.primitive_array[KIND_BOOLEAN], i) : NULL;
	if (!booleans)
		return false;
	for (; list; list = list->next) {
		/* The unnamed package is null. */
		struct object *const name = *list->name ? string_from_utf8(thread, list->name) : NULL;
		if (thread->exception)
			return false;
		array_set(strings, --i, name);
		ELEMENTS(&booleans->header, uint8_t)[i] = list->on;
	}
	reference_store(&FIELD(made, native_field_offset(class, names, "[Ljava/lang/String;"), reference),
			&strings->header);
	reference_store(&FIELD(made, native_field_offset(class, flags, "[Z"), reference), &booleans->header);
	return true;
}

struct object *assertions_directives(struct thread *thread)
{
	struct class *const class = class_boot(thread, "java/lang/AssertionStatusDirectives");
	struct object *const made = class ? gc_new(thread, class) : NULL;
	if (!made || !set_list(thread, made, classes, "classes", "classEnabled") ||
	    !set_list(thread, made, packages, "packages", "packageEnabled"))
		return NULL;
	FIELD(made, native_field_offset(class, "deflt", "Z"), uint8_t) = on_by_default;
	return made;
}
