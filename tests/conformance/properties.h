/* SPDX-License-Identifier: Apache-2.0 */
/* Properties of channels. Each has two sides that run at the same time, in two threads or two programs, with
 * nothing but ports between them. A side returns NULL, or what was expected and did not come.
 */
#ifndef TESTS_CONFORMANCE_PROPERTIES_H
#define TESTS_CONFORMANCE_PROPERTIES_H

#include <stardust/port.h>

/* One side's ports. */
struct side {
	struct sd_port *there; /* what is tested: from sender to receiver */
	struct sd_port *word;  /* sender to receiver: "go on". Numbers, capacity 64 */
	struct sd_port *back;  /* receiver to sender: "go on" */
};

struct property {
	const char *name;
	const struct sd_type *sender_type, *receiver_type;
	uint32_t capacity;
	const char *(*sender)(struct side *side);
	const char *(*receiver)(struct side *side);
	bool links_only; /* cannot be said of two ends that sd_channel made */
};

extern const struct property properties[];
extern const unsigned property_count;

#endif
