/* SPDX-License-Identifier: Apache-2.0 */
/* A stack cannot be executed. */
#include <stdio.h>

int main(void)
{
	volatile unsigned char code[16] = { 0xc3 };

	((void (*)(void))code)();
	puts("survived");
	return 0;
}
