/* SPDX-License-Identifier: Apache-2.0 */
/* HLT of the C library becomes INT3; what belongs to others, and what only looks like one, stays. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "host/image/elf.h"
#include "host/image/traps.h"
#include "host/tests/sample.h"

#define AT 16 /* of the first byte that the tests use, from the segment's start */

static struct file_data image;
static struct error error;
static unsigned char *bytes;
static unsigned long long address;
static char map[512], listing[512];

/* Three bytes F4: in the C library, in the kernel, and as the last of an instruction of the C library. */
static int setup(void **state)
{
	struct elf_image elf;
	Elf64_Phdr segment;
	unsigned i = 0;

	image = sample_elf("{}");
	if (elf_open("f", image.bytes, image.size, &elf, &error))
		return -1;
	do {
		if (!elf_segment(&elf, i++, &segment))
			return -1;
	} while (segment.p_type != PT_LOAD);
	address = segment.p_vaddr + AT;
	bytes = image.bytes + segment.p_offset + AT;
	memset(bytes, 0xf4, 3);
	snprintf(map, sizeof map,
		 " .text.free\n                0x%016llx        0x1 /usr/lib/libc.a(free.lo)\n"
		 " .text          0x%016llx        0x1 sdk/lib/libkernel.a(interrupt.S.o)\n"
		 " .text          0x%016llx        0x1 /usr/lib/libc.a(malloc.lo)\n",
		 address, address + 1, address + 2);
	snprintf(listing, sizeof listing,
		 "0000000000100000 <free>:\n  %llx:\thlt\n"
		 "0000000000100001 <cpu_halt>:\n  %llx:\thlt\n",
		 address, address + 1);
	return 0;
}

static int teardown(void **state)
{
	file_data_free(&image);
	return 0;
}

static void test_library_only(void **state)
{
	assert_int_equal(traps_set("f", listing, map, &image, &error), 0);
	assert_memory_equal(bytes, "\xcc\xf4\xf4", 3);
}

static void test_other_byte(void **state)
{
	bytes[0] = 0x90;
	assert_int_equal(traps_set("f", listing, map, &image, &error), -1);
	assert_non_null(strstr(error.text, "where there is none"));
	assert_memory_equal(bytes, "\x90\xf4\xf4", 3);
}

static void test_outside(void **state)
{
	snprintf(map, sizeof map, " .text 0x%llx 0x1 /usr/lib/libc.a(free.lo)\n", address + (1u << 30));
	snprintf(listing, sizeof listing, "  %llx:\thlt\n", address + (1u << 30));
	assert_int_equal(traps_set("f", listing, map, &image, &error), -1);
	assert_non_null(strstr(error.text, "where there is none"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_library_only, setup, teardown),
		cmocka_unit_test_setup_teardown(test_other_byte, setup, teardown),
		cmocka_unit_test_setup_teardown(test_outside, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
