/* SPDX-License-Identifier: Apache-2.0 */
/* The tables the processor reads - GDT, TSS, IDT - and the way from a vector to its handler. */
#include <stddef.h>

#include "kernel/arch/x86_64/cpu.h"
#include "kernel/arch/x86_64/interrupt.h"
#include "kernel/memory/memory.h"
#include "kernel/panic/panic.h"
#include "kernel/sched/sched.h"
#include "kernel/sched/spinlock.h"

#define CODE_SELECTOR 0x08
#define TSS_SELECTOR  0x18

#define FAULT_PRESENT 1 /* a page fault's error code: not for want of a page */

enum { IST_INTERRUPT = 1, IST_EXCEPTION = 2, IST_DOUBLE_FAULT = 3 };

struct table_pointer {
	uint16_t limit;
	uint64_t base;
} __attribute__((packed));

/* Intel SDM volume 3, 8.7 and 6.14.1. */
struct tss {
	uint32_t reserved0;
	uint64_t rsp[3];
	uint64_t reserved1;
	uint64_t ist[7]; /* ist[0] is IST1 */
	uint64_t reserved2;
	uint16_t reserved3, io_map;
} __attribute__((packed));

struct gate {
	uint16_t offset_low, selector;
	uint8_t ist, type;
	uint16_t offset_middle;
	uint32_t offset_high, reserved;
};

struct handler {
	interrupt_handler function;
	void *argument;
};

/* One CPU for now; a second one gets a set of its own. */
static struct cpu boot_cpu;
static struct tss tss;
static uint64_t gdt[] = { 0, 0x00af9b000000ffff, 0x00cf93000000ffff, 0, 0 };

static struct gate idt[INTERRUPT_VECTORS];
extern const char interrupt_stubs[];
/* boot/entry.S */
extern char double_fault_guard[], double_fault_stack_end[], exception_guard[], exception_stack_end[];
#define STUB_BYTES 16

extern const char cpu_halt_instruction[];
#define HALT_BYTES 1

static struct spinlock handlers_lock; /* guards the two below */
static struct handler handlers[INTERRUPT_VECTORS - INTERRUPT_FIRST];
static int handler_count;

void interrupt_dispatch(struct interrupt_frame *frame);

static void load_gdt(void)
{
	uint64_t base = (uintptr_t)&tss;
	struct table_pointer pointer = { sizeof(gdt) - 1, (uintptr_t)gdt };

	gdt[3] = (sizeof(tss) - 1) | (base & 0xffffff) << 16 | 0x89ul << 40 | (base >> 24 & 0xff) << 56;
	gdt[4] = base >> 32;
	tss.io_map = sizeof(tss);
	tss.ist[IST_EXCEPTION - 1] = (uintptr_t)exception_stack_end;
	tss.ist[IST_DOUBLE_FAULT - 1] = (uintptr_t)double_fault_stack_end;
	__asm__ volatile("lgdt %0; ltr %w1" ::"m"(pointer), "r"(TSS_SELECTOR) : "memory");
}

static void load_idt(void)
{
	struct table_pointer pointer = { sizeof(idt) - 1, (uintptr_t)idt };

	for (int i = 0; i < INTERRUPT_VECTORS; i++) {
		uint64_t stub = (uintptr_t)interrupt_stubs + i * STUB_BYTES;
		idt[i].offset_low = stub;
		idt[i].offset_middle = stub >> 16;
		idt[i].selector = CODE_SELECTOR;
		idt[i].ist = i >= INTERRUPT_FIRST ? IST_INTERRUPT
			     : i == 8 || i == 2   ? IST_DOUBLE_FAULT
						  : IST_EXCEPTION;
		idt[i].type = 0x8e; /* present, interrupt gate */
	}
	__asm__ volatile("lidt %0" ::"m"(pointer) : "memory");
}

void interrupt_init(void *stack_end)
{
	boot_cpu.self = &boot_cpu;
	msr_write(MSR_GS_BASE, (uintptr_t)&boot_cpu);
	interrupt_stack_set(stack_end);
	load_gdt();
	load_idt();
}

void interrupt_guard_stacks(void)
{
	if (!memory_protect(exception_guard, PAGE_BYTES, MEMORY_NONE) ||
	    !memory_protect(double_fault_guard, PAGE_BYTES, MEMORY_NONE))
		panic("the image's own pages have no page table");
}

void interrupt_stack_set(void *stack_end)
{
	tss.ist[IST_INTERRUPT - 1] = (uintptr_t)stack_end;
}

int interrupt_allocate(interrupt_handler function, void *argument)
{
	int vector = -1;
	unsigned long flags = spinlock_acquire(&handlers_lock);

	if (handler_count < INTERRUPT_SPURIOUS - INTERRUPT_FIRST) {
		handlers[handler_count] = (struct handler){ function, argument };
		vector = INTERRUPT_FIRST + handler_count++;
	}
	spinlock_release(&handlers_lock, flags);
	return vector;
}

void interrupt_dispatch(struct interrupt_frame *frame)
{
	if (frame->vector == VECTOR_PAGE_FAULT && !(frame->error & FAULT_PRESENT) && memory_fill(cpu_cr2()))
		return;
	if (frame->vector < INTERRUPT_FIRST)
		panic_exception(frame);

	struct cpu *cpu = this_cpu();
	const struct handler *handler = &handlers[frame->vector - INTERRUPT_FIRST];
	cpu->in_interrupt = true;
	if (handler->function)
		handler->function(handler->argument);
	cpu->in_interrupt = false;
	if (frame->rip == (uintptr_t)cpu_halt_instruction)
		frame->rip += HALT_BYTES;
	if (cpu->reschedule)
		sched_preempt();
}
