/* SPDX-License-Identifier: Apache-2.0 */
/* Address space without memory (MAP_NORESERVE, large stacks): pages come when they are touched and go back.
 */
#include <errno.h>
#include <pthread.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>

#include "../tap.h"

#define SPACE  (256ul << 20) /* far more than the machine has */
#define STRIDE (8ul << 20)
#define ROUNDS 64
#define PART   (4ul << 20)

static char *reserve(void *at, size_t bytes, int flags)
{
	return mmap(at, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | flags,
		    -1, 0);
}

static bool sparse(char *space)
{
	bool good = true;

	for (size_t at = 0; at < SPACE; at += STRIDE) {
		good &= space[at] == 0;
		space[at + 1] = (char)(at / STRIDE);
	}
	for (size_t at = 0; at < SPACE; at += STRIDE)
		good &= space[at + 1] == (char)(at / STRIDE);
	return good;
}

/* In all, more than the machine has: what is not given back is missed. */
static bool discards(char *space)
{
	bool good = true;

	for (int round = 0; round < ROUNDS; round++) {
		memset(space, 0xa5, PART);
		good &= madvise(space, PART, MADV_DONTNEED) == 0 && space[PART - 1] == 0;
	}
	return good;
}

static bool remaps(void)
{
	for (int round = 0; round < ROUNDS; round++) {
		char *at = reserve(NULL, PART + 4096, 0);
		if (at == MAP_FAILED)
			return false;
		memset(at, 1, PART);
		if (munmap(at, PART + 4096))
			return false;
	}
	return true;
}

static void *deep(void *result)
{
	volatile char room[PART];

	for (size_t at = PART; at >= 4096; at -= 4096)
		room[at - 1] = 1;
	*(bool *)result = room[4095] == 1;
	return NULL;
}

static bool large_stack(void)
{
	pthread_attr_t attributes;
	pthread_t thread;
	bool done = false;

	pthread_attr_init(&attributes);
	pthread_attr_setstacksize(&attributes, SPACE);
	if (pthread_create(&thread, &attributes, deep, &done))
		return false;
	pthread_join(thread, NULL);
	return done;
}

int main(void)
{
	char *space = reserve(NULL, SPACE, 0);
	char *low = reserve((void *)0x50000000, PART, MAP_FIXED_NOREPLACE);

	check(space != MAP_FAILED, "more address space than memory");
	check(sparse(space), "touched pages are zero, and keep what is written");
	check(discards(space), "discarded pages go back, and read as zero");
	check(low == (char *)0x50000000, "space at a given place");
	low[PART - 1] = 1;
	errno = 0;
	check(reserve(low + 4096, 4096, MAP_FIXED_NOREPLACE) == MAP_FAILED && errno == EEXIST,
	      "no space where space is taken");
	check(munmap(low, PART) == 0 && reserve(low, PART, MAP_FIXED_NOREPLACE) == low && low[PART - 1] == 0,
	      "space that was given back can be had again");
	check(remaps(), "unmapped pages go back");
	check(large_stack(), "a large stack");
	return finish();
}
