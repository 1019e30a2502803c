/* SPDX-License-Identifier: Apache-2.0 */
/* low.c: reservations below 4 GiB. Gaps are found by asking the system for exact places, upwards from FIRST,
 * never replacing a mapping that is there. */
#include "jvm/memory/low.h"
#include "jvm/memory/race.h"
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#ifndef LOW_FIRST /* an image has its memory up to here (jvm/image/meson.build) */
#define LOW_FIRST 0x10000000
#endif

enum { STEP = 64 * 1024 };
static const uintptr_t FIRST = LOW_FIRST, END = 0x100000000;
static const size_t METADATA_BYTES = 256u << 20, RUN_BYTES = 32u << 20, SPARE_BYTES = 8u << 20;

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER; /* guards all of the following */
static uintptr_t next = LOW_FIRST;                       /* where to look first */
static uint8_t *metadata, *metadata_end;
static size_t metadata_taken, metadata_limit = (256u - 32 - 8) << 20;

static uintptr_t align_up(uintptr_t value, size_t alignment)
{
	return (value + alignment - 1) & ~(uintptr_t)(alignment - 1);
}

/* The first address from `at` on where `bytes` hold no lower halves of the pointers that are on C stacks: the
 * collector takes any 32 bits there for a reference that lie in the heap. In one run of a hundred it took all
 * pointers into stacks and libraries for such, and they pinned a small heap full. In an image pointers have
 * no upper half. */
static uintptr_t beyond_halves(uintptr_t at, size_t bytes)
{
	const uintptr_t near = 160u << 20; /* among the libraries lies the modules file, of 125 MiB */
	void *const block = malloc(1);
	const uintptr_t pointers[] = { (uintptr_t)__builtin_frame_address(0), (uintptr_t)block,
				       (uintptr_t)low_reserve, (uintptr_t)stderr, (uintptr_t)environ };
	free(block);
	for (size_t i = 0; i < sizeof pointers / sizeof pointers[0];) {
		const uintptr_t half = (uint32_t)pointers[i];
		if (half == pointers[i] || half + near <= at || half >= at + bytes + near) {
			i++;
		} else {
			at = half + near;
			i = 0;
		}
	}
	return at;
}

static void *reserve_from(uintptr_t at, size_t bytes, size_t alignment, bool for_objects)
{
	for (;; at += STEP) {
		at = align_up(for_objects ? beyond_halves(at, bytes) : at, alignment);
		if (at + bytes > END)
			return NULL;
		void *got = mmap((void *)at, bytes, PROT_READ | PROT_WRITE,
				 MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED_NOREPLACE, -1, 0);
		if (got == (void *)at) {
			next = at + bytes;
			return got;
		}
		if (got != MAP_FAILED)
			munmap(got, bytes); /* a kernel without NOREPLACE takes the address for a hint */
	}
}

static void *reserve_locked(size_t bytes, size_t alignment, bool for_objects)
{
	bytes = align_up(bytes, STEP);
	if (alignment < STEP)
		alignment = STEP;
	if (bytes > END - FIRST)
		return NULL;
	void *got = reserve_from(next, bytes, alignment, for_objects);
	return got ? got : reserve_from(FIRST, bytes, alignment, for_objects);
}

void *low_reserve(size_t bytes, size_t alignment)
{
	pthread_mutex_lock(&lock);
	void *got = reserve_locked(bytes, alignment, true);
	if (!got)
		got = reserve_locked(bytes, alignment, false);
	pthread_mutex_unlock(&lock);
	if (got)
		race_allow(got, bytes, "Java objects");
	return got;
}

void low_discard(void *at, size_t bytes)
{
	madvise(at, bytes, MADV_DONTNEED);
}

void *metadata_allocate(size_t bytes)
{
	bytes = align_up(bytes, 8);
	pthread_mutex_lock(&lock);
	if (!metadata) {
		metadata = reserve_locked(METADATA_BYTES, STEP, false);
		metadata_end = metadata ? metadata + METADATA_BYTES : NULL;
	}
	if (!metadata || bytes > (size_t)(metadata_end - metadata) - metadata_taken) {
		fprintf(stderr, "java: no room for more classes: the region for metadata holds %zu MiB\n",
			METADATA_BYTES >> 20);
		exit(1);
	}
	void *got = metadata + metadata_taken;
	metadata_taken += bytes;
	pthread_mutex_unlock(&lock);
	return got;
}

size_t metadata_used(void)
{
	pthread_mutex_lock(&lock);
	const size_t used = metadata_taken;
	pthread_mutex_unlock(&lock);
	return used;
}

static bool is_below(size_t bytes, size_t beyond)
{
	pthread_mutex_lock(&lock);
	const size_t most = metadata_limit + beyond;
	const bool is = metadata_taken <= most && bytes <= most - metadata_taken;
	pthread_mutex_unlock(&lock);
	return is;
}

bool metadata_has_room(size_t bytes)
{
	return is_below(bytes, 0);
}

bool metadata_has_room_to_run(size_t bytes)
{
	return is_below(bytes, RUN_BYTES);
}

void metadata_set_limit(size_t bytes)
{
	const size_t most = METADATA_BYTES - RUN_BYTES - SPARE_BYTES;
	pthread_mutex_lock(&lock);
	metadata_limit = bytes < most ? bytes : most;
	pthread_mutex_unlock(&lock);
}
