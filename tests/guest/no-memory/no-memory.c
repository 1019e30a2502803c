/* SPDX-License-Identifier: Apache-2.0 */
/* Reserved space that is touched when no page is left: the image ends and says why. */
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>

#define SPACE (64ul << 20)

int main(void)
{
	char *space =
		mmap(NULL, SPACE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);

	memset(space, 1, SPACE);
	puts("survived");
	return 0;
}
