/* SPDX-License-Identifier: Apache-2.0 */
/* A text that grows; for channel/types only. Without memory it stays as it was and says so at the end. */
#ifndef CHANNEL_TYPES_TEXT_H
#define CHANNEL_TYPES_TEXT_H

#include <stdbool.h>
#include <stddef.h>

struct text {
	char *data; /* NUL-terminated once anything was added */
	size_t length, room;
	bool failed;
};

void text_add(struct text *text, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The text, now the caller's to free; NULL without memory. */
char *text_take(struct text *text);

#endif
