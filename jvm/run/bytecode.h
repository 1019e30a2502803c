/* SPDX-License-Identifier: Apache-2.0 */
/* bytecode.h: reading bytecode: names, lengths, operands. Nothing here checks bounds: the code has been
 * verified, or its length has been. */
#ifndef JVM_RUN_BYTECODE_H
#define JVM_RUN_BYTECODE_H

#include <stdint.h>

enum bytecode {
#define BC(name, length) BC_##name,
#include "jvm/run/bytecodes.h"
#undef BC
	BC_COUNT,
};

static inline uint16_t bytecode_u2(const uint8_t *at)
{
	return (uint16_t)(at[0] << 8 | at[1]);
}

static inline int32_t bytecode_s4(const uint8_t *at)
{
	return (int32_t)((uint32_t)at[0] << 24 | at[1] << 16 | at[2] << 8 | at[3]);
}

/* The length in bytes of the instruction at code[bci], switches and wide included. */
uint32_t bytecode_length(const uint8_t *code, uint32_t bci);

/* Calls visit with the bci of every target of the branch or switch at code[bci], fall-through not included.
 */
void bytecode_targets(const uint8_t *code, uint32_t bci, void (*visit)(void *context, uint32_t target),
		      void *context);

#endif
