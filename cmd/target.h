/* SPDX-License-Identifier: Apache-2.0 */
/* Which composition a person means. */
#ifndef CMD_TARGET_H
#define CMD_TARGET_H

#include "host/util/error.h"

/* A name as it is, the name inside a composition file, or with NULL the only composition there is. New
 * text; NULL and an error. */
char *target_name(const char *word, struct error *error);

#endif
