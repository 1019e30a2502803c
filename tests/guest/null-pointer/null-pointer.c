/* SPDX-License-Identifier: Apache-2.0 */
/* Page zero is not mapped; the report names the functions on the way there. */
#include <stdio.h>

struct pair {
	long a, b;
};

__attribute__((noinline)) long look_at(const volatile struct pair *pair);

long look_at(const volatile struct pair *pair)
{
	printf("looking at %p\n", (const volatile void *)pair);
	return pair->b + 1;
}

int main(int argc, char **argv)
{
	printf("survived %ld\n", look_at(argc > 100 ? (void *)argv : NULL));
	return 0;
}
