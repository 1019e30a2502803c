/* SPDX-License-Identifier: Apache-2.0 */
/* A service's console as lines that are safe to show, and the crash report in it. */
#ifndef HOST_AGENT_CONSOLE_H
#define HOST_AGENT_CONSOLE_H

#include <stdbool.h>
#include <stddef.h>

#define CONSOLE_LINE_BYTES  4096
#define CONSOLE_CRASH_BYTES 200

struct console {
	char line[CONSOLE_LINE_BYTES + 1];
	size_t used;
	bool has_crashed;
	char crash[CONSOLE_CRASH_BYTES]; /* the first line of the report, after its mark */
	/* Called with each line: no newline, NUL-terminated, control characters replaced. */
	void (*line_function)(void *context, const char *line);
	void *context;
};

void console_init(struct console *console, void (*line_function)(void *context, const char *line),
		  void *context);
void console_take(struct console *console, const char *data, size_t bytes);
/* The last line, if it did not end. */
void console_finish(struct console *console);

#endif
