/* SPDX-License-Identifier: Apache-2.0 */
#include "host/agent/log.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "host/store/store.h"
#include "host/util/file.h"
#include "host/util/memory.h"

static int open_new(const char *path)
{
	return open(path, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0600);
}

int log_open(struct log *log, const char *folder, struct error *error)
{
	*log = (struct log){ .path = path_join(folder, STORE_LOG),
			     .old_path = path_join(folder, STORE_LOG_OLD) };
	log->fd = open_new(log->path);
	if (log->fd >= 0)
		return 0;
	error_set(error, "%s: cannot be written: %s", log->path, strerror(errno));
	log_close(log);
	return -1;
}

void log_line(struct log *log, const char *service, const char *line)
{
	char *text AUTO_FREE = memory_format("%s\t%s\n", service, line);
	ssize_t wrote;

	if (log->fd < 0)
		return;
	if (log->bytes > LOG_MAX_BYTES) {
		rename(log->path, log->old_path);
		close(log->fd);
		log->fd = open_new(log->path);
		log->bytes = 0;
	}
	/* One call a line: a reader never sees half of one. A full disk loses log lines, not services. */
	wrote = write(log->fd, text, strlen(text));
	log->bytes += wrote > 0 ? (size_t)wrote : 0;
}

void log_close(struct log *log)
{
	if (log->fd >= 0)
		close(log->fd);
	free(log->path);
	free(log->old_path);
	*log = (struct log){ .fd = -1 };
}
