/* SPDX-License-Identifier: Apache-2.0 */
#include "host/util/sha256.h"

#include <stdio.h>
#include <stdlib.h>

#include <openssl/evp.h>

void sha256_hex(const void *bytes, size_t size, char hex[SHA256_HEX_BYTES + 1])
{
	unsigned char digest[EVP_MAX_MD_SIZE];
	unsigned length = 0;

	if (!EVP_Digest(bytes, size, digest, &length, EVP_sha256(), NULL) || length * 2 != SHA256_HEX_BYTES)
		abort(); /* libcrypto without SHA-256 */
	for (unsigned i = 0; i < length; i++)
		snprintf(hex + 2 * i, 3, "%02x", digest[i]);
}
