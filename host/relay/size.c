/* SPDX-License-Identifier: Apache-2.0 */
#include "host/relay/size.h"

#include "abi/ring_abi.h"

#define FRAME_BYTES   64u    /* above a message's header and padding, and the link's greeting */
#define COMFORT_BYTES 65536u /* beyond this a longer ring gains nothing */
#define LEAST_ORDER   14u

unsigned size_data_order(uint32_t max_encoded, uint32_t capacity)
{
	uint64_t one = (uint64_t)max_encoded + FRAME_BYTES, all = one * (capacity ? capacity : 1);
	uint64_t wanted = all < COMFORT_BYTES ? all : COMFORT_BYTES;
	unsigned order = LEAST_ORDER;

	if (wanted < 2 * one)
		wanted = 2 * one;
	while (order < RING_MAX_ORDER && (UINT64_C(1) << order) < wanted)
		order++;
	return order;
}

unsigned size_back_order(void)
{
	return RING_PAGED_ORDER;
}
