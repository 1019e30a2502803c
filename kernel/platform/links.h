/* SPDX-License-Identifier: Apache-2.0 */
/* What the two guest implementations of struct channel_platform share. */
#ifndef KERNEL_PLATFORM_LINKS_H
#define KERNEL_PLATFORM_LINKS_H

#include "channel/transport/platform.h"

extern const struct channel_platform links_xen; /* xen/vchan.c */
extern const struct channel_platform links_pc;  /* pc/ivshmem_link.c */

/* The members `signal`, `wait` and `report` of both, and Xen's `alone`. links_signal may be called by
 * interrupt handlers. */
void links_signal(struct channel_event *event);
void links_wait(struct channel_event *event, uint32_t seen, sd_time deadline);
bool links_alone(void);
void links_report(const char *line);

#endif
