/* SPDX-License-Identifier: Apache-2.0 */
/* An event loop over epoll: one thread, callbacks for file descriptors that are ready. A descriptor is
 * watched until it is removed; a callback may remove any descriptor, also its own or one that is ready
 * in the same round.
 */
#ifndef HOST_UTIL_LOOP_H
#define HOST_UTIL_LOOP_H

#include <stdbool.h>
#include <stdint.h>

#include "host/util/error.h"

struct loop;

typedef void loop_function(void *context, int fd, uint32_t events);

/* NULL and an error when the machine has no descriptor left. */
struct loop *loop_new(struct error *error);
void loop_free(struct loop *loop);

/* Watches `fd` for reading (and its end). The descriptor stays the caller's. */
int loop_add(struct loop *loop, int fd, loop_function *function, void *context, struct error *error);
/* Before the descriptor is closed. Unknown descriptors are ignored. */
void loop_remove(struct loop *loop, int fd);

/* Runs until loop_stop. A deadline in milliseconds of CLOCK_MONOTONIC; UINT64_MAX is none. Returns
 * false when the deadline passed first. */
bool loop_run(struct loop *loop, uint64_t deadline_ms);
void loop_stop(struct loop *loop);

uint64_t loop_clock_ms(void);

#endif
