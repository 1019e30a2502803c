/* SPDX-License-Identifier: Apache-2.0 */
/* Rings between Linux processes, or threads of one: pages in a memfd, doorbells that are eventfds, and a Unix
 * socket between the two ends whose hang-up says that a process died.
 *
 * A program's wiring is what it adds with linux_wire, and the variable STARDUST_WIRING, entries separated by
 * ';' as in
 *     flights in ring:/run/demo/flights; late out ring:/run/demo/late
 * The receiver (in) listens at the path and provides the pages; the sender connects.
 */
#ifndef CHANNEL_TRANSPORT_LINUX_H
#define CHANNEL_TRANSPORT_LINUX_H

#include <stdbool.h>
#include <stdint.h>

#include "channel/transport/platform.h"

/* One end of a ring; the descriptors are its own. */
struct linux_half {
	int memory;    /* memfd: page 0 is the struct vchan_interface */
	int bell;      /* eventfd: ours, rung by the peer */
	int peer_bell; /* eventfd: the peer's */
	int socket;    /* hangs up when the peer's process ends; -1: not known */
	bool is_server;
};

/* Makes a ring: half[0] reads `server_reads` bytes, half[1] the `client_reads` bytes. False, with errno, when
 * the machine has no more. */
bool linux_pair(uint32_t server_reads, uint32_t client_reads, struct linux_half half[2]);
void linux_half_close(struct linux_half *half);

/* Wires a port of this program to a half (which it then owns) or to "ring:PATH". At most WIRING_MAX; false
 * beyond that, or when a name is too long. Before the port's first use. */
bool linux_wire_half(const char *port, enum wiring_direction direction, const struct linux_half *half);
bool linux_wire_path(const char *port, enum wiring_direction direction, const char *path);
/* Forgets the whole wiring; ports in use keep their links. */
void linux_unwire(void);

/* Where lines of the log go; standard error at first. */
void linux_report_to(void (*report)(const char *line));

/* Between linux.c and linux_ring.c. */
struct linux_wire {
	struct channel_wire wire;
	char path[108]; /* "": `half` is there */
	struct linux_half half;
	int connection; /* of linux_keep_connection */
};
bool linux_wire_at(unsigned index, struct linux_wire *out);
/* Takes the descriptors of that entry's half out of the wiring. */
struct linux_half linux_take_half(unsigned index);
/* A connection of that entry that its receiver has not answered yet: kept for the next try, and taken by it;
 * -1: none. */
void linux_keep_connection(unsigned index, int socket);
int linux_take_connection(unsigned index);
int linux_open(unsigned index, uint32_t want_read, uint32_t want_write, struct channel_event *event,
	       sd_time deadline, struct channel_pages *out);
void linux_notify(struct channel_pages *pages);
bool linux_peer_gone(struct channel_pages *pages);
void linux_close(struct channel_pages *pages);
void linux_signal(struct channel_event *event);
void linux_wait(struct channel_event *event, uint32_t seen, sd_time deadline);

/* linux_event.c: joins a descriptor to an event; `source` comes back in linux_event_drop. */
bool linux_event_join(struct channel_event *event, int descriptor, bool edge);
void linux_event_leave(struct channel_event *event, int descriptor);

#endif
