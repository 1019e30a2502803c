/* SPDX-License-Identifier: Apache-2.0 */
/* A program starts: arguments, output, floating point, exit code. */
#include <stdio.h>
#include <string.h>

int main(int argc, char **argv)
{
	printf("%s has %d arguments, the last is %s; pi is %.4f\n", argv[0], argc - 1, argv[argc - 1],
	       3.14159265);
	return argc == 3 && !strcmp(argv[1], "one") ? 42 : 1;
}
