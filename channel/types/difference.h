/* SPDX-License-Identifier: Apache-2.0 */
/* Where two types differ, for a person to read. Freestanding: also linked into images, where a peer's
 * canonical form is shown when a link is refused.
 */
#ifndef CHANNEL_TYPES_DIFFERENCE_H
#define CHANNEL_TYPES_DIFFERENCE_H

#include <stddef.h>

/* Finds the first field that differs between two canonical forms and writes a phrase such as
 *     Flight.delay: int16 in reader, int32 in late
 * into out[0..bytes), NUL-terminated; `a_place` and `b_place` are the words for the two sides ("here", "in
 * late"). The texts may come from a hostile peer: any bytes are survived, and what is not printable is shown
 * as '?'. */
void type_difference(const char *a, size_t a_length, const char *a_place, const char *b, size_t b_length,
		     const char *b_place, char *out, size_t bytes);

#endif
