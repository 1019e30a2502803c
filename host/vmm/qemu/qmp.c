/* SPDX-License-Identifier: Apache-2.0 */
#include "host/vmm/qemu/qmp.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <jansson.h>

#include "host/util/memory.h"

void qmp_init(struct qmp *qmp, int fd)
{
	*qmp = (struct qmp){ .fd = fd, .line = memory_zeroed(QMP_LINE_MAX, 1) };
}

void qmp_free(struct qmp *qmp)
{
	if (qmp->fd >= 0)
		close(qmp->fd);
	free(qmp->line);
	*qmp = (struct qmp){ .fd = -1 };
}

/* The few bytes of a command always fit an idle socket's buffer; if QEMU is gone, the pidfd tells. */
static void send_text(const struct qmp *qmp, const char *text)
{
	(void)!send(qmp->fd, text, strlen(text), MSG_NOSIGNAL | MSG_DONTWAIT);
}

static void start_if_ready(struct qmp *qmp)
{
	if (!qmp->is_ready || !qmp->wants_start || qmp->is_started)
		return;
	qmp->is_started = true;
	send_text(qmp, "{\"execute\":\"cont\"}\n");
}

void qmp_start(struct qmp *qmp)
{
	qmp->wants_start = true;
	start_if_ready(qmp);
}

bool qmp_send_break(const struct qmp *qmp, const char *device)
{
	char text[128];

	if (!qmp->is_started)
		return false;
	snprintf(text, sizeof text, "{\"execute\":\"chardev-send-break\",\"arguments\":{\"id\":\"%s\"}}\n",
		 device);
	send_text(qmp, text);
	return true;
}

static void handle_line(struct qmp *qmp, const char *line, size_t bytes)
{
	json_t *message = json_loadb(line, bytes, 0, NULL);
	const char *problem;

	if (json_object_get(message, "QMP")) {
		send_text(qmp, "{\"execute\":\"qmp_capabilities\"}\n");
	} else if (json_object_get(message, "error")) {
		problem = json_string_value(json_object_get(json_object_get(message, "error"), "desc"));
		snprintf(qmp->problem, sizeof qmp->problem, "%s", problem ? problem : "unknown error");
	} else if (json_object_get(message, "return") && !qmp->is_ready) {
		qmp->is_ready = true;
		start_if_ready(qmp);
	}
	json_decref(message);
}

bool qmp_read(struct qmp *qmp)
{
	for (;;) {
		ssize_t got = recv(qmp->fd, qmp->line + qmp->used, QMP_LINE_MAX - qmp->used, MSG_DONTWAIT);
		char *end;

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0 && errno == EAGAIN)
			return true;
		if (got <= 0)
			return false;
		qmp->used += (size_t)got;
		while ((end = memchr(qmp->line, '\n', qmp->used))) {
			size_t bytes = (size_t)(end - qmp->line) + 1;

			handle_line(qmp, qmp->line, bytes);
			qmp->used -= bytes;
			memmove(qmp->line, end + 1, qmp->used);
		}
		if (qmp->used == QMP_LINE_MAX)
			return false; /* a line this long is not QMP */
	}
}
