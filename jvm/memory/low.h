/* SPDX-License-Identifier: Apache-2.0 */
/* low.h: address space below 4 GiB, where the heap and the metadata live (object.h says why). */
#ifndef JVM_MEMORY_LOW_H
#define JVM_MEMORY_LOW_H

#include <stdbool.h>
#include <stddef.h>

/* Reserves `bytes` (rounded up to 64 KiB) of zeroed, readable and writable address space below 4 GiB, aligned
 * to `alignment` (a power of two). Pages cost memory only when touched. The first `busy` bytes of it, which
 * hold most of the objects, are where as few words of C stacks as can be look like references to them.
 * Returns NULL when no such gap is left. */
void *low_reserve(size_t bytes, size_t busy, size_t alignment);
/* The same, `alignment` 64 KiB or more, above 2 GiB: four bytes of text, of which C stacks are full ("sun/"
 * kept a list of 32 MB), do not look like a reference to it. */
void *low_reserve_beyond_text(size_t bytes, size_t busy, size_t alignment);

/* Gives the memory of whole pages back to the system; they read as zero afterwards. */
void low_discard(void *at, size_t bytes);

/* Metadata: memory for classes, methods, symbols and code, zeroed, 8-byte aligned, below 4 GiB, never freed
 * (what is freed some day: arena.h). Thread-safe. The region has 256 MiB. Who makes what a program can ask
 * for without end asks first whether there is room, and throws OutOfMemoryError if not; what is spared then
 * is for the rest, so that allocation itself does not fail: should it, the process ends with a message. */
void *metadata_allocate(size_t bytes);
size_t metadata_used(void);
/* Room for a class of that size within the limit; and for what a class that is there needs when it runs, 32
 * MiB beyond the limit at most. */
bool metadata_has_room(size_t bytes), metadata_has_room_to_run(size_t bytes);
/* A lower limit than all that is not spared: -XX:MaxMetaspaceSize. */
void metadata_set_limit(size_t bytes);

#endif
