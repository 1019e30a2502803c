/* SPDX-License-Identifier: Apache-2.0 */
/* plan.h: how a Java value and the C value of a message (channel/codec) become each other: a tree beside the
 * codec's, made once for each port. Fields of a struct and components of a record correspond by position. */
#ifndef JVM_PORT_PLAN_H
#define JVM_PORT_PLAN_H

#include <stardust/codec.h>
#include <string.h>

#include "jvm/run/thread.h"
#include "jvm/link/class.h"

struct plan_field {
	uint32_t object_offset; /* in the record */
	struct plan *plan;
};

struct plan {
	const struct codec_type *type;
	const char *name;          /* for messages: the component, or "element" */
	enum kind kind;            /* of the Java value: KIND_REFERENCE, or a primitive's, also when boxed */
	bool boxed;                /* an element of a List, or in an Optional */
	uint32_t copied;           /* bytes of a number that Java keeps as the message does; 0: it does not */
	struct class *class;       /* of every value that is a reference */
	struct plan *element;      /* of a list, array or option */
	struct plan_field *fields; /* of a record: type->field_count */
	struct method *constructor; /* of a record whose constructor does more than to store its arguments */
	struct object *constants;   /* of an enum: its values(); a root */
};

/* The plan for a record class; the class is initialised, and every other class in it. NULL with an exception
 * pending, which says what does not fit. Plans are never freed. */
struct plan *plan_make(struct thread *thread, const struct codec_type *type, const char *record);

/* The class stardust.Ports, whose methods turn Lists and Optionals into arrays and elements. */
struct class *plan_helper(struct thread *thread);

static inline uint32_t plan_number_bytes(enum kind kind)
{
	return kind == KIND_BYTE || kind == KIND_BOOLEAN  ? 1
	       : kind == KIND_SHORT || kind == KIND_CHAR  ? 2
	       : kind == KIND_LONG || kind == KIND_DOUBLE ? 8
							  : 4;
}

/* A number of plan->copied bytes, in either direction. */
static inline void plan_copy(uint8_t *to, const uint8_t *from, uint32_t bytes)
{
	switch (bytes) {
	case 1:
		*to = *from;
		break;
	case 2:
		memcpy(to, from, 2);
		break;
	case 4:
		memcpy(to, from, 4);
		break;
	default:
		memcpy(to, from, 8);
	}
}

/* Memory for what is not in the value itself while one message is sent. */
struct arena {
	struct piece *pieces;
};
void arena_free(struct arena *arena);

/* Fills the C value at `to`, type->value_bytes of zeros, from a Java value. false: an exception is pending,
 * which names the component. The value points into the arena. */
bool plan_write(struct thread *thread, const struct plan *plan, union slot value, uint8_t *to,
		struct arena *arena);

/* The Java value of a C value that the codec has checked. false: an exception is pending. */
bool plan_read(struct thread *thread, const struct plan *plan, const uint8_t *from, union slot *value);

#endif
