/* SPDX-License-Identifier: Apache-2.0 */
#include "cmd/command.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

bool command_is_terminal(FILE *stream)
{
	const char *terminal = getenv("TERM");

	return isatty(fileno(stream)) && terminal && terminal[0] && strcmp(terminal, "dumb") != 0 &&
	       !getenv("NO_COLOR");
}

int command_fail(const struct error *error)
{
	fflush(stdout);
	if (command_is_terminal(stderr))
		fprintf(stderr, "\033[31m%s\033[0m\n", error->text);
	else
		fprintf(stderr, "%s\n", error->text);
	return error->is_input ? STATUS_INPUT : STATUS_MACHINE;
}

int command_usage(const char *verb, const char *format, ...)
{
	va_list arguments;

	fprintf(stderr, "stardust %s: ", verb);
	va_start(arguments, format);
	vfprintf(stderr, format, arguments);
	va_end(arguments);
	fprintf(stderr, "; see 'stardust %s --help'\n", verb);
	return STATUS_USAGE;
}

void command_warn(const char *text)
{
	if (command_is_terminal(stderr))
		fprintf(stderr, "\033[33mwarning:\033[0m %s\n", text);
	else
		fprintf(stderr, "warning: %s\n", text);
}
