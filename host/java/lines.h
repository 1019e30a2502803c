/* SPDX-License-Identifier: Apache-2.0 */
/* Writes what jvm/classfile/line_table.h reads. */
#ifndef HOST_JAVA_LINES_H
#define HOST_JAVA_LINES_H

#include "jvm/classfile/line_table.h"

/* Bytes for a method of that many entries at most. */
#define LINES_BYTES(count) (9 + 7 * (size_t)(count))

/* The next method's part of a table; count 0: it has no lines. The entries are sorted by bci. *last is 0
 * before the first method. Returns the number of bytes. */
size_t lines_encode(const struct classfile_line *entries, uint32_t count, uint16_t *last, uint8_t *out);

#endif
