/* SPDX-License-Identifier: Apache-2.0 */
/* descriptor.c: what a descriptor says (JVMS 4.3.2, 4.3.3) without a class being loaded. */
#include "jvm/link/descriptor.h"
#include <string.h>

enum kind descriptor_kind(char first)
{
	switch (first) {
	case 'Z':
		return KIND_BOOLEAN;
	case 'B':
		return KIND_BYTE;
	case 'C':
		return KIND_CHAR;
	case 'S':
		return KIND_SHORT;
	case 'I':
		return KIND_INT;
	case 'J':
		return KIND_LONG;
	case 'F':
		return KIND_FLOAT;
	case 'D':
		return KIND_DOUBLE;
	case 'V':
		return KIND_VOID;
	default:
		return KIND_REFERENCE;
	}
}

size_t descriptor_length(const char *descriptor)
{
	const char *at = descriptor + strspn(descriptor, "[");

	if (*at == 'L')
		at = strchr(at, ';');
	return (size_t)(at + 1 - descriptor);
}

int descriptor_type_slots(char first)
{
	return first == 'V' ? 0 : first == 'J' || first == 'D' ? 2 : 1;
}

int descriptor_slots(const char *descriptor)
{
	int slots = 0;

	for (const char *at = descriptor + 1; *at != ')'; at += descriptor_length(at))
		slots += descriptor_type_slots(*at);
	return slots;
}

const char *descriptor_result(const char *descriptor)
{
	return strchr(descriptor, ')') + 1;
}
