/* SPDX-License-Identifier: Apache-2.0 */
/* How RAM reaches the page allocator; for memory/ only. */
#ifndef KERNEL_MEMORY_PAGE_H
#define KERNEL_MEMORY_PAGE_H

#include <stddef.h>
#include <stdint.h>

/* Adds `count` mapped pages of RAM from the physical address `start`, a multiple of the page size. */
void page_add(uint64_t start, size_t count);

#endif
