/* SPDX-License-Identifier: Apache-2.0 */
/* Interrupts and exceptions. A handler runs with interrupts off, so handlers do not nest.
 *
 * Stacks: an interrupt runs on a stack that belongs to the thread it interrupts (interrupt_stack_set),
 * because packaged code uses the red zone below its stack pointer and because a thread that is pre-empted in
 * the interrupt leaves its frame there until it runs again. An exception runs on a stack of the CPU: but
 * for a page that is to be filled it ends in a panic, also when the fault is a stack that overflowed.
 */
#ifndef KERNEL_ARCH_INTERRUPT_H
#define KERNEL_ARCH_INTERRUPT_H

#include <stdint.h>

#define VECTOR_PAGE_FAULT  14
#define INTERRUPT_FIRST    32 /* below lie the exceptions */
#define INTERRUPT_VECTORS  112
#define INTERRUPT_SPURIOUS (INTERRUPT_VECTORS - 1)

/* What the entry code pushes, lowest address first. */
struct interrupt_frame {
	uint64_t r15, r14, r13, r12, r11, r10, r9, r8, rdi, rsi, rbp, rbx, rdx, rcx, rax;
	uint64_t vector, error;
	uint64_t rip, cs, rflags, rsp, ss; /* by the processor */
};

typedef void (*interrupt_handler)(void *argument);

/* Loads the IDT, the TSS and this CPU's GS base. `stack_end` is the first thread's interrupt stack. */
void interrupt_init(void *stack_end);

/* Makes the pages below the stacks for exceptions and double faults guards: they were the boot stack's, which
 * nothing uses any more. Once. */
void interrupt_guard_stacks(void);

/* Gives a free vector to `handler`; -1 when none is left. The handler acknowledges its own controller
 * (platform). Any context. */
int interrupt_allocate(interrupt_handler handler, void *argument);

/* The interrupt stack of the thread that this CPU runs from now on. Interrupts are off. */
void interrupt_stack_set(void *stack_end);

#endif
