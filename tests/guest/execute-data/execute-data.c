/* SPDX-License-Identifier: Apache-2.0 */
/* Data cannot be executed. */
#include <stdio.h>

static volatile unsigned char code[] = { 0xc3 };

int main(void)
{
	((void (*)(void))code)();
	puts("survived");
	return 0;
}
