/* SPDX-License-Identifier: Apache-2.0 */
/* java_security.c: AccessController: the protection domains of the methods that are running. */
#include "jvm/gc/gc.h"
#include "jvm/link/link.h"
#include "jvm/native/native.h"
#include "jvm/run/frame.h"
#include "jvm/run/vm.h"
#include <string.h>

static const char controller[] = "java/security/AccessController";

/* What a walk from the newest frame finds. */
struct domains {
	bool privileged; /* it ended at executePrivileged, with this context: */
	struct object *context;
	struct array *into; /* where the domains go; NULL: they are counted only */
	int32_t count;
};

static bool is_privileged(const struct frame *frame)
{
	return strcmp(frame->method->name->text, "executePrivileged") == 0 && !frame->method->owner->loader &&
	       strcmp(frame->method->owner->name->text, controller) == 0;
}

/* The domains of the frames up to executePrivileged(action, context, caller), whose caller counts too;
 * neighbours that are alike count once, those of the class library not at all. */
static void walk(struct thread *thread, struct domains *found)
{
	const struct object *previous = NULL;
	found->count = 0;
	for (struct frame *frame = frame_first(thread); frame && !found->privileged;
	     frame = frame_next(frame)) {
		const struct class *class = frame->method->owner;
		if (is_privileged(frame)) {
			found->privileged = true;
			found->context = frame->slots[1].o;
			class = frame->slots[2].o ? class_of_mirror(frame->slots[2].o) : class;
		}
		struct object *const domain = class->protection_domain;
		if (domain && domain != previous) {
			if (found->into)
				array_set(found->into, found->count, domain);
			found->count++;
			previous = domain;
		}
	}
}

/* Null when all that runs is of the class library. */
static void stack_context(struct thread *thread, union slot *args)
{
	struct domains found = { .into = NULL };
	walk(thread, &found);
	args[0].o = NULL;
	if (found.count == 0 && (!found.privileged || !found.context))
		return;
	struct class *const domain = class_load(thread, symbol_of("java/security/ProtectionDomain"), NULL);
	struct class *const class = domain ? class_boot(thread, "java/security/AccessControlContext") : NULL;
	struct class *const domains = class ? class_array(thread, domain) : NULL;
	found.into = domains && found.count ? gc_new_array(thread, domains, found.count) : NULL;
	struct object *const made = domains && !thread->exception ? gc_new(thread, class) : NULL;
	if (!made)
		return;
	if (found.into) {
		found.privileged = false; /* once more, now to store them */
		walk(thread, &found);
	}
	reference_store(&FIELD(made,
			       native_field_offset(class, "context", "[Ljava/security/ProtectionDomain;"),
			       reference),
			(struct object *)found.into);
	reference_store(&FIELD(made,
			       native_field_offset(class, "privilegedContext",
						   "Ljava/security/AccessControlContext;"),
			       reference),
			found.context);
	FIELD(made, native_field_offset(class, "isPrivileged", "Z"), uint8_t) = found.privileged;
	FIELD(made, native_field_offset(class, "isAuthorized", "Z"), uint8_t) = true;
	args[0].o = made;
}

static void inherited_context(struct thread *thread, union slot *args)
{
	static uint32_t offset;
	args[0].o = FIELD_REF(thread->object,
			      native_kept_offset(&offset, vm.Thread, "inheritedAccessControlContext",
						 "Ljava/security/AccessControlContext;"));
}

static void domain_of(struct thread *thread, union slot *args)
{
	(void)thread;
	args[0].o = class_of_mirror(args[0].o)->protection_domain;
}

static const struct native_entry entries[] = {
	{ "getStackAccessControlContext", NULL, stack_context },
	{ "getInheritedAccessControlContext", NULL, inherited_context },
	{ "ensureMaterializedForStackWalk", NULL, native_nothing },
	{ "getProtectionDomain", NULL, domain_of },
};

NATIVE_TABLE(java_security);
const struct native_class native_java_security[] = { { controller, entries,
						       sizeof entries / sizeof entries[0] } };
const size_t native_java_security_count = 1;
