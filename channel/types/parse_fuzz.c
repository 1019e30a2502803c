/* SPDX-License-Identifier: Apache-2.0 */
/* Any bytes as a .sd file: refused with an error, or compiled. */
#include <stdlib.h>

#include "channel/types/types.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void report(void *context, const char *message)
{
	++*(unsigned *)context;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	unsigned errors = 0;
	struct package *package = types_parse("fuzz.sd", (const char *)data, size, report, &errors);

	if (!package != (errors > 0))
		abort(); /* refused without a word, or complained about and accepted */
	if (package) {
		free(types_emit_header(package, "fuzz.sd"));
		free(types_emit_source(package, "fuzz.sd"));
		types_free(package);
	}
	return 0;
}
