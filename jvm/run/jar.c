/* SPDX-License-Identifier: Apache-2.0 */
/* jar.c: see jar.h. */
#include "jvm/run/jar.h"
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { RECORD_BYTES = 22, LONGEST_COMMENT = 65535, TAIL_BYTES = RECORD_BYTES + LONGEST_COMMENT };

static bool ends_as_zip(const uint8_t *tail, size_t bytes)
{
	for (size_t at = bytes < RECORD_BYTES ? 0 : bytes - RECORD_BYTES + 1; at-- > 0;)
		if (memcmp(tail + at, "PK\5\6", 4) == 0) {
			const size_t comment = tail[at + 20] | (size_t)tail[at + 21] << 8;
			if (at + RECORD_BYTES + comment == bytes)
				return true;
		}
	return false;
}

bool jar_check(const char *path)
{
	FILE *const file = fopen(path, "re");
	if (!file) {
		fprintf(stderr, "Error: Unable to access jarfile %s\n", path);
		return false;
	}
	uint8_t *const tail = malloc(TAIL_BYTES);
	if (tail && fseek(file, -(long)TAIL_BYTES, SEEK_END) < 0)
		rewind(file); /* it is shorter */
	const size_t bytes = tail ? fread(tail, 1, TAIL_BYTES, file) : 0;
	const bool right = ends_as_zip(tail, bytes);
	if (!right)
		fprintf(stderr, "Error: Invalid or corrupt jarfile %s\n", path);
	free(tail);
	fclose(file);
	return right;
}
