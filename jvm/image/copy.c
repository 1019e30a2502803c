/* SPDX-License-Identifier: Apache-2.0 */
/* copy.c: gc_copy (gc/gc.h) in images. memmove promises nothing to threads that look on: musl's goes byte by
 * byte where the areas overlap, and a thread can be preempted between two. Here each piece is read by one
 * instruction and written by another, and holds whole elements: what is left after pieces of 16 bytes is a
 * multiple of an element's size, too. */
#include "jvm/gc/gc.h"

typedef uint64_t piece_16 __attribute__((vector_size(16), aligned(1), may_alias));
typedef uint64_t piece_8 __attribute__((aligned(1), may_alias));
typedef uint32_t piece_4 __attribute__((aligned(1), may_alias));
typedef uint16_t piece_2 __attribute__((aligned(1), may_alias));
typedef uint8_t piece_1 __attribute__((may_alias));

#define COPY(bytes) (*(volatile piece_##bytes *)(to + at) = *(const volatile piece_##bytes *)(from + at))
#define COPY_UP(bytes)                                                                                       \
	if (length & (bytes)) {                                                                              \
		COPY(bytes);                                                                                 \
		at += (bytes);                                                                               \
	}
#define COPY_DOWN(bytes)                                                                                     \
	if (length & (bytes)) {                                                                              \
		at -= (bytes);                                                                               \
		COPY(bytes);                                                                                 \
	}

static void copy_up(uint8_t *to, const uint8_t *from, size_t length)
{
	size_t at = 0;
	for (; length - at >= 16; at += 16)
		COPY(16);
	COPY_UP(8)
	COPY_UP(4)
	COPY_UP(2)
	COPY_UP(1)
}

static void copy_down(uint8_t *to, const uint8_t *from, size_t length)
{
	size_t at = length;
	for (; at >= 16; at -= 16)
		*(volatile piece_16 *)(to + at - 16) = *(const volatile piece_16 *)(from + at - 16);
	COPY_DOWN(8)
	COPY_DOWN(4)
	COPY_DOWN(2)
	COPY_DOWN(1)
}

void gc_copy(void *to, const void *from, size_t bytes)
{
	/* Down where going up would overwrite what is still to be read. */
	if ((uintptr_t)to - (uintptr_t)from < bytes)
		copy_down(to, from, bytes);
	else
		copy_up(to, from, bytes);
}
