/* SPDX-License-Identifier: Apache-2.0 */
/* The host's request to stop: it comes in an interrupt and is served by a thread, if the image has one for it
 * (libc/atexit.c: it exits).
 */
#ifndef KERNEL_STOP_H
#define KERNEL_STOP_H

#include <stdbool.h>

/* The calling thread will wait for the request. */
void stop_serve(void);

/* Whether a thread waits for the request, or has got it. */
bool stop_is_served(void);

/* Sleeps until the request. Thread context; after stop_serve. */
void stop_wait(void);

/* The host asks; for once stop_is_served. Any context, no lock held. */
void stop_request(void);

/* Whether a stop is under way that ends the machine with BOOT_EXIT_STOPPED. */
bool stop_under_way(void);

#endif
