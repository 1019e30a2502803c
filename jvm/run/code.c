/* SPDX-License-Identifier: Apache-2.0 */
/* code.c: giving a method its code at the first call. One translation at a time; it runs no Java and cannot
 * block, so a thread that waits for the lock delays a safepoint no longer than one translation. */
#include "jvm/run/code.h"
#include "jvm/run/exception.h"
#include "jvm/memory/arena.h"
#include "jvm/native/native.h"
#include <pthread.h>

extern uint32_t interpret_handlers[OP_COUNT];

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

/* The code of a method without bytecode: one instruction. */
static struct code *single_instruction(struct method *method, enum opcode opcode)
{
	struct code *code = metadata_beside(method, sizeof *code + sizeof(struct instruction));
	code->method = method;
	/* A native leaves its result in its first slot, so it has one. */
	code->locals = method->args_slots ? method->args_slots : 1;
	code->frame_bytes = (frame_slots + frame_spare_slots) * sizeof(union slot);
	code->count = 1;
	code->instructions[0].handler = interpret_handlers[opcode];
	return code;
}

struct code *code_prepare(struct thread *thread, struct method *method)
{
	struct code *code = __atomic_load_n(&method->code, __ATOMIC_ACQUIRE);
	if (code)
		return code;
	native_function *const in_place = native_in_place(method);
	const bool is_native = method->access & ACC_NATIVE || in_place;
	if (is_native && !__atomic_load_n(&method->native, __ATOMIC_RELAXED)) {
		native_function *const found = in_place ? in_place : native_find(method);
		if (!found) {
			throw_unsatisfied_link(thread, method);
			return NULL;
		}
		__atomic_store_n(&method->native, found, __ATOMIC_RELAXED); /* by several threads, the same */
	}
	if (method->max_locals + frame_slots + method->max_stack + frame_spare_slots > CODE_REGISTERS) {
		throw_new(thread, "java/lang/InternalError",
			  "%s.%s has %d local variables and operands, this virtual machine takes %d",
			  method->owner->name->text, method->name->text,
			  method->max_locals + method->max_stack,
			  CODE_REGISTERS - (int)frame_slots - frame_spare_slots);
		return NULL;
	}
	/* Each bytecode becomes one instruction or few, or none. */
	if (!metaspace_to_run(thread, sizeof *code + 2 * method->code_bytes * sizeof(struct instruction)))
		return NULL;
	pthread_mutex_lock(&lock);
	code = method->code;
	if (!code) {
		if (is_native)
			code = single_instruction(method, method->access & ACC_SYNCHRONIZED
								  ? OP_NATIVE_SYNCHRONIZED
								  : OP_NATIVE);
		else if (!method->bytecode || method->flags & METHOD_CONFLICT)
			code = single_instruction(method, OP_ABSTRACT);
		else
			code = translate(method);
		__atomic_store_n(&method->code, code, __ATOMIC_RELEASE);
	}
	pthread_mutex_unlock(&lock);
	return code;
}
