/* SPDX-License-Identifier: Apache-2.0 */
/* call.c: Java called from C: an entry frame, the callee's frame above it, and the interpreter until it comes
 * back. */
#include "jvm/run/call.h"
#include "jvm/run/code.h"
#include "jvm/run/exception.h"
#include "jvm/gc/gc.h"
#include "jvm/link/link.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

extern uint32_t interpret_handlers[OP_COUNT];

/* The call that an entry frame stands at: two instructions, as every call, then the end. */
static struct instruction entry_code[3];

static const struct instruction *entry(void)
{
	/* Written with the same values by whoever comes first or second. */
	if (!entry_code[2].handler)
		entry_code[2].handler = interpret_handlers[OP_EXIT];
	return entry_code;
}

bool call_method(struct thread *thread, struct method *method, const union slot *args, union slot *result)
{
	struct code *code = code_prepare(thread, method);
	if (!code)
		return false;
	struct frame *const caller = thread->frame;
	struct frame *const below =
		caller ? (struct frame *)frame_top(caller) : (struct frame *)thread->stack;
	union slot *const slots = (union slot *)(below + 1);
	struct frame *const entered = (struct frame *)(slots + code->locals);
	if ((uint8_t *)entered + code->frame_bytes > thread->stack_limit ||
	    (uint8_t *)__builtin_frame_address(0) < thread->c_stack_limit) {
		throw_stack_overflow(thread);
		return false;
	}
	memcpy(slots, args, method->args_slots * sizeof *slots);
	*below = (struct frame){ .caller = caller, .pc = entry(), .slots = slots };
	*entered =
		(struct frame){ .caller = below, .method = method, .pc = code->instructions, .slots = slots };
	thread->frame = entered;
	interpret(thread);
	thread->frame = caller;
	if (thread->exception)
		return false;
	if (result)
		*result = slots[0];
	return true;
}

/* Reads C arguments into slots by a descriptor; `at` is where the first goes. */
static void gather(union slot *at, const char *descriptor, va_list arguments)
{
	for (const char *d = descriptor + 1; *d != ')'; d++) {
		union slot slot = { .raw = 0 };
		switch (*d) {
		case 'J':
			slot.l = va_arg(arguments, int64_t);
			*at++ = slot;
			break;
		case 'D':
			slot.d = va_arg(arguments, double);
			*at++ = slot;
			break;
		case 'F':
			slot.f = (float)va_arg(arguments, double);
			break;
		case 'L':
		case '[':
			slot.o = va_arg(arguments, struct object *);
			while (*d == '[')
				d++;
			if (*d == 'L')
				while (*d != ';')
					d++;
			break;
		default:
			slot.i = va_arg(arguments, int);
		}
		*at++ = slot;
	}
}

static struct method *must_find(struct class *class, const char *name, const char *descriptor)
{
	struct method *method = class_find_method(class, symbol_of(name), symbol_of(descriptor));
	if (!method) {
		fprintf(stderr,
			"java: this class library has no method %s.%s%s, which the virtual machine calls\n",
			class->name->text, name, descriptor);
		exit(1);
	}
	return method;
}

bool call_static(struct thread *thread, struct class *class, const char *name, const char *descriptor,
		 union slot *result, ...)
{
	union slot slots[256];
	va_list arguments;
	va_start(arguments, result);
	gather(slots, descriptor, arguments);
	va_end(arguments);
	struct method *method = must_find(class, name, descriptor);
	return class_initialise(thread, method->owner) && call_method(thread, method, slots, result);
}

bool call_virtual(struct thread *thread, struct object *receiver, const char *name, const char *descriptor,
		  union slot *result, ...)
{
	union slot slots[257];
	va_list arguments;
	va_start(arguments, result);
	slots[0].o = receiver;
	gather(slots + 1, descriptor, arguments);
	va_end(arguments);
	struct method *named = must_find(object_class(receiver), name, descriptor);
	struct method *method = class_select_virtual(object_class(receiver), named);
	return call_method(thread, method ? method : named, slots, result);
}

struct object *call_new(struct thread *thread, struct class *class, const char *descriptor, ...)
{
	union slot slots[257];
	if (!class_initialise(thread, class))
		return NULL;
	struct object *made = gc_new(thread, class);
	if (!made)
		return NULL;
	va_list arguments;
	va_start(arguments, descriptor);
	slots[0].o = made;
	gather(slots + 1, descriptor, arguments);
	va_end(arguments);
	return call_method(thread, must_find(class, "<init>", descriptor), slots, NULL) ? made : NULL;
}
