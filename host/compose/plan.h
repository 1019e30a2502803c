/* SPDX-License-Identifier: Apache-2.0 */
/* A plan: a composition whose images were found, whose types were checked and whose links are complete.
 * Making one reads files and starts nothing; whatever is wrong with a composition is said here, once,
 * before any machine exists.
 */
#ifndef HOST_COMPOSE_PLAN_H
#define HOST_COMPOSE_PLAN_H

#include <stdint.h>

#include "host/compose/compose.h"
#include "host/image/manifest.h"

struct plan_service {
	const struct compose_service *spec;
	char *image_path;
	struct manifest manifest;
	uint64_t memory;
	unsigned link_count; /* rings this service will have */
};

/* One channel: `from`'s out port joined to `to`'s in port. Indices into plan.services. */
struct plan_link {
	unsigned from, to;
	const struct manifest_port *out, *in;
	unsigned line;
};

struct plan {
	struct compose compose;
	struct plan_service *services; /* in the file's order */
	unsigned service_count;
	struct plan_link *links; /* in the file's order */
	unsigned link_count;
	char **warnings; /* "file:line: …", worth a person's look */
	unsigned warning_count;
};

/* Takes `compose` over in either case. `images` is a folder looked into first for NAME.img, or NULL.
 * After a failure nothing is held. */
int plan_make(struct compose *compose, const char *images, struct plan *out, struct error *error);
/* The same for one service on its own: its ports may stay unwired. */
int plan_make_unwired(struct compose *compose, struct plan *out, struct error *error);
void plan_free(struct plan *plan);

/* Where the image of that name is, new text; the best guess when there is none. `file` is the
 * composition's. */
char *plan_find_image(const char *file, const char *images, const char *image);

#endif
