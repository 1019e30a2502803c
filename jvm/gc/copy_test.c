/* SPDX-License-Identifier: Apache-2.0 */
/* copy_test.c: gc_copy copies what memmove copies, and nothing beside it, at every distance. */
#include "jvm/gc/gc.h"
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <cmocka.h>

enum { ROOM = 256, LONGEST = 80, FARTHEST = 48 };

static void copies_as_memmove_does(void **state)
{
	(void)state;
	uint8_t got[ROOM], wanted[ROOM];
	for (size_t length = 0; length <= LONGEST; length++)
		for (size_t from = 0; from <= 2 * FARTHEST; from++) {
			for (size_t i = 0; i < ROOM; i++)
				got[i] = wanted[i] = (uint8_t)(i * 7 + 1);
			gc_copy(got + FARTHEST, got + from, length);
			memmove(wanted + FARTHEST, wanted + from, length);
			assert_memory_equal(got, wanted, ROOM);
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(copies_as_memmove_does) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
