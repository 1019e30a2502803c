/* SPDX-License-Identifier: Apache-2.0 */
/* Any bytes as a boot module: entries lie inside it, and reading ends. */
#include <stdint.h>
#include <stdlib.h>

#include "kernel/file/cpio.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct cpio_entry entry;
	size_t offset = 0, before = 0;

	while (cpio_next(data, size, &offset, &entry)) {
		const uint8_t *name = (const uint8_t *)entry.name, *content = entry.data;
		if (offset <= before || name < data || name + entry.name_length > data + size ||
		    content < data || content + entry.bytes > data + size)
			abort();
		before = offset;
	}
	return 0;
}
