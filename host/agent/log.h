/* SPDX-License-Identifier: Apache-2.0 */
/* What the services of one composition print, in one file: "SERVICE<tab>LINE". When it grows long it becomes
 * log.1 and a new one begins, so that a service that prints for ever cannot fill the disk. */
#ifndef HOST_AGENT_LOG_H
#define HOST_AGENT_LOG_H

#include <stddef.h>

#include "host/util/error.h"

#define LOG_MAX_BYTES ((size_t)16 << 20)

struct log {
	int fd; /* -1: closed */
	char *path, *old_path;
	size_t bytes;
};

int log_open(struct log *log, const char *folder, struct error *error);
void log_line(struct log *log, const char *service, const char *line);
void log_close(struct log *log);

#endif
