/* SPDX-License-Identifier: Apache-2.0 */
/* must.h: memory of the C library for names, classes, code and the like: what the virtual machine cannot do
 * without, and no exception could tell of. */
#ifndef JVM_MEMORY_MUST_H
#define JVM_MEMORY_MUST_H

/* What malloc, calloc or realloc returned. When that is NULL, the process ends with a message, by abort. */
void *must(void *memory);

#endif
