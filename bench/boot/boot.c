/* SPDX-License-Identifier: Apache-2.0 */
/* How much was executed from the kernel's first instruction to main, and until main has printed a line. Under
 * QEMU's -icount a tick of the time stamp counter is an instruction.
 */
#include <stdint.h>
#include <stdio.h>

extern uint64_t boot_entry_tsc; /* kernel/boot/boot.h */

static uint64_t executed(void)
{
	uint32_t low, high;

	__asm__ volatile("rdtsc" : "=a"(low), "=d"(high));
	return ((uint64_t)high << 32 | low) - boot_entry_tsc;
}

int main(void)
{
	const uint64_t to_main = executed();

	printf("instructions %7lu\n", to_main);
	fflush(stdout);
	printf("line %lu\n", executed());
	return 0;
}
