/* SPDX-License-Identifier: Apache-2.0 */
/* Runs a plan in this process: claims the composition's state, has a driver make and wire the machines,
 * follows consoles and ends, and takes everything down again.
 */
#ifndef HOST_AGENT_H
#define HOST_AGENT_H

#include <stdbool.h>

#include "host/compose/plan.h"
#include "host/util/loop.h"
#include "host/vmm/driver.h"

enum agent_state {
	AGENT_CREATED,
	AGENT_RUNNING,
	AGENT_STOPPING, /* was asked to end */
	AGENT_ENDED,    /* and all below: its machine is gone */
	AGENT_CRASHED,
	AGENT_FAILED,
	AGENT_STOPPED
};

struct agent_service {
	enum agent_state state;
	int code;      /* once it has ended, as in abi/boot_abi.h */
	char why[256]; /* of a crash or failure, or of a stop by force */
};

/* Who watches. Any function may be NULL. */
struct agent_view {
	void (*line)(void *context, unsigned service, const char *line);
	void (*changed)(void *context, unsigned service, const struct agent_service *state);
	void *context;
};

#define AGENT_STOP_MS 5000u /* the kernel's own limit (kernel/platform/links.c), and some */

struct agent;

/* "created", "running", "ended", … */
const char *agent_state_text(enum agent_state state);

/* Starts everything or nothing. The plan and the driver outlive the agent. `verbose` asks kernels to print
 * what they find. */
int agent_start(const struct plan *plan, const struct vmm_driver *driver, bool verbose,
		const struct agent_view *view, struct agent **out, struct error *error);

/* Runs until every service has ended, or SIGINT, SIGTERM or SIGHUP comes, or nobody reads what the view
 * writes (SIGPIPE); then asks what still runs to end and destroys what has not within AGENT_STOP_MS, or when
 * a second signal comes, SIGPIPE aside. True when every service
 * ended by itself with 0. */
bool agent_follow(struct agent *agent);

const struct agent_service *agent_service(const struct agent *agent, unsigned service);
bool agent_was_stopped(const struct agent *agent);

/* Ends the agent. With `keep`, state and logs stay for ps and logs until `down`. */
void agent_close(struct agent *agent, bool keep);

#endif
