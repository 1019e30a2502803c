/* SPDX-License-Identifier: Apache-2.0 */
/* interpret.c: the interpreter: one function, direct-threaded. The handlers are in the files included at the
 * end of it, by idea.
 *
 * What lives in C locals: pc, r (the frame's slots), frame, thread. Rules: frame->pc = pc (SAVE) before
 * anything that may throw, allocate, call C that walks the stack, or stop at a safepoint. A Java call pushes
 * a frame and goes on; the C stack grows only when a native calls Java. Null and bounds are tested, never
 * trapped; no reference is kept in a local across a call of C, since its stale copy would keep the object
 * alive for as long as the loop runs; safepoints are polled at taken branches, at calls of natives and, for
 * recursion that takes no branch, by a stack limit that refuses the next call. */
#include "jvm/run/code.h"
#include "jvm/run/exception.h"
#include "jvm/run/call.h"
#include "jvm/run/quicken.h"
#include "jvm/run/number.h"
#include "jvm/run/vm.h"
#include "jvm/link/link.h"
#include "jvm/gc/gc.h"
#include "jvm/monitor/monitor.h"
#include "jvm/invoke/invoke.h"
#include <math.h>

uint32_t interpret_handlers[OP_COUNT];

#define LIKELY(x)   __builtin_expect(!!(x), 1)
#define UNLIKELY(x) __builtin_expect(!!(x), 0)

#define DISPATCH goto *(const void *)(base + (int32_t)race_consume(&pc->handler))
#define NEXT                                                                                                 \
	do {                                                                                                 \
		pc++;                                                                                        \
		DISPATCH;                                                                                    \
	} while (0)
#define SAVE (frame->pc = pc)
#define POLL                                                                                                 \
	do {                                                                                                 \
		if (UNLIKELY(atomic_load_explicit(&thread->poll, memory_order_relaxed))) {                   \
			SAVE;                                                                                \
			thread_safepoint(thread);                                                            \
			if (UNLIKELY(thread->exception))                                                     \
				goto unwind;                                                                 \
		}                                                                                            \
	} while (0)
#define BRANCH_IF(condition)                                                                                 \
	do {                                                                                                 \
		if (condition) {                                                                             \
			pc += pc->y;                                                                         \
			POLL;                                                                                \
			DISPATCH;                                                                            \
		}                                                                                            \
		NEXT;                                                                                        \
	} while (0)
#define THROW_IF_PENDING                                                                                     \
	do {                                                                                                 \
		if (UNLIKELY(thread->exception))                                                             \
			goto unwind;                                                                         \
	} while (0)

/* Enters `method_` with its arguments at `window_`. */
#define CALL(method_, window_)                                                                               \
	do {                                                                                                 \
		struct method *callee = (method_);                                                           \
		union slot *const window = (window_);                                                        \
		struct code *code = __atomic_load_n(&callee->code, __ATOMIC_ACQUIRE);                        \
		SAVE;                                                                                        \
		if (UNLIKELY(!code) && !(code = code_prepare(thread, callee)))                               \
			goto unwind;                                                                         \
		struct frame *const entered = (struct frame *)(window + code->locals);                       \
		if (UNLIKELY((uint8_t *)entered + code->frame_bytes >                                        \
			     atomic_load_explicit(&thread->call_limit, memory_order_relaxed)))               \
			goto call_refused;                                                                   \
		entered->caller = frame;                                                                     \
		entered->method = callee;                                                                    \
		entered->slots = r = window;                                                                 \
		entered->locked = NULL;                                                                      \
		thread->frame = frame = entered;                                                             \
		frame->pc = pc = code->instructions;                                                         \
		DISPATCH;                                                                                    \
	} while (0)

/* Leaves the present method; the caller stands at its call. */
#define LEAVE                                                                                                \
	do {                                                                                                 \
		frame = frame->caller;                                                                       \
		thread->frame = frame;                                                                       \
		pc = frame->pc;                                                                              \
		r = frame->slots;                                                                            \
	} while (0)

/* The loop is one function so that pc, r and frame stay in registers. With thread NULL it only fills
 * interpret_handlers. */
static void run(struct thread *const thread)
{
	static const void *const labels[] = {
#define OP(name) &&L_##name,
#include "jvm/run/opcodes.h"
#undef OP
	};
	const uint8_t *const base = (const uint8_t *)&&L_MOVE;
	if (!thread) {
		for (int i = 0; i < OP_COUNT; i++)
			interpret_handlers[i] = (uint32_t)((const uint8_t *)labels[i] - base);
		return;
	}
	struct frame *frame = thread->frame;
	const struct instruction *pc = frame->pc;
	union slot *r = frame->slots;
	DISPATCH;

#include "jvm/run/interpret_arithmetic.h"
#include "jvm/run/interpret_branch.h"
#include "jvm/run/interpret_memory.h"
#include "jvm/run/interpret_call.h"

null_pointer:
	SAVE;
	throw_null_pointer(thread);
	goto unwind;
call_refused:
	if (thread_call_refused(thread)) {
		THROW_IF_PENDING;
		DISPATCH; /* the call again */
	}
	throw_stack_overflow(thread);
unwind:
	/* frame->pc is the throwing instruction. Callers are searched until a handler or a C caller is found.
	 */
	for (frame = thread->frame; frame->method; thread->frame = frame = frame->caller) {
		const int32_t handler = exception_find_handler(thread, frame);
		if (handler >= 0) {
			const struct code *code = frame->method->code;
			r = frame->slots;
			r[frame->method->max_locals + frame_slots].o = thread->exception;
			thread->exception = NULL;
			pc = code->instructions + handler;
			DISPATCH;
		}
		if (frame->locked)
			exception_unlock(thread, frame);
	}
}

void interpret(struct thread *thread)
{
	run(thread);
}

void interpret_init(void)
{
	run(NULL);
}
