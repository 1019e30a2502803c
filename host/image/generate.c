/* SPDX-License-Identifier: Apache-2.0 */
#include "host/image/generate.h"

#include <string.h>

#include "host/util/memory.h"

int generate_types(const struct service *service, const char *folder, struct manifest *manifest,
		   char **source, struct error *error)
{
	*source = NULL;
	if (!service->types)
		return 0;
	return error_at(error, service->file, service->types_line, "types wait for channel/types");
}
