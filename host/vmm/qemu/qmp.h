/* SPDX-License-Identifier: Apache-2.0 */
/* The little of QEMU's machine protocol (docs/interop/qmp-spec) that is needed: the greeting, one command at
 * a time, errors. Lines of JSON over a Unix socket.
 */
#ifndef HOST_VMM_QEMU_QMP_H
#define HOST_VMM_QEMU_QMP_H

#include <stdbool.h>
#include <stddef.h>

#define QMP_LINE_MAX 65536

struct qmp {
	int fd; /* non-blocking; -1 when closed */
	char *line;
	size_t used;
	bool is_ready;     /* the greeting was answered */
	bool wants_start;  /* `cont` goes out as soon as it is ready */
	bool is_started;   /* `cont` was sent */
	char problem[256]; /* the last error QEMU reported, or "" */
};

void qmp_init(struct qmp *qmp, int fd);
void qmp_free(struct qmp *qmp);

/* Reads and handles what has come. False when the connection has ended. */
bool qmp_read(struct qmp *qmp);
/* Lets the machine run, now or after the greeting. */
void qmp_start(struct qmp *qmp);
/* Sends a break down the serial line that is this character device. False when the machine was not let run.
 */
bool qmp_send_break(const struct qmp *qmp, const char *device);

#endif
