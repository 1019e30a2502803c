/* SPDX-License-Identifier: Apache-2.0 */
/* The manifest: what an image says of itself, in an ELF note, read by the host tool before it
 * starts anything. Version 1 is a JSON object in canonical form (keys sorted, no white space,
 * UTF-8) so that equal inputs give equal bytes:
 *
 *   { "version": 1, "name": "late", "service": "flights.Late", "language": "c",
 *     "memory": 2097152,                      bytes the domain needs
 *     "digest": "<64 hex>",                   SHA-256 over every PT_LOAD segment's file bytes, in
 *                                             program header order, with this note's bytes as zeros
 *     "files": [ { "path": "/x", "bytes": 12, "sha256": "<64 hex>" } ],
 *     "libraries": [ "jansson" ],
 *     "ports": [ { "name": "flights", "direction": "in", "capacity": 256,
 *                  "type": "flights.Flight", "hash": "<64 hex>", "canonical": "...",
 *                  "max_encoded": 20 } ] }
 */
#ifndef ABI_MANIFEST_H
#define ABI_MANIFEST_H

#define MANIFEST_NOTE_NAME "Stardust"
#define MANIFEST_NOTE_TYPE 1u
#define MANIFEST_VERSION 1
#define MANIFEST_MAX_BYTES (1u << 20)

#endif
