/* SPDX-License-Identifier: Apache-2.0 */
/* internal.h: what the files of memory/ share. */
#ifndef JVM_MEMORY_INTERNAL_H
#define JVM_MEMORY_INTERNAL_H

#include <stddef.h>

/* low.c: low_reserve, wherever there is a gap: for what stacks hold no 32-bit references to. */
void *low_reserve_anywhere(size_t bytes);

#endif
