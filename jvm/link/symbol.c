/* SPDX-License-Identifier: Apache-2.0 */
/* symbol.c: one open-addressing table of all symbols; symbols lie in metadata. The lock guards the table; a
 * symbol never changes. */
#include "jvm/link/symbol.h"
#include "jvm/memory/arena.h"
#include "jvm/memory/must.h"
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct symbol **table;
static size_t size, used; /* size: a power of two, at least 2 * used */

static uint32_t hash_of(const char *text, size_t length)
{
	uint32_t hash = 2166136261u;
	for (size_t i = 0; i < length; i++)
		hash = (hash ^ (uint8_t)text[i]) * 16777619u;
	return hash;
}

static struct symbol **place(const char *text, size_t length, uint32_t hash)
{
	size_t slot = hash & (size - 1);
	while (table[slot] && !(table[slot]->hash == hash && table[slot]->length == length &&
				memcmp(table[slot]->text, text, length) == 0))
		slot = (slot + 1) & (size - 1);
	return &table[slot];
}

static void grow(void)
{
	struct symbol **const old = table;
	const size_t old_size = size;
	size = size ? 2 * size : 16384;
	table = must(calloc(size, sizeof *table));
	for (size_t i = 0; i < old_size; i++)
		if (old[i])
			*place(old[i]->text, old[i]->length, old[i]->hash) = old[i];
	free(old);
}

struct symbol *symbol_lookup(const char *text, size_t length)
{
	pthread_mutex_lock(&lock);
	struct symbol *found = size ? *place(text, length, hash_of(text, length)) : NULL;
	pthread_mutex_unlock(&lock);
	return found;
}

struct symbol *symbol_intern(const char *text, size_t length)
{
	const uint32_t hash = hash_of(text, length);
	pthread_mutex_lock(&lock);
	if (2 * (used + 1) > size)
		grow();
	struct symbol **at = place(text, length, hash);
	if (!*at) {
		struct symbol *made = metadata_allocate(sizeof *made + length + 1);
		made->hash = hash;
		made->length = (uint16_t)length;
		memcpy(made->text, text, length);
		*at = made;
		used++;
	}
	struct symbol *found = *at;
	pthread_mutex_unlock(&lock);
	return found;
}

struct symbol *symbol_beside(const void *beside, const char *text)
{
	const size_t length = strlen(text);
	struct symbol *const made = metadata_bytes_beside(beside, sizeof *made + length + 1);
	made->hash = hash_of(text, length);
	made->length = (uint16_t)length;
	memcpy(made->text, text, length);
	return made;
}

struct symbol *symbol_of(const char *text)
{
	return symbol_intern(text, strlen(text));
}
