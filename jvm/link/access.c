/* SPDX-License-Identifier: Apache-2.0 */
/* access.c: access control (JVMS 5.4.4) and nests. Everything is open to everyone between modules. */
#include "jvm/link/external.h"
#include "jvm/link/internal.h"
#include "jvm/memory/arena.h"
#include "jvm/native/native.h"
#include "jvm/run/exception.h"
#include "jvm/run/string.h"
#include "jvm/run/vm.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool class_can_access(const struct class *from, const struct class *to)
{
	while (to->dimensions)
		to = to->element;
	return to->kind != KIND_REFERENCE || to->access & ACC_PUBLIC || from == to || from->trusted ||
	       class_same_package(from, to) ||
	       (vm.MagicAccessorImpl &&
		/* An accessor that reflection makes extends a class that it cannot name. */
		class_is_subclass(from->supers ? from : to, vm.MagicAccessorImpl));
}

static bool lists_member(const struct class *host, const struct class *member)
{
	for (int i = 0; i < host->nest_members_count; i++)
		if (pool_class_name(host->pool, host->nest_members[i]) == member->name)
			return true;
	return false;
}

/* "Nest host resolution of A with host B failed: java.lang.X: message", of the pending exception, which it
 * takes. */
static void describe_failure(struct thread *thread, const struct class *class, char text[1024])
{
	char name[256], thrown[256];
	struct object *exception = exception_take(thread);
	struct object *message = FIELD_REF(
		exception, native_field_offset(vm.Throwable, "detailMessage", "Ljava/lang/String;"));
	char *utf8 = message ? string_to_utf8(message) : NULL;
	snprintf(text, 1024, "Nest host resolution of %s with host %.250s failed: %s%s%.200s",
		 external_name(class, name), pool_class_name(class->pool, class->nest_host_index)->text,
		 external_name(object_class(exception), thrown), utf8 ? ": " : "", utf8 ? utf8 : "");
	free(utf8);
}

/* A host that is missing or invalid leaves the class alone in its nest. */
struct class *class_nest_host(struct thread *thread, struct class *class)
{
	struct class *const known = __atomic_load_n(&class->nest_host, __ATOMIC_ACQUIRE);
	if (known)
		return known;
	if (!class->nest_host_index)
		return class;
	char text[1024] = "", a[256], b[256], a_loader[320], b_loader[320];
	struct class *host = pool_class(thread, class->pool, class->nest_host_index);
	if (!host && exception_is_of_machine(thread->exception))
		return NULL;
	if (!host)
		describe_failure(thread, class, text);
	else if (!class_same_package(host, class) || !lists_member(host, class))
		snprintf(text, sizeof text,
			 "Type %.200s (loader: %.250s) is not a nest member of type %.200s (loader: %.250s): "
			 "%s",
			 external_name(class, a), external_loader(class->loader, a_loader),
			 external_name(host, b), external_loader(host->loader, b_loader),
			 class_same_package(host, class) ? "current type is not listed as a nest member"
							 : "types are in different packages");
	if (*text) {
		char *const kept = metadata_bytes_beside(class, strlen(text) + 1);
		class->nest_error = strcpy(kept, text);
		host = class;
	}
	__atomic_store_n(&class->nest_host, host, __ATOMIC_RELEASE); /* with nest_error */
	return host;
}

bool class_is_nest_mate(struct thread *thread, struct class *a, struct class *b)
{
	const struct class *const host = class_nest_host(thread, a);
	return host && class_nest_host(thread, b) == host;
}

bool class_can_access_member(struct thread *thread, struct class *from, struct class *resolved,
			     struct class *owner, uint16_t access)
{
	if (access & ACC_PUBLIC || from == owner || from->trusted ||
	    (vm.MagicAccessorImpl && class_is_subclass(from, vm.MagicAccessorImpl)))
		return true;
	if (access & ACC_PRIVATE)
		return class_is_nest_mate(thread, from, owner);
	if (class_same_package(from, owner))
		return true;
	if (!(access & ACC_PROTECTED))
		return false;
	/* Arrays have Object's clone as a public method. */
	if (resolved->dimensions)
		return true;
	return class_is_subclass(from, owner) && (access & ACC_STATIC || class_is_subclass(resolved, from) ||
						  class_is_subclass(from, resolved));
}
