/* SPDX-License-Identifier: Apache-2.0 */
/* An exception of the processor is reported with its name. */
#include <stdio.h>

int main(int argc, char **argv)
{
	volatile int zero = argc - argc;

	printf("survived %d\n", argc / zero);
	return 0;
}
