/* SPDX-License-Identifier: Apache-2.0 */
/* How large the rings of a link are, as orders of two. */
#ifndef HOST_RELAY_SIZE_H
#define HOST_RELAY_SIZE_H

#include <stdint.h>

/* The stream that carries messages: room for what the receiver may hold, within reason, and always for two
 * of the longest. */
unsigned size_data_order(uint32_t max_encoded, uint32_t capacity);
/* The stream that carries credits. */
unsigned size_back_order(void);

#endif
