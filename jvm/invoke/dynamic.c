/* SPDX-License-Identifier: Apache-2.0 */
/* dynamic.c: linking invokedynamic (JVMS 6.5) and dynamic constants (5.4.3.6). A site is an instruction of a
 * method: it is linked once, whichever thread comes first, and an error of the first time is thrown each
 * time. */
#include "jvm/invoke/internal.h"
#include "jvm/gc/gc.h"
#include "jvm/link/external.h"
#include "jvm/link/link.h"
#include "jvm/link/descriptor.h"
#include "jvm/gc/class_space.h"
#include "jvm/memory/must.h"
#include "jvm/native/box.h"
#include "jvm/native/reflect.h"
#include "jvm/run/call.h"
#include "jvm/run/exception.h"
#include "jvm/run/string.h"
#include "jvm/run/vm.h"
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

struct linked {
	struct linked *next;
	const void *of; /* a method, or a pool: what is here lives as long */
	uint32_t at;    /* bytecode index, or index of a constant */
	struct call_site *site;
	struct object *value; /* of a constant, boxed; a root */
	struct object *error; /* not NULL: this is all there is; a root */
};

enum { BUCKETS = 1024 };
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER; /* guards the table; no Java runs under it */
static struct linked *buckets[BUCKETS];

static struct linked **bucket_of(const void *of, uint32_t at)
{
	return &buckets[((uintptr_t)of / 8 + at * 31) % BUCKETS];
}

static struct linked *find_locked(const void *of, uint32_t at)
{
	struct linked *found = *bucket_of(of, at);
	while (found && (found->of != of || found->at != at))
		found = found->next;
	return found;
}

static struct linked *find(const void *of, uint32_t at)
{
	pthread_mutex_lock(&lock);
	struct linked *const found = find_locked(of, at);
	pthread_mutex_unlock(&lock);
	return found;
}

/* Inside a collection: nobody holds the lock, for its holders neither allocate nor stop. */
static void forget_dying(void)
{
	for (int i = 0; i < BUCKETS; i++)
		for (struct linked **at = &buckets[i]; *at;) {
			struct linked *const entry = *at;
			if (metadata_is_dying(entry->of)) {
				*at = entry->next;
				free(entry);
			} else {
				at = &entry->next;
			}
		}
}

/* The entry of the site or constant: the given one, or the one that another thread entered first. */
static struct linked *enter(const struct linked *given)
{
	struct linked *made = must(calloc(1, sizeof *made));
	*made = *given;
	pthread_mutex_lock(&lock);
	static bool registered;
	if (!registered)
		class_space_on_unload(forget_dying);
	registered = true;
	struct linked *found = find_locked(given->of, given->at);
	if (found) {
		free(made);
	} else {
		class_root_add(made->of, &made->value);
		class_root_add(made->of, &made->error);
		struct linked **const bucket = bucket_of(given->of, given->at);
		made->next = *bucket;
		*bucket = found = made;
	}
	pthread_mutex_unlock(&lock);
	return found;
}

static enum desugared desugar(struct thread *thread, struct class *caller, uint16_t index,
			      struct call_site *site)
{
	const struct pool *const pool = caller->pool;
	const struct pool_entry *const handle = &pool->entries[bootstrap_of(caller, index)->handle];
	enum { REF_invokeStatic = 6 };
	if (handle->a != REF_invokeStatic)
		return DESUGAR_UNSUITABLE;
	const char *const owner = pool_class_name(pool, pool->entries[handle->b].a)->text;
	const char *const name = pool_member_name(pool, handle->b)->text;
	if (strcmp(owner, "java/lang/invoke/LambdaMetafactory") == 0)
		return strcmp(name, "metafactory") == 0      ? lambda_link(thread, caller, index, false, site)
		       : strcmp(name, "altMetafactory") == 0 ? lambda_link(thread, caller, index, true, site)
							     : DESUGAR_UNSUITABLE;
	if (strcmp(owner, "java/lang/invoke/StringConcatFactory") == 0)
		return strcmp(name, "makeConcatWithConstants") == 0
			       ? concat_link(thread, caller, index, true, site)
		       : strcmp(name, "makeConcat") == 0 ? concat_link(thread, caller, index, false, site)
							 : DESUGAR_UNSUITABLE;
	if (strcmp(owner, "java/lang/runtime/ObjectMethods") == 0 && strcmp(name, "bootstrap") == 0)
		return record_link(thread, caller, index, site);
	return DESUGAR_UNSUITABLE;
}

/* The bootstrap's static arguments as MethodHandleNatives wants them: an Object[], or null for none. false:
 * an exception is pending. */
static bool static_arguments(struct thread *thread, struct pool *pool,
			     const struct bootstrap_method *bootstrap, struct object **arguments)
{
	*arguments = NULL;
	if (bootstrap->arguments_count == 0)
		return true;
	struct array *const made = gc_new_array(thread, vm.array_Object, bootstrap->arguments_count);
	for (int i = 0; made && i < bootstrap->arguments_count; i++) {
		union slot value;
		enum kind kind;
		if (!pool_load(thread, pool, bootstrap->arguments[i], &value, &kind))
			return false;
		struct object *const object = box_wrap(thread, kind, value);
		if (thread->exception)
			return false;
		array_set(made, i, object);
	}
	*arguments = (struct object *)made;
	return made != NULL;
}

/* JVMS 5.4.3.6: what a bootstrap throws that is no Error is wrapped. */
static void wrap_exception(struct thread *thread)
{
	struct object *const thrown = exception_take(thread);
	if (object_is(thrown, vm.Error)) {
		throw_object(thread, thrown);
		return;
	}
	struct class *const class = class_boot(thread, "java/lang/BootstrapMethodError");
	struct object *const error =
		class ? call_new(thread, class, "(Ljava/lang/Throwable;)V", thrown) : NULL;
	if (error)
		throw_object(thread, error);
}

/* Any bootstrap: java.lang.invoke calls it and makes an adapter of its CallSite. */
static bool link_by_java(struct thread *thread, struct class *caller, uint16_t index, struct call_site *site)
{
	struct pool *const pool = caller->pool;
	const struct bootstrap_method *const bootstrap = bootstrap_of(caller, index);
	struct object *arguments;
	union slot handle, member;
	enum kind kind;
	if (!pool_load(thread, pool, bootstrap->handle, &handle, &kind))
		return false;
	struct object *const name = string_literal(thread, pool_member_name(pool, index));
	struct object *const type =
		name ? method_type_load(thread, caller, pool_member_descriptor(pool, index)) : NULL;
	struct array *const appendix = type ? gc_new_array(thread, vm.array_Object, 1) : NULL;
	return appendix && static_arguments(thread, pool, bootstrap, &arguments) &&
	       call_static(thread, vm.MethodHandleNatives, "linkCallSite",
			   "(Ljava/lang/Object;ILjava/lang/Object;Ljava/lang/Object;Ljava/lang/Object;"
			   "Ljava/lang/Object;[Ljava/lang/Object;)Ljava/lang/invoke/MemberName;",
			   &member, caller->mirror, (int)index, handle.o, name, type, arguments,
			   &appendix->header) &&
	       site_from_member(thread, site, member.o, appendix);
}

/* Takes the pending exception of a bootstrap, made an Error. One that is no LinkageError (memory, stack) may
 * not come again: it stays pending, and the result is NULL. */
static struct object *error_to_keep(struct thread *thread)
{
	wrap_exception(thread);
	struct object *const error = exception_take(thread);
	struct class *const linkage = class_boot(thread, "java/lang/LinkageError");
	if (linkage && object_is(error, linkage))
		return error;
	throw_object(thread, error);
	return NULL;
}

/* A site's error again: a new one of the same class and message, without the cause. */
static void throw_again(struct thread *thread, struct object *error)
{
	union slot message;
	struct class *const class = object_class(error);
	struct object *made = NULL;
	if (!class_method(class, symbol_of("<init>"), symbol_of("(Ljava/lang/String;)V")))
		made = error;
	else if (call_virtual(thread, error, "getMessage", "()Ljava/lang/String;", &message))
		made = call_new(thread, class, "(Ljava/lang/String;)V", message.o);
	if (made)
		throw_object(thread, made);
}

struct call_site *call_site_link(struct thread *thread, struct class *caller, uint16_t index,
				 const struct method *method, uint32_t bci)
{
	struct linked *entry = find(method, bci);
	if (!entry) {
		struct linked made = { .of = method, .at = bci };
		made.site = metadata_beside(caller, sizeof *made.site);
		enum desugared result = desugar(thread, caller, index, made.site);
		if (result == DESUGAR_UNSUITABLE)
			result = link_by_java(thread, caller, index, made.site) ? DESUGARED : DESUGAR_FAILED;
		if (result == DESUGAR_FAILED) {
			made.error = error_to_keep(thread);
			if (!made.error)
				return NULL;
		}
		/* Another thread may have come first: then its site counts, or its error. */
		entry = enter(&made);
		if (entry->error && entry->error == made.error) {
			throw_object(thread, made.error);
			return NULL;
		}
	}
	if (!entry->error)
		return entry->site;
	throw_again(thread, entry->error);
	return NULL;
}

/* Calls the bootstrap of a dynamic constant. */
static bool make_constant(struct thread *thread, struct pool *pool, uint16_t index, struct object **value)
{
	const struct bootstrap_method *const bootstrap = bootstrap_of(pool->owner, index);
	struct object *arguments;
	union slot handle, result;
	enum kind kind;
	if (!pool_load(thread, pool, bootstrap->handle, &handle, &kind))
		return false;
	struct object *const name = string_literal(thread, pool_member_name(pool, index));
	const struct class *const type =
		name ? class_of_descriptor(thread, pool->owner, pool_member_descriptor(pool, index)) : NULL;
	if (!type || !static_arguments(thread, pool, bootstrap, &arguments) ||
	    !call_static(thread, vm.MethodHandleNatives, "linkDynamicConstant",
			 "(Ljava/lang/Object;ILjava/lang/Object;Ljava/lang/Object;Ljava/lang/Object;"
			 "Ljava/lang/Object;)Ljava/lang/Object;",
			 &result, pool->owner->mirror, (int)index, handle.o, name, type->mirror, arguments))
		return false;
	*value = result.o;
	return true;
}

bool pool_dynamic(struct thread *thread, struct pool *pool, uint16_t index, union slot *value,
		  enum kind *kind)
{
	struct linked *entry = find(pool, index);
	if (!entry) {
		struct linked made = { .of = pool, .at = index };
		if (!make_constant(thread, pool, index, &made.value) && !(made.error = error_to_keep(thread)))
			return false;
		entry = enter(&made);
	}
	if (entry->error) {
		throw_object(thread, entry->error);
		return false;
	}
	*kind = descriptor_kind(pool_member_descriptor(pool, index)->text[0]);
	if (*kind == KIND_REFERENCE)
		value->o = entry->value;
	else
		box_unwrap(entry->value, *kind, value);
	return true;
}
