/* SPDX-License-Identifier: Apache-2.0 */
/* The folder of state: what runs here, found again by another process. One folder a composition:
 *
 *   BASE/NAME/lock         held (flock) by the process that runs the composition
 *   BASE/NAME/state.json   its services, machines and how they ended; replaced whole, never half written
 *   BASE/NAME/log          what services print: "SERVICE<tab>LINE"; log.1 is the part before, when it is long
 *   BASE/NAME/SERVICE.cpio boot modules
 *
 * BASE is $STARDUST_STATE, $XDG_RUNTIME_DIR/stardust, /run/stardust for root, or /tmp/stardust-UID; mode
 * 0700, owned by the user.
 */
#ifndef HOST_STORE_H
#define HOST_STORE_H

#include <stdbool.h>

#include <jansson.h>

#include "host/util/error.h"

#define STORE_LOG     "log"
#define STORE_LOG_OLD "log.1"

/* New text; the folder exists afterwards. NULL and an error. */
char *store_base(struct error *error);
/* BASE/NAME, which may not exist. New text; NULL and an error. */
char *store_folder(const char *name, struct error *error);

/* Makes the folder for a composition that is about to run and takes its lock: *lock is a descriptor, the
 * lock lasts until it closes. A composition left by a tool that was killed is swept away first. An error
 * when it runs already. New text: the folder. */
char *store_claim(const char *name, int *lock, struct error *error);

int store_write(const char *folder, const json_t *state, struct error *error);
/* The state; the caller owns it. NULL and an error (an input error: no such composition). */
json_t *store_read(const char *name, struct error *error);

/* Whether the process that runs it still does. */
bool store_is_running(const json_t *state);

/* Ends the process that runs the composition, destroys machines that are left, and removes the folder. An
 * error when there is no such composition, or it cannot be ended. *last becomes the last state, the caller's,
 * or NULL when there is none. */
int store_end(const char *name, json_t **last, struct error *error);

/* The names of all compositions, sorted: a JSON array, the caller's. NULL and an error. */
json_t *store_list(struct error *error);

#endif
