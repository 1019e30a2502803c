/* SPDX-License-Identifier: Apache-2.0 */
/* What the parser, the checker and the emitter share; for channel/types only. */
#ifndef CHANNEL_TYPES_CHECK_H
#define CHANNEL_TYPES_CHECK_H

#include "channel/types/types.h"

struct errors {
	const char *path;
	types_report report;
	void *context;
	unsigned count;
};

void types_error(struct errors *errors, struct place place, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* Names resolved, sizes and offsets computed, limits kept; reports what is wrong. */
void types_check(struct package *package, struct errors *errors);

void types_free_type(struct type *type);
const char *types_scalar_name(enum scalar scalar);
uint32_t types_scalar_bytes(enum scalar scalar);

#endif
