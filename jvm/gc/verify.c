/* SPDX-License-Identifier: Apache-2.0 */
/* verify.c: the whole-heap check of the stress modes: every object has a class of this VM, and every
 * reference leads to the start of an object or to a mirror. */
#include "jvm/gc/class_space.h"
#include "jvm/gc/heap.h"
#include "jvm/link/link.h"
#include "jvm/run/vm.h"
#include <stdio.h>
#include <stdlib.h>

static struct class **classes;
static size_t classes_count, classes_room;
static struct object **sorted_mirrors; /* of all classes */
static size_t mirrors_count;
static const char *stage;

static int by_address(const void *a, const void *b)
{
	const uintptr_t x = *(const uintptr_t *)a, y = *(const uintptr_t *)b;
	return (x > y) - (x < y);
}

static void fail(const struct object *object, uint32_t offset, uint32_t value, const char *what)
{
	fprintf(stderr, "java: heap check %s collection %u: object %p, offset %u, value %#x: %s\n", stage,
		heap.statistics.collections, (const void *)object, offset, value, what);
	abort();
}

static void list_classes(void)
{
	size_t count = 0;
	for (struct class *class = class_first(); class; class = class_following(class))
		count++;
	if (count > classes_room || !classes) {
		classes_room = 2 * count + 16;
		classes = realloc(classes, classes_room * sizeof *classes);
	}
	void *const grown = realloc(sorted_mirrors, (mirrors.count + count + 1) * sizeof *sorted_mirrors);
	if (!classes || !grown) {
		fprintf(stderr, "java: no memory left for the heap check\n");
		abort();
	}
	sorted_mirrors = grown;
	classes_count = 0;
	mirrors_count = mirrors.count;
	if (mirrors.count)
		memcpy(sorted_mirrors, mirrors.at, mirrors.count * sizeof *sorted_mirrors);
	for (struct class *class = class_first(); class; class = class_following(class)) {
		classes[classes_count++] = class;
		if (class->space)
			sorted_mirrors[mirrors_count++] = class->mirror;
	}
	qsort(classes, classes_count, sizeof *classes, by_address);
	qsort(sorted_mirrors, mirrors_count, sizeof *sorted_mirrors, by_address);
}

static void check_reference(const struct object *object, uint32_t offset)
{
	const uint32_t value = FIELD(object, offset, reference);
	const void *const at = (void *)(uintptr_t)value;
	if (!value)
		return;
	if (value % object_alignment)
		fail(object, offset, value, "not aligned");
	if (!heap_contains(at)) {
		const uintptr_t wanted = value;
		if (!bsearch(&wanted, sorted_mirrors, mirrors_count, sizeof *sorted_mirrors, by_address))
			fail(object, offset, value, "neither in the heap nor a mirror");
		return;
	}
	const uint8_t kind = heap.page_kinds[page_of(at)];
	if ((kind != PAGE_BLOCK && kind != PAGE_LARGE) || !start_get(at))
		fail(object, offset, value, "no object begins there");
}

static void check_offsets(const struct object *object, const uint32_t *offsets, unsigned count)
{
	for (unsigned i = 0; i < count; i++)
		check_reference(object, offsets[i]);
}

static void check_object(struct object *object, void *context)
{
	(void)context;
	const uintptr_t type = object->type;
	if (!bsearch(&type, classes, classes_count, sizeof *classes, by_address))
		fail(object, 0, object->type, "not a class");
	const struct class *class = object_class(object);
	const size_t bytes = plain_object_bytes(object, class);
	if (bytes <= large_limit && block_of(object) != block_of((uint8_t *)object + bytes - 1))
		fail(object, 0, object->type, "reaches beyond its block");
	if (class->dimensions) {
		for (int32_t i = 0;
		     class->element_kind == KIND_REFERENCE && i < ((struct array *)object)->length; i++)
			check_reference(object, array_data_offset + (uint32_t)i * 4);
		return;
	}
	check_offsets(object, class->reference_offsets, class->reference_count);
	if (class->reference_kind != GC_NONE && reference_layout.known) {
		check_reference(object, reference_layout.referent);
		check_reference(object, reference_layout.discovered);
	}
}

static void check_root(struct object **at)
{
	if (!*at)
		return;
	/* As an object with one field, which lies at the root. */
	const reference value = (reference)(uintptr_t)*at;
	check_reference((const struct object *)&value, 0);
}

void verify_heap(const char *when)
{
	stage = when;
	list_classes();
	starts_each(check_object, NULL);
	roots_visit(check_root);
	class_spaces_visit(check_root);
	for (size_t i = 0; i < mirrors_count; i++) {
		const struct object *mirror = sorted_mirrors[i];
		check_offsets(mirror, object_class(mirror)->reference_offsets,
			      object_class(mirror)->reference_count);
		const struct class *of = class_of_mirror(mirror);
		if (of)
			check_offsets(mirror, of->static_reference_offsets, of->static_reference_count);
	}
}
