/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LIBC_RANDOM_H
#define LIBC_RANDOM_H

#include <stddef.h>

/* Random bytes: from RDRAND where the CPU has it; otherwise a mixture of clock and time stamp counter, which
 * is hard to guess but not fit for keys (docs/limits.md). */
void random_bytes(void *out, size_t bytes);

#endif
