/* SPDX-License-Identifier: Apache-2.0 */
/* Has no port; says from an atexit function that it was asked to stop. With an argument, it never says so:
 * that function does not return. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static void leave(void)
{
	puts("kept");
}

static void never(void)
{
	for (;;)
		sleep(1000);
}

int main(int argc, char **argv)
{
	atexit(argc > 1 ? never : leave);
	puts("awake");
	for (;;)
		sleep(1000);
}
