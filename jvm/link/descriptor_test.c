/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "jvm/link/descriptor.h"

static void test_lengths(void **state)
{
	assert_int_equal(descriptor_length("I"), 1);
	assert_int_equal(descriptor_length("JI"), 1);
	assert_int_equal(descriptor_length("[[D)V"), 3);
	assert_int_equal(descriptor_length("La/B;J"), 5);
	assert_int_equal(descriptor_length("[La/B;[I"), 6);
}

static void test_slots(void **state)
{
	assert_int_equal(descriptor_slots("()V"), 0);
	assert_int_equal(descriptor_slots("(JD)V"), 4);
	/* An array of long is one reference, and letters in a class's name are none. */
	assert_int_equal(descriptor_slots("([J[[DLJ/D;I)J"), 4);
}

static void test_result(void **state)
{
	assert_string_equal(descriptor_result("(I[J)[La/B;"), "[La/B;");
	assert_int_equal(descriptor_kind(*descriptor_result("(D)V")), KIND_VOID);
}

static void test_kinds(void **state)
{
	static const char letters[] = "ZBCSIJFDVL[";
	static const enum kind kinds[] = { KIND_BOOLEAN, KIND_BYTE,      KIND_CHAR,     KIND_SHORT,
					   KIND_INT,     KIND_LONG,      KIND_FLOAT,    KIND_DOUBLE,
					   KIND_VOID,    KIND_REFERENCE, KIND_REFERENCE };

	for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
		assert_int_equal(descriptor_kind(letters[i]), kinds[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lengths),
		cmocka_unit_test(test_slots),
		cmocka_unit_test(test_result),
		cmocka_unit_test(test_kinds),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
