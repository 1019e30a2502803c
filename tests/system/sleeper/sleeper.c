/* SPDX-License-Identifier: Apache-2.0 */
/* Says that it runs, and then does nothing until somebody stops it. With an argument: ends with that status.
 */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int main(int argc, char **argv)
{
	printf("awake\n");
	fflush(stdout);
	if (argc > 1)
		return atoi(argv[1]);
	for (;;)
		sleep(1000);
}
