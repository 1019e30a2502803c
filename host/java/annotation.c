/* SPDX-License-Identifier: Apache-2.0 */
#include "host/java/annotation.h"

enum { DEPTH_MAX = 16 };

struct cursor {
	const uint8_t *at, *end;
	bool failed;
	/* What is told of types that are met; visit NULL: nobody. */
	const struct classfile *file;
	annotation_visit *visit;
	void *context;
};

static unsigned u1(struct cursor *cursor)
{
	if (cursor->at >= cursor->end) {
		cursor->failed = true;
		return 0;
	}
	return *cursor->at++;
}

static unsigned u2(struct cursor *cursor)
{
	unsigned high = u1(cursor);

	return high << 8 | u1(cursor);
}

static void pass_type(struct cursor *cursor)
{
	unsigned index = u2(cursor);

	if (cursor->visit && !cursor->failed && index < cursor->file->constants_count &&
	    cursor->file->tags[index] == CONSTANT_Utf8)
		cursor->visit(cursor->context, cursor->file->constants[index].text);
}

static void pass_annotation(struct cursor *cursor, int depth);

static void pass_value(struct cursor *cursor, int depth)
{
	unsigned tag = u1(cursor), count;

	if (depth > DEPTH_MAX)
		cursor->failed = true;
	if (cursor->failed)
		return;
	switch (tag) {
	case 'e':
		pass_type(cursor);
		u2(cursor);
		break;
	case 'c':
		pass_type(cursor);
		break;
	case '@':
		pass_annotation(cursor, depth + 1);
		break;
	case '[':
		count = u2(cursor);
		for (unsigned i = 0; i < count && !cursor->failed; i++)
			pass_value(cursor, depth + 1);
		break;
	default:
		u2(cursor);
	}
}

static void pass_annotation(struct cursor *cursor, int depth)
{
	unsigned count;

	pass_type(cursor);
	count = u2(cursor);
	for (unsigned i = 0; i < count && !cursor->failed; i++) {
		u2(cursor);
		pass_value(cursor, depth + 1);
	}
}

/* wanted NULL: all. */
static void pass_annotations(struct cursor *cursor, annotation_wanted *wanted)
{
	annotation_visit *visit = cursor->visit;
	unsigned count = u2(cursor);

	for (unsigned i = 0; i < count && !cursor->failed; i++) {
		struct cursor ahead = *cursor;
		unsigned type = u2(&ahead);

		if (wanted && (ahead.failed || type >= cursor->file->constants_count ||
			       cursor->file->tags[type] != CONSTANT_Utf8 ||
			       !wanted(cursor->context, cursor->file->constants[type].text)))
			cursor->visit = NULL;
		pass_annotation(cursor, 0);
		cursor->visit = visit;
	}
}

void annotation_types(const struct classfile *file, struct classfile_span annotations,
		      annotation_visit *visit, void *context)
{
	annotation_types_if(file, annotations, NULL, visit, context);
}

void annotation_types_if(const struct classfile *file, struct classfile_span annotations,
			 annotation_wanted *wanted, annotation_visit *visit, void *context)
{
	struct cursor cursor = { annotations.at, annotations.at + annotations.bytes, false, file, visit,
				 context };

	if (annotations.at)
		pass_annotations(&cursor, wanted);
}

void annotation_types_of_parameters(const struct classfile *file, struct classfile_span annotations,
				    annotation_wanted *wanted, annotation_visit *visit, void *context)
{
	struct cursor cursor = { annotations.at, annotations.at + annotations.bytes, false, file, visit,
				 context };
	unsigned count = annotations.at ? u1(&cursor) : 0;

	for (unsigned i = 0; i < count && !cursor.failed; i++)
		pass_annotations(&cursor, wanted);
}

void annotation_types_of_default(const struct classfile *file, struct classfile_span value,
				 annotation_visit *visit, void *context)
{
	struct cursor cursor = { value.at, value.at + value.bytes, false, file, visit, context };

	if (value.at)
		pass_value(&cursor, 0);
}

static bool is_text(const struct classfile *file, unsigned index, const char *text)
{
	return index && index < file->constants_count && file->tags[index] == CONSTANT_Utf8 &&
	       classfile_span_is(file->constants[index].text, text);
}

/* The constant of the element `value` of the annotation, with its tag; 0: there is none. */
static unsigned find_value(const struct classfile *file, struct classfile_span annotations, const char *type,
			   unsigned *tag)
{
	struct cursor cursor = { .at = annotations.at, .end = annotations.at + annotations.bytes };
	unsigned count = annotations.at ? u2(&cursor) : 0;

	for (unsigned i = 0; i < count && !cursor.failed; i++) {
		struct cursor inside = cursor;

		if (is_text(file, u2(&inside), type) && u2(&inside) == 1 &&
		    is_text(file, u2(&inside), "value")) {
			unsigned index;

			*tag = u1(&inside);
			index = u2(&inside);
			return inside.failed || index >= file->constants_count ? 0 : index;
		}
		pass_annotation(&cursor, 0);
	}
	return 0;
}

bool annotation_text(const struct classfile *file, struct classfile_span annotations, const char *type,
		     struct classfile_span *value)
{
	unsigned tag = 0, index = find_value(file, annotations, type, &tag);

	if (!index || tag != 's' || file->tags[index] != CONSTANT_Utf8)
		return false;
	*value = file->constants[index].text;
	return true;
}

bool annotation_number(const struct classfile *file, struct classfile_span annotations, const char *type,
		       int64_t *value)
{
	unsigned tag = 0, index = find_value(file, annotations, type, &tag);

	if (index && tag == 'I' && file->tags[index] == CONSTANT_Integer)
		*value = file->constants[index].i;
	else if (index && tag == 'J' && file->tags[index] == CONSTANT_Long)
		*value = file->constants[index].l;
	else
		return false;
	return true;
}
