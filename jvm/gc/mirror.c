/* SPDX-License-Identifier: Apache-2.0 */
/* mirror.c: instances of java.lang.Class. They lie outside the heap: of a class that may be unloaded in its
 * space; the others one after another in chunks, and every collection takes them all for roots. */
#include "jvm/gc/class_space.h"
#include "jvm/gc/heap.h"
#include "jvm/link/link.h"
#include "jvm/memory/low.h"
#include "jvm/run/exception.h"
#include "jvm/run/vm.h"
#include <stdlib.h>

enum { chunk_bytes = 256 * 1024 };

struct mirror_list mirrors;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER; /* guards the list and: */
static uint8_t *chunk, *chunk_end;

static struct object *take(size_t bytes)
{
	if (mirrors.count == mirrors.room) {
		const size_t room = mirrors.room ? 2 * mirrors.room : 1024;
		struct object **at = realloc(mirrors.at, room * sizeof *at);
		if (!at)
			return NULL;
		mirrors.at = at;
		mirrors.room = room;
	}
	if ((size_t)(chunk_end - chunk) < bytes) {
		const size_t wanted = bytes > chunk_bytes ? bytes : chunk_bytes;
		uint8_t *got = low_reserve(wanted, wanted, object_alignment);
		if (!got)
			return NULL;
		chunk = got;
		chunk_end = got + wanted;
	}
	struct object *mirror = (struct object *)chunk;
	chunk += bytes;
	return mirrors.at[mirrors.count++] = mirror;
}

struct object *gc_new_mirror(struct thread *thread, struct class *mirror_class, uint32_t static_bytes,
			     const struct class *of)
{
	const size_t bytes = ((size_t)mirror_class->instance_bytes + static_bytes + object_alignment - 1) &
			     ~(size_t)(object_alignment - 1);
	if (of && of->space) {
		struct object *const beside = metadata_beside(of, bytes);
		race_allow(beside, bytes, "Java objects");
		beside->type = (uint32_t)(uintptr_t)mirror_class;
		return beside;
	}
	pthread_mutex_lock(&lock);
	struct object *mirror = take(bytes);
	if (mirror)
		mirror->type = (uint32_t)(uintptr_t)mirror_class;
	pthread_mutex_unlock(&lock);
	if (!mirror)
		throw_out_of_memory(thread, "Java heap space");
	return mirror;
}

size_t gc_object_bytes(const struct object *object)
{
	const struct class *class = object_class(object);
	if (!class->is_mirror)
		return plain_object_bytes(object, class);
	const struct class *of = class_of_mirror(object);
	return class->instance_bytes + (of ? of->static_bytes : 0);
}
