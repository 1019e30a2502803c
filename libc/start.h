/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LIBC_START_H
#define LIBC_START_H

#include <stdnoreturn.h>

/* Runs the service on a stack of its own: musl's start code, constructors, main, and exit with main's result.
 * Called once, by the first thread. */
noreturn void service_start(void);

#endif
