/* SPDX-License-Identifier: Apache-2.0 */
/* low.c: reservations below 4 GiB. Gaps are found by asking the system for exact places, upwards from FIRST,
 * never replacing a mapping that is there. */
#include "jvm/memory/low.h"
#include "jvm/memory/internal.h"
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

enum { STEP = 64 * 1024, STRIDE = 16 << 20 };
/* END: what lies above looks like small negative numbers. */
static const uintptr_t FIRST = LOW_FIRST, BEYOND_TEXT = 0x80000000, END = 0xff000000;

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER; /* guards all of the following */
static uintptr_t next = LOW_FIRST;                       /* where to look first */

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

static void *reserve_from(uintptr_t at, size_t step, size_t bytes, size_t busy, size_t alignment)
{
	for (;; at += step) {
		at = align_up(busy ? beyond_halves(at, busy) : at, alignment);
		if (at + bytes > END)
			return NULL;
		void *got = mmap((void *)at, bytes, PROT_READ | PROT_WRITE,
				 MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED_NOREPLACE, -1, 0);
		if (got == (void *)at)
			return got;
		if (got != MAP_FAILED)
			munmap(got, bytes); /* a kernel without NOREPLACE takes the address for a hint */
	}
}

static void *reserve_locked(size_t bytes, size_t busy, size_t alignment)
{
	bytes = align_up(bytes, STEP);
	if (alignment < STEP)
		alignment = STEP;
	if (bytes > END - FIRST)
		return NULL;
	uint8_t *got = reserve_from(next, STEP, bytes, busy, alignment);
	if (!got)
		got = reserve_from(FIRST, STEP, bytes, busy, alignment);
	if (got)
		next = (uintptr_t)got + bytes;
	return got;
}

void *low_reserve(size_t bytes, size_t busy, size_t alignment)
{
	pthread_mutex_lock(&lock);
	void *got = reserve_locked(bytes, busy, alignment);
	if (!got)
		got = reserve_locked(bytes, 0, alignment);
	pthread_mutex_unlock(&lock);
	if (got)
		race_allow(got, bytes, "Java objects");
	return got;
}

void *low_reserve_beyond_text(size_t bytes, size_t busy, size_t alignment)
{
	bytes = align_up(bytes, STEP);
	void *const got =
		bytes <= END - BEYOND_TEXT ? reserve_from(BEYOND_TEXT, STRIDE, bytes, busy, alignment) : NULL;
	if (got)
		race_allow(got, bytes, "Java objects");
	return got;
}

void *low_reserve_anywhere(size_t bytes)
{
	pthread_mutex_lock(&lock);
	void *const got = reserve_locked(bytes, 0, STEP);
	pthread_mutex_unlock(&lock);
	return got;
}

void low_discard(void *at, size_t bytes)
{
	madvise(at, bytes, MADV_DONTNEED);
}
