/* SPDX-License-Identifier: Apache-2.0 */
/* Child processes, held by pidfd: no signal handler, no race with a number that is used again. */
#ifndef HOST_UTIL_PROCESS_H
#define HOST_UTIL_PROCESS_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "host/util/error.h"

struct process {
	pid_t pid; /* 0: none */
	int pidfd; /* readable once it has ended; -1: none */
};

/* A descriptor for the child: `from` here becomes number `to` there. */
struct process_fd {
	int from, to;
};

/* Starts argv[0] (searched in PATH) in a process group of its own with only the given descriptors, and
 * /dev/null in the place of 0, 1 and 2 where they are not given. The child is killed when this thread
 * ends in whatever way. An exec that fails is an error here. */
int process_start(char *const argv[], const struct process_fd *fds, unsigned fd_count, struct process *out,
		  struct error *error);

/* Reaps a child that has ended; blocks until it has. Returns the status as waitpid gives it. */
int process_reap(struct process *process);
/* Kills and reaps. Allowed without a child. */
void process_kill(struct process *process);

/* When a process started, in clock ticks since boot: with its number, its identity. 0: no such process. */
uint64_t process_start_time(pid_t pid);
/* Sends the signal if that very process still exists, then waits for its end up to `wait_ms` (0: does not
 * wait). True when it is gone. */
bool process_signal_other(pid_t pid, uint64_t start_time, int signal, int wait_ms);
bool process_is_alive(pid_t pid, uint64_t start_time);

#endif
