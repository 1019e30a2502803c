/* SPDX-License-Identifier: Apache-2.0 */
/* A function whose frame was overrun does not return. */
#include <stdio.h>
#include <string.h>

__attribute__((noinline)) static void overrun(volatile size_t length)
{
	char buffer[16];

	memset(buffer, 'x', length);
	__asm__ volatile("" ::"r"(buffer) : "memory");
}

int main(void)
{
	overrun(64);
	puts("survived");
	return 0;
}
