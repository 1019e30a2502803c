/* SPDX-License-Identifier: Apache-2.0 */
/* layout.c: where fields lie. Wide ones first, each kind on its natural alignment; the hole that alignment
 * leaves after the superclass's fields is filled with smaller ones. */
#include "jvm/link/internal.h"
#include "jvm/memory/arena.h"
#include "jvm/memory/must.h"
#include <stdlib.h>
#include <string.h>

uint32_t injected_class_class, injected_loader_space, injected_method_target, injected_member_index;

static const struct {
	const char *class;
	uint32_t *offset;
	uint32_t bytes;
} injected[] = {
	{ "java/lang/Class", &injected_class_class, 4 },
	{ "java/lang/ClassLoader", &injected_loader_space, 8 },
	{ "java/lang/invoke/ResolvedMethodName", &injected_method_target, 4 },
	{ "java/lang/invoke/MemberName", &injected_member_index, 4 },
};

static uint32_t bytes_of(uint8_t kind)
{
	switch (kind) {
	case KIND_BOOLEAN:
	case KIND_BYTE:
		return 1;
	case KIND_CHAR:
	case KIND_SHORT:
		return 2;
	case KIND_LONG:
	case KIND_DOUBLE:
		return 8;
	default:
		return 4;
	}
}

/* Places the not yet placed fields of `bytes` bytes from *at on, as far as `end` allows. A placed field has
 * an offset; 0 is none's. */
static void place(struct class *class, bool statics, uint32_t bytes, uint32_t *at, uint32_t end,
		  uint8_t *placed)
{
	for (int i = 0; i < class->fields_count; i++) {
		struct field *field = &class->fields[i];
		if (placed[i] || !(field->access & ACC_STATIC) == statics || bytes_of(field->kind) != bytes)
			continue;
		const uint32_t aligned = (*at + bytes - 1) & ~(bytes - 1);
		if (aligned + bytes > end)
			return;
		field->offset = aligned;
		placed[i] = 1;
		*at = aligned + bytes;
	}
}

static uint32_t place_all(struct class *class, bool statics, uint32_t at)
{
	uint8_t *placed = must(calloc(class->fields_count + 1u, 1));
	bool has_wide = false;
	for (int i = 0; i < class->fields_count; i++)
		has_wide |= !(class->fields[i].access & ACC_STATIC) != statics &&
			    bytes_of(class->fields[i].kind) == 8;
	if (has_wide) {
		const uint32_t hole_end = (at + 7) & ~7u;
		for (uint32_t bytes = 4; bytes; bytes /= 2)
			place(class, statics, bytes, &at, hole_end, placed);
		at = hole_end;
	}
	for (uint32_t bytes = 8; bytes; bytes /= 2)
		place(class, statics, bytes, &at, UINT32_MAX, placed);
	free(placed);
	return at;
}

/* The collector treats Reference.referent (weakly held) and .discovered (its own) apart, so they are not
 * among what it follows. */
static bool is_followed(const struct field *field)
{
	return field->kind == KIND_REFERENCE &&
	       !(strcmp(field->owner->name->text, "java/lang/ref/Reference") == 0 &&
		 (strcmp(field->name->text, "referent") == 0 ||
		  strcmp(field->name->text, "discovered") == 0));
}

static void map_references(struct class *class)
{
	const uint32_t inherited = class->super ? class->super->reference_count : 0;
	uint32_t own = 0, statics = 0;
	for (int i = 0; i < class->fields_count; i++)
		if (is_followed(&class->fields[i]))
			*(class->fields[i].access & ACC_STATIC ? &statics : &own) += 1;
	class->reference_offsets = metadata_beside(class, (inherited + own) * sizeof(uint32_t));
	class->static_reference_offsets = metadata_beside(class, statics * sizeof(uint32_t));
	if (inherited)
		memcpy(class->reference_offsets, class->super->reference_offsets,
		       inherited * sizeof(uint32_t));
	class->reference_count = inherited;
	for (int i = 0; i < class->fields_count; i++) {
		const struct field *field = &class->fields[i];
		if (!is_followed(field))
			continue;
		if (field->access & ACC_STATIC)
			class->static_reference_offsets[class->static_reference_count++] = field->offset;
		else
			class->reference_offsets[class->reference_count++] = field->offset;
	}
}

void layout_fields(struct class *class)
{
	uint32_t end = place_all(class, false, class->super ? class->super->fields_end : object_header_bytes);
	for (size_t i = 0; i < sizeof injected / sizeof injected[0]; i++)
		if (!class->loader && strcmp(class->name->text, injected[i].class) == 0) {
			end = (end + injected[i].bytes - 1) & ~(injected[i].bytes - 1);
			*injected[i].offset = end;
			end += injected[i].bytes;
		}
	class->fields_end = end;
	class->instance_bytes = (end + object_alignment - 1) & ~(object_alignment - 1u);
	class->static_bytes = (place_all(class, true, 0) + object_alignment - 1) & ~(object_alignment - 1u);
	map_references(class);
}
