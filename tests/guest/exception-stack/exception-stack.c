/* SPDX-License-Identifier: Apache-2.0 */
/* Below the stack for exceptions lies a guard page. */
#include <stdio.h>

#include "../stacks.h"

int main(void)
{
	overflow(stack_of_vector(14));
	puts("survived");
	return 0;
}
