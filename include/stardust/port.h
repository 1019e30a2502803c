/* SPDX-License-Identifier: Apache-2.0 */
/* Ports: the typed ends through which a service sends and receives.
 *
 * Generated code declares one `struct sd_port` for each port of a service and typed wrappers around
 * the calls below; applications call the wrappers. A port connects on first use, to whatever the
 * composition wired it to. All calls may be made from any thread; two threads that use one port
 * take turns. Links are first in, first out.
 */
#ifndef STARDUST_PORT_H
#define STARDUST_PORT_H

#include <stdatomic.h>
#include <stdbool.h>

#include <stardust/status.h>
#include <stardust/type.h>

enum sd_direction { SD_IN, SD_OUT };

struct sd_endpoint; /* the runtime's side of a port */

struct sd_port {
	const char *name; /* as in the .sd file: "flights" */
	enum sd_direction direction;
	const struct sd_type *type;
	/* Messages the receiver holds before senders block. 0 is rendezvous: a send returns when the
	 * receiver has taken the message. Meaningful for SD_IN; a sender learns it at connect. */
	uint32_t capacity;
	struct sd_endpoint *endpoint; /* NULL until first use; owned by the runtime */
};

/* Two ends of a new channel inside this image: no encoding, one copy, any type. Both ports are
 * initialised; each is released by sd_close. Errors: SD_NO_MEMORY, SD_INVALID. */
int sd_channel(const struct sd_type *type, uint32_t capacity, struct sd_port *in, struct sd_port *out);

/* Sends one value; it may be reused when the call returns. Blocks while the port is unconnected,
 * while the receiver holds `capacity` messages and, in a rendezvous, until it is taken.
 * Returns SD_OK, SD_TIMEOUT (not sent), SD_UNKNOWN, SD_CLOSED (the receiver closed: not sent),
 * SD_REFUSED, SD_BROKEN, SD_TOO_BIG, SD_INVALID. */
int sd_send(struct sd_port *port, const void *value, sd_time deadline);

/* Receives one value. Views inside it stay valid until the next sd_receive or sd_close on this
 * port. With several senders, takes from them in turn. SD_CLOSED only when every sender has closed
 * or broken and every message was received. Returns SD_OK, SD_TIMEOUT, SD_CLOSED, SD_REFUSED,
 * SD_BROKEN, SD_INVALID.
 * A sender that breaks the protocol or vanishes costs its own link only: the reason is printed, and
 * receive goes on with the others; SD_BROKEN is returned once, when the last link ended that way. */
int sd_receive(struct sd_port *port, void *value, sd_time deadline);

/* sd_send and sd_receive that another thread can end: it sets *cancel, then calls sd_wake. The call that
 * waits, or would wait, returns SD_CANCELLED, or SD_UNKNOWN when its message has left. `cancel` may be NULL.
 */
int sd_send_unless(struct sd_port *port, const void *value, sd_time deadline, const atomic_bool *cancel);
int sd_receive_unless(struct sd_port *port, void *value, sd_time deadline, const atomic_bool *cancel);
/* sd_send and sd_receive as far as nothing stands in the way: true: done. false: nothing happened, and the
 * other calls know why or can wait. Never block: the port is open, no other call is in it, and the link whose
 * turn it is has the message, or credit and room for it. A rendezvous is never done here. */
bool sd_send_ready(struct sd_port *port, const void *value);
bool sd_receive_ready(struct sd_port *port, void *value);
/* Makes every call that waits on the port look at its `cancel`. Never blocks; a port never used is allowed.
 */
void sd_wake(struct sd_port *port);

/* Ends this side cleanly: the peer receives what was sent before, then SD_CLOSED. Wakes calls that
 * block on the port (they return SD_INVALID). Closing twice, or a port never used, is allowed.
 * Every port still open when the program exits normally is closed for it. */
void sd_close(struct sd_port *port);

#endif
