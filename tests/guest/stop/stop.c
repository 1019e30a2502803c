/* SPDX-License-Identifier: Apache-2.0 */
/* Asked to stop, a service without ports runs its atexit functions, though main computes and never comes
 * back. On Xen tests/xen/tool shows it. */
#include <stdio.h>
#include <stdlib.h>

static volatile unsigned long rounds;

static void first(void)
{
	puts("and last");
}

static void last(void)
{
	puts("first");
}

int main(int argc, char **argv)
{
	atexit(first);
	atexit(last);
	puts("awake");
	for (;;)
		rounds++;
}
