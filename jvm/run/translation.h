/* SPDX-License-Identifier: Apache-2.0 */
/* translation.h: private to the translator. One translation of one method.
 *
 * The operand stack is simulated while bytecode is read. An operand is either in its own register, or still
 * where it came from: a local variable's register, another operand's register, or a constant. Loads and dups
 * therefore emit nothing; the instruction that uses the value names the register it is in. What must hold:
 * before a register is written, every operand that is still read from it is moved to its own (stack_release);
 * at the end of a basic block all operands are in their own (stack_flush), so blocks agree. */
#ifndef JVM_RUN_TRANSLATION_H
#define JVM_RUN_TRANSLATION_H

#include "jvm/run/code.h"
#include "jvm/run/bytecode.h"

enum where { IN_REGISTER, IN_CONSTANT, SECOND_HALF /* of the long or double before it */ };

struct operand {
	uint8_t where;
	uint8_t wide;      /* a long or double: two entries of the stack */
	uint8_t kind;      /* enum kind when known to be narrowed so, else KIND_INT or whatever */
	uint16_t reg;      /* IN_REGISTER */
	uint64_t constant; /* IN_CONSTANT: the slot's bits */
};

struct block {         /* by its first bci */
	uint8_t *wide; /* entry state: for each stack entry 0, 1 = wide, 2 = second half; NULL: not reached
			  yet */
	uint16_t depth;
	bool pending;
	uint32_t at; /* index of its first instruction; UINT32_MAX: not translated yet */
};

struct fixup {
	uint32_t instruction; /* whose y is a branch; or UINT32_MAX: */
	uint32_t table;       /* index in switches */
	uint32_t origin;      /* the instruction that offsets count from */
	uint32_t target;      /* bci */
};

struct translation {
	struct method *method;
	struct pool *pool;
	const uint8_t *code;
	uint32_t bci;       /* of the bytecode being translated */
	uint8_t *leaders;   /* by bci: 1 = a block starts here */
	uint32_t *block_of; /* by bci: index in blocks, of leaders */
	struct block *blocks;
	uint32_t blocks_count;
	struct operand *stack;
	uint16_t depth;
	uint16_t stack_base; /* the register of operand 0 */
	uint16_t scratch;    /* a register for rotating operands */
	struct instruction *out;
	uint16_t *out_bci, *out_operands; /* as in struct code */
	uint16_t used_operands;           /* the same for the present bytecode so far */
	uint16_t *reference_from;         /* as in struct code */
	uint32_t count, room;
	uint32_t block_start; /* index of the present block's first instruction */
	uint32_t retarget;    /* the last instruction, if its a may be redirected; else UINT32_MAX */
	bool ended;           /* the last bytecode does not fall through */
	struct fixup *fixups;
	uint32_t fixups_count, fixups_room;
	int32_t *switches;
	uint32_t switches_count, switches_room;
};

/* translate_stack.c */
struct instruction *emit(struct translation *t,
			 enum opcode opcode); /* with zero operands; valid until the next emit */
struct instruction *emit_abc(struct translation *t, enum opcode opcode, uint16_t a, uint16_t b, uint16_t c);
uint16_t stack_registers(const struct translation *t); /* in the form of code->operands */
uint16_t own_register(const struct translation *t, uint16_t depth);
bool is_operand(const struct translation *t, uint16_t reg); /* one is still read from that register */
void stack_release(struct translation *t, uint16_t reg);    /* about to be written */
void stack_flush(struct translation *t);
void stack_settle(struct translation *t, uint16_t depth); /* operand into its own register */
void push_register(struct translation *t, uint16_t reg, bool wide);
void push_constant(struct translation *t, uint64_t bits, bool wide);
struct operand pop(struct translation *t);    /* wide ones as one */
uint16_t pop_register(struct translation *t); /* a register that holds the popped operand */
/* Emits an instruction whose result r[a] becomes the new top operand. */
struct instruction *emit_result(struct translation *t, enum opcode opcode, uint16_t b, uint16_t c, bool wide);
void store_local(struct translation *t, uint16_t local);
void stack_dup(struct translation *t, enum bytecode opcode);
void emit_branch(struct translation *t, struct instruction *branch, uint32_t target);

/* translate_fuse.c: each may put a fused instruction in the place of the last one. */
void emit_move(struct translation *t, uint16_t to, uint16_t from);
bool fuse_multiplication(struct translation *t, enum opcode opcode, uint16_t left, uint16_t right);
struct instruction *fuse_length(struct translation *t, enum opcode opcode, uint16_t left,
				uint16_t right); /* a branch, or NULL */
/* Instead of a jump back to a comparison: the comparison, turned round, in the jump's place. */
bool emit_loop(struct translation *t, uint32_t target);

/* translate_code.c, translate_member.c */
void translate_bytecode(struct translation *t);
void translate_member(struct translation *t); /* fields and calls */
void translate_switch(struct translation *t);
void reach(struct translation *t, uint32_t target); /* a branch: the state at its target is the present one */

#endif
