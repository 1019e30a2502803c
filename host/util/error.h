/* SPDX-License-Identifier: Apache-2.0 */
/* One error with its context, for code of the host tool.
 *
 * A function that can fail takes a `struct error *` last, fills it once at the place that knows most,
 * and returns -1 (or NULL); callers hand it up untouched. The text is what the person reads:
 * "file:line: what, and what to do", without the program's name and without a newline.
 */
#ifndef HOST_UTIL_ERROR_H
#define HOST_UTIL_ERROR_H

#include <stdbool.h>

struct error {
	char text[2048];
	/* True when the input is wrong rather than the machine: decides the exit status. */
	bool is_input;
};

/* Both return -1, so that `return error_set(…)` reads as a failure. A text that is too long is cut. */
int error_set(struct error *error, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* An error in outside input. `line` counts from 1; 0 leaves it out. */
int error_at(struct error *error, const char *file, unsigned line, const char *format, ...)
	__attribute__((format(printf, 4, 5)));

#endif
