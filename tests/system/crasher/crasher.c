/* SPDX-License-Identifier: Apache-2.0 */
/* Writes where nothing may be written. */
#include <stdint.h>
#include <stdio.h>

static __attribute__((noinline)) int wrong_turn(uintptr_t where)
{
	*(volatile int *)where = 1;
	return 2;
}

int main(int argc, char **argv)
{
	printf("before\n");
	fflush(stdout);
	return wrong_turn((uintptr_t)argc * 16) + argc;
}
