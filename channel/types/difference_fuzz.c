/* SPDX-License-Identifier: Apache-2.0 */
/* Two texts, cut from the input at its first byte: the phrase is always ended and printable. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "channel/types/difference.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char out[128];

	if (!size)
		return 0;
	size_t first = data[0] * (size - 1) / 255;
	/* Copies of their exact size, so that a read past either end is seen. */
	size_t rest = size - 1 - first;
	char *a = malloc(first ? first : 1), *b = malloc(rest ? rest : 1);
	if (!a || !b)
		abort();
	memcpy(a, data + 1, first);
	memcpy(b, data + 1 + first, rest);
	type_difference(a, first, "here", b, rest, "there", out, sizeof(out));
	for (const char *at = out; *at; at++) {
		if (*at < ' ' || *at > '~')
			abort();
	}
	free(a);
	free(b);
	return 0;
}
