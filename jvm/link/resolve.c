/* SPDX-License-Identifier: Apache-2.0 */
/* resolve.c: resolution of constants (JVMS 5.4.3). A result is stored with release order; two threads that
 * resolve at once store the same. */
#include "jvm/link/internal.h"
#include "jvm/gc/gc.h"
#include "jvm/run/call.h"
#include "jvm/run/exception.h"
#include "jvm/run/string.h"
#include "jvm/run/vm.h"
#include <pthread.h>
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

void class_not_found_to_error(struct thread *thread, const struct symbol *name)
{
	static struct class *not_found;
	if (!not_found) {
		struct object *pending = exception_take(thread);
		not_found = class_load(thread, symbol_of("java/lang/ClassNotFoundException"), NULL);
		thread->exception = pending;
	}
	if (!thread->exception || !not_found || object_class(thread->exception) != not_found)
		return;
	struct object *cause = exception_take(thread);
	throw_new(thread, "java/lang/NoClassDefFoundError", "%s", name->text);
	struct object *error = exception_take(thread);
	union slot ignored;
	if (error && object_is(error, vm.Throwable))
		call_virtual(thread, error, "initCause", "(Ljava/lang/Throwable;)Ljava/lang/Throwable;",
			     &ignored, cause);
	thread->exception = error;
}

struct class *pool_class(struct thread *thread, struct pool *pool, uint16_t index)
{
	struct class *found = kept(pool, index);
	if (found)
		return found;
	struct class *owner = pool->owner;
	struct symbol *name = pool_class_name(pool, index);
	found = class_load(thread, name, owner->loader);
	if (!found) {
		class_not_found_to_error(thread, name);
		return NULL;
	}
	if (!class_can_access(owner, found)) {
		char a[256], b[256];
		throw_new(thread, "java/lang/IllegalAccessError",
			  "failed to access class %s from class %s (%s)", external_name(found, a),
			  external_name(owner, b),
			  "they are not in the same package, and the first is not public");
		return NULL;
	}
	return keep(pool, index, found);
}

static bool check_member(struct thread *thread, struct pool *pool, struct class *resolved,
			 struct class *owner, uint16_t access, const char *what, const struct symbol *name)
{
	if (class_can_access_member(thread, pool->owner, resolved, owner, access))
		return true;
	char a[256], b[256];
	const char *visibility = access & ACC_PRIVATE     ? "private "
				 : access & ACC_PROTECTED ? "protected "
							  : "";
	throw_new(thread, "java/lang/IllegalAccessError", "class %s tried to access %s%s %s.%s",
		  external_name(pool->owner, a), visibility, what, external_name(owner, b), name->text);
	return false;
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
		if (!check_member(thread, pool, class, field->owner, field->access, "field", name))
			return NULL;
		keep(pool, index, field);
	}
	if (!(field->access & ACC_STATIC) == is_static) {
		throw_new(thread, "java/lang/IncompatibleClassChangeError", "Expected %s field %s.%s",
			  is_static ? "static" : "non-static", external_name(field->owner, text),
			  field->name->text);
		return NULL;
	}
	if (is_write && field->access & ACC_FINAL &&
	    (field->owner != pool->owner ||
	     (pool->owner->major >= 53 &&
	      strcmp(from->name->text, is_static ? "<clinit>" : "<init>") != 0))) {
		char by[256];
		throw_new(thread, "java/lang/IllegalAccessError",
			  "Update to %s final field %s.%s attempted from a different %s (%s) than the "
			  "initializer method %s",
			  is_static ? "static" : "non-static", external_name(field->owner, text),
			  field->name->text, field->owner != pool->owner ? "class" : "method",
			  field->owner != pool->owner ? external_name(pool->owner, by) : from->name->text,
			  is_static ? "<clinit>" : "<init>");
		return NULL;
	}
	return field;
}

static struct method *find_method(struct thread *thread, struct pool *pool, uint16_t index,
				  struct class *class)
{
	char text[256];
	const bool wants_interface = pool->tags[index] == CONSTANT_InterfaceMethodref;
	struct symbol *const name = pool_member_name(pool, index), *const descriptor = pool_member_descriptor(
									   pool, index);
	if (class_is_interface(class) != wants_interface) {
		throw_new(thread, "java/lang/IncompatibleClassChangeError",
			  wants_interface ? "Found class %s, but interface was expected"
					  : "Found interface %s, but class was expected",
			  external_name(class, text));
		return NULL;
	}
	struct method *method = class_find_method(class, name, descriptor);
	if (!method) {
		char method_text[1024];
		throw_new(thread, "java/lang/NoSuchMethodError", "'%s'",
			  external_method(class, name, descriptor, method_text));
		return NULL;
	}
	return check_member(thread, pool, class, method->owner, method->access, "method", name) ? method
												: NULL;
}

struct method *pool_method(struct thread *thread, struct pool *pool, uint16_t index, enum invoke how)
{
	struct method *method = kept(pool, index);
	if (!method) {
		struct class *class = pool_class(thread, pool, pool->entries[index].a);
		if (!class || !(method = find_method(thread, pool, index, class)))
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

/* The pool's array of objects, made at the first need. */
static bool keep_object(struct thread *thread, struct pool *pool, uint16_t index, struct object *value)
{
	if (!pool->resolved_objects) {
		struct array *made = gc_new_array(thread, vm.array_Object, pool->count);
		struct array *expected = NULL;
		if (!made)
			return false;
		__atomic_compare_exchange_n(&pool->resolved_objects, &expected, made, false, __ATOMIC_ACQ_REL,
					    __ATOMIC_ACQUIRE);
	}
	array_set(pool->resolved_objects, index, value);
	return true;
}

struct object *pool_string(struct thread *thread, struct pool *pool, uint16_t index)
{
	struct object *found = pool->resolved_objects ? array_get(pool->resolved_objects, index) : NULL;
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
