/* SPDX-License-Identifier: Apache-2.0 */
/* symbol.h: names and descriptors, interned: two equal names are one address. In modified UTF-8 (JVMS 4.4.7).
 * Symbols live as long as the VM, but for those of hidden classes. Thread-safe. */
#ifndef JVM_LINK_SYMBOL_H
#define JVM_LINK_SYMBOL_H

#include <stdint.h>
#include <stddef.h>

struct symbol {
	uint32_t hash;
	uint16_t length; /* bytes, without the closing zero */
	char text[];     /* zero-terminated */
};

struct symbol *symbol_intern(const char *text, size_t length);
struct symbol *symbol_of(const char *text); /* of a C string */
/* A name that nothing is found by, a hidden class's: not interned, in metadata beside an address
 * (memory/arena.h). */
struct symbol *symbol_beside(const void *beside, const char *text);
/* The symbol when there is one, else NULL: nothing is added. */
struct symbol *symbol_lookup(const char *text, size_t length);

#endif
