/* SPDX-License-Identifier: Apache-2.0 */
/* Status codes and time, shared by everything an application calls.
 *
 * Every sd_ function that can fail returns one of these; 0 is success, so `if (sd_…())` reads as
 * "if it failed". Nothing here touches errno.
 */
#ifndef STARDUST_STATUS_H
#define STARDUST_STATUS_H

#include <stdint.h>

enum sd_status {
	SD_OK = 0,
	SD_CLOSED,  /* the peer ended cleanly, and everything it sent has been received */
	SD_TIMEOUT, /* the deadline passed; nothing was sent and nothing was received */
	SD_UNKNOWN, /* the deadline passed, or the link broke, after a message left and before its
		       receipt was confirmed: it may or may not have arrived */
	SD_REFUSED, /* the peer's type differs, or the wiring names no such port; the reason was printed */
	SD_BROKEN,  /* the peer vanished or broke the protocol; the link is closed, the reason was printed */
	SD_TOO_BIG, /* the value does not fit the bounds its type declares */
	SD_INVALID, /* a misuse of the call: wrong direction, a null pointer, a closed local end */
	SD_NO_MEMORY,
	SD_CANCELLED, /* of sd_send_unless and sd_receive_unless: nothing was sent and nothing received */
};

/* A short lower-case phrase such as "peer closed"; never NULL; static storage. */
const char *sd_status_text(int status);

/* A point in time: nanoseconds of CLOCK_MONOTONIC. Deadlines are points, not spans, so that a
 * call that is retried does not wait longer. */
typedef uint64_t sd_time;

#define SD_NOW     ((sd_time)0)          /* do not block: already past */
#define SD_FOREVER ((sd_time)UINT64_MAX) /* block without limit */

sd_time sd_clock(void);
/* The deadline `milliseconds` from now; saturates below SD_FOREVER. */
sd_time sd_after_ms(uint64_t milliseconds);

#endif
