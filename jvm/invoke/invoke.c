/* SPDX-License-Identifier: Apache-2.0 */
/* invoke.c: the places where the interpreter and the linker need invokedynamic, method handles and dynamic
 * constants. None of these is there yet (docs/java.md): each use throws, naming what was asked for. */
#include "jvm/invoke/invoke.h"
#include "jvm/link/link.h"
#include "jvm/run/exception.h"
#include <string.h>

static void *not_there(struct thread *thread, const struct pool *pool, uint16_t index, const char *what)
{
	throw_new(thread, "java/lang/UnsupportedOperationException",
		  "%s (constant %u of %s) is not supported by this virtual machine yet", what, index,
		  pool->owner->name->text);
	return NULL;
}

bool method_handle_is_intrinsic(const struct method *method)
{
	return strcmp(method->name->text, "invokeBasic") == 0 ||
	       strncmp(method->name->text, "linkTo", 6) == 0;
}

struct method *method_handle_target(struct thread *thread, const struct method *intrinsic, union slot *args,
				    uint16_t slots)
{
	(void)args;
	(void)slots;
	throw_new(thread, "java/lang/UnsupportedOperationException",
		  "MethodHandle.%s is not supported by this virtual machine yet", intrinsic->name->text);
	return NULL;
}

struct call_site *polymorphic_link(struct thread *thread, struct class *caller, uint16_t index)
{
	return not_there(thread, caller->pool, index, "a call of a method handle or VarHandle");
}

struct object *pool_method_type(struct thread *thread, struct pool *pool, uint16_t index)
{
	return not_there(thread, pool, index, "a MethodType constant");
}

struct object *pool_method_handle(struct thread *thread, struct pool *pool, uint16_t index)
{
	return not_there(thread, pool, index, "a MethodHandle constant");
}

bool pool_dynamic(struct thread *thread, struct pool *pool, uint16_t index, union slot *value,
		  enum kind *kind)
{
	(void)value;
	(void)kind;
	not_there(thread, pool, index, "a dynamic constant");
	return false;
}
