/* SPDX-License-Identifier: Apache-2.0 */
/* The manifest of an image (abi/manifest_abi.h): to JSON, from JSON, and out of an image's file with
 * its digest verified. Reading takes outside input and checks every field.
 */
#ifndef HOST_IMAGE_MANIFEST_H
#define HOST_IMAGE_MANIFEST_H

#include <stdint.h>

#include <stardust/port.h>

#include "host/util/error.h"
#include "host/util/file.h"
#include "host/util/sha256.h"

struct manifest_file {
	char *path; /* in the image, absolute */
	uint64_t bytes;
	char sha256[SHA256_HEX_BYTES + 1];
};

struct manifest_port {
	char *name;
	enum sd_direction direction;
	uint32_t capacity;
	char *type; /* "flights.Flight" */
	char hash[SHA256_HEX_BYTES + 1];
	char *canonical;
	uint32_t max_encoded;
};

/* One archive in the image and what first asked for it. */
struct manifest_content {
	char *archive;
	uint64_t bytes;
	char *because;
};

struct manifest {
	char *name, *service, *language;
	uint64_t memory;
	char digest[SHA256_HEX_BYTES + 1];
	struct manifest_file *files;
	unsigned file_count;
	char **libraries;
	unsigned library_count;
	struct manifest_content *contents;
	unsigned content_count;
	struct manifest_port *ports;
	unsigned port_count;
};

void manifest_free(struct manifest *manifest);

/* Canonical JSON, owned by the caller. */
char *manifest_write(const struct manifest *manifest);
/* `name` is the file's, for messages. After a failure nothing is held. */
int manifest_parse(const char *name, const void *json, size_t bytes, struct manifest *out,
		   struct error *error);

/* Reads the image's file, finds the manifest and verifies the digest. `file` receives the bytes when it
 * is not NULL (then the caller frees them). */
int manifest_read_image(const char *path, struct manifest *out, struct file_data *file, struct error *error);

/* Computes the digest of an image in memory and writes it into its manifest in place. */
int manifest_seal(const char *path, struct file_data *file, struct error *error);

const struct manifest_port *manifest_find_port(const struct manifest *manifest, const char *name);

#endif
