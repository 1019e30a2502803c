/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_TORTURE_BODY_H
#define TESTS_TORTURE_BODY_H

#include <stardust/port.h>

/* Send `count` messages.Text and close; receive them and the close. NULL, or what went wrong. Both sides have
 * the same seed. */
const char *torture_send(struct sd_port *port, uint64_t count, uint64_t seed);
const char *torture_receive(struct sd_port *port, uint64_t count, uint64_t seed);

#endif
