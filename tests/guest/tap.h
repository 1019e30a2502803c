/* SPDX-License-Identifier: Apache-2.0 */
/* Checks inside an image: each prints a line, and `finish` gives main its result. */
#ifndef TESTS_GUEST_TAP_H
#define TESTS_GUEST_TAP_H

#include <stdbool.h>
#include <stdio.h>

static int tap_failed;

__attribute__((unused)) static void check(bool good, const char *what)
{
	printf("%s: %s\n", good ? "good" : "BAD", what);
	tap_failed |= !good;
}

__attribute__((unused)) static int finish(void)
{
	puts(tap_failed ? "FAILED" : "all good");
	return tap_failed;
}

#endif
