/* SPDX-License-Identifier: Apache-2.0 */
/* frame_roots.c: which words of a Java stack the collector looks at. Slots are not cleared when a frame is
 * pushed, so a slot may hold what an earlier activation left there. Of a frame that stands at an instruction:
 *
 *   arguments           always; the method may have stored something else there, which is looked at too
 *   other locals        from the first bci at which this activation may have stored a reference there, in the
 *                       order of the bytecode: where a jump back carries it, from the jump's target
 *                       (reference_from, find_references in translate.c)
 *   operand registers   those that this instruction or a later one reads as an operand (operands, emit and
 *                       stack_registers in translate_stack.c); a bit each, and one for all beyond the 15th
 *   the method, its lock   always
 *
 * What is looked at need not be a reference: the collector takes any word for what it may be, keeps what it
 * points to and does not move it. */
#include "jvm/run/code.h"

static void scan_all(const union slot *from, const union slot *to, void (*visit)(uint32_t word))
{
	for (; from < to; from++)
		visit((uint32_t)from->raw);
}

/* `end`: where the next frame's slots begin, or the end of the stack in use. */
static void scan_frame(const struct frame *frame, const union slot *end, void (*visit)(uint32_t word))
{
	const struct method *const method = frame->method;
	const struct code *const code = method ? method->code : NULL;
	visit((uint32_t)(uintptr_t)frame->locked);
	visit((uint32_t)(uintptr_t)method); /* keeps its class */
	if (!code || !code->operands) {
		scan_all(frame->slots, end, visit);
		return;
	}
	const size_t at = (size_t)(frame->pc - code->instructions);
	for (unsigned local = 0; local < method->max_locals; local++)
		if (local < method->args_slots ||
		    code->bci[at] >= code->reference_from[local - method->args_slots])
			visit((uint32_t)frame->slots[local].raw);
	const unsigned live = code->operands[at];
	const union slot *const operands = (const union slot *)(frame + 1);
	for (unsigned i = 0; operands + i < end && i < method->max_stack; i++)
		if (live >> (i < 15 ? i : 15) & 1)
			visit((uint32_t)operands[i].raw);
}

void frames_scan(const struct thread *thread, void (*visit)(uint32_t word))
{
	if (!thread->frame)
		return;
	const union slot *end = frame_top(thread->frame);
	for (const struct frame *frame = thread->frame; frame; frame = frame->caller) {
		scan_frame(frame, end, visit);
		end = frame->slots;
	}
}
