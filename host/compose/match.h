/* SPDX-License-Identifier: Apache-2.0 */
/* How the types of two ports differ, in one phrase for a person. */
#ifndef HOST_COMPOSE_MATCH_H
#define HOST_COMPOSE_MATCH_H

#include <stddef.h>

#include "host/image/manifest.h"

/* Writes a phrase such as "Flight.delay is int16 in reader and int32 in late" for two ports whose types
 * do not match. */
void match_difference(const struct manifest_port *out, const char *from, const struct manifest_port *in,
		      const char *to, char *phrase, size_t bytes);

#endif
