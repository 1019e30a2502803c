/* SPDX-License-Identifier: Apache-2.0 */
/* A byte too much is written to a block: musl finds it when the block is given back, and the image ends at
 * once. */
#include <stdio.h>
#include <stdlib.h>

int main(void)
{
	volatile size_t bytes = 100;
	volatile char *block = malloc(bytes);

	block[bytes] = 1;
	free((void *)block);
	puts("survived");
	return 0;
}
