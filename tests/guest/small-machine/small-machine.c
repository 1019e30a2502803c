/* SPDX-License-Identifier: Apache-2.0 */
/* In a machine of 1.2 MiB firmware leaves its data where the image is to be zero, after it was loaded. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static volatile char zero[80000]; /* ends where firmware worked */

int main(void)
{
	char *block = malloc(64 << 10);

	for (size_t i = 0; i < sizeof(zero); i++)
		if (zero[i]) {
			printf("byte %zu is %d\n", i, zero[i]);
			return 1;
		}
	if (!block)
		return 2;
	memset(block, 1, 64 << 10);
	return 42;
}
