/* SPDX-License-Identifier: Apache-2.0 */
/* The local APIC (Intel SDM volume 3, chapter 10): the one-shot timer and the end of an interrupt. The old
 * interrupt controllers are masked for good.
 *
 * The timer need not be exact: its handler compares deadlines with the clock and arms it again. On QEMU and
 * KVM it counts nanoseconds.
 */
#include "kernel/arch/x86_64/cpu.h"
#include "kernel/arch/x86_64/interrupt.h"
#include "kernel/memory/memory.h"
#include "kernel/panic/panic.h"
#include "kernel/platform/pc/pc.h"
#include "kernel/sched/sched.h"

enum {
	APIC_ID = 0x20,
	APIC_END = 0xb0,
	APIC_SPURIOUS = 0xf0,
	APIC_LVT_TIMER = 0x320,
	APIC_LVT_LINT0 = 0x350,
	APIC_INITIAL = 0x380,
	APIC_CURRENT = 0x390,
	APIC_DIVIDE = 0x3e0,
};
#define APIC_ENABLE    0x100u
#define APIC_MASKED    0x10000u
#define APIC_DIVIDE_1  0xbu
#define APIC_BASE_MASK 0xffffff000ul

static volatile uint32_t *apic;

static void write(unsigned at, uint32_t value)
{
	apic[at / 4] = value;
}

void apic_end_of_interrupt(void)
{
	write(APIC_END, 0);
}

static void timer_handler(void *unused)
{
	apic_end_of_interrupt();
	timer_interrupt();
}

void apic_init(void)
{
	uint64_t base = msr_read(MSR_APIC_BASE) & APIC_BASE_MASK;
	int vector = interrupt_allocate(timer_handler, NULL);

	port_write8(0x21, 0xff);
	port_write8(0xa1, 0xff);
	if (!memory_map_device(base, PAGE_BYTES, false))
		panic("no memory to map the local APIC");
	apic = (volatile uint32_t *)base;
	write(APIC_SPURIOUS, APIC_ENABLE | INTERRUPT_SPURIOUS);
	write(APIC_LVT_LINT0, APIC_MASKED);
	write(APIC_DIVIDE, APIC_DIVIDE_1);
	write(APIC_LVT_TIMER, (uint32_t)vector);
}

void apic_timer_set(uint64_t deadline)
{
	uint64_t now = clock_read();
	uint64_t span = deadline > now ? deadline - now : 1;

	if (deadline == DEADLINE_NONE)
		span = 0; /* stops it */
	else if (span > UINT32_MAX)
		span = UINT32_MAX;
	write(APIC_INITIAL, (uint32_t)span);
}

void apic_timer_free_run(void)
{
	write(APIC_INITIAL, UINT32_MAX);
}

uint32_t apic_timer_count(void)
{
	return apic[APIC_CURRENT / 4];
}

uint32_t apic_id(void)
{
	return apic[APIC_ID / 4] >> 24;
}
