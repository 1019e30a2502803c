/* SPDX-License-Identifier: Apache-2.0 */
/* The kernel's stacks, found as the processor finds them (Intel SDM volume 3, 6.14.1 and 8.7), and a way to
 * overflow one. */
#ifndef TESTS_GUEST_STACKS_H
#define TESTS_GUEST_STACKS_H

#include <stdint.h>
#include <string.h>

struct table_pointer {
	uint16_t limit;
	uint64_t base;
} __attribute__((packed));

/* The end of the stack on which an interrupt or exception of this vector is served. */
__attribute__((unused)) static uint64_t stack_of_vector(int vector)
{
	struct table_pointer gdt, idt;
	uint16_t selector, low;
	uint8_t middle, high, ist;
	uint32_t highest;
	uint64_t end;

	__asm__("sgdt %0; sidt %1; str %2" : "=m"(gdt), "=m"(idt), "=m"(selector));
	const char *descriptor = (const char *)gdt.base + selector;
	memcpy(&low, descriptor + 2, sizeof(low));
	memcpy(&middle, descriptor + 4, sizeof(middle));
	memcpy(&high, descriptor + 7, sizeof(high));
	memcpy(&highest, descriptor + 8, sizeof(highest));
	uint64_t tss = low | middle << 16 | (uint64_t)high << 24 | (uint64_t)highest << 32;
	memcpy(&ist, (const char *)idt.base + vector * 16 + 4, sizeof(ist));
	memcpy(&end, (const char *)tss + 36 + (ist - 1) * 8, sizeof(end));
	return end;
}

/* The end of this thread's stack for system calls (struct cpu, kernel/arch/x86_64/cpu.h). */
__attribute__((unused)) static uint64_t stack_of_system_calls(void)
{
	uint64_t end;

	__asm__("mov %%gs:16, %0" : "=r"(end));
	return end;
}

/* Pushes what is easily recognised until that is a fault; a stack of the kernel's has at most 4 KiB. */
static void overflow(uint64_t stack_end)
{
	uint64_t pushes = 4096 / 8 + 1, before;

	__asm__ volatile(
		"cli; mov %%rsp, %0; mov %2, %%rsp; 1: push $0x55; dec %1; jnz 1b; mov %0, %%rsp; sti"
		: "=&r"(before), "+r"(pushes)
		: "r"(stack_end)
		: "memory", "cc");
}

#endif
