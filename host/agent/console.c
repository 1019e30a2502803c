/* SPDX-License-Identifier: Apache-2.0 */
#include "host/agent/console.h"

#include <stdio.h>
#include <string.h>

#include "abi/boot_abi.h"

void console_init(struct console *console, void (*line_function)(void *context, const char *line),
		  void *context)
{
	*console = (struct console){ .line_function = line_function, .context = context };
}

static void look_for_crash(struct console *console)
{
	const char *mark = strstr(console->line, BOOT_CRASH_BEGIN);

	/* A service may have printed half a line before it died. */
	if (!mark || console->has_crashed)
		return;
	console->has_crashed = true;
	snprintf(console->crash, sizeof console->crash, "%s", mark + strlen(BOOT_CRASH_BEGIN));
}

static void end_line(struct console *console)
{
	console->line[console->used] = 0;
	look_for_crash(console);
	console->line_function(console->context, console->line);
	console->used = 0;
}

void console_take(struct console *console, const char *data, size_t bytes)
{
	for (size_t i = 0; i < bytes; i++) {
		unsigned char letter = (unsigned char)data[i];

		if (letter == '\n') {
			end_line(console);
			continue;
		}
		if (letter == '\r')
			continue;
		if (console->used == CONSOLE_LINE_BYTES)
			end_line(console);
		/* What a service prints must not be able to drive the terminal that shows it. */
		console->line[console->used++] =
			(letter < ' ' && letter != '\t') || letter == 0x7f ? '?' : (char)letter;
	}
}

void console_finish(struct console *console)
{
	if (console->used)
		end_line(console);
}
