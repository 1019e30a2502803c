/* SPDX-License-Identifier: Apache-2.0 */
/* low.h: address space below 4 GiB, where the heap and the metadata live (object.h says why). */
#ifndef JVM_MEMORY_LOW_H
#define JVM_MEMORY_LOW_H

#include <stddef.h>

/* Reserves `bytes` (rounded up to 64 KiB) of zeroed, readable and writable address space below 4 GiB, aligned
 * to `alignment` (a power of two). Pages cost memory only when touched. Returns NULL when no such gap is
 * left. */
void *low_reserve(size_t bytes, size_t alignment);

/* Gives the memory of whole pages back to the system; they read as zero afterwards. */
void low_discard(void *at, size_t bytes);

/* Metadata: memory for classes, methods, symbols and code, zeroed, 8-byte aligned, below 4 GiB, never freed.
 * Thread-safe. Ends the process with a message when the region (256 MiB) is full. */
void *metadata_allocate(size_t bytes);
size_t metadata_used(void);

#endif
