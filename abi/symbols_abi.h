/* SPDX-License-Identifier: Apache-2.0 */
/* The table of functions that `stardust build` links into an image for its crash reports: sorted by address.
 * An image linked without one gets an empty table from the kernel.
 */
#ifndef ABI_SYMBOLS_H
#define ABI_SYMBOLS_H

#include <stdint.h>

struct symbol {
	uint64_t address;
	const char *name;
};

extern const struct symbol symbols[];
extern const uint32_t symbol_count;

#endif
