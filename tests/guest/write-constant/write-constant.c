/* SPDX-License-Identifier: Apache-2.0 */
/* Constants cannot be changed. */
#include <stdio.h>

static const int constants[] = { 1, 2 };

int main(void)
{
	volatile int *place = (int *)constants;

	*place = 2;
	printf("survived %d\n", *place);
	return 0;
}
