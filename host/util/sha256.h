/* SPDX-License-Identifier: Apache-2.0 */
/* SHA-256 by OpenSSL's libcrypto, as 64 lower-case hexadecimal digits. */
#ifndef HOST_UTIL_SHA256_H
#define HOST_UTIL_SHA256_H

#include <stddef.h>

#define SHA256_HEX_BYTES 64

/* Writes 64 digits and a NUL. */
void sha256_hex(const void *bytes, size_t size, char hex[SHA256_HEX_BYTES + 1]);

#endif
