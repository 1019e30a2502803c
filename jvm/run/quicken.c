/* SPDX-License-Identifier: Apache-2.0 */
#include "jvm/run/quicken.h"
#include "jvm/classfile/classfile.h"
#include "jvm/gc/class_space.h"
#include "jvm/gc/gc.h"
#include "jvm/invoke/invoke.h"
#include "jvm/link/external.h"
#include "jvm/link/link.h"
#include "jvm/run/exception.h"
#include "jvm/run/vm.h"
#include <string.h>

extern uint32_t interpret_handlers[OP_COUNT];

void instruction_quicken(struct instruction *at, enum opcode opcode, uint32_t u)
{
	__atomic_store_n(&at->u, u, __ATOMIC_RELAXED);
	/* Orders the operand before the handler: whoever jumps to the new handler finds the operand. */
	__atomic_store_n(&at->handler, interpret_handlers[opcode], __ATOMIC_RELEASE);
}

static struct pool *pool_of(const struct frame *frame)
{
	return frame->method->owner->pool;
}

static bool initialised(const struct class *class)
{
	return atomic_load_explicit(&class->state, memory_order_acquire) == CLASS_INITIALISED;
}

/* The quick form of a field access by kind, as a distance from the boolean one. */
static int read_form(enum kind kind)
{
	switch (kind) {
	case KIND_BOOLEAN:
		return 0;
	case KIND_BYTE:
		return 1;
	case KIND_CHAR:
		return 2;
	case KIND_SHORT:
		return 3;
	case KIND_LONG:
	case KIND_DOUBLE:
		return 5;
	case KIND_REFERENCE:
		return 6;
	default:
		return 4;
	}
}

static int write_form(enum kind kind)
{
	switch (kind) {
	case KIND_BOOLEAN:
		return 0;
	case KIND_BYTE:
		return 1;
	case KIND_CHAR:
	case KIND_SHORT:
		return 2;
	case KIND_LONG:
	case KIND_DOUBLE:
		return 4;
	case KIND_REFERENCE:
		return 5;
	default:
		return 3;
	}
}

static enum opcode field_form(const struct field *field, bool is_static, bool is_write)
{
	if (field->access & ACC_VOLATILE) {
		if (is_static)
			return is_write ? OP_PUTSTATIC_VOLATILE : OP_GETSTATIC_VOLATILE;
		return is_write ? OP_PUTFIELD_VOLATILE : OP_GETFIELD_VOLATILE;
	}
	if (is_write)
		return (is_static ? OP_PUTSTATIC_Z : OP_PUTFIELD_Z) + write_form(field->kind);
	return (is_static ? OP_GETSTATIC_Z : OP_GETFIELD_Z) + read_form(field->kind);
}

void *quicken_field(struct thread *thread, struct frame *frame, struct instruction *at, bool is_static,
		    bool is_write)
{
	struct field *field =
		pool_field(thread, pool_of(frame), at->index, is_static, is_write, frame->method);
	if (!field)
		return NULL;
	const enum opcode quick = field_form(field, is_static, is_write);
	if (!is_static) {
		instruction_quicken(at, quick, field->offset);
		return at;
	}
	if (!class_initialise(thread, field->owner))
		return NULL;
	uint8_t *address = (uint8_t *)field->owner->mirror + field->offset;
	if (initialised(field->owner))
		instruction_quicken(at, quick, (uint32_t)(uintptr_t)address);
	return address;
}

union slot field_read_volatile(const void *at, enum kind kind)
{
	union slot value = { .raw = 0 };
	switch (kind) {
	case KIND_BOOLEAN:
		value.i = __atomic_load_n((const uint8_t *)at, __ATOMIC_SEQ_CST);
		break;
	case KIND_BYTE:
		value.i = __atomic_load_n((const int8_t *)at, __ATOMIC_SEQ_CST);
		break;
	case KIND_CHAR:
		value.i = __atomic_load_n((const uint16_t *)at, __ATOMIC_SEQ_CST);
		break;
	case KIND_SHORT:
		value.i = __atomic_load_n((const int16_t *)at, __ATOMIC_SEQ_CST);
		break;
	case KIND_LONG:
	case KIND_DOUBLE:
		value.l = __atomic_load_n((const int64_t *)at, __ATOMIC_SEQ_CST);
		break;
	default:
		value.raw = __atomic_load_n((const uint32_t *)at, __ATOMIC_SEQ_CST);
	}
	return value;
}

void field_write_volatile(void *at, enum kind kind, union slot value)
{
	switch (kind) {
	case KIND_BOOLEAN:
		__atomic_store_n((uint8_t *)at, value.i & 1, __ATOMIC_SEQ_CST);
		break;
	case KIND_BYTE:
		__atomic_store_n((int8_t *)at, (int8_t)value.i, __ATOMIC_SEQ_CST);
		break;
	case KIND_CHAR:
	case KIND_SHORT:
		__atomic_store_n((int16_t *)at, (int16_t)value.i, __ATOMIC_SEQ_CST);
		break;
	case KIND_LONG:
	case KIND_DOUBLE:
		__atomic_store_n((int64_t *)at, value.l, __ATOMIC_SEQ_CST);
		break;
	default:
		__atomic_store_n((uint32_t *)at, (uint32_t)value.raw, __ATOMIC_SEQ_CST);
	}
}

bool quicken_constant(struct thread *thread, struct frame *frame, struct instruction *at, union slot *value)
{
	struct pool *pool = pool_of(frame);
	enum kind kind;
	union slot loaded = { .raw = 0 };
	if (!pool_load(thread, pool, at->index, &loaded, &kind))
		return false;
	*value = loaded;
	if (pool->tags[at->index] == CONSTANT_Class)
		instruction_quicken(at, OP_LDC_MIRROR, (uint32_t)(uintptr_t)loaded.o);
	else if (kind == KIND_REFERENCE && loaded.o && pool_kept_object(pool, at->index) == loaded.o)
		instruction_quicken(at, OP_LDC_QUICK, (uint32_t)(uintptr_t)pool);
	return true;
}

struct class *quicken_new(struct thread *thread, struct frame *frame, struct instruction *at)
{
	struct class *class = pool_class(thread, pool_of(frame), at->index);
	if (!class)
		return NULL;
	if (class->access & (ACC_ABSTRACT | ACC_INTERFACE) || class_is_array(class)) {
		throw_new(thread, "java/lang/InstantiationError", "%s", class->name->text);
		return NULL;
	}
	if (!class_initialise(thread, class))
		return NULL;
	if (initialised(class))
		instruction_quicken(at, OP_NEW_QUICK, (uint32_t)(uintptr_t) class);
	return class;
}

bool quicken_class(struct thread *thread, struct frame *frame, struct instruction *at, enum opcode quick)
{
	struct class *class = pool_class(thread, pool_of(frame), at->index);
	if (class && quick == OP_ANEWARRAY_QUICK)
		class = class_array(thread, class);
	if (!class)
		return false;
	instruction_quicken(at, quick, (uint32_t)(uintptr_t) class);
	return true;
}

static struct array *multi_array(struct thread *thread, struct class *class, const union slot *lengths,
				 int dimensions)
{
	struct array *made = gc_new_array(thread, class, lengths[0].i);
	if (!made || dimensions == 1)
		return made;
	for (int32_t i = 0; i < lengths[0].i; i++) {
		struct array *element = multi_array(thread, class->element, lengths + 1, dimensions - 1);
		if (!element)
			return NULL;
		array_set(made, i, &element->header);
	}
	return made;
}

struct object *new_multi_array(struct thread *thread, struct frame *frame, const struct instruction *at,
			       const union slot *lengths)
{
	struct class *class = pool_class(thread, pool_of(frame), at->index);
	if (!class)
		return NULL;
	for (int i = 0; i < at->d; i++)
		if (lengths[i].i < 0) {
			throw_new(thread, "java/lang/NegativeArraySizeException", "%d", lengths[i].i);
			return NULL;
		}
	return (struct object *)multi_array(thread, class, lengths, at->d);
}

/* JVMS 6.5 invokespecial: a super call starts at the superclass of the caller's class. */
static struct method *select_special(struct thread *thread, struct class *caller, struct pool *pool,
				     uint16_t index, struct method *resolved)
{
	if (strcmp(resolved->name->text, "<init>") == 0 || resolved->access & ACC_PRIVATE)
		return resolved;
	struct class *named = pool_class(thread, pool, pool->entries[index].a);
	if (!named)
		return NULL;
	if (class_is_interface(named) || named == caller || !class_is_subclass(caller, named) ||
	    !caller->super)
		return resolved;
	struct method *found = class_find_method(caller->super, resolved->name, resolved->descriptor);
	return found ? found : resolved;
}

/* `resolved` as invokespecial calls it: AbstractMethodError when that has no code. */
static struct method *special_method(struct thread *thread, struct class *caller, struct pool *pool,
				     uint16_t index, struct method *resolved)
{
	struct method *found = select_special(thread, caller, pool, index, resolved);
	if (!found || !(found->access & ACC_ABSTRACT))
		return found;
	char text[1024];
	throw_new(thread, "java/lang/AbstractMethodError", "'%s'",
		  external_method(resolved->owner, resolved->name, resolved->descriptor, text));
	return NULL;
}

static bool is_direct(const struct method *method)
{
	return method->vtable_index < 0 || method->access & (ACC_PRIVATE | ACC_FINAL) ||
	       method->owner->access & ACC_FINAL;
}

/* MethodHandle.invokeBasic and linkTo… select their target at each call; the other signature-polymorphic
 * methods are linked once. */
static bool quicken_polymorphic(struct thread *thread, struct frame *frame, struct instruction *at,
				struct method *method)
{
	if (method_handle_is_intrinsic(method)) {
		instruction_quicken(at, OP_INVOKE_HANDLE, (uint32_t)(uintptr_t)method);
		return true;
	}
	struct call_site *site = polymorphic_link(thread, frame->method->owner, at->index);
	if (!site)
		return false;
	instruction_quicken(at, OP_INVOKE_SELECT, (uint32_t)(uintptr_t)site);
	return true;
}

/* Any reference passes the verifier as an interface, so that calls which no itable stands behind look at
 * their receiver: of an interface's private methods and of Object's by invokeinterface, and those of
 * invokespecial in an interface, whose class is the caller's. NULL: no check is due. */
static struct class *wanted_receiver(struct thread *thread, struct pool *pool, uint16_t index,
				     const struct method *method, enum invoke how)
{
	if (how == INVOKE_SPECIAL)
		return class_is_interface(pool->owner) && strcmp(method->name->text, "<init>") != 0
			       ? pool->owner
			       : NULL;
	return how == INVOKE_INTERFACE && (is_direct(method) || !class_is_interface(method->owner))
		       ? pool_class(thread, pool, pool->entries[index].a)
		       : NULL;
}

struct method *select_checked(struct thread *thread, const struct instruction *at, struct class *receiver)
{
	struct method *const method = (struct method *)(uintptr_t)at->u;
	const struct class *const wanted = (struct class *)(uintptr_t)at[1].u;
	char a[256], b[256];
	if (!class_is_subclass(receiver, wanted)) {
		if (at[1].y == INVOKE_SPECIAL)
			throw_new(thread, "java/lang/IllegalAccessError",
				  "Receiver class %s must be the current class or a subtype of interface %s",
				  external_name(receiver, a), external_name(wanted, b));
		else
			throw_not_implemented(thread, receiver, wanted);
		return NULL;
	}
	return at[1].y == INVOKE_SPECIAL || is_direct(method) ? method
							      : class_select_virtual(receiver, method);
}

bool method_is_object_constructor(const struct method *method)
{
	return method->owner == vm.Object && strcmp(method->name->text, "<init>") == 0;
}

bool quicken_call(struct thread *thread, struct frame *frame, struct instruction *at, enum invoke how)
{
	struct pool *pool = pool_of(frame);
	struct method *method = pool_method(thread, pool, at->index, how);
	if (!method)
		return false;
	if (method->flags & METHOD_POLYMORPHIC)
		return quicken_polymorphic(thread, frame, at, method);
	if (how == INVOKE_SPECIAL) {
		method = special_method(thread, frame->method->owner, pool, at->index, method);
		if (!method)
			return false;
	}
	const uint32_t address = (uint32_t)(uintptr_t)method;
	struct class *const wanted = wanted_receiver(thread, pool, at->index, method, how);
	if (wanted) {
		at[1].u = (uint32_t)(uintptr_t)wanted;
		at[1].y = how;
		instruction_quicken(at, OP_INVOKE_CHECKED, address);
	} else if (method_is_object_constructor(method))
		instruction_quicken(at, OP_INVOKE_CONSTRUCT, address);
	else if (how == INVOKE_SPECIAL || is_direct(method))
		instruction_quicken(at, OP_INVOKE_SPECIAL, address);
	else if (class_is_interface(method->owner))
		instruction_quicken(at, OP_INVOKE_INTERFACE, address);
	else
		instruction_quicken(at, OP_INVOKE_VIRTUAL, (uint32_t)method->vtable_index);
	return true;
}

/* Each get and set of a list calls it, and it calls another: the instruction compares, and leaves the
 * exception to the method. */
static bool is_check_index(const struct method *method)
{
	const struct class *owner = method->owner;
	return !owner->loader && strcmp(owner->name->text, "java/util/Objects") == 0 &&
	       strcmp(method->name->text, "checkIndex") == 0 &&
	       strcmp(method->descriptor->text, "(II)I") == 0;
}

struct method *quicken_static_call(struct thread *thread, struct frame *frame, struct instruction *at)
{
	struct method *method = pool_method(thread, pool_of(frame), at->index, INVOKE_STATIC);
	if (!method)
		return NULL;
	if (method->flags & METHOD_POLYMORPHIC) {
		if (!quicken_polymorphic(thread, frame, at, method))
			return NULL;
		union slot *args = frame->slots + at->a; /* linkTo… does not advance it */
		return method_handle_target(thread, method, &args, at[1].a);
	}
	if (!class_initialise(thread, method->owner))
		return NULL;
	if (initialised(method->owner))
		instruction_quicken(at, is_check_index(method) ? OP_INVOKE_CHECK_INDEX : OP_INVOKE_STATIC,
				    (uint32_t)(uintptr_t)method);
	return method;
}

bool quicken_dynamic(struct thread *thread, struct frame *frame, struct instruction *at)
{
	struct call_site *site = call_site_link(thread, frame->method->owner, at->index, frame->method,
						(uint32_t)frame_bci(frame));
	if (!site)
		return false;
	instruction_quicken(at, site->constant ? OP_INVOKE_CONSTANT : OP_INVOKE_SITE,
			    (uint32_t)(uintptr_t)site);
	return true;
}

struct method *select_interface_method(struct thread *thread, struct frame *frame, struct instruction *at,
				       struct class *receiver)
{
	struct method *method = (struct method *)(uintptr_t)at->u;
	if (!class_is_subclass(receiver, method->owner)) {
		throw_not_implemented(thread, receiver, method->owner);
		return NULL;
	}
	struct method *found = class_select_virtual(receiver, method);
	if (!found || found->flags & METHOD_CONFLICT) {
		if (pool_of(frame)->tags[at->index] == CONSTANT_InterfaceMethodref) {
			throw_abstract_method(thread, receiver, method);
			return NULL;
		}
		/* invokevirtual of a method that the class has from an interface: its code throws. */
		found = found ? found : method;
	} else if (!(found->access & ACC_PUBLIC)) {
		throw_new(thread, "java/lang/IllegalAccessError", NULL);
		return NULL;
	}
	/* Class and method are one word, so that a reader never sees the one of an old pair with the other of
	 * a new one. */
	const uint64_t old = __atomic_load_n(&at[1].wide, __ATOMIC_ACQUIRE); /* its class is looked into */
	if (class_cache_note(&at[1].wide, receiver, (struct class *)(uintptr_t)(uint32_t)old))
		__atomic_store_n(&at[1].wide,
				 (uint64_t)(uintptr_t)found << 32 | (uint32_t)(uintptr_t)receiver,
				 __ATOMIC_RELEASE);
	return found;
}
