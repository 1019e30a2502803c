/* SPDX-License-Identifier: Apache-2.0 */
/* arena.h: metadata that is freed as a whole: chunks of the metadata's region, in which one arena's memory is
 * taken by bumping a pointer. What lies beside an address is found through a table with an entry a granule.
 */
#ifndef JVM_MEMORY_ARENA_H
#define JVM_MEMORY_ARENA_H

#include "jvm/memory/low.h"
#include <stdint.h>

enum { meta_arena_granule_shift = 10, meta_arena_granule_bytes = 1 << meta_arena_granule_shift };

struct meta_arena_part { /* of which allocation goes on */
	uint8_t *at, *end;
};

struct meta_arena {
	struct meta_arena_chunk *chunks;
	struct meta_arena_part with_addresses,
		bytes_only; /* chunks of the second hold no addresses of metadata */
	size_t bytes;       /* of all chunks */
};

/* Zeroed, 8-byte aligned. Thread-safe; ends the process as metadata_allocate does. */
void *meta_arena_allocate(struct meta_arena *arena, size_t bytes);
void *meta_arena_allocate_bytes(struct meta_arena *arena,
				size_t bytes); /* for what holds no addresses of metadata */
/* The arena that `at` points into; NULL: none. */
struct meta_arena *meta_arena_of(const void *at);
/* From the arena that `beside` lies in, or what is never freed. */
void *metadata_beside(const void *beside, size_t bytes);
void *metadata_bytes_beside(const void *beside, size_t bytes);

/* Calls `visit` for each other arena that an aligned address in `arena` may point into: 32 bits at every 4
 * bytes are looked at, as on a C stack. The world stands. */
void meta_arena_each_reached(const struct meta_arena *arena, void (*visit)(struct meta_arena *arena));
/* Frees all chunks; with `wreck` fills them with 0xdb first, so that who still uses them is found out. */
void meta_arena_free(struct meta_arena *arena, bool wreck);
size_t meta_arenas_bytes(void); /* of all arenas */

#endif
