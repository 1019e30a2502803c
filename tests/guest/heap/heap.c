/* SPDX-License-Identifier: Apache-2.0 */
/* malloc over mmap: contents stay, memory comes back, what is too much is refused. */
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "../tap.h"

#define BLOCKS 256

static unsigned char *blocks[BLOCKS];
static size_t sizes[BLOCKS];
static uint32_t state = 12345;

static uint32_t next(void)
{
	state = state * 1664525 + 1013904223;
	return state >> 8;
}

static bool holds(int i)
{
	for (size_t at = 0; at < sizes[i]; at++) {
		if (blocks[i][at] != (unsigned char)(i + at))
			return false;
	}
	return true;
}

static void fill(int i)
{
	for (size_t at = 0; at < sizes[i]; at++)
		blocks[i][at] = (unsigned char)(i + at);
}

int main(void)
{
	bool intact = true, zeroed = true;

	for (int round = 0; round < 20000; round++) {
		int i = (int)(next() % BLOCKS);
		if (blocks[i])
			intact &= holds(i);
		free(blocks[i]);
		sizes[i] = next() % (round % 50 ? 2000 : 60000);
		blocks[i] = malloc(sizes[i] + 1);
		if (!blocks[i]) {
			check(false, "there is memory");
			return finish();
		}
		fill(i);
	}
	check(intact, "blocks keep their contents");
	for (int i = 0; i < BLOCKS; i++)
		free(blocks[i]);

	for (int i = 0; i < 200; i++) {
		char *large = malloc(4 << 20);
		if (!large) {
			check(false, "large blocks come back");
			return finish();
		}
		memset(large, 1, 4 << 20);
		free(large);
	}
	check(true, "large blocks come back");
	char *pages = calloc(1, 1 << 20);
	for (int i = 0; pages && i < 1 << 20; i++)
		zeroed &= !pages[i];
	check(pages && zeroed, "what was used before comes zeroed");
	pages = realloc(pages, 3 << 20);
	check(pages != NULL, "a block grows");
	free(pages);

	errno = 0;
	check(!malloc(64 << 20) && errno == ENOMEM, "more than there is is refused");
	void *code = mmap(NULL, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	check(code == MAP_FAILED, "executable memory is refused");
	void *data = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	check(data != MAP_FAILED && mprotect(data, 4096, PROT_READ | PROT_EXEC) == -1 && errno == EPERM,
	      "data does not become executable");
	return finish();
}
