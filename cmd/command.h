/* SPDX-License-Identifier: Apache-2.0 */
/* What the verbs of `stardust` share: exit statuses, the way an error is shown, options that several
 * verbs take. A verb is one function in a file of its own, listed in verbs.h.
 */
#ifndef CMD_COMMAND_H
#define CMD_COMMAND_H

#include <stdbool.h>
#include <stdio.h>

#include "host/util/error.h"

/* For scripts; documented in cmd/README.md. */
enum command_status {
	STATUS_OK = 0,
	STATUS_FAILED = 1, /* a service ended with another status than 0 or crashed */
	STATUS_USAGE = 2,  /* the command line is wrong */
	STATUS_INPUT = 3,  /* a file is missing, malformed or does not fit; nothing such is running */
	STATUS_MACHINE = 4 /* this machine lacks something: a compiler, QEMU, Xen, a permission */
};

struct verb {
	const char *name;
	const char *summary;
	/* argv[0] is "stardust VERB". Returns an exit status. */
	int (*run)(int argc, char **argv);
};

extern const struct verb verbs[]; /* ends with a NULL name */

/* Prints the error and returns its exit status. */
int command_fail(const struct error *error);
/* Prints a usage error that points to --help. Returns STATUS_USAGE. */
int command_usage(const char *verb, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Prints "warning: …" on standard error. */
void command_warn(const char *text);

/* True when the stream is a terminal that takes colours (and NO_COLOR is not set). */
bool command_is_terminal(FILE *stream);

#endif
