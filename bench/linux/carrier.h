/* SPDX-License-Identifier: Apache-2.0 */
/* What is measured: messages of one size both ways between two processes. One table for each carrier.
 */
#ifndef BENCH_LINUX_CARRIER_H
#define BENCH_LINUX_CARRIER_H

#include <stddef.h>

struct carrier {
	const char *name;
	void (*prepare)(size_t bytes); /* in the parent, before the fork */
	void (*join)(int side);        /* in each process: 0 the parent, 1 the child */
	void (*send)(const void *message, size_t bytes);
	void (*receive)(void *message, size_t bytes);
	void (*leave)(void);
};

extern const struct carrier carrier_ring, carrier_unix, carrier_nng, carrier_zmq;

/* Prints what failed and ends the program. */
void must(int fine, const char *what);

#endif
