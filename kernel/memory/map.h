/* SPDX-License-Identifier: Apache-2.0 */
/* Mapping of RAM found at boot; for memory/ only. */
#ifndef KERNEL_MEMORY_MAP_H
#define KERNEL_MEMORY_MAP_H

#include <stdbool.h>
#include <stdint.h>

/* Maps [start, end) one to one, writable, in 2 MiB pages. False when a page table could not be allocated. */
bool map_ram(uint64_t start, uint64_t end);

#endif
