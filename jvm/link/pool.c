/* SPDX-License-Identifier: Apache-2.0 */
/* pool.c: names in a constant pool, without resolving anything. */
#include "jvm/link/internal.h"

struct symbol *pool_symbol(const struct pool *pool, uint16_t index)
{
	struct pool_entry *entry = &pool->entries[index];
	struct symbol *found = __atomic_load_n((struct symbol **)&entry->resolved, __ATOMIC_ACQUIRE);
	if (found)
		return found;
	found = symbol_intern((const char *)pool->owner->bytes.at + entry->at, entry->bytes);
	__atomic_store_n((struct symbol **)&entry->resolved, found, __ATOMIC_RELEASE);
	return found;
}

struct symbol *pool_class_name(const struct pool *pool, uint16_t index)
{
	return pool_symbol(pool, pool->entries[index].a);
}

struct symbol *pool_member_name(const struct pool *pool, uint16_t index)
{
	return pool_symbol(pool, pool->entries[pool->entries[index].b].a);
}

struct symbol *pool_member_descriptor(const struct pool *pool, uint16_t index)
{
	return pool_symbol(pool, pool->entries[pool->entries[index].b].b);
}
