/* SPDX-License-Identifier: Apache-2.0 */
/* A processor that is none, in place of the kernel's own header: one CPU whose interrupt flag is a variable
 * of the test. What the portable parts of kernel/ ask of a processor, and no more.
 */
#ifndef KERNEL_ARCH_CPU_H
#define KERNEL_ARCH_CPU_H

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

struct thread;

struct cpu {
	struct thread *current;
	uint64_t syscall_stack;
	bool in_interrupt, reschedule;
};

extern struct cpu host_cpu;
extern bool host_interrupts;

static inline struct cpu *this_cpu(void)
{
	return &host_cpu;
}

#define FLAGS_INTERRUPT 0x200ul
#define MSR_FS_BASE     0xc0000100

static inline void interrupts_on(void)
{
	host_interrupts = true;
}

static inline unsigned long interrupts_save(void)
{
	unsigned long flags = host_interrupts ? FLAGS_INTERRUPT : 0;

	host_interrupts = false;
	return flags;
}

static inline void interrupts_restore(unsigned long flags)
{
	if (flags & FLAGS_INTERRUPT)
		interrupts_on();
}

/* A lock that is taken twice on the one CPU would be waited for without end. */
static inline void cpu_relax(void)
{
	abort();
}

static inline uint64_t msr_read(uint32_t msr)
{
	return 0;
}

static inline void msr_write(uint32_t msr, uint64_t value)
{
}

#endif
