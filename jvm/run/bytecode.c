/* SPDX-License-Identifier: Apache-2.0 */
#include "jvm/run/bytecode.h"

static const uint8_t lengths[BC_COUNT] = {
#define BC(name, length) length,
#include "jvm/run/bytecodes.h"
#undef BC
};

static uint32_t operands_at(uint32_t bci)
{
	return (bci + 4) & ~3u; /* the switches' operands are aligned to 4 from the method's start */
}

uint32_t bytecode_length(const uint8_t *code, uint32_t bci)
{
	const uint32_t at = operands_at(bci);
	switch (code[bci]) {
	case BC_tableswitch:
		return at + 12 + 4 * (uint32_t)(bytecode_s4(code + at + 8) - bytecode_s4(code + at + 4) + 1) -
		       bci;
	case BC_lookupswitch:
		return at + 8 + 8 * (uint32_t)bytecode_s4(code + at + 4) - bci;
	case BC_wide:
		return code[bci + 1] == BC_iinc ? 6 : 4;
	default:
		return lengths[code[bci]];
	}
}

void bytecode_targets(const uint8_t *code, uint32_t bci, void (*visit)(void *context, uint32_t target),
		      void *context)
{
	const uint8_t opcode = code[bci];
	const uint32_t at = operands_at(bci);
	if (opcode == BC_tableswitch) {
		const int32_t count = bytecode_s4(code + at + 8) - bytecode_s4(code + at + 4) + 1;
		visit(context, bci + (uint32_t)bytecode_s4(code + at));
		for (int32_t i = 0; i < count; i++)
			visit(context, bci + (uint32_t)bytecode_s4(code + at + 12 + 4 * i));
	} else if (opcode == BC_lookupswitch) {
		const int32_t count = bytecode_s4(code + at + 4);
		visit(context, bci + (uint32_t)bytecode_s4(code + at));
		for (int32_t i = 0; i < count; i++)
			visit(context, bci + (uint32_t)bytecode_s4(code + at + 12 + 8 * i));
	} else if ((opcode >= BC_ifeq && opcode <= BC_jsr) || opcode == BC_ifnull || opcode == BC_ifnonnull) {
		visit(context, bci + (uint32_t)(int16_t)bytecode_u2(code + bci + 1));
	} else if (opcode == BC_goto_w || opcode == BC_jsr_w) {
		visit(context, bci + (uint32_t)bytecode_s4(code + bci + 1));
	}
}
