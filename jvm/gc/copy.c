/* SPDX-License-Identifier: Apache-2.0 */
/* copy.c: gc_copy on Linux: glibc's memmove moves vectors and words, and splits no element. musl's does:
 * image/copy.c. */
#include "jvm/gc/gc.h"
#include <string.h>

void gc_copy(void *to, const void *from, size_t bytes)
{
	memmove(to, from, bytes);
}
