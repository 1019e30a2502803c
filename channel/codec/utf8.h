/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CHANNEL_CODEC_UTF8_H
#define CHANNEL_CODEC_UTF8_H

#include <stdbool.h>
#include <stddef.h>

/* Whether the bytes are well-formed UTF-8 (RFC 3629: no surrogates, no overlong forms, at most U+10FFFF). */
bool utf8_valid(const char *text, size_t bytes);

#endif
