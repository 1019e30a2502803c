/* SPDX-License-Identifier: Apache-2.0 */
/* The manifest: what an image says of itself, in an ELF note, read by the host tool before it
 * starts anything. The note's section is not loaded: it costs no memory in the domain. Version 1 is a
 * JSON object in canonical form (keys sorted, no white space, UTF-8) so that equal inputs give equal
 * bytes:
 *
 *   { "version": 1, "name": "late", "service": "flights.Late", "language": "c",
 *     "memory": 2097152,                      bytes the domain needs
 *     "digest": "<64 hex>",                   SHA-256 over the whole file, with these 64 digits as '0'
 *     "files": [ { "path": "/x", "bytes": 12, "sha256": "<64 hex>" } ],
 *     "libraries": [ "jansson" ],
 *     "contents": [ { "archive": "libkernel.a", "bytes": 9000, "because": "start.o needs kernel_main" } ],
 *     "ports": [ { "name": "flights", "direction": "in", "capacity": 256,
 *                  "type": "flights.Flight", "hash": "<64 hex>", "canonical": "...",
 *                  "max_encoded": 20 } ] }
 *
 * "service" is "" and "ports" empty for an image whose service file names no types.
 */
#ifndef ABI_MANIFEST_H
#define ABI_MANIFEST_H

#define MANIFEST_NOTE_NAME "Stardust"
#define MANIFEST_NOTE_TYPE 1u
#define MANIFEST_SECTION   ".note.stardust"
#define MANIFEST_VERSION   1
#define MANIFEST_MAX_BYTES (1u << 20)

#endif
