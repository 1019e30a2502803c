/* SPDX-License-Identifier: Apache-2.0 */
/* A thread's registers are saved at every switch, not only at a pre-emption: musl's system calls are inline
 * assembly that promises to keep them.
 */
#include <stdint.h>
#include <string.h>

#include "kernel/arch/x86_64/cpu.h"
#include "kernel/memory/memory.h"
#include "kernel/panic/panic.h"
#include "kernel/sched/simd.h"
#include "kernel/sched/thread.h"

#define CPUID_1_C_XSAVE    (1u << 26)
#define CPUID_D1_A_OPT     (1u << 0)
#define CR4_OSXSAVE        (1ul << 18)
#define XCR0_X87_SSE       3u
#define XCR0_AVX           4u
#define FXSAVE_BYTES       512
#define FXSAVE_CONTROL     0x37f  /* x87 control word after FNINIT */
#define FXSAVE_MXCSR       0x1f80 /* all exceptions masked */
#define FXSAVE_MXCSR_PLACE 24

static enum { FXSAVE, XSAVE, XSAVEOPT } method;
static uint32_t components; /* of XCR0; what XSAVE saves */
static uint32_t bytes = FXSAVE_BYTES;

void simd_enable(void)
{
	uint32_t mxcsr = FXSAVE_MXCSR;

	/* The first thread runs with what is in the registers now, which a reset leaves otherwise than C
	 * expects. */
	__asm__ volatile("fninit; ldmxcsr %0" ::"m"(mxcsr));
	if (!(cpu_id(1, 0).c & CPUID_1_C_XSAVE))
		return;
	uint64_t cr4;
	__asm__ volatile("mov %%cr4, %0" : "=r"(cr4));
	__asm__ volatile("mov %0, %%cr4" ::"r"(cr4 | CR4_OSXSAVE));
	components = cpu_id(0xd, 0).a & (XCR0_X87_SSE | XCR0_AVX);
	__asm__ volatile("xsetbv" ::"c"(0), "a"(components), "d"(0));
	method = cpu_id(0xd, 1).a & CPUID_D1_A_OPT ? XSAVEOPT : XSAVE;
	bytes = cpu_id(0xd, 0).b;
	if (sizeof(struct thread) + 64 + bytes + THREAD_INTERRUPT_BYTES > PAGE_BYTES)
		panic("this CPU's SIMD state of %u bytes does not fit a thread's page", bytes);
}

size_t simd_bytes(void)
{
	return bytes;
}

void simd_init(void *area)
{
	uint16_t control = FXSAVE_CONTROL;
	uint32_t mxcsr = FXSAVE_MXCSR;

	/* All zero is the initial state but for these. XSAVE's header says that x87 and SSE are in the area.
	 */
	memcpy(area, &control, sizeof(control));
	memcpy((char *)area + FXSAVE_MXCSR_PLACE, &mxcsr, sizeof(mxcsr));
	if (method != FXSAVE)
		*((uint64_t *)area + 512 / 8) = XCR0_X87_SSE;
}

void simd_save(void *area)
{
	switch (method) {
	case FXSAVE:
		__asm__ volatile("fxsave64 (%0)" ::"r"(area) : "memory");
		break;
	case XSAVE:
		__asm__ volatile("xsave64 (%0)" ::"r"(area), "a"(components), "d"(0) : "memory");
		break;
	case XSAVEOPT:
		__asm__ volatile("xsaveopt64 (%0)" ::"r"(area), "a"(components), "d"(0) : "memory");
		break;
	}
}

void simd_restore(const void *area)
{
	if (method == FXSAVE)
		__asm__ volatile("fxrstor64 (%0)" ::"r"(area) : "memory");
	else
		__asm__ volatile("xrstor64 (%0)" ::"r"(area), "a"(components), "d"(0) : "memory");
}
