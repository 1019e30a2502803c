/* SPDX-License-Identifier: Apache-2.0 */
/* Lines of services on the terminal: a prefix with the service's name, coloured, and a status line below
 * that stays. Off a terminal: the same lines plain, no status line.
 */
#ifndef CMD_SHOW_H
#define CMD_SHOW_H

#include <stdbool.h>
#include <stdio.h>

struct show {
	FILE *stream;
	bool is_terminal;
	bool has_status; /* a status line is on the screen */
	int width;       /* of the longest name */
};

void show_init(struct show *show, FILE *stream);
void show_know(struct show *show, const char *service);
/* "report | line"; `index` chooses the colour. */
void show_line(struct show *show, unsigned index, const char *service, const char *line);
/* Replaces the status line, cut to the width of the terminal; "" removes it. */
void show_status(struct show *show, const char *text);

#endif
