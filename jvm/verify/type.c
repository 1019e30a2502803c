/* SPDX-License-Identifier: Apache-2.0 */
/* type.c: verification types and when one may stand for another (4.10.1.2). */
#include "jvm/verify/internal.h"
#include <stdio.h>
#include <string.h>

enum { WORK_LIMIT = 300 * 1000 * 1000 }; /* comparisons: a class that needs more was made to */

struct type type_of_kind(enum type_kind kind)
{
	return (struct type){ .kind = kind };
}

struct type type_reference(struct classfile_span name)
{
	return (struct type){ .kind = TYPE_REFERENCE, .name = name };
}

struct type type_class(const char *name)
{
	return type_reference((struct classfile_span){ (const uint8_t *)name, (uint32_t)strlen(name) });
}

struct type type_of_descriptor(const uint8_t **at)
{
	const uint8_t *const from = *at;
	switch (*(*at)++) {
	case 'F':
		return type_of_kind(TYPE_FLOAT);
	case 'J':
		return type_of_kind(TYPE_LONG);
	case 'D':
		return type_of_kind(TYPE_DOUBLE);
	case 'L':
		while (*(*at)++ != ';')
			continue;
		return type_reference((struct classfile_span){ from + 1, (uint32_t)(*at - from - 2) });
	case '[':
		while (**at == '[')
			(*at)++;
		if (*(*at)++ == 'L')
			while (*(*at)++ != ';')
				continue;
		return type_reference((struct classfile_span){ from, (uint32_t)(*at - from) });
	default:
		return type_of_kind(TYPE_INT);
	}
}

bool type_is_two(struct type type)
{
	return type.kind == TYPE_LONG || type.kind == TYPE_DOUBLE;
}

struct type type_second(struct type type)
{
	return type_of_kind(type.kind == TYPE_LONG ? TYPE_LONG_SECOND : TYPE_DOUBLE_SECOND);
}

static bool span_equal(struct classfile_span a, struct classfile_span b)
{
	return a.bytes == b.bytes && (a.at == b.at || memcmp(a.at, b.at, a.bytes) == 0);
}

bool type_equal(struct type a, struct type b)
{
	if (a.kind != b.kind)
		return false;
	return a.kind == TYPE_REFERENCE ? span_equal(a.name, b.name)
					: a.kind != TYPE_UNINITIALIZED || a.bci == b.bci;
}

static bool is_array(struct classfile_span name)
{
	return name.bytes && name.at[0] == '[';
}

/* The component of an array's descriptor: false when it is primitive. */
static bool component(struct classfile_span array, struct classfile_span *name)
{
	*name = (struct classfile_span){ array.at + 1, array.bytes - 1 };
	if (name->at[0] == 'L')
		*name = (struct classfile_span){ name->at + 1, name->bytes - 2 };
	else
		return name->at[0] == '[';
	return true;
}

static bool reference_assignable(struct verifier *v, struct classfile_span from, struct classfile_span to,
				 bool *yes)
{
	*yes = true;
	for (;;) {
		if (span_equal(from, to) || classfile_span_is(to, "java/lang/Object"))
			return true;
		if (is_array(to)) {
			struct classfile_span from_component, to_component;
			*yes = is_array(from) && component(from, &from_component) &&
			       component(to, &to_component);
			if (!*yes)
				return true;
			from = from_component;
			to = to_component;
			continue;
		}
		if (is_array(from)) {
			*yes = classfile_span_is(to, "java/lang/Cloneable") ||
			       classfile_span_is(to, "java/io/Serializable");
			/* The class is loaded, as it would be for another `from`. */
			return *yes || v->world->assignable(v->world->context, to, to) != VERIFY_UNKNOWN ||
			       verify_unknown(v);
		}
		const enum verify_answer answer = v->world->assignable(v->world->context, from, to);
		*yes = answer == VERIFY_YES;
		return answer != VERIFY_UNKNOWN || verify_unknown(v);
	}
}

bool type_assignable(struct verifier *v, struct type from, struct type to, bool *yes)
{
	if (++v->work > WORK_LIMIT)
		return verify_fail(v, "Method is too complex to verify", "More than %d comparisons of types",
				   WORK_LIMIT);
	*yes = to.kind == TYPE_TOP || type_equal(from, to);
	if (*yes || to.kind != TYPE_REFERENCE)
		return true;
	if (from.kind == TYPE_NULL)
		*yes = true;
	else if (from.kind == TYPE_REFERENCE)
		return reference_assignable(v, from.name, to.name, yes);
	return true;
}

static struct type local(const struct frame *frame, uint32_t i)
{
	return i < frame->locals_count ? frame->locals[i] : type_of_kind(TYPE_TOP);
}

static bool mismatch(struct verifier *v, uint32_t bci, enum way way, const char *reason)
{
	char message[80];
	const uint32_t here = v->bci;
	if (way == WAY_FALLS)
		return verify_fail(v, "Instruction type does not match stack map", "%s", reason);
	snprintf(message, sizeof message,
		 way == WAY_THROWS ? "Stack map does not match the one at exception handler %u"
				   : "Inconsistent stackmap frames at branch target %u",
		 bci);
	if (reason[0] == 'T') /* of a type: HotSpot tells where it is expected */
		v->bci = bci;
	verify_fail(v, message, "%s", reason);
	v->bci = here;
	return false;
}

static bool check_types(struct verifier *v, const struct frame *to, uint32_t bci, enum way way, bool stack)
{
	const uint32_t count = stack ? to->depth : to->locals_count;
	for (uint32_t i = 0; i < count; i++) {
		const struct type from = stack ? v->frame.stack[i] : local(&v->frame, i),
				  wanted = stack ? to->stack[i] : to->locals[i];
		const char *const where = stack ? "stack" : "locals";
		char a[96], b[96], reason[300];
		bool yes;
		if (!type_assignable(v, from, wanted, &yes))
			return false;
		if (yes)
			continue;
		snprintf(reason, sizeof reason,
			 "Type %s (current frame, %s[%u]) is not assignable to %s (stack map, %s[%u])",
			 type_text(from, a), where, i, type_text(wanted, b), where, i);
		return mismatch(v, bci, way, reason);
	}
	return true;
}

bool frame_matches(struct verifier *v, const struct frame *to, uint32_t bci, enum way way)
{
	if (v->frame.depth != to->depth)
		return mismatch(v, bci, way, "Current frame's stack size doesn't match stackmap.");
	if (!check_types(v, to, bci, way, false) || !check_types(v, to, bci, way, true))
		return false;
	return !(v->frame.this_uninitialized && !to->this_uninitialized) ||
	       mismatch(v, bci, way, "Current frame's flags are not assignable to stack map frame's.");
}
