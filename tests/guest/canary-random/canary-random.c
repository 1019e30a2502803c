/* SPDX-License-Identifier: Apache-2.0 */
/* The stack protector's canary is another one at each boot. */
#include <stdio.h>

int main(void)
{
	unsigned long canary;

	__asm__("mov %%fs:0x28, %0" : "=r"(canary));
	printf("canary %016lx\n", canary);
	return canary ? 0 : 1;
}
