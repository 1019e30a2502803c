/* SPDX-License-Identifier: Apache-2.0 */
/* Event channels (xen/event_channel.h, the two-level form): ports of this domain that Xen or another domain
 * marks as pending, and that are delivered to this CPU by one interrupt vector.
 */
#ifndef KERNEL_PLATFORM_XEN_EVENT_H
#define KERNEL_PLATFORM_XEN_EVENT_H

#include <stdbool.h>
#include <stdint.h>

#include "kernel/arch/x86_64/interrupt.h"

typedef uint32_t event_port;

void event_init(void);

/* A port that `remote` may bind to; a port bound to a remote port; a port for a VIRQ_*. False when Xen
 * refuses. They are masked until event_handle. */
bool event_allocate(uint16_t remote, event_port *out);
bool event_bind(uint16_t remote, event_port remote_port, event_port *out);
bool event_bind_virq(uint32_t virq, event_port *out);

/* From now on `handler` is called, with interrupts off, each time the port becomes pending, and once now. */
void event_handle(event_port port, interrupt_handler handler, void *argument);

/* Never blocks. */
void event_notify(event_port port);

/* Whether the port is bound to a port of another domain: false again once that domain has closed it or died.
 */
bool event_connected(event_port port);

/* No handler is called once this returns. */
void event_close(event_port port);

#endif
