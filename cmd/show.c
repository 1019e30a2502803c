/* SPDX-License-Identifier: Apache-2.0 */
#include "cmd/show.h"

#include <string.h>
#include <sys/ioctl.h>

#include "cmd/command.h"

static const char *const colours[] = { "36", "33", "32", "35", "34", "31" };

void show_init(struct show *show, FILE *stream)
{
	*show = (struct show){ .stream = stream, .is_terminal = command_is_terminal(stream) };
}

void show_know(struct show *show, const char *service)
{
	if ((int)strlen(service) > show->width)
		show->width = (int)strlen(service);
}

static void erase_status(struct show *show)
{
	if (show->has_status)
		fputs("\r\033[K", show->stream);
	show->has_status = false;
}

void show_line(struct show *show, unsigned index, const char *service, const char *line)
{
	erase_status(show);
	if (show->is_terminal)
		fprintf(show->stream, "\033[%sm%-*s |\033[0m %s\n",
			colours[index % (sizeof colours / sizeof colours[0])], show->width, service, line);
	else
		fprintf(show->stream, "%-*s | %s\n", show->width, service, line);
}

/* The bytes of `text` that fit on one line of the terminal, whole characters of one column each. The last
 * column stays free: a cursor behind it would be on the next line. */
static int fitting(FILE *terminal, const char *text)
{
	struct winsize size;
	int bytes = 0;

	if (ioctl(fileno(terminal), TIOCGWINSZ, &size) || size.ws_col < 2)
		return (int)strlen(text);
	for (int columns = 0; text[bytes]; bytes++) {
		bool begins = (text[bytes] & 0xc0) != 0x80;
		if (begins && ++columns == size.ws_col)
			break;
	}
	return bytes;
}

void show_status(struct show *show, const char *text)
{
	if (!show->is_terminal)
		return;
	erase_status(show);
	if (text[0]) {
		fprintf(show->stream, "\033[2m%.*s\033[0m", fitting(show->stream, text), text);
		show->has_status = true;
	}
	fflush(show->stream);
}
