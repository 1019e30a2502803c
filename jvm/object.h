/* SPDX-License-Identifier: Apache-2.0 */
/* object.h: how a Java value looks in memory. Everything in jvm/ includes this; of jvm/ it includes race.h
 * alone.
 *
 * Every object, class and method lies below 4 GiB (memory/low.h), so a reference in a field or an array is a
 * plain 32-bit address and costs no decoding. In C a reference is a `struct object *`; 0 is null.
 *
 * C code may keep references in local variables across anything: stacks and registers are scanned
 * conservatively, and an object that a stack may hold is not moved. Do not keep one in malloc'd or static
 * memory: use gc_root_add (gc/gc.h), or a field of struct vm. */
#ifndef JVM_OBJECT_H
#define JVM_OBJECT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "jvm/memory/race.h"

struct class;
struct method;
struct thread;

/* The header of every object: 8 bytes.
 * `type`: the address of its struct class. The collector alone uses the low three bits, in a collection.
 * `lock`: see monitor/monitor.h (thin lock, inflated monitor or identity hash). */
struct object {
	uint32_t type;
	uint32_t lock;
};

/* The elements begin at offset 16 for every kind, so that Unsafe's array base is one number. */
struct array {
	struct object header;
	int32_t length;
	uint32_t unused;
	_Alignas(8) uint8_t data[];
};

enum { array_data_offset = 16, object_header_bytes = 8, object_alignment = 8 };
_Static_assert(offsetof(struct array, data) == array_data_offset, "Unsafe.ARRAY_BASE_OFFSET");

typedef uint32_t reference; /* a reference as it is stored in the heap */

static inline struct object *reference_load(const reference *at)
{
	return (struct object *)(uintptr_t)*at;
}

static inline void reference_store(reference *at, struct object *value)
{
	*at = (reference)(uintptr_t)value;
}

static inline struct class *object_class(const struct object *object)
{
	return (struct class *)(uintptr_t)race_consume(&object->type);
}

/* The field at `offset` bytes from the start of `object`, of C type `type`. */
#define FIELD(object, offset, type) (*(type *)((uint8_t *)(object) + (offset)))
#define FIELD_REF(object, offset)   reference_load(&FIELD(object, offset, reference))

/* The elements of an array, as a pointer to the C type of one. Elements of reference arrays are `reference`.
 */
#define ELEMENTS(from, type) ((type *)((struct array *)(from))->data)

static inline struct object *array_get(const struct array *array, int32_t i)
{
	return reference_load(&((const reference *)array->data)[i]);
}

static inline void array_set(struct array *array, int32_t i, struct object *value)
{
	reference_store(&((reference *)array->data)[i], value);
}

/* One slot of a frame: a local variable, an operand or an argument. A long or a double is held whole in the
 * first of the two slots that the JVMS numbers for it; the second is unused. An int leaves the upper half
 * undefined; a reference fills all 64 bits. boolean, byte, char and short are held as int. */
union slot {
	int32_t i;
	int64_t l;
	float f;
	double d;
	struct object *o;
	uint64_t raw;
};

#endif
