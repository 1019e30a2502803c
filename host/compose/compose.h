/* SPDX-License-Identifier: Apache-2.0 */
/* A composition file: which services run and how their ports are joined. Parsing keeps the line of
 * everything, so that whoever finds a fault later can say where.
 *
 *   name: late-flights
 *   services:
 *     reader: { image: reader, files: { /flights.csv: data/flights.csv }, args: [-x], memory: 8M }
 *   channels:
 *     - reader.flights -> late.flights
 */
#ifndef HOST_COMPOSE_H
#define HOST_COMPOSE_H

#include <stddef.h>
#include <stdint.h>

#include "host/util/error.h"

#define COMPOSE_SERVICES_MAX   64
#define COMPOSE_CHANNELS_MAX   1024
/* The kernel's command line has to hold them (abi/boot_abi.h). */
#define COMPOSE_ARGUMENT_BYTES 1024

struct compose_service {
	char *name;
	char *image; /* as written */
	unsigned line, image_line;
	char *host, *near; /* as written, or NULL */
	unsigned host_line, near_line;
	char **file_to, **file_from; /* path in the guest; path here, joined to the file's folder */
	unsigned *file_lines;
	unsigned file_count;
	char **arguments;
	unsigned argument_count;
	uint64_t memory; /* 0: what the image says */
	unsigned memory_line;
};

struct compose_end {
	char *service, *port;
};

struct compose_channel {
	struct compose_end from, to;
	unsigned line;
};

struct compose {
	char *file; /* for messages, and for paths beside it */
	char *name;
	struct compose_service *services;
	unsigned service_count;
	struct compose_channel *channels;
	unsigned channel_count;
};

/* After a failure nothing is held. */
int compose_read(const char *path, struct compose *out, struct error *error);
int compose_parse(const char *file, const void *text, size_t bytes, struct compose *out, struct error *error);
void compose_free(struct compose *compose);

#endif
