/* SPDX-License-Identifier: Apache-2.0 */
/* internal.h: what the files of verify/ share. */
#ifndef JVM_VERIFY_INTERNAL_H
#define JVM_VERIFY_INTERNAL_H

#include "jvm/run/bytecode.h"
#include "jvm/verify/verify.h"

/* Verification types (4.10.1.2). A long or double fills two entries, the second of its own kind, so that half
 * of one is never taken for something else. */
enum type_kind {
	TYPE_TOP,
	TYPE_INT,
	TYPE_FLOAT,
	TYPE_LONG,
	TYPE_LONG_SECOND,
	TYPE_DOUBLE,
	TYPE_DOUBLE_SECOND,
	TYPE_NULL,
	TYPE_UNINITIALIZED_THIS,
	TYPE_UNINITIALIZED, /* made by the `new` at bci */
	TYPE_REFERENCE,     /* name: of a class, or an array's descriptor */
};

struct type {
	enum type_kind kind;
	uint32_t bci;
	struct classfile_span name;
};

struct frame {
	struct type *locals, *stack;
	uint32_t locals_count, depth; /* locals beyond the count are TYPE_TOP */
	bool this_uninitialized;      /* flagThisUninit */
};

struct text; /* verify.c */

struct map_frame { /* of the StackMapTable */
	uint32_t bci;
	struct frame frame;
};

struct verifier {
	const struct classfile *file;
	const struct verify_world *world;
	struct verify_error *error;
	const struct classfile_method *method;
	struct classfile_span this_name;
	const uint8_t *code;
	uint32_t length, bci;
	uint8_t *starts; /* 1: an instruction begins here */
	struct frame frame;
	struct map_frame *map;
	uint32_t map_count;
	struct type *pool; /* types of map frames */
	size_t pool_used, pool_room;
	uint64_t work;
	struct text *texts; /* of array types that instructions make */
	size_t text_bytes;
};

/* error.c. All give false. The first error stays. */
bool verify_fail(struct verifier *v, const char *message, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
bool verify_malformed(struct verifier *v, bool names_method, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
/* The reason where the code itself is malformed. */
#define VERIFY_BYTECODE "Error exists in the bytecode"
bool verify_unknown(struct verifier *v);
const char *type_text(struct type type, char text[96]);

/* type.c */
struct type type_of_kind(enum type_kind kind);
struct type type_reference(struct classfile_span name);
struct type type_class(const char *name);
/* The type of the field descriptor at *at, which advances behind it. */
struct type type_of_descriptor(const uint8_t **at);
bool type_is_two(struct type type); /* long or double: the second entry follows */
struct type type_second(struct type type);
bool type_equal(struct type a, struct type b);
/* Whether `from` may be used as `to`; *yes. false: an error was recorded. */
bool type_assignable(struct verifier *v, struct type from, struct type to, bool *yes);
/* The current frame against the one of the map at `bci`, where the code goes on in this way. */
enum way { WAY_FALLS, WAY_BRANCHES, WAY_THROWS };
bool frame_matches(struct verifier *v, const struct frame *to, uint32_t bci, enum way way);

/* map.c: reads the StackMapTable of v->method into v->map. */
bool map_read(struct verifier *v);
const struct frame *map_find(const struct verifier *v, uint32_t bci);
bool frame_of_method(struct verifier *v); /* sets v->frame to what the method begins with */

/* code.c (4.9.1): finds where instructions begin and checks targets and exception ranges; the second, the
 * operands of one instruction. */
bool code_scan(struct verifier *v);
bool code_check_operands(struct verifier *v);

/* instruction.c: one instruction at v->bci. *falls: whether the next one may follow it. */
bool instruction_check(struct verifier *v, bool *falls);

/* member.c: instructions that name fields and methods. */
bool member_field(struct verifier *v, uint8_t opcode);
bool member_invoke(struct verifier *v, uint8_t opcode);
bool member_new(struct verifier *v);

/* verify.c: memory for a name, which lasts as long as the method is checked; NULL: too much. */
uint8_t *verify_text(struct verifier *v, size_t length);

/* The operand stack, instruction.c */
bool operand_push(struct verifier *v, struct type type);
bool operand_pop(struct verifier *v, struct type wanted);     /* assignable to `wanted` */
bool operand_reference(struct verifier *v, struct type *got); /* also uninitialized ones */
/* Pops the arguments of a method's descriptor. *result: the type behind the ')', TYPE_TOP for V. */
bool operand_arguments(struct verifier *v, struct classfile_span descriptor, struct type *result);

#endif
