/* SPDX-License-Identifier: Apache-2.0 */
/* The parts of the Xen platform that its files share. */
#ifndef KERNEL_PLATFORM_XEN_H
#define KERNEL_PLATFORM_XEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "kernel/platform/xen/hypercall.h"

/* shared.c: the page that Xen shares with the domain. */
extern volatile struct shared_info *xen_shared;
void shared_init(void);

/* console.c */
void console_init(void);
void console_write(const char *data, size_t bytes);
size_t console_read(char *data, size_t bytes);
/* Waits until dom0 has read all that was written, two seconds at most. Interrupts may be off. */
void console_drain(void);

/* clock.c */
void clock_xen_init(void);
uint64_t clock_xen_read(void);
uint64_t clock_xen_epoch(void);
void timer_xen_set(uint64_t deadline);

#endif
