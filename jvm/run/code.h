/* SPDX-License-Identifier: Apache-2.0 */
/* code.h: a method translated for the interpreter: register code, direct-threaded.
 *
 * An instruction is 16 bytes: the handler as an offset from the interpreter's first handler (so code does not
 * depend on where the program lies), and operands. a, b, c are registers of the frame (frame.h) unless
 * opcodes.h says otherwise. */
#ifndef JVM_RUN_CODE_H
#define JVM_RUN_CODE_H

#include "jvm/run/frame.h"

struct instruction {
	uint32_t handler;
	uint16_t a, b;
	union {
		struct {
			union {
				int32_t x;
				uint32_t u; /* an address below 4 GiB, an offset */
				struct {
					uint16_t c, d;
				};
			};
			union {
				int32_t y; /* a branch: how many instructions to go */
				struct {
					uint16_t index, kind;
				}; /* a constant-pool index and an enum kind: never overwritten */
			};
		};
		uint64_t wide;
	};
};
_Static_assert(sizeof(struct instruction) == 16, "an instruction");

enum opcode {
#define OP(name) OP_##name,
#include "jvm/run/opcodes.h"
#undef OP
	OP_COUNT,
};

struct code {
	struct method *method;
	uint16_t locals;      /* slots before the frame record */
	uint32_t frame_bytes; /* record, operands and spare slots: the stack check adds it */
	uint32_t count;
	uint16_t *bci; /* of each instruction */
	/* For the collector (frame_roots.c). Of each instruction: bit d: operand register d may hold a
	 * reference that this instruction or a later one reads; bit 15: d ≥ 15. NULL where there is no
	 * bytecode. Of each local beyond the arguments: the first bci at which it may hold a reference that
	 * this activation stored; UINT16_MAX: none. */
	uint16_t *operands;
	uint16_t *reference_from;
	uint32_t *
		handlers; /* instruction index of each exception range's handler; UINT32_MAX: never reached */
	int32_t *switches; /* tables of tableswitch and lookupswitch */
	struct instruction instructions[];
};

/* The method's code, translated at the first call; that of natives and abstract methods is one
 * instruction. NULL: an exception is pending. */
struct code *code_prepare(struct thread *thread, struct method *method);

/* Translates `method`'s bytecode, which must have passed verification or come from a trusted class, and whose
 * locals and operands fit (CODE_REGISTERS). Throws nothing and runs no Java. */
enum { CODE_REGISTERS = UINT16_MAX };
struct code *translate(struct method *method);

/* Puts an instruction's operands x and then its handler in place while others may be executing it: the old
 * handler never reads x, the new one reads it only after the handler was stored. */
void instruction_quicken(struct instruction *at, enum opcode opcode, uint32_t u);

/* Runs from the newest frame until the entry frame below it is returned to. */
void interpret(struct thread *thread);
void interpret_init(void);

#endif
