/* SPDX-License-Identifier: Apache-2.0 */
/* The smallest service: a line on the console. */
#include <stdio.h>

int main(void)
{
	puts("hello");
	return 0;
}
