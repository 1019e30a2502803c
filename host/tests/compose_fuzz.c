/* SPDX-License-Identifier: Apache-2.0 */
/* Any bytes as a composition file: an error or a value, never more. */
#include <stddef.h>
#include <stdint.h>

#include "host/compose/compose.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct compose compose;
	struct error error;

	if (compose_parse("fuzz.yaml", data, size, &compose, &error) == 0)
		compose_free(&compose);
	return 0;
}
