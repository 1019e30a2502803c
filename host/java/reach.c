/* SPDX-License-Identifier: Apache-2.0 */
#include "host/java/reach.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "host/java/needs.h"
#include "host/java/typed.h"
#include "host/util/memory.h"
#include "jvm/classlib/classlib.h"
#include "jvm/run/vm.h"

enum { PUBLIC = 0x1, STATIC = 0x8, NATIVE = 0x100, ABSTRACT = 0x400 };

struct rule {
	const char *class, *method; /* what it waits for; class NULL: nothing */
	bool is_own;                /* … in a call of the service's own code */
	const char *text;           /* "new java/lang/Foo" */
};

struct end {
	struct world_method *method;
	const char *class, *name; /* the call that lifts it; NULL: of the method itself only */
	const char *text;         /* the part of a String constant that lifts it, or NULL */
};

void reach_keep(struct reach *reach, struct world_class *class, const struct world_method *because,
		const struct world_class *from, const char *why)
{
	const struct classfile *file = &class->file;

	if (class->kept)
		return;
	class->kept = true;
	class->because = because;
	class->from = from;
	class->why = why;
	if (class->super)
		reach_keep(reach, class->super, NULL, class, "the superclass of");
	for (unsigned i = 0; i < class->interface_count; i++)
		if (class->interfaces[i])
			reach_keep(reach, class->interfaces[i], NULL, class, "an interface of");
	if (class->bytes && file->nest_host) {
		struct world_class *host = world_class(
			reach->world, world_span(reach->world, classfile_class_name(file, file->nest_host)));

		if (host)
			reach_keep(reach, host, NULL, class, "the nest host of");
	}
	annotated_class(reach, class);
	typed_class(reach, class);
}

static void apply(struct reach *reach, const char *text);

static void trigger(struct reach *reach, const char *class, const char *method, bool is_own)
{
	for (unsigned i = 0; i < reach->rule_count; i++)
		if (reach->rules[i].class == class && reach->rules[i].method == method &&
		    reach->rules[i].is_own == is_own)
			apply(reach, reach->rules[i].text);
}

static bool has_default_methods(const struct world_class *class)
{
	for (unsigned i = 0; i < class->method_count; i++)
		if (class->methods[i].file->has_code && !(class->methods[i].file->access & STATIC))
			return true;
	return false;
}

/* JVMS 5.5: superclasses too, and superinterfaces that have default methods. */
void reach_initialise(struct reach *reach, struct world_class *class, const struct world_method *because)
{
	struct world_method *initialiser;

	if (class->initialised)
		return;
	class->initialised = true;
	reach_keep(reach, class, because, NULL, "used by");
	if (class->super)
		reach_initialise(reach, class->super, because);
	for (unsigned i = 0; i < class->interface_count; i++)
		if (class->interfaces[i] && has_default_methods(class->interfaces[i]))
			reach_initialise(reach, class->interfaces[i], because);
	initialiser = world_declared(class, world_text(reach->world, "<clinit>"), NULL);
	if (initialiser)
		reach_method(reach, initialiser, because, "initialises");
	trigger(reach, class->name, NULL, false);
}

static void reach_polymorphic(struct reach *reach, const struct world_class *class,
			      const struct world_call *call)
{
	for (; class; class = class->super)
		for (unsigned i = 0; i < class->method_count; i++)
			if (class->methods[i].name == call->name && class->methods[i].file->access & STATIC)
				reach_method(reach, &class->methods[i], call->because, NULL);
}

/* A method that is visible outside of its package may override one that is not, and hand this on to classes
 * of other packages, as InheritableThreadLocal.childValue does (JVMS 5.4.5): its declaration stays. */
static void keep_between(const struct world_method *target)
{
	enum { VISIBLE = 0x7 }; /* public, private, protected */
	struct world_class *package_private = target->class->super;

	for (; package_private; package_private = package_private->super) {
		const struct world_method *method =
			world_declared(package_private, target->name, target->descriptor);
		if (method && !(method->file->access & VISIBLE))
			break;
	}
	for (struct world_class *at = target->class->super; package_private && at != package_private;
	     at = at->super) {
		struct world_method *method = world_declared(at, target->name, target->descriptor);
		if (method)
			method->needed = true;
	}
}

static void reach_target(struct reach *reach, const struct world_class *class, const struct world_call *call)
{
	struct world_method *target;

	if (!call->descriptor) {
		reach_polymorphic(reach, class, call);
		return;
	}
	target = world_select(class, call->name, call->descriptor);
	if (!target)
		return;
	if (!target->reached)
		keep_between(target);
	reach_method(reach, target, call->because, NULL);
}

void reach_call(struct reach *reach, struct world_class *class, const char *name, const char *descriptor,
		const struct world_method *because)
{
	struct world_call *call;

	for (unsigned i = 0; i < class->calls.count; i++) {
		call = class->calls.at[i];
		if (call->name == name && call->descriptor == descriptor)
			return;
	}
	call = memory_zeroed(1, sizeof *call);
	*call = (struct world_call){ name, descriptor, because };
	world_list_add(&class->calls, call);
	for (unsigned i = 0; i < class->instances.count; i++)
		reach_target(reach, class->instances.at[i], call);
}

/* The calls on every type that the new instance is of find their targets in it. */
static void join(struct reach *reach, struct world_class *type, struct world_class *class)
{
	if (type->instances.count && type->instances.at[type->instances.count - 1] == class)
		return;
	world_list_add(&type->instances, class);
	for (unsigned i = 0; i < type->calls.count; i++)
		reach_target(reach, class, type->calls.at[i]);
	if (type->super)
		join(reach, type->super, class);
	for (unsigned i = 0; i < type->interface_count; i++)
		if (type->interfaces[i])
			join(reach, type->interfaces[i], class);
}

void reach_instantiate(struct reach *reach, struct world_class *class, const struct world_method *because)
{
	struct world_method *values;

	if (class->instantiated)
		return;
	class->instantiated = true;
	reach_keep(reach, class, because, NULL, "made by");
	reach_initialise(reach, class, because);
	join(reach, class, class);
	if (class->super && strcmp(class->super->name, "java/lang/Enum") == 0) {
		/* EnumMap, EnumSet and Enum.valueOf call it by reflection. */
		values = world_declared(class, world_text(reach->world, "values"), NULL);
		if (values)
			reach_method(reach, values, because, NULL);
	}
	serial_instance(reach, class);
}

void reach_method(struct reach *reach, struct world_method *method, const struct world_method *because,
		  const char *why)
{
	method->needed = true;
	if (method->reached)
		return;
	method->reached = true;
	method->because = because;
	method->why = why;
	reach_keep(reach, method->class, because, NULL, "called by");
	trigger(reach, method->class->name, method->name, false);
	if (method->file->has_code && !method->ended)
		world_list_add(&reach->work, method);
}

static void lift(struct reach *reach, struct world_method *method)
{
	if (!method->ended)
		return;
	method->ended = false;
	if (method->reached)
		world_list_add(&reach->work, method);
}

void reach_direct(struct reach *reach, const struct world_method *method)
{
	for (unsigned i = 0; i < reach->end_count; i++) {
		const struct end *end = &reach->ends[i];

		if (end->method == method || (end->class == method->class->name && end->name == method->name))
			lift(reach, end->method);
	}
	trigger(reach, method->class->name, method->name, true);
}

void reach_text(struct reach *reach, const char *text)
{
	for (unsigned i = 0; i < reach->end_count; i++)
		if (reach->ends[i].text && strstr(text, reach->ends[i].text))
			lift(reach, reach->ends[i].method);
}

static void add_end(struct reach *reach, struct world_method *method, const char *unless, const char *text)
{
	const char *dot = unless ? strrchr(unless, '.') : NULL;
	char *class AUTO_FREE = dot ? memory_text_n(unless, (size_t)(dot - unless)) : NULL;

	method->ended = true;
	reach->ends = memory_resize(reach->ends, reach->end_count + 1, sizeof *reach->ends);
	reach->ends[reach->end_count++] =
		(struct end){ method, class ? world_text(reach->world, class) : NULL,
			      dot ? world_text(reach->world, dot + 1) : NULL, text };
}

static void add_once(struct world_list *list, const char *interned)
{
	for (unsigned i = 0; i < list->count; i++)
		if (list->at[i] == interned)
			return;
	world_list_add(list, (void *)interned);
}

void reach_resource(struct reach *reach, const char *name)
{
	add_once(&reach->resources, world_text(reach->world, name));
}

/* Held by a rule, but where the class that names it is kept by service.yaml. */
static bool is_held(const struct reach *reach, const char *module, const char *name,
		    const struct world_method *because)
{
	size_t length = strlen(module);

	for (unsigned i = 0; because && !because->class->whole && i < reach->held.count; i++) {
		const char *held = reach->held.at[i];

		if (strncmp(held, module, length) == 0 && held[length] == '/' &&
		    strcmp(held + length + 1, name) == 0)
			return true;
	}
	return false;
}

void reach_jdk_resource(struct reach *reach, const char *module, const char *name,
			const struct world_method *because)
{
	struct reach_resource *added;
	struct class_bytes found;

	if (is_held(reach, module, name, because))
		return;
	name = world_text(reach->world, name);
	for (unsigned i = 0; i < reach->jdk_resource_count; i++)
		if (reach->jdk_resources[i].name == name &&
		    strcmp(reach->jdk_resources[i].module, module) == 0)
			return;
	if (!classlib_find_in_module(module, name, &found))
		return;
	reach->jdk_resources =
		memory_resize(reach->jdk_resources, reach->jdk_resource_count + 1, sizeof *added);
	added = &reach->jdk_resources[reach->jdk_resource_count++];
	*added = (struct reach_resource){ world_text(reach->world, module), name, because };
}

/* A class that is found by a constant name: an instance may be made by its constructor without arguments. */
void reach_by_name(struct reach *reach, const char *dotted, const struct world_method *because)
{
	char *name AUTO_FREE = memory_text(dotted);
	struct world_class *class;
	struct world_method *constructor;

	for (char *at = name; *at; at++)
		if (*at == '.')
			*at = '/';
	class = name[0] ? world_class(reach->world, name) : NULL;
	if (!class)
		return;
	reach_keep(reach, class, because, NULL, "named by");
	reach_initialise(reach, class, because);
	constructor =
		world_declared(class, world_text(reach->world, "<init>"), world_text(reach->world, "()V"));
	if (!constructor || class->file.access & ABSTRACT)
		return;
	reach_instantiate(reach, class, because);
	reach_method(reach, constructor, because, "named by");
}

/* The file's lines: a class's name, or a comment after #. A provider may have a static provider() instead of
 * a constructor only in a module, and class-path services are in none. */
static void reach_provided(struct reach *reach, const char *service, const struct world_method *because)
{
	const char *name = world_text(reach->world, "provider");

	for (unsigned i = 0; i < reach->provides.count; i++) {
		const struct provider *provider = &reach->provides.list[i];
		struct world_class *class;
		struct world_method *method;

		if (provider->service != service || !provider->class)
			continue;
		reach_by_name(reach, provider->class, because);
		class = world_class(reach->world, provider->class);
		for (unsigned j = 0; class && j < class->method_count; j++) {
			method = &class->methods[j];
			if (method->name == name && method->file->access & STATIC)
				reach_method(reach, method, because, "named by");
		}
	}
}

void reach_service(struct reach *reach, const char *service, const struct world_method *because)
{
	char *path AUTO_FREE = memory_format("META-INF/services/%s", service);
	struct file_data data;
	struct error ignored;
	const char *place;

	if (!because->class->module)
		reach_provided(reach, service, because);
	for (char *at = path; *at; at++)
		if (*at == '/' && at > path + strlen("META-INF/services"))
			*at = '.';
	if (classpath_read(reach->world->classpath, path, &data, &place, &ignored) <= 0)
		return;
	reach_resource(reach, path);
	for (char *line = strtok((char *)data.bytes, "\r\n"); line; line = strtok(NULL, "\r\n")) {
		line[strcspn(line, "# \t")] = 0;
		reach_by_name(reach, line, because);
	}
	file_data_free(&data);
}

struct package {
	struct reach *reach;
	const char *name, *why;
};

static void keep_of_package(const char *path, void *context)
{
	struct package *package = context;
	size_t length = strlen(package->name);
	struct world_class *class;

	if (strncmp(path, package->name, length) != 0 || path[length] != '/' ||
	    strchr(path + length + 1, '/'))
		return;
	char *name AUTO_FREE = memory_text_n(path, strlen(path) - strlen(".class"));
	class = world_class(package->reach->world, name);
	if (class)
		reach_whole(package->reach, class, package->why);
}

/* Keeps each class of a package of the JDK whole. */
static void reach_package(struct reach *reach, const char *name, const char *why)
{
	const char *module = classlib_module_of_package(name);

	if (module)
		classlib_each_class(module, keep_of_package, &(struct package){ reach, name, why });
}

void reach_method_handles(struct reach *reach)
{
	static const char why[] = "method handles, which are used";

	if (reach->has_method_handles)
		return;
	reach->has_method_handles = true;
	reach_package(reach, "java/lang/invoke", why);
	reach_package(reach, "sun/invoke/util", why);
}

void reach_constructors(struct reach *reach, struct world_class *class, const struct world_method *because,
			const char *why)
{
	const char *name = world_text(reach->world, "<init>");

	reach_keep(reach, class, because, NULL, why);
	reach_instantiate(reach, class, because);
	for (unsigned i = 0; i < class->method_count; i++)
		if (class->methods[i].name == name)
			reach_method(reach, &class->methods[i], because, why);
}

void reach_whole(struct reach *reach, struct world_class *class, const char *why)
{
	reach_keep(reach, class, NULL, NULL, why);
	class->whole = true;
	if (!(class->file.access & ABSTRACT))
		reach_instantiate(reach, class, NULL);
	reach_initialise(reach, class, NULL);
	for (unsigned i = 0; i < class->method_count; i++) {
		lift(reach, &class->methods[i]);
		reach_method(reach, &class->methods[i], NULL, why);
	}
}

bool reach_main(struct reach *reach, const char *name)
{
	struct world_class *class = world_class(reach->world, name);
	struct world_method *method;

	if (!class)
		return false;
	method = world_resolve(class, world_text(reach->world, "main"),
			       world_text(reach->world, "([Ljava/lang/String;)V"));
	if (!method || (method->file->access & (PUBLIC | STATIC)) != (PUBLIC | STATIC))
		return false;
	reach_keep(reach, class, NULL, NULL, "the main class");
	reach_initialise(reach, class, NULL);
	reach_method(reach, method, NULL, "the main method");
	return true;
}

int reach_run(struct reach *reach)
{
	do
		while (reach->work.count && !reach->world->is_bad)
			reach_code(reach, reach->work.at[--reach->work.count]);
	while (locales_settle(reach));
	return reach->world->is_bad ? -1 : 0;
}

/* "C.m(D)R" apart, into interned parts; descriptor NULL where none is given. */
static struct world_class *split_member(struct reach *reach, const char *text, const char **name,
					const char **descriptor)
{
	const char *dot = strchr(text, '.'), *open = dot ? strchr(dot, '(') : NULL;
	char *class AUTO_FREE = memory_text_n(text, dot ? (size_t)(dot - text) : strlen(text));
	char *member AUTO_FREE = memory_text_n(dot ? dot + 1 : "", open  ? (size_t)(open - dot - 1)
								   : dot ? strlen(dot + 1)
									 : 0);

	*name = world_text(reach->world, member);
	*descriptor = open ? world_text(reach->world, open) : NULL;
	return world_class(reach->world, class);
}

static const char *after(const char *text, const char *word)
{
	size_t length = strlen(word);

	return strncmp(text, word, length) == 0 ? text + length : NULL;
}

/* A rule of this JDK's classes names one that this JDK lacks: then there is nothing to keep. */
static void apply(struct reach *reach, const char *text)
{
	static const char why[] = "needed by the virtual machine";
	const char *rest, *name, *descriptor;
	struct world_class *class;
	struct world_method *method;

	if ((rest = after(text, "new "))) {
		class = world_class(reach->world, rest);
		if (class)
			reach_constructors(reach, class, NULL, why);
	} else if ((rest = after(text, "use "))) {
		class = world_class(reach->world, rest);
		if (!class)
			return;
		reach_keep(reach, class, NULL, NULL, why);
		reach_initialise(reach, class, NULL);
	} else if ((rest = after(text, "whole "))) {
		class = world_class(reach->world, rest);
		if (class)
			reach_whole(reach, class, why);
	} else if ((rest = after(text, "all "))) {
		reach_package(reach, rest, why);
	} else if ((rest = after(text, "members "))) {
		class = world_class(reach->world, rest);
		for (unsigned i = 0; class && i < class->method_count; i++) {
			class->methods[i].needed = true;
			if (class->methods[i].file->access & NATIVE)
				reach_method(reach, &class->methods[i], NULL, why);
		}
	} else if ((rest = after(text, "call "))) {
		class = split_member(reach, rest, &name, &descriptor);
		method = class ? world_resolve(class, name, descriptor) : NULL;
		if (!method)
			return;
		reach_keep(reach, class, NULL, NULL, why);
		reach_initialise(reach, class, NULL);
		reach_method(reach, method, NULL, why);
	} else if ((rest = after(text, "virtual "))) {
		class = split_member(reach, rest, &name, &descriptor);
		if (!class)
			return;
		method = world_resolve(class, name, descriptor);
		if (method)
			method->needed = true;
		reach_keep(reach, class, NULL, NULL, why);
		reach_call(reach, class, name, descriptor, NULL);
	} else if (strcmp(text, "handles") == 0) {
		reach_method_handles(reach);
	} else if ((rest = after(text, "file "))) {
		add_once(&reach->jdk_files, world_text(reach->world, rest));
	} else if ((rest = after(text, "resource "))) {
		name = strchr(rest, '/');
		char *module AUTO_FREE = memory_text_n(rest, (size_t)(name - rest));
		reach_jdk_resource(reach, module, name + 1, NULL);
	} else if ((rest = after(text, "hold "))) {
		world_list_add(&reach->held, (void *)rest);
	} else if ((rest = after(text, "names "))) {
		names_want(reach->names, rest);
	} else if (strcmp(text, "locales") == 0) {
		locales_make(reach);
	} else if ((rest = after(text, "locales "))) {
		locales_want(reach, rest);
	} else if (strcmp(text, "signatures") == 0) {
		reach->world->keeps_signatures = true;
	} else if (strcmp(text, "constants") == 0) {
		reach->world->keeps_constants = true;
	} else if (strcmp(text, "annotations") == 0) {
		annotated_begin(reach);
	} else if (strcmp(text, "types") == 0) {
		typed_begin(reach);
	} else if (strcmp(text, "annotation") == 0) {
		annotated_ask(reach);
	} else if (strcmp(text, "serial") == 0) {
		serial_begin(reach);
	} else if ((rest = after(text, "end "))) {
		const char *unless = strstr(rest, " unless "), *part = strstr(rest, " if ");
		char *member AUTO_FREE = memory_text_n(rest, strcspn(rest, " "));

		class = split_member(reach, member, &name, &descriptor);
		for (unsigned i = 0; class && i < class->method_count; i++)
			if (class->methods[i].name == name)
				add_end(reach, &class->methods[i],
					unless ? unless + strlen(" unless ") : NULL,
					part ? part + strlen(" if ") : NULL);
	} else {
		abort();
	}
}

static void add_rule(struct reach *reach, const char *text)
{
	const char *rest = after(text, "when "), *colon = rest ? strchr(rest, ':') : NULL;
	struct rule *rule;

	if (!rest)
		return;
	const char *own = after(rest, "own ");
	if (own)
		rest = own;
	char *trigger AUTO_FREE = memory_text_n(rest, (size_t)(colon - rest));
	char *dot = strchr(trigger, '.');

	if (dot)
		*dot = 0;
	reach->rules = memory_resize(reach->rules, reach->rule_count + 1, sizeof *reach->rules);
	rule = &reach->rules[reach->rule_count++];
	*rule = (struct rule){ world_text(reach->world, trigger),
			       dot ? world_text(reach->world, dot + 1) : NULL, own != NULL, colon + 2 };
}

int reach_begin(struct reach *reach, struct world *world, struct error *error)
{
	static const char *const known[] = {
#define X(member, name) "new " name,
		KNOWN_CLASSES(X)
#undef X
	};

	*reach = (struct reach){ .world = world };
	if (provides_read(world, &reach->provides, error))
		return -1;
	reach->names = names_new(reach);
	for (const char *const *rule = needs; *rule; rule++)
		add_rule(reach, *rule);
	for (const char *const *rule = needs; *rule; rule++)
		if (after(*rule, "end ") || after(*rule, "hold "))
			apply(reach, *rule);
	for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
		apply(reach, known[i]);
	for (const char *const *rule = needs; *rule; rule++)
		if (!after(*rule, "end ") && !after(*rule, "hold ") && !after(*rule, "when "))
			apply(reach, *rule);
	return 0;
}

void reach_end(struct reach *reach)
{
	provides_free(&reach->provides);
	free(reach->work.at);
	free(reach->rules);
	free(reach->ends);
	free(reach->resources.at);
	free(reach->jdk_files.at);
	free(reach->jdk_resources);
	free(reach->held.at);
	names_free(reach->names);
	locales_free(&reach->locales);
	*reach = (struct reach){ 0 };
}
