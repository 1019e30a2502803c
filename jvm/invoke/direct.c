/* SPDX-License-Identifier: Apache-2.0 */
/* direct.c: the short way of a signature-polymorphic call: when the handle at hand is a direct one and has
 * exactly the type of the call, its method is called at once. Java's adapter, which the site also has, is for
 * all other handles: it checks, converts and throws. */
#include "jvm/invoke/internal.h"
#include "jvm/invoke/member.h"
#include "jvm/gc/class_space.h"
#include "jvm/native/native.h"
#include "jvm/run/call.h"
#include "jvm/run/exception.h"
#include "jvm/run/vm.h"
#include <string.h>

static const struct {
	const char *name;
	uint8_t type;
} modes[] = {
#define X(name, type) { name, type },
#include "jvm/invoke/access_modes.h"
#undef X
};

static struct class *class_named(struct class **kept, const char *name)
{
	struct class *found = __atomic_load_n(kept, __ATOMIC_ACQUIRE);
	if (!found) {
		found = class_find_loaded(symbol_of(name), NULL);
		__atomic_store_n(kept, found, __ATOMIC_RELEASE);
	}
	return found;
}

/* VarHandle.accessModeType(type), which is made when first asked for. NULL: an exception is pending. */
static struct object *exact_type(struct thread *thread, struct object *handle, int type)
{
	static uint32_t types_at, table_at;
	struct object *const types =
		FIELD_REF(handle, native_kept_offset(&types_at, vm.VarHandle, "typesAndInvokers",
						     "Ljava/lang/invoke/VarHandle$TypesAndInvokers;"));
	struct object *const table =
		types ? FIELD_REF(types,
				  native_kept_offset(&table_at, object_class(types), "methodType_table",
						     "[Ljava/lang/invoke/MethodType;"))
		      : NULL;
	struct object *const known = table ? array_get((struct array *)table, type) : NULL;
	union slot made;
	if (known)
		return known;
	return call_virtual(thread, handle, "accessModeType", "(I)Ljava/lang/invoke/MethodType;", &made, type)
		       ? made.o
		       : NULL;
}

/* Java's own rule (VarHandleGuards): the erased types are the same, and the result is what the call expects.
 */
static bool types_agree(struct thread *thread, const struct call_site *site, struct object *handle,
			const struct object *form)
{
	static uint32_t table_at, exact_at;
	const struct array *const erased = (const struct array *)FIELD_REF(
		form, native_kept_offset(&table_at, object_class(form), "methodType_table",
					 "[Ljava/lang/invoke/MethodType;"));
	if (array_get(erased, site->access_type) != site->erased)
		return false;
	const bool exact = FIELD(handle, native_kept_offset(&exact_at, vm.VarHandle, "exact", "Z"), uint8_t);
	if (!exact && site->any_result)
		return true;
	return exact_type(thread, handle, site->access_type) == site->type;
}

static struct method *select_access(struct thread *thread, const struct call_site *site, union slot **args)
{
	static struct class *indirect;
	static uint32_t form_at, members_at;
	struct object *const handle = (*args)->o;
	if (!handle || object_class(handle) == class_named(&indirect, "java/lang/invoke/IndirectVarHandle"))
		return NULL;
	const struct object *const form = FIELD_REF(
		handle, native_kept_offset(&form_at, vm.VarHandle, "vform", "Ljava/lang/invoke/VarForm;"));
	if (!types_agree(thread, site, handle, form))
		return NULL;
	const struct object *const members =
		FIELD_REF(form, native_kept_offset(&members_at, object_class(form), "memberName_table",
						   "[Ljava/lang/invoke/MemberName;"));
	const struct object *const member = array_get((const struct array *)members, site->access_mode);
	return member ? member_method(member) : NULL;
}

struct method *direct_method(const struct object *handle, const union slot *args)
{
	static struct class *plain;
	static uint32_t member_at;
	if (object_class(handle) != class_named(&plain, "java/lang/invoke/DirectMethodHandle"))
		return NULL;
	struct method *const method =
		member_method(FIELD_REF(handle, native_kept_offset(&member_at, object_class(handle), "member",
								   "Ljava/lang/invoke/MemberName;")));
	if (!method || method_handle_is_intrinsic(method))
		return NULL;
	if (method->access & ACC_STATIC)
		return atomic_load_explicit(&method->owner->state, memory_order_acquire) == CLASS_INITIALISED
			       ? method
			       : NULL;
	return args[0].o ? class_select_virtual(object_class(args[0].o), method) : NULL;
}

/* A handle of exactly the call's type needs no adapter: its own form is entered, or the method of a direct
 * one. */
static struct method *select_handle(struct thread *thread, const struct call_site *site, union slot **args)
{
	static uint32_t type_at;
	(void)thread;
	const struct object *const handle = (*args)->o;
	if (!handle || FIELD_REF(handle, native_kept_offset(&type_at, vm.MethodHandle, "type",
							    "Ljava/lang/invoke/MethodType;")) != site->type)
		return NULL;
	struct method *const direct = direct_method(handle, *args + 1);
	if (!direct)
		return handle_entry(handle);
	++*args;
	return direct;
}

bool direct_prepare(struct thread *thread, struct call_site *site, const struct class *class,
		    const struct symbol *name, struct object *type, const struct symbol *descriptor)
{
	union slot erased;
	site->type = type;
	class_root_add(site, &site->type);
	if (class == vm.MethodHandle) {
		site->select = select_handle;
		return true;
	}
	for (size_t i = 0; i < sizeof modes / sizeof modes[0]; i++)
		if (strcmp(modes[i].name, name->text) == 0) {
			site->access_mode = (uint8_t)i;
			site->access_type = modes[i].type;
			site->select = select_access;
		}
	if (!call_virtual(thread, type, "erase", "()Ljava/lang/invoke/MethodType;", &erased))
		return false;
	site->erased = erased.o;
	class_root_add(site, &site->erased);
	const char *const result = strchr(descriptor->text, ')') + 1;
	site->any_result = (*result != 'L' && *result != '[') || strcmp(result, "Ljava/lang/Object;") == 0;
	return true;
}
