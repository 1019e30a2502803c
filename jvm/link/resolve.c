/* SPDX-License-Identifier: Apache-2.0 */
/* resolve.c: resolution of constants (JVMS 5.4.3). A result is stored with release order; two threads that
 * resolve at once store the same, but of a class's entry, where the first decides for all. */
#include "jvm/link/external.h"
#include "jvm/link/internal.h"
#include "jvm/classlib/classlib.h"
#include "jvm/gc/gc.h"
#include "jvm/run/call.h"
#include "jvm/run/exception.h"
#include "jvm/run/string.h"
#include "jvm/run/vm.h"
#include <pthread.h>
#include <stdio.h>
#include <string.h>

static void *kept(const struct pool *pool, uint16_t index)
{
	return __atomic_load_n(&pool->entries[index].resolved, __ATOMIC_ACQUIRE);
}

static void *keep(const struct pool *pool, uint16_t index, void *found)
{
	__atomic_store_n(&pool->entries[index].resolved, found, __ATOMIC_RELEASE);
	return found;
}

bool class_is_not_found(const struct object *exception)
{
	return strcmp(object_class(exception)->name->text, "java/lang/ClassNotFoundException") == 0 &&
	       !object_class(exception)->loader;
}

bool exception_is_of_machine(const struct object *exception)
{
	const struct class *class = object_class(exception);
	while (class && strcmp(class->name->text, "java/lang/VirtualMachineError") != 0)
		class = class->super;
	return class && !class->loader;
}

void class_not_found_to_error(struct thread *thread, const struct symbol *name)
{
	static struct class *kept;
	struct class *not_found = __atomic_load_n(&kept, __ATOMIC_ACQUIRE);
	if (!not_found) {
		struct object *pending = exception_take(thread);
		not_found = class_load(thread, symbol_of("java/lang/ClassNotFoundException"), NULL);
		__atomic_store_n(&kept, not_found, __ATOMIC_RELEASE);
		thread->exception = pending;
	}
	if (!thread->exception || !not_found || object_class(thread->exception) != not_found)
		return;
	struct object *cause = exception_take(thread);
	throw_new(thread, "java/lang/NoClassDefFoundError", "%s", name->text);
	exception_set_cause(thread, cause);
}

struct class *pool_class_unchecked(struct thread *thread, struct pool *pool, uint16_t index)
{
	struct class *found = kept(pool, index);
	if (found)
		return found;
	struct symbol *name = pool_class_name(pool, index);
	found = class_load(thread, name, pool->owner->loader);
	if (!found)
		class_not_found_to_error(thread, name);
	return found;
}

/* The pool's array of objects, made at the first need; NULL with an exception pending. */
static struct array *objects_of(struct thread *thread, struct pool *pool)
{
	struct array *objects = race_consume(&pool->resolved_objects);
	if (objects)
		return objects;
	struct array *const made = gc_new_array(thread, vm.array_Object, pool->count);
	if (made && __atomic_compare_exchange_n(&pool->resolved_objects, &objects, made, false,
						__ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE))
		objects = made;
	return objects;
}

static bool keep_object(struct thread *thread, struct pool *pool, uint16_t index, struct object *value)
{
	struct array *const objects = objects_of(thread, pool);
	if (objects)
		array_set(objects, index, value);
	return objects;
}

static struct class *resolve_class(struct thread *thread, struct pool *pool, uint16_t index)
{
	struct class *const owner = pool->owner, *const found = pool_class_unchecked(thread, pool, index);
	if (!found)
		return NULL;
	if (!class_can_access(owner, found)) {
		char a[256], b[256], origins[2048];
		throw_new(thread, "java/lang/IllegalAccessError",
			  "failed to access class %s from class %s (%s)", external_name(found, a),
			  external_name(owner, b), external_origins(found, owner, origins));
		return NULL;
	}
	return found;
}

/* Of threads that resolve an entry at once the first to come here decides for all: by a class, or a note of
 * an error. Returns the class; NULL: *note, when there is one, is the error. */
static struct class *decide(struct pool *pool, uint16_t index, struct class *found, struct object **note)
{
	static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
	pthread_mutex_lock(&lock);
	struct class *const before = kept(pool, index);
	struct object *const noted = pool_kept_object(pool, index);
	if (before || noted) {
		found = before;
		*note = noted;
	} else if (found) {
		keep(pool, index, found);
	} else if (*note) {
		array_set(pool->resolved_objects, index, *note);
	}
	pthread_mutex_unlock(&lock);
	return found;
}

struct class *pool_class(struct thread *thread, struct pool *pool, uint16_t index)
{
	struct class *found = kept(pool, index);
	if (found)
		return found;
	struct object *note = pool_kept_object(pool, index), *error = NULL;
	if (!note) {
		found = resolve_class(thread, pool, index);
		if (!found) {
			error = exception_take(thread);
			note = resolution_error_note(thread, error);
			if (note && !objects_of(thread, pool)) {
				exception_take(thread);
				note = NULL;
			}
		}
		struct object *const mine = note;
		found = decide(pool, index, found, &note);
		if (found)
			return found;
		if (note == mine) {
			throw_object(thread, error);
			return NULL;
		}
	}
	resolution_error_throw(thread, note);
	return NULL;
}

bool access_check_member(struct thread *thread, struct class *from, struct class *resolved,
			 struct class *owner, uint16_t access, const char *what, const char *text)
{
	if (class_can_access_member(thread, from, resolved, owner, access))
		return true;
	if (thread->exception)
		return false;
	char a[256], origins[2048];
	const char *visibility = access & ACC_PRIVATE     ? "private "
				 : access & ACC_PROTECTED ? "protected "
							  : "";
	const char *const from_error = access & ACC_PRIVATE ? from->nest_error : NULL;
	const char *const to_error = access & ACC_PRIVATE ? owner->nest_error : NULL;
	throw_new(thread, "java/lang/IllegalAccessError", "class %s tried to access %s%s %s (%s)%s%s%s%s%s",
		  external_name(from, a), visibility, what, text, external_origins(from, owner, origins),
		  from_error || to_error ? ", (" : "", from_error ? from_error : "",
		  from_error && to_error ? ", " : "", to_error ? to_error : "",
		  from_error || to_error ? ")" : "");
	return false;
}

/* `what` is "field", "method" or "interface method"; `text` its name, or a method in full. */
static void throw_constraint(struct thread *thread, const struct class *from, const struct class *to,
			     const struct symbol *type, const char *what, const char *text)
{
	char a[256], b[256], a_loader[320], b_loader[320], a_origin[1024], b_origin[1024], type_text[256];
	const bool is_field = strcmp(what, "field") == 0;
	external_name(from, a);
	external_name(to, b);
	snprintf(type_text, sizeof type_text, "%s", type->text);
	for (char *at = type_text; *at; at++)
		if (*at == '/')
			*at = '.';
	throw_new(thread, "java/lang/LinkageError",
		  "loader constraint violation: when resolving %s %s%s%s%s%s%s the class loader %s of the "
		  "current class, "
		  "%s, and the class loader %s for the %s's defining class, %s, have different Class objects "
		  "for %s%s%s "
		  "(%s is in %s; %s is in %s)",
		  what, is_field ? "\"" : "'", text, is_field ? "\"" : "'", is_field ? " of type " : "",
		  is_field ? type_text : "", is_field ? "," : "", external_loader(from->loader, a_loader), a,
		  external_loader(to->loader, b_loader), is_field ? "field" : "method", b,
		  is_field ? "type " : "the type ", type_text, is_field ? "" : " used in the signature", a,
		  external_origin_parent(from, a_origin), b, external_origin_parent(to, b_origin));
}

struct field *pool_field(struct thread *thread, struct pool *pool, uint16_t index, bool is_static,
			 bool is_write, const struct method *from)
{
	char text[256];
	struct field *field = kept(pool, index);
	if (!field) {
		struct class *class = pool_class(thread, pool, pool->entries[index].a);
		if (!class)
			return NULL;
		struct symbol *name = pool_member_name(pool, index);
		field = class_find_field(class, name, pool_member_descriptor(pool, index));
		if (!field) {
			throw_new(thread, "java/lang/NoSuchFieldError", "%s", name->text);
			return NULL;
		}
		char owner[256], described[1024];
		snprintf(described, sizeof described, "%s.%s", external_name(field->owner, owner),
			 name->text);
		if (!access_check_member(thread, pool->owner, class, field->owner, field->access, "field",
					 described))
			return NULL;
		const struct symbol *const type =
			constraint_violated(field->descriptor, pool->owner, field->owner);
		if (type) {
			throw_constraint(thread, pool->owner, field->owner, type, "field", name->text);
			return NULL;
		}
		keep(pool, index, field);
	}
	if (!(field->access & ACC_STATIC) == is_static) {
		throw_new(thread, "java/lang/IncompatibleClassChangeError", "Expected %s field %s.%s",
			  is_static ? "static" : "non-static", external_name(field->owner, text),
			  field->name->text);
		return NULL;
	}
	if (!is_write || !(field->access & ACC_FINAL))
		return field;
	char by[256];
	const char *const sort = is_static ? "static" : "non-static";
	const char *const initialiser = is_static ? "<clinit>" : "<init>";
	if (field->owner != pool->owner)
		throw_new(thread, "java/lang/IllegalAccessError",
			  "Update to %s final field %s.%s attempted from a different class (%s) than the "
			  "field's declaring class",
			  sort, external_name(field->owner, text), field->name->text,
			  external_name(pool->owner, by));
	else if (pool->owner->major >= 53 && strcmp(from->name->text, initialiser) != 0)
		throw_new(thread, "java/lang/IllegalAccessError",
			  "Update to %s final field %s.%s attempted from a different method (%s) than the "
			  "initializer method %s ",
			  sort, external_name(field->owner, text), field->name->text, from->name->text,
			  initialiser);
	else
		return field;
	return NULL;
}

void throw_no_such_method(struct thread *thread, const struct class *class, const struct symbol *name,
			  const struct symbol *descriptor)
{
	char text[1024], owner[256];
	external_method(class, name, descriptor, text);
	external_name(class, owner);
	if (classlib_has_archive() && !class->loader)
		throw_new(thread, "java/lang/NoSuchMethodError", "'%s'" KEEP_ADVICE, text, owner);
	else
		throw_new(thread, "java/lang/NoSuchMethodError", "'%s'", text);
}

static struct method *find_method(struct thread *thread, struct pool *pool, uint16_t index,
				  struct class *class, enum invoke how)
{
	char text[256], method_text[1024], described[1024 + 2];
	const bool names_interface = pool->tags[index] == CONSTANT_InterfaceMethodref;
	struct symbol *const name = pool_member_name(pool, index), *const descriptor = pool_member_descriptor(
									   pool, index);
	if (class_is_interface(class) != names_interface) {
		if (how == INVOKE_STATIC || how == INVOKE_SPECIAL)
			throw_new(thread, "java/lang/IncompatibleClassChangeError",
				  "Method '%s' must be %s constant",
				  external_method(class, name, descriptor, method_text),
				  names_interface ? "Methodref" : "InterfaceMethodref");
		else
			throw_new(thread, "java/lang/IncompatibleClassChangeError",
				  names_interface ? "Found class %s, but interface was expected"
						  : "Found interface %s, but class was expected",
				  external_name(class, text));
		return NULL;
	}
	struct method *method = class_find_method(class, name, descriptor);
	if (!method) {
		throw_no_such_method(thread, class, name, descriptor);
		return NULL;
	}
	external_method(method->owner, name, method->descriptor, method_text);
	snprintf(described, sizeof described, "'%.1000s'", method_text);
	if (!access_check_member(thread, pool->owner, class, method->owner, method->access, "method",
				 described))
		return NULL;
	/* Signature-polymorphic methods take what the caller's loader means. */
	const struct symbol *const type =
		method->flags & METHOD_POLYMORPHIC
			? NULL
			: constraint_violated(method->descriptor, pool->owner, method->owner);
	if (!type)
		return method;
	throw_constraint(thread, pool->owner, method->owner, type,
			 names_interface ? "interface method" : "method", method_text);
	return NULL;
}

struct method *pool_method(struct thread *thread, struct pool *pool, uint16_t index, enum invoke how)
{
	struct method *method = kept(pool, index);
	if (!method) {
		struct class *class = pool_class(thread, pool, pool->entries[index].a);
		if (!class || !(method = find_method(thread, pool, index, class, how)))
			return NULL;
		keep(pool, index, method);
	}
	if (!(method->access & ACC_STATIC) == (how == INVOKE_STATIC)) {
		char text[1024];
		throw_new(thread, "java/lang/IncompatibleClassChangeError", "Expect%sstatic method '%s'",
			  how == INVOKE_STATIC ? "ed " : "ing non-",
			  external_method(method->owner, method->name, method->descriptor, text));
		return NULL;
	}
	return method;
}

struct object *pool_string(struct thread *thread, struct pool *pool, uint16_t index)
{
	struct object *found = pool_kept_object(pool, index);
	if (found)
		return found;
	found = string_literal(thread, pool_symbol(pool, pool->entries[index].a));
	return found && keep_object(thread, pool, index, found) ? found : NULL;
}

bool pool_load(struct thread *thread, struct pool *pool, uint16_t index, union slot *value, enum kind *kind)
{
	const struct pool_entry *entry = &pool->entries[index];
	*kind = KIND_REFERENCE;
	switch (pool->tags[index]) {
	case CONSTANT_Integer:
		value->i = entry->i;
		*kind = KIND_INT;
		return true;
	case CONSTANT_Float:
		value->f = entry->f;
		*kind = KIND_FLOAT;
		return true;
	case CONSTANT_Long:
		value->l = entry->l;
		*kind = KIND_LONG;
		return true;
	case CONSTANT_Double:
		value->d = entry->d;
		*kind = KIND_DOUBLE;
		return true;
	case CONSTANT_Class: {
		struct class *class = pool_class(thread, pool, index);
		value->o = class ? class->mirror : NULL;
		return class != NULL;
	}
	case CONSTANT_String:
		return (value->o = pool_string(thread, pool, index)) != NULL;
	case CONSTANT_MethodType:
		return (value->o = pool_method_type(thread, pool, index)) &&
		       keep_object(thread, pool, index, value->o);
	case CONSTANT_MethodHandle:
		return (value->o = pool_method_handle(thread, pool, index)) &&
		       keep_object(thread, pool, index, value->o);
	default:
		return pool_dynamic(thread, pool, index, value, kind) &&
		       (*kind != KIND_REFERENCE || keep_object(thread, pool, index, value->o));
	}
}
