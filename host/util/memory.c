/* SPDX-License-Identifier: Apache-2.0 */
#include "host/util/memory.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void *need(void *memory)
{
	if (!memory) {
		fputs("stardust: out of memory\n", stderr);
		abort();
	}
	return memory;
}

void *memory_zeroed(size_t count, size_t bytes)
{
	return need(calloc(count ? count : 1, bytes ? bytes : 1));
}

void *memory_resize(void *old, size_t count, size_t bytes)
{
	return need(reallocarray(old, count ? count : 1, bytes ? bytes : 1));
}

char *memory_text(const char *text)
{
	return need(strdup(text));
}

char *memory_text_n(const char *text, size_t bytes)
{
	return need(strndup(text, bytes));
}

char *memory_format(const char *format, ...)
{
	va_list arguments;
	char *text = NULL;
	int written;

	va_start(arguments, format);
	written = vasprintf(&text, format, arguments);
	va_end(arguments);
	return need(written < 0 ? NULL : text);
}

void memory_free_at(void *pointer)
{
	void **at = pointer;

	free(*at);
	*at = NULL;
}
