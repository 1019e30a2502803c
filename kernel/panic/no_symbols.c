/* SPDX-License-Identifier: Apache-2.0 */
/* The table of an image linked without one: its backtraces show addresses only. Taken from its archive only
 * when nothing else defines it.
 */
#include "abi/symbols_abi.h"

const struct symbol symbols[1];
const uint32_t symbol_count = 0;
