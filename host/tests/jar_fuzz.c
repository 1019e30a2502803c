/* SPDX-License-Identifier: Apache-2.0 */
/* Any bytes as a jar, all of whose entries are read; and as an image's list of classes. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "host/java/jar.h"
#include "host/java/report.h"
#include "host/util/memory.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct file_data entry;
	struct report report;
	struct error error;
	struct jar jar;
	unsigned char *copy = memory_zeroed(size + 1, 1);

	if (report_parse("fuzz", data, size, &report, &error) == 0)
		report_free(&report);
	memcpy(copy, data, size);
	if (jar_parse("fuzz", (struct file_data){ copy, size }, &jar, &error))
		return 0;
	for (unsigned i = 0; i < jar.count && i < 100; i++)
		if (jar.entries[i].bytes < 1 << 20 && jar_read(&jar, &jar.entries[i], &entry, &error) == 0)
			file_data_free(&entry);
	jar_close(&jar);
	return 0;
}
