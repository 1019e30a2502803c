/* SPDX-License-Identifier: Apache-2.0 */
/* access.c: access control (JVMS 5.4.4) and nests. Everything is open to everyone between modules. */
#include "jvm/link/internal.h"
#include "jvm/run/exception.h"
#include "jvm/run/vm.h"

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

struct class *class_nest_host(struct thread *thread, struct class *class)
{
	if (class->nest_host)
		return class->nest_host;
	if (!class->nest_host_index)
		return class;
	struct class *host = pool_class(thread, class->pool, class->nest_host_index);
	if (!host)
		exception_take(
			thread); /* a host that is missing or invalid leaves the class alone in its nest */
	class->nest_host =
		host && class_same_package(host, class) && lists_member(host, class) ? host : class;
	return class->nest_host;
}

bool class_can_access_member(struct thread *thread, struct class *from, struct class *resolved,
			     struct class *owner, uint16_t access)
{
	if (access & ACC_PUBLIC || from == owner || from->trusted ||
	    (vm.MagicAccessorImpl && class_is_subclass(from, vm.MagicAccessorImpl)))
		return true;
	if (access & ACC_PRIVATE)
		return class_nest_host(thread, from) == class_nest_host(thread, owner);
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
