/* SPDX-License-Identifier: Apache-2.0 */
/* Any bytes as a message: refused, or a value whose encoding is those very bytes. */
#include <stdlib.h>
#include <string.h>

#include "sample.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct sample_Everything value;
	const struct sd_type *type = &sample_Everything_type;
	void *message = aligned_alloc(SD_ENCODING_ALIGN, (size + 15) & ~(size_t)7);

	if (!message || size > type->max_encoded) {
		free(message);
		return 0;
	}
	memcpy(message, data, size);
	if (!type->decode(&value, message, (uint32_t)size)) {
		void *again = aligned_alloc(SD_ENCODING_ALIGN, (size + 15) & ~(size_t)7);
		if (!again || type->encoded_bytes(&value) != size)
			abort();
		type->encode(&value, again);
		if (memcmp(message, again, size))
			abort();
		free(again);
	}
	free(message);
	return 0;
}
