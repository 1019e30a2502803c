/* SPDX-License-Identifier: Apache-2.0 */
/* Constants cannot be changed. */
#include <stdio.h>

static const volatile int constant = 1;

int main(void)
{
	*(volatile int *)&constant = 2;
	printf("survived %d\n", constant);
	return 0;
}
