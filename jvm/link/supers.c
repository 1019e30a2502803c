/* SPDX-License-Identifier: Apache-2.0 */
/* supers.c: the superclass and superinterfaces of a class that is being defined (JVMS 5.3.5 steps 3 and 4).
 */
#include "jvm/link/external.h"
#include "jvm/link/internal.h"
#include "jvm/run/exception.h"
#include <string.h>

/* JVMS 5.3.5: what is sealed names its direct subclasses, which are of its run-time module, and of its
 * package when they are not public. */
static bool permits(const struct class *super, const struct class *class)
{
	if (!super->is_sealed)
		return true;
	if (!module_is_same(super, class) ||
	    (!(class->access & ACC_PUBLIC) && !class_same_package(super, class)))
		return false;
	for (int i = 0; i < super->permitted_count; i++)
		if (pool_class_name(super->pool, super->permitted[i]) == class->name)
			return true;
	return false;
}

/* The classes whose supers this thread loads, innermost first. */
static _Thread_local struct in_definition {
	const struct class *class;
	const struct in_definition *outer;
} const *in_definition;

/* JVMS 5.3.5 steps 3 and 4: a class must not come to be its own super. */
static bool is_circular(struct thread *thread, const struct class *class, const struct symbol *super)
{
	for (const struct in_definition *at = in_definition; at; at = at->outer)
		if (at->class->name == super && at->class->loader == class->loader) {
			throw_new(thread, "java/lang/ClassCircularityError", "%s", super->text);
			return true;
		}
	return false;
}

/* A superclass or superinterface: loaded, of the right sort, accessible, and willing (JVMS 5.3.5 steps 3 and
 * 4). */
static struct class *load_super(struct thread *thread, struct class *class, uint16_t index, bool interface)
{
	char a[256], b[256], origin[2048];
	/* Access is checked below, with words of its own. */
	struct class *super = is_circular(thread, class, pool_class_name(class->pool, index))
				      ? NULL
				      : pool_class_unchecked(thread, class->pool, index);
	if (!super)
		return NULL;
	if (class_is_interface(super) != interface)
		throw_new(thread, "java/lang/IncompatibleClassChangeError",
			  interface ? "class %s can not implement %s, because it is not an interface (%s is "
				      "in %s)"
				    : "class %s has interface %s as super class",
			  external_name(class, a), external_name(super, b), b,
			  external_origin(super, origin));
	else if (!interface && super->access & ACC_FINAL)
		throw_new(thread, "java/lang/IncompatibleClassChangeError",
			  "class %s cannot inherit from final class %s", external_name(class, a),
			  external_name(super, b));
	else if (!permits(super, class))
		throw_new(thread, "java/lang/IncompatibleClassChangeError", "class %s cannot %s sealed %s %s",
			  external_name(class, a),
			  !interface                  ? "inherit from"
			  : class_is_interface(class) ? "extend"
						      : "implement",
			  interface ? "interface" : "class", external_name(super, b));
	else if (!class_can_access(class, super))
		throw_new(thread, "java/lang/IllegalAccessError",
			  "class %s cannot access its super%s %s (%s)", external_name(class, a),
			  interface ? "interface" : "class", external_name(super, b),
			  external_origins(class, super, origin));
	else
		return super;
	return NULL;
}

static bool load_all(struct thread *thread, struct class *class, const struct classfile *file)
{
	if (file->super_class && !(class->super = load_super(thread, class, file->super_class, false)))
		return false;
	class->interfaces_count = file->interfaces_count;
	class->interfaces = metadata_beside(class, file->interfaces_count * sizeof *class->interfaces);
	for (int i = 0; i < file->interfaces_count; i++)
		if (!(class->interfaces[i] = load_super(thread, class, file->interfaces[i], true)))
			return false;
	const struct class *super = class->super;
	class->depth = super ? super->depth + 1 : 0;
	class->supers = metadata_beside(class, (class->depth + 1u) * sizeof *class->supers);
	if (super)
		memcpy(class->supers, super->supers, class->depth * sizeof *class->supers);
	class->supers[class->depth] = class;
	return true;
}

/* JVMS 4.10: a final method is not overridden. */
static bool check_overrides(struct thread *thread, const struct class *class)
{
	char a[256], b[256];
	for (int i = 0; i < class->methods_count && !class_is_interface(class); i++) {
		const struct method *method = &class->methods[i];
		if (method->access & (ACC_STATIC | ACC_PRIVATE) || method->name->text[0] == '<')
			continue;
		for (const struct class *at = class->super; at; at = at->super) {
			const struct method *over = class_method(at, method->name, method->descriptor);
			if (!over || !(over->access & ACC_FINAL) ||
			    over->access & (ACC_STATIC | ACC_PRIVATE) ||
			    (!(over->access & (ACC_PUBLIC | ACC_PROTECTED)) &&
			     !class_same_package(class, at)))
				continue;
			throw_new(thread, "java/lang/IncompatibleClassChangeError",
				  "class %s overrides final method %s.%s%s", external_name(class, a),
				  external_name(at, b), method->name->text, method->descriptor->text);
			return false;
		}
	}
	return true;
}

bool load_supers(struct thread *thread, struct class *class, const struct classfile *file)
{
	const struct in_definition self = { class, in_definition };
	in_definition = &self;
	const bool loaded = load_all(thread, class, file);
	in_definition = self.outer;
	return loaded && check_overrides(thread, class);
}
