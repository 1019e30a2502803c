/* SPDX-License-Identifier: Apache-2.0 */
/* Code cannot be changed. */
#include <stdint.h>
#include <stdio.h>

int main(void)
{
	*(volatile unsigned char *)(uintptr_t)main = 0xc3;
	puts("survived");
	return 0;
}
