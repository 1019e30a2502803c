/* SPDX-License-Identifier: Apache-2.0 */
/* How much was executed from the kernel's first instruction to main. Under QEMU's -icount a tick of the time
 * stamp counter is an instruction.
 */
#include <stdint.h>
#include <stdio.h>

extern uint64_t boot_entry_tsc; /* kernel/boot/boot.h */

int main(void)
{
	uint32_t low, high;

	__asm__ volatile("rdtsc" : "=a"(low), "=d"(high));
	printf("instructions %lu\n", ((uint64_t)high << 32 | low) - boot_entry_tsc);
	return 0;
}
