/* SPDX-License-Identifier: Apache-2.0 */
/* class_writer.h: class files that the VM makes itself: a constant pool, fields, methods and their bytecode.
 *
 * A writer belongs to one function and is not shared. Constants may name classes, fields and methods that the
 * VM already holds: writer_define puts these in the new pool as resolved, so that hidden classes can be named
 * and private members used. The class is trusted: it is not verified and has no stack maps. */
#ifndef JVM_INVOKE_CLASS_WRITER_H
#define JVM_INVOKE_CLASS_WRITER_H

#include "jvm/link/class.h"
#include "jvm/run/bytecode.h"
#include "jvm/run/thread.h"

struct bytes { /* grows; the process ends when there is no memory */
	uint8_t *at;
	size_t length, room;
};

struct class_writer {
	struct bytes pool, interfaces, fields, methods;
	uint16_t pool_count, interfaces_count, fields_count, methods_count;
	uint16_t this_class, super_class, code_name;
	struct patch {
		uint16_t index;
		void *to;
	} * patches;
	size_t patches_count;
};

struct code_writer {
	struct class_writer *writer;
	struct bytes code;
	uint16_t locals, deepest;
	int depth;
};

/* A class of this internal name below Object. */
void writer_begin(struct class_writer *writer, const char *name);
void writer_end(struct class_writer *writer); /* frees what writer_begin and the others took */

/* Indices of constants. */
uint16_t writer_utf8(struct class_writer *writer, const char *text, size_t length);
uint16_t writer_class(struct class_writer *writer, struct class *class);
uint16_t writer_string(struct class_writer *writer, const char *modified_utf8, size_t length);
uint16_t writer_field_of(struct class_writer *writer, struct field *field);
uint16_t writer_method_of(struct class_writer *writer, struct method *method);
uint16_t writer_own_field(struct class_writer *writer, const char *name, const char *descriptor);

void writer_interface(struct class_writer *writer, struct class *interface);
void writer_field(struct class_writer *writer, uint16_t access, const char *name, const char *descriptor);
/* Takes the code away from `code`. */
void writer_method(struct class_writer *writer, uint16_t access, const char *name, const char *descriptor,
		   struct code_writer *code);

/* Defines the class as a hidden one in the nest, package and loader of `host`, initialised. All its methods
 * are left out of stack traces. NULL: an exception is pending. */
struct class *writer_define(struct thread *thread, struct class_writer *writer, struct class *host);

/* Code. `locals`: slots of the receiver and the parameters. */
void code_begin(struct code_writer *code, struct class_writer *writer, uint16_t locals);
void code_end(struct code_writer *code); /* only when it is not given to writer_method */
void code_op(struct code_writer *code, enum bytecode opcode, int stack_change);
void code_op_u2(struct code_writer *code, enum bytecode opcode, uint16_t operand, int stack_change);
void code_load(struct code_writer *code, enum kind kind, uint16_t local);
void code_int(struct code_writer *code, int32_t value); /* -32768 … 32767 */
void code_constant_string(struct code_writer *code, const struct symbol *text);
void code_constant_class(struct code_writer *code, struct class *class);
void code_get_field(struct code_writer *code, struct field *field);
/* invokestatic, invokevirtual, invokespecial or invokeinterface, as `opcode` says. */
void code_call(struct code_writer *code, enum bytecode opcode, struct method *method);
void code_return(struct code_writer *code, enum kind kind);
/* Converts the top of stack. Primitives widen, box and unbox as JLS 5.1 says and LambdaMetafactory does; a
 * reference of static type `from` is cast to `checked` first, the type that the caller promised. */
void code_convert(struct code_writer *code, struct class *from, struct class *to, struct class *checked);
/* Where the branch or `opcode` (3 bytes, taking `pops` operands) goes is set later. */
size_t code_branch(struct code_writer *code, enum bytecode opcode, int pops);
void code_target(struct code_writer *code, size_t branch); /* here */

int kind_slots(enum kind kind); /* 0 for void, 2 for long and double */
struct class *kind_box(enum kind kind);
enum kind kind_unboxed(const struct class *class); /* what a box holds; KIND_REFERENCE: it is none */
/* The field descriptor of a class, cut to `room` bytes. */
void class_descriptor(const struct class *class, char *text, size_t room);
char kind_letter(enum kind kind); /* of a descriptor; 'L' for references */

#endif
