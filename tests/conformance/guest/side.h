/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_CONFORMANCE_GUEST_SIDE_H
#define TESTS_CONFORMANCE_GUEST_SIDE_H

#include <stdbool.h>

#include <stardust/port.h>

/* Runs this side of every property, there[i] being the port of properties[i], or NULL to leave it out. Prints
 * a line for each, "ok NAME" or "not ok NAME: expected WHAT", and returns main's result. After a failure the
 * two sides may have lost each other, so the rest is not run. */
int side_run(bool sender, struct sd_port *const *there, unsigned count, struct sd_port *word,
	     struct sd_port *back);

#endif
