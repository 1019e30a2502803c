/* SPDX-License-Identifier: Apache-2.0 */
/* Any bytes as the body of each attribute of annotations, beside constants of the kinds that values have. */
#include <stdint.h>

#include "host/java/annotation.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void count_bytes(void *context, struct classfile_span descriptor)
{
	uint32_t *sum = context;

	for (uint32_t i = 0; i < descriptor.bytes; i++)
		*sum += descriptor.at[i];
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char type[] = "La/B;", value[] = "value";
	struct classfile_constant constants[] = {
		{ 0 },
		{ .text = { (const uint8_t *)type, sizeof type - 1 } },
		{ .text = { (const uint8_t *)value, sizeof value - 1 } },
		{ .i = 7 },
		{ .l = 8 },
		{ 0 },
	};
	uint8_t tags[] = { 0, CONSTANT_Utf8, CONSTANT_Utf8, CONSTANT_Integer, CONSTANT_Long, 0 };
	const struct classfile file = { .constants_count = sizeof tags,
					.tags = tags,
					.constants = constants };
	const struct classfile_span body = { data, (uint32_t)size };
	struct classfile_span text = { 0 };
	uint32_t sum = 0;
	int64_t number;

	annotation_types(&file, body, count_bytes, &sum);
	annotation_types_of_parameters(&file, body, NULL, count_bytes, &sum);
	annotation_types_of_default(&file, body, count_bytes, &sum);
	if (annotation_text(&file, body, type, &text))
		count_bytes(&sum, text);
	annotation_number(&file, body, type, &number);
	return 0;
}
