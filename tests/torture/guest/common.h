/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_TORTURE_GUEST_COMMON_H
#define TESTS_TORTURE_GUEST_COMMON_H

#include <stdint.h>

struct torture_arguments {
	uint64_t count, seed;
};

/* From COUNT [SEED]; 20,000 and 1 when they are not given. */
struct torture_arguments torture_arguments(int count, char **words);

/* Starts two threads that wake at random times and compute: one of a higher priority, which pre-empts whoever
 * works on a port wherever it is, and one of the same, which waits for its turn and then takes it. */
void torture_disturb(void);

/* Prints one line and returns main's result. */
int torture_result(const char *side, uint64_t count, const char *wrong);

#endif
