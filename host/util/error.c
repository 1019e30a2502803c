/* SPDX-License-Identifier: Apache-2.0 */
#include "host/util/error.h"

#include <stdarg.h>
#include <stdio.h>

int error_set(struct error *error, const char *format, ...)
{
	va_list arguments;

	error->is_input = false;
	va_start(arguments, format);
	vsnprintf(error->text, sizeof error->text, format, arguments);
	va_end(arguments);
	return -1;
}

int error_at(struct error *error, const char *file, unsigned line, const char *format, ...)
{
	va_list arguments;
	int used;

	error->is_input = true;
	if (line)
		used = snprintf(error->text, sizeof error->text, "%s:%u: ", file, line);
	else
		used = snprintf(error->text, sizeof error->text, "%s: ", file);
	if (used < 0 || (size_t)used >= sizeof error->text)
		return -1;
	va_start(arguments, format);
	vsnprintf(error->text + used, sizeof error->text - (size_t)used, format, arguments);
	va_end(arguments);
	return -1;
}
