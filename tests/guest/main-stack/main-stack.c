/* SPDX-License-Identifier: Apache-2.0 */
/* Below the first stack lies a guard page. */
#include <stdio.h>

__attribute__((noinline)) static int deeper(volatile int *above)
{
	volatile int here[64] = { *above };

	return *above ? deeper(here) + here[1] : 0;
}

int main(void)
{
	volatile int start = 1;

	printf("survived %d\n", deeper(&start));
	return 0;
}
