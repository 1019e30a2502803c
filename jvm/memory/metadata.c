/* SPDX-License-Identifier: Apache-2.0 */
/* metadata.c: the region of metadata. What is never freed is taken from its start upwards; the chunks of
 * arenas from its end downwards, in granules of 1 KiB. The table at the end of the region names the arena of
 * each granule; it is written under the lock before anybody has an address in the granule. */
#include "jvm/memory/arena.h"
#include "jvm/memory/internal.h"
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const size_t REGION_BYTES = 256u << 20, RUN_BYTES = 32u << 20, SPARE_BYTES = 8u << 20;
enum { GRANULES = (256 << 20) >> meta_arena_granule_shift, LEAST_CHUNK = 1, MOST_CHUNK = 32 };

struct meta_arena_chunk {
	struct meta_arena_chunk *next;
	uint32_t first, count; /* granules */
	bool bytes_only;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER; /* guards all of the following */
static uint8_t *region;
static struct meta_arena **owners;
static size_t taken, limit = (256u - 32 - 8) << 20;
static size_t arena_granules;         /* that have an owner */
static uint32_t floor_at = GRANULES;  /* the lowest granule with an owner, or above: none below has one */
static uint32_t lowest_at = GRANULES; /* granules below were never used and are zero */
static uint32_t cursor = GRANULES;    /* the search for free granules goes on below */

static void too_full(void)
{
	fprintf(stderr, "java: no room for more classes: the region for metadata holds %zu MiB\n",
		REGION_BYTES >> 20);
	exit(1);
}

static void reserve(void)
{
	if (region)
		return;
	region = low_reserve_anywhere(REGION_BYTES + GRANULES * sizeof *owners);
	if (!region)
		too_full();
	owners = (struct meta_arena **)(region + REGION_BYTES);
}

static size_t gap(void)
{
	return ((size_t)floor_at << meta_arena_granule_shift) - taken;
}

void *metadata_allocate(size_t bytes)
{
	bytes = (bytes + 7) & ~(size_t)7;
	pthread_mutex_lock(&lock);
	reserve();
	if (bytes > gap())
		too_full();
	void *const got = region + taken;
	taken += bytes;
	if (taken > (size_t)lowest_at << meta_arena_granule_shift) /* an arena was here */
		memset(got, 0, bytes);
	pthread_mutex_unlock(&lock);
	return got;
}

static size_t used(void)
{
	return taken + (arena_granules << meta_arena_granule_shift);
}

size_t metadata_used(void)
{
	pthread_mutex_lock(&lock);
	const size_t now = used();
	pthread_mutex_unlock(&lock);
	return now;
}

size_t meta_arenas_bytes(void)
{
	pthread_mutex_lock(&lock);
	const size_t now = arena_granules << meta_arena_granule_shift;
	pthread_mutex_unlock(&lock);
	return now;
}

/* Free granules between those of arenas count for half, since not each chunk will fit. */
static bool is_below(size_t bytes, size_t beyond)
{
	pthread_mutex_lock(&lock);
	const size_t most = limit + beyond, kept = RUN_BYTES + SPARE_BYTES - beyond;
	const size_t between = ((size_t)(GRANULES - floor_at) - arena_granules) << meta_arena_granule_shift;
	const bool is = used() <= most && bytes <= most - used() &&
			(!region || gap() >= bytes + kept || between / 2 >= bytes);
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
	const size_t most = REGION_BYTES - RUN_BYTES - SPARE_BYTES;
	pthread_mutex_lock(&lock);
	limit = bytes < most ? bytes : most;
	pthread_mutex_unlock(&lock);
}

/* The first of `count` free granules below the cursor, else below the floor. */
static uint32_t find_granules(uint32_t count)
{
	uint32_t free_run = 0;
	for (uint32_t at = cursor; at > floor_at;) {
		free_run = owners[--at] ? 0 : free_run + 1;
		if (free_run == count)
			return at;
	}
	if (((size_t)count << meta_arena_granule_shift) > gap())
		too_full();
	return floor_at - count;
}

static struct meta_arena_chunk *take_chunk(struct meta_arena *arena, size_t bytes, bool bytes_only)
{
	size_t count = arena->bytes / 4 >> meta_arena_granule_shift;
	count = count < LEAST_CHUNK ? LEAST_CHUNK : count > MOST_CHUNK ? MOST_CHUNK : count;
	if (count << meta_arena_granule_shift < bytes)
		count = (bytes + meta_arena_granule_bytes - 1) >> meta_arena_granule_shift;
	struct meta_arena_chunk *const chunk = malloc(sizeof *chunk);
	if (!chunk || bytes > REGION_BYTES)
		too_full();
	const uint32_t first = find_granules((uint32_t)count);
	*chunk = (struct meta_arena_chunk){ arena->chunks, first, (uint32_t)count, bytes_only };
	arena->chunks = chunk;
	arena->bytes += count << meta_arena_granule_shift;
	arena_granules += count;
	for (uint32_t i = 0; i < count; i++)
		owners[first + i] = arena;
	cursor = first;
	floor_at = first < floor_at ? first : floor_at;
	/* What was used before is zeroed; of a chunk across the border, all. */
	if (first + count > lowest_at)
		memset(region + ((size_t)first << meta_arena_granule_shift), 0,
		       count << meta_arena_granule_shift);
	lowest_at = first < lowest_at ? first : lowest_at;
	return chunk;
}

static void *allocate(struct meta_arena *arena, struct meta_arena_part *part, size_t bytes)
{
	bytes = (bytes + 7) & ~(size_t)7;
	pthread_mutex_lock(&lock);
	reserve();
	uint8_t *got = part->at;
	if ((size_t)(part->end - part->at) < bytes) {
		const struct meta_arena_chunk *const chunk =
			take_chunk(arena, bytes, part == &arena->bytes_only);
		got = region + ((size_t)chunk->first << meta_arena_granule_shift);
		uint8_t *const end = got + ((size_t)chunk->count << meta_arena_granule_shift);
		/* Goes on where more is left. */
		if (end - (got + bytes) > part->end - part->at)
			*part = (struct meta_arena_part){ got + bytes, end };
	} else {
		part->at += bytes;
	}
	pthread_mutex_unlock(&lock);
	return got;
}

void *meta_arena_allocate(struct meta_arena *arena, size_t bytes)
{
	return allocate(arena, &arena->with_addresses, bytes);
}

void *meta_arena_allocate_bytes(struct meta_arena *arena, size_t bytes)
{
	return allocate(arena, &arena->bytes_only, bytes);
}

struct meta_arena *meta_arena_of(const void *at)
{
	const size_t offset = (size_t)((uintptr_t)at - (uintptr_t)region);
	return offset < REGION_BYTES && region ? owners[offset >> meta_arena_granule_shift] : NULL;
}

void *metadata_beside(const void *beside, size_t bytes)
{
	struct meta_arena *const arena = meta_arena_of(beside);
	return arena ? meta_arena_allocate(arena, bytes) : metadata_allocate(bytes);
}

void *metadata_bytes_beside(const void *beside, size_t bytes)
{
	struct meta_arena *const arena = meta_arena_of(beside);
	return arena ? meta_arena_allocate_bytes(arena, bytes) : metadata_allocate(bytes);
}

/* Reads words as they are: a thread that the collection need not wait for may be writing one that is no
 * address in the region, as the initialiser of a class (link/init.c). */
__attribute__((no_sanitize_thread)) void meta_arena_each_reached(const struct meta_arena *arena,
								 void (*visit)(struct meta_arena *arena))
{
	const uint32_t start = (uint32_t)(uintptr_t)region + (floor_at << meta_arena_granule_shift);
	const uint32_t bytes = (GRANULES - floor_at) << meta_arena_granule_shift;
	for (const struct meta_arena_chunk *chunk = arena->chunks; chunk; chunk = chunk->next) {
		if (chunk->bytes_only)
			continue;
		const uint32_t *const words =
			(const uint32_t *)(region + ((size_t)chunk->first << meta_arena_granule_shift));
		for (size_t i = 0; i < (size_t)chunk->count * (meta_arena_granule_bytes / sizeof *words);
		     i++) {
			if (words[i] - start >= bytes || words[i] % 8)
				continue;
			struct meta_arena *const reached = meta_arena_of((const void *)(uintptr_t)words[i]);
			if (reached && reached != arena)
				visit(reached);
		}
	}
}

static void free_chunk(const struct meta_arena_chunk *chunk, bool wreck)
{
	uint8_t *const at = region + ((size_t)chunk->first << meta_arena_granule_shift);
	if (wreck)
		memset(at, 0xdb, (size_t)chunk->count << meta_arena_granule_shift);
	for (uint32_t i = 0; i < chunk->count; i++)
		owners[chunk->first + i] = NULL;
	arena_granules -= chunk->count;
}

/* Gives back the memory between the old floor and the new one. */
static void raise_floor(void)
{
	const uintptr_t page = 4096, old = (uintptr_t)region + ((size_t)floor_at << meta_arena_granule_shift);
	while (floor_at < GRANULES && !owners[floor_at])
		floor_at++;
	const uintptr_t from = (old + page - 1) & ~(page - 1),
			to = ((uintptr_t)region + ((size_t)floor_at << meta_arena_granule_shift)) &
			     ~(page - 1);
	if (from < to)
		low_discard((void *)from, to - from);
}

void meta_arena_free(struct meta_arena *arena, bool wreck)
{
	pthread_mutex_lock(&lock);
	while (arena->chunks) {
		struct meta_arena_chunk *const chunk = arena->chunks;
		arena->chunks = chunk->next;
		free_chunk(chunk, wreck);
		free(chunk);
	}
	cursor = GRANULES;
	raise_floor();
	pthread_mutex_unlock(&lock);
}
