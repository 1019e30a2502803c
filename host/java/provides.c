/* SPDX-License-Identifier: Apache-2.0 */
/* A module-info.class has a constant pool, no members, and the attribute Module. The parser of classes
 * refuses it, as a class loader must. */
#include "host/java/provides.h"

#include <stdlib.h>
#include <string.h>

#include "host/util/memory.h"
#include "jvm/classlib/classlib.h"

enum { REQUIRES_BYTES = 6 };

struct cursor {
	const unsigned char *bytes;
	size_t at, length;
	bool failed;
	size_t *constants; /* where each begins; 0: none */
	unsigned count;
};

static void skip(struct cursor *cursor, size_t bytes)
{
	if (bytes > cursor->length - cursor->at)
		cursor->failed = true;
	else
		cursor->at += bytes;
}

static unsigned u1(struct cursor *cursor)
{
	skip(cursor, 1);
	return cursor->failed ? 0 : cursor->bytes[cursor->at - 1];
}

static unsigned u2(struct cursor *cursor)
{
	unsigned high = u1(cursor);

	return high << 8 | u1(cursor);
}

static size_t u4(struct cursor *cursor)
{
	size_t high = u2(cursor);

	return high << 16 | u2(cursor);
}

/* Behind its tag. */
static void skip_constant(struct cursor *cursor, unsigned tag)
{
	switch (tag) {
	case CONSTANT_Utf8:
		skip(cursor, u2(cursor));
		break;
	case CONSTANT_Class:
	case CONSTANT_String:
	case CONSTANT_Module:
	case CONSTANT_Package:
		skip(cursor, 2);
		break;
	case CONSTANT_Integer:
	case CONSTANT_NameAndType:
		skip(cursor, 4);
		break;
	default: /* no module-info has others */
		cursor->failed = true;
	}
}

static void read_constants(struct cursor *cursor)
{
	cursor->count = u2(cursor);
	cursor->constants = memory_zeroed(cursor->count + 1u, sizeof *cursor->constants);
	for (unsigned i = 1; i < cursor->count && !cursor->failed; i++) {
		cursor->constants[i] = cursor->at;
		skip_constant(cursor, u1(cursor));
	}
}

/* New text; NULL and failed: no such constant. */
static char *text_at(struct cursor *cursor, unsigned index, unsigned tag)
{
	struct cursor constant = *cursor;
	size_t length;

	constant.at = index < cursor->count ? cursor->constants[index] : 0;
	if (!constant.at || u1(&constant) != tag) {
		cursor->failed = true;
		return NULL;
	}
	if (tag == CONSTANT_Class)
		return text_at(cursor, u2(&constant), CONSTANT_Utf8);
	length = u2(&constant);
	return memory_text_n((const char *)constant.bytes + constant.at, length);
}

static void skip_targets(struct cursor *cursor) /* of exports or opens */
{
	for (unsigned count = u2(cursor); count && !cursor->failed; count--) {
		skip(cursor, 4);
		skip(cursor, (size_t)2 * u2(cursor));
	}
}

static void add(struct provides *out, const char *module, const char *service, const char *class)
{
	out->list = memory_resize(out->list, out->count + 1, sizeof *out->list);
	out->list[out->count++] = (struct provider){ module, service, class };
}

static void read_uses(struct cursor *cursor, struct world *world, const char *module, struct provides *out)
{
	for (unsigned count = u2(cursor); count && !cursor->failed; count--) {
		char *service AUTO_FREE = text_at(cursor, u2(cursor), CONSTANT_Class);

		if (service)
			add(out, module, world_text(world, service), NULL);
	}
}

static void read_provides(struct cursor *cursor, struct world *world, const char *module,
			  struct provides *out)
{
	for (unsigned count = u2(cursor); count && !cursor->failed; count--) {
		char *service AUTO_FREE = text_at(cursor, u2(cursor), CONSTANT_Class);

		for (unsigned classes = u2(cursor); classes && !cursor->failed; classes--) {
			char *class AUTO_FREE = text_at(cursor, u2(cursor), CONSTANT_Class);

			if (service && class)
				add(out, module, world_text(world, service), world_text(world, class));
		}
	}
}

bool provides_parse(struct world *world, const char *module, const unsigned char *bytes, size_t length,
		    struct provides *out)
{
	struct cursor cursor = { .bytes = bytes, .length = length };
	bool found = false;

	if (u4(&cursor) != 0xcafebabe)
		return false;
	skip(&cursor, 4);
	read_constants(&cursor);
	skip(&cursor, 12); /* flags, names, and no interface, field or method */
	for (unsigned count = u2(&cursor); count && !cursor.failed && !found; count--) {
		char *name AUTO_FREE = text_at(&cursor, u2(&cursor), CONSTANT_Utf8);
		size_t size = u4(&cursor);

		found = name && strcmp(name, "Module") == 0;
		if (!found)
			skip(&cursor, size);
	}
	if (found) {
		skip(&cursor, 6);
		skip(&cursor, (size_t)REQUIRES_BYTES * u2(&cursor));
		skip_targets(&cursor);
		skip_targets(&cursor);
		read_uses(&cursor, world, module, out);
		read_provides(&cursor, world, module, out);
	}
	free(cursor.constants);
	return found && !cursor.failed;
}

struct reading {
	struct world *world;
	struct provides *out;
	struct error *error;
	int result;
};

static void read_module(const char *module, void *context)
{
	struct reading *reading = context;
	struct class_bytes info;

	if (reading->result || !classlib_find_in_module(module, "module-info.class", &info))
		return;
	if (!provides_parse(reading->world, world_text(reading->world, module), info.at, info.length,
			    reading->out))
		reading->result = error_set(reading->error,
					    "lib/modules: module-info.class of %s is malformed", module);
}

int provides_read(struct world *world, struct provides *out, struct error *error)
{
	struct reading reading = { world, out, error, 0 };

	*out = (struct provides){ 0 };
	classlib_each_module(read_module, &reading);
	return reading.result;
}

void provides_free(struct provides *provides)
{
	free(provides->list);
	*provides = (struct provides){ 0 };
}
