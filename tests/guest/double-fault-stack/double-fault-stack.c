/* SPDX-License-Identifier: Apache-2.0 */
/* Below the stack for double faults lies a guard page. */
#include <stdio.h>

#include "../stacks.h"

int main(void)
{
	overflow(stack_of_vector(8));
	puts("survived");
	return 0;
}
