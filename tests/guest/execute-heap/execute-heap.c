/* SPDX-License-Identifier: Apache-2.0 */
/* The heap cannot be executed. */
#include <stdio.h>
#include <stdlib.h>

int main(void)
{
	unsigned char *code = malloc(1 << 20);

	*code = 0xc3;
	((void (*)(void))code)();
	puts("survived");
	return 0;
}
