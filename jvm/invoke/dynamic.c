/* SPDX-License-Identifier: Apache-2.0 */
/* dynamic.c: linking invokedynamic (JVMS 6.5, 5.4.3.6). A site is an instruction of a method: it is linked
 * once, whichever thread comes first, and an error of the first time is thrown each time. */
#include "jvm/invoke/internal.h"
#include "jvm/gc/gc.h"
#include "jvm/memory/low.h"
#include "jvm/run/exception.h"
#include "jvm/run/vm.h"
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

struct linked {
	struct linked *next;
	const struct method *method;
	uint32_t bci;
	struct call_site *site; /* NULL: it failed with */
	struct object *error;   /* a root */
};

enum { BUCKETS = 1024 };
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER; /* guards the table; no Java runs under it */
static struct linked *buckets[BUCKETS];

static struct linked **bucket_of(const struct method *method, uint32_t bci)
{
	return &buckets[((uintptr_t)method / 8 + bci * 31) % BUCKETS];
}

static struct linked *find(const struct method *method, uint32_t bci)
{
	struct linked *found = *bucket_of(method, bci);
	while (found && (found->method != method || found->bci != bci))
		found = found->next;
	return found;
}

/* The entry of the site: the given one, or the one that another thread entered first. */
static struct linked *enter(const struct linked *given)
{
	struct linked *made = calloc(1, sizeof *made);
	if (!made)
		abort();
	*made = *given;
	pthread_mutex_lock(&lock);
	struct linked *found = find(given->method, given->bci);
	if (found) {
		free(made);
	} else {
		struct linked **const bucket = bucket_of(given->method, given->bci);
		made->next = *bucket;
		*bucket = found = made;
		if (made->error)
			gc_root_add(&made->error);
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

struct call_site *call_site_link(struct thread *thread, struct class *caller, uint16_t index,
				 const struct method *method, uint32_t bci)
{
	pthread_mutex_lock(&lock);
	struct linked *entry = find(method, bci);
	pthread_mutex_unlock(&lock);
	if (!entry) {
		struct linked made = { .method = method, .bci = bci };
		made.site = metadata_allocate(sizeof *made.site);
		enum desugared result = desugar(thread, caller, index, made.site);
		if (result == DESUGAR_UNSUITABLE) {
			throw_new(thread, "java/lang/UnsupportedOperationException",
				  "invokedynamic constant %u", index);
			result = DESUGAR_FAILED;
		}
		if (result == DESUGAR_FAILED) {
			made.site = NULL;
			made.error = exception_take(thread);
		}
		entry = enter(&made);
	}
	if (!entry->site)
		throw_object(thread, entry->error);
	return entry->site;
}
