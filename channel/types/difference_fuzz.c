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
	char *a = malloc(first + 1), *b = malloc(size - first);
	if (!a || !b)
		abort();
	memcpy(a, data + 1, first);
	memcpy(b, data + 1 + first, size - 1 - first);
	a = realloc(a, first ? first : 1);
	b = realloc(b, size - 1 - first ? size - 1 - first : 1);
	type_difference(a, first, "here", b, size - 1 - first, "there", out, sizeof(out));
	for (const char *at = out; *at; at++) {
		if (*at < ' ' || *at > '~')
			abort();
	}
	free(a);
	free(b);
	return 0;
}
