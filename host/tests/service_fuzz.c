/* SPDX-License-Identifier: Apache-2.0 */
/* Any bytes as a service file: an error or a value, never more. */
#include <stddef.h>
#include <stdint.h>

#include "host/image/service.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct service_file service;
	struct error error;

	if (service_parse("fuzz.yaml", data, size, &service, &error) == 0)
		service_free(&service);
	return 0;
}
