/* SPDX-License-Identifier: Apache-2.0 */
/* mirror.c: java.lang.Class objects. A mirror is not moved, and static fields lie in it behind Class's own
 * fields, so a static field has an address for good. Classes that are defined before java.lang.Class itself
 * get theirs from link_init. */
#include "jvm/link/internal.h"
#include "jvm/gc/gc.h"
#include "jvm/native/native.h"
#include "jvm/run/string.h"
#include "jvm/run/vm.h"
#include <string.h>

/* ConstantValue attributes (JVMS 4.7.2); strings wait for mirror_strings, since String may not be there yet.
 */
static void put_constants(struct class *class)
{
	for (int i = 0; i < class->fields_count; i++) {
		const struct field *field = &class->fields[i];
		if (!(field->access & ACC_STATIC) || !field->constant_value)
			continue;
		const struct pool_entry *entry = &class->pool->entries[field->constant_value];
		uint8_t *at = (uint8_t *)class->mirror + field->offset;
		switch (field->kind) {
		case KIND_BOOLEAN:
		case KIND_BYTE:
			*at = (uint8_t)entry->i;
			break;
		case KIND_CHAR:
		case KIND_SHORT:
			*(uint16_t *)at = (uint16_t)entry->i;
			break;
		case KIND_LONG:
		case KIND_DOUBLE:
			*(int64_t *)at = entry->l;
			break;
		case KIND_REFERENCE:
			break;
		default:
			*(int32_t *)at = entry->i;
		}
	}
}

static void place_statics(struct class *class)
{
	for (int i = 0; i < class->fields_count; i++)
		if (class->fields[i].access & ACC_STATIC)
			class->fields[i].offset += vm.Class->instance_bytes;
	for (uint32_t i = 0; i < class->static_reference_count; i++)
		class->static_reference_offsets[i] += vm.Class->instance_bytes;
}

static void set(struct object *mirror, const char *field, const char *descriptor, struct object *value)
{
	reference_store(&FIELD(mirror, native_field_offset(vm.Class, field, descriptor), reference), value);
}

bool mirror_make(struct thread *thread, struct class *class)
{
	if (!vm.Class)
		return true;
	struct object *mirror = gc_new_mirror(thread, vm.Class, class->static_bytes, class);
	if (!mirror)
		return false;
	race_publish(&FIELD(mirror, injected_class_class, uint32_t), (uint32_t)(uintptr_t) class);
	place_statics(class);
	class->mirror = mirror;
	put_constants(class);
	if (class->element)
		set(mirror, "componentType", "Ljava/lang/Class;", class->element->mirror);
	set(mirror, "classLoader", "Ljava/lang/ClassLoader;", class->loader);
	set(mirror, "classData", "Ljava/lang/Object;", class->class_data);
	mirror_set_module(thread, class);
	return !thread->exception;
}

struct class *class_of_mirror(const struct object *mirror)
{
	return (struct class *)(uintptr_t)race_consume(&FIELD(mirror, injected_class_class, uint32_t));
}
