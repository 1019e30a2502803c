/* SPDX-License-Identifier: Apache-2.0 */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "channel/types/text.h"

void text_add(struct text *text, const char *format, ...)
{
	va_list arguments, again;

	va_start(arguments, format);
	va_copy(again, arguments);
	int needed = vsnprintf(NULL, 0, format, arguments);
	va_end(arguments);
	if (needed >= 0 && !text->failed && text->room - text->length <= (size_t)needed) {
		size_t room = (text->room + needed + 1) * 2;
		char *grown = realloc(text->data, room);
		text->failed = !grown;
		if (grown) {
			text->data = grown;
			text->room = room;
		}
	}
	if (needed >= 0 && !text->failed)
		text->length +=
			vsnprintf(text->data + text->length, text->room - text->length, format, again);
	va_end(again);
}

char *text_take(struct text *text)
{
	if (text->failed) {
		free(text->data);
		return NULL;
	}
	return text->data;
}
