/* SPDX-License-Identifier: Apache-2.0 */
#include "channel/codec/utf8.h"

/* The first byte decides how many follow and what the second may be (the table of RFC 3629, section 4). */
static int following(unsigned char first, unsigned char *low, unsigned char *high)
{
	*low = 0x80;
	*high = 0xbf;
	if (first < 0x80)
		return 0;
	if (first >= 0xc2 && first <= 0xdf)
		return 1;
	if (first >= 0xe0 && first <= 0xef) {
		if (first == 0xe0)
			*low = 0xa0;
		if (first == 0xed)
			*high = 0x9f;
		return 2;
	}
	if (first >= 0xf0 && first <= 0xf4) {
		if (first == 0xf0)
			*low = 0x90;
		if (first == 0xf4)
			*high = 0x8f;
		return 3;
	}
	return -1;
}

bool utf8_valid(const char *text, size_t bytes)
{
	/* An empty view may hold NULL, to which C lets nothing be added. */
	const unsigned char *at = (const unsigned char *)text, *end = bytes ? at + bytes : at;

	while (at < end) {
		unsigned char low, high;
		int more = following(*at++, &low, &high);
		if (more < 0 || more > end - at)
			return false;
		for (; more > 0; more--, at++) {
			if (*at < low || *at > high)
				return false;
			low = 0x80;
			high = 0xbf;
		}
	}
	return true;
}
