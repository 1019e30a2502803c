/* SPDX-License-Identifier: Apache-2.0 */
#include "host/util/words.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "host/util/memory.h"

void words_add(struct words *words, const char *format, ...)
{
	va_list arguments;
	char *text = NULL;

	va_start(arguments, format);
	if (vasprintf(&text, format, arguments) < 0)
		abort();
	va_end(arguments);
	words->list = memory_resize(words->list, words->count + 2, sizeof *words->list);
	words->list[words->count++] = text;
	words->list[words->count] = NULL;
}

void words_free(struct words *words)
{
	for (unsigned i = 0; i < words->count; i++)
		free(words->list[i]);
	free(words->list);
	*words = (struct words){ 0 };
}
