/* SPDX-License-Identifier: Apache-2.0 */
/* Allocation for the host tool: never NULL. A tool that cannot get a few kilobytes can only stop, so
 * running out prints one line and aborts. Everything returned is released with free().
 */
#ifndef HOST_UTIL_MEMORY_H
#define HOST_UTIL_MEMORY_H

#include <stddef.h>

void *memory_zeroed(size_t count, size_t bytes) __attribute__((returns_nonnull));
void *memory_resize(void *old, size_t count, size_t bytes) __attribute__((returns_nonnull));
char *memory_text(const char *text) __attribute__((returns_nonnull));
char *memory_text_n(const char *text, size_t bytes) __attribute__((returns_nonnull));
char *memory_format(const char *format, ...) __attribute__((returns_nonnull, format(printf, 1, 2)));

/* Frees what the pointer points at and forgets it: `char *path AUTO_FREE = …`. */
void memory_free_at(void *pointer);
#define AUTO_FREE __attribute__((cleanup(memory_free_at)))

#endif
