/* SPDX-License-Identifier: Apache-2.0 */
/* A small printf for places where the C library's cannot be used: the kernel's own messages.
 *
 * Understands %s %c %d %i %u %x %p and %%, with the lengths h, l, ll and z, a width, and the flags 0 and -.
 */
#ifndef BASE_FORMAT_H
#define BASE_FORMAT_H

#include <stdarg.h>
#include <stddef.h>

/* Writes at most `bytes` - 1 characters and a NUL (when `bytes` is not 0) and returns how many characters
 * were written. An unknown conversion is copied as it stands. */
size_t format_text(char *out, size_t bytes, const char *format, va_list arguments);

#endif
