/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "channel/types/difference.h"
#include "channel/types/types.h"

static char messages[4096];

static void report(void *context, const char *message)
{
	size_t length = strlen(messages);

	snprintf(messages + length, sizeof(messages) - length, "%s\n", message);
}

static struct package *parse(const char *text)
{
	messages[0] = '\0';
	return types_parse("t.sd", text, strlen(text), report, NULL);
}

/* Each text and what is said of it, whole. */
static const char *const wrong[][2] = {
	{ "", "t.sd:1:1: the file ends here; write 'package NAME;' first\n" },
	{ "struct A { }", "t.sd:1:1: 'struct' stands here; write 'package NAME;' first\n" },
	{ "package p; struct A { }", "t.sd:1:19: struct 'A' has no field; declare one\n" },
	{ "package p; struct A { x int8; }",
	  "t.sd:1:25: 'int8' stands here; write ':' and the field's type\n" },
	{ "package p;\nstruct A { x: int9; }",
	  "t.sd:2:15: there is no type 'int9'; declare it in this file\n" },
	{ "package p; struct A { a: A; }",
	  "t.sd:1:19: struct 'A' contains itself; a message has a bounded size\n" },
	{ "package p; struct A { x: int8; x: int8; }",
	  "t.sd:1:32: field 'x' is declared twice; rename one\n" },
	{ "package p; struct A { x: string<0>; }", "t.sd:1:33: a length must be from 1 to 1048576\n" },
	{ "package p; struct A { int: int8; }",
	  "t.sd:1:23: 'int' is a word of the C language; choose another name\n" },
	{ "package p; struct A { NULL: int8; UINT_LEAST16_MAX: int8; ODD_MAX: int8; SD_NOW: int8; }",
	  "t.sd:1:23: 'NULL' is a constant of C's headers; choose another name\n"
	  "t.sd:1:35: 'UINT_LEAST16_MAX' is a constant of C's headers; choose another name\n"
	  "t.sd:1:74: 'SD_NOW' is a constant of C's headers; choose another name\n" },
	{ "package p; struct string { x: int8; } enum int8 : uint8 { a; }",
	  "t.sd:1:19: 'string' is a type of the language; choose another name\n"
	  "t.sd:1:44: 'int8' is a type of the language; choose another name\n" },
	{ "package p; enum E : uint8 { a; b = 0; }",
	  "t.sd:1:32: 'a' and 'b' have the same value; change one\n" },
	{ "package p; enum E : uint8 { a = 256; }",
	  "t.sd:1:29: 256 does not fit uint8; choose a wider type\n" },
	{ "package p; enum E : float32 { a; }",
	  "t.sd:1:21: 'float32' stands here; write an integer type such as uint8\n" },
	{ "package p; struct A { x: list<string>; }",
	  "t.sd:1:31: a list's elements must have a fixed size; give strings and bytes in them a bound of at "
	  "most 255, "
	  "and use no list inside a list\n" },
	{ "package p; table T { }", "t.sd:1:12: 'table' is not supported yet; use structs and enums\n" },
	{ "package p; struct A { x: in<A>; }",
	  "t.sd:1:26: channel ends as values are not supported yet; wire the port in the composition\n" },
	{ "package p; struct A { x: int8[2000000]; }",
	  "t.sd:1:31: an array's length must be from 1 to 1048576\n" },
	{ "package p; struct A { x: int64[1048576]; }",
	  "t.sd:1:31: a value of this type could take more than 1048576 bytes; set smaller bounds\n" },
	{ "package p; service S { in x: int8; }",
	  "t.sd:1:30: a port carries a declared type; make it a struct with this field\n" },
	{ "package p; enum E : uint8 { a; } service S { in x: E; }",
	  "t.sd:1:52: a port carries a struct; make it one with 'E' as a field\n" },
	{ "package p; struct A { x: int8; } service S { in x: A[0]; }",
	  "t.sd:1:54: a capacity must be from 1 to 65536\n" },
	{ "package sd; struct port { x: int8; }",
	  "t.sd:1:1: 'sd' begins Stardust's own names in C; choose another name\n" },
	{ "package p; struct A { x: int8; } service S { out a: A; in a_send: A; in a_receive: A; }",
	  "t.sd:1:56: port 'a_send' of 'S' and port 'a' of 'S' need one name in C; rename one\n" },
	{ "package p; struct A { x: int8; } service S_b { out c: A; } service S { out b_c: A; }",
	  "t.sd:1:48: port 'c' of 'S_b' and port 'b_c' of 'S' need one name in C; rename one\n"
	  "t.sd:1:72: port 'b_c' of 'S' and port 'c' of 'S_b' need one name in C; rename one\n" },
	{ "package p; struct A { x: int8; y; } # struct B { z: int9; }",
	  "t.sd:1:33: ';' stands here; write ':' and the field's type\n"
	  "t.sd:1:37: this character has no meaning here; remove it\n" },
};

static void test_errors(void **state)
{
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		assert_null(parse(wrong[i][0]));
		assert_string_equal(messages, wrong[i][1]);
	}
}

static void test_a_number_too_large(void **state)
{
	assert_null(parse("package p; struct A { x: int8[99999999999999999999]; }"));
	assert_non_null(strstr(messages, "t.sd:1:31: "));
}

static void test_nesting_is_bounded(void **state)
{
	char text[2048] = "package p; struct A { x: ";

	for (int i = 0; i < 100; i++)
		strcat(text, "option<");
	assert_null(parse(text));
	assert_non_null(strstr(messages, "nested more than 32 deep"));
	strcpy(text, "package p; struct A { x: int8");
	for (int i = 0; i < 100; i++)
		strcat(text, "[1]");
	assert_null(parse(text));
	assert_non_null(strstr(messages, "nested more than 32 deep"));
}

static struct port_type describe(const char *text)
{
	struct package *package = parse(text);
	struct port_type type;

	assert_non_null(package);
	assert_true(types_describe(package, package->services[0].ports[0].type, &type));
	types_free(package);
	return type;
}

static void release(struct port_type *type)
{
	free(type->canonical);
	free(type->name);
}

#define FLIGHT(fields) "package flights; struct Flight { " fields " } service S { in x: Flight; }"

static void test_canonical_form(void **state)
{
	struct port_type a = describe("package p; // one\nenum E:uint8{u;v=9;} struct I{ s: string<4>; }\n"
				      "struct A { e: E; i: I[2]; o: option<int8>; l: list<E, 3>; t: string; }"
				      "service S { in x: A[7]; }");

	assert_string_equal(a.name, "p.A");
	assert_string_equal(
		a.canonical,
		"struct:p.A{e:enum:p.E:uint8{u=0;v=9;};i:struct:p.I{s:string<4>;}[2];o:option<int8>;"
		"l:list<enum:p.E:uint8{u=0;v=9;},3>;t:string<65535>;}");
	/* In line: e 1, i 10, o 2, 3 of padding, l 4, t 4, padded to 8; out of line: 3 to 8, 65535 to 65536.
	 */
	assert_int_equal(a.min_encoded, 24);
	assert_int_equal(a.max_encoded, 24 + 8 + 65536);
	release(&a);
}

static void test_hash_tells_types_apart(void **state)
{
	struct port_type a = describe(FLIGHT("day: int32; delay: int16;"));
	struct port_type same =
		describe("package flights;\n\nstruct Flight {\n day : int32;\n delay:int16; }\n"
			 "service T { out y: Flight[3]; }");
	struct port_type other = describe(FLIGHT("day: int32; delay: int32;"));

	assert_memory_equal(a.hash, same.hash, TYPES_HASH_BYTES);
	assert_memory_not_equal(a.hash, other.hash, TYPES_HASH_BYTES);
	release(&a);
	release(&same);
	release(&other);
}

static void assert_difference(const char *a, const char *b, const char *expected)
{
	struct port_type left = describe(a), right = describe(b);
	char out[200];

	type_difference(left.canonical, strlen(left.canonical), "here", right.canonical,
			strlen(right.canonical), "there", out, sizeof(out));
	assert_string_equal(out, expected);
	release(&left);
	release(&right);
}

static void test_difference(void **state)
{
	assert_difference(FLIGHT("day: int32; delay: int16;"), FLIGHT("day: int32; delay: int32;"),
			  "Flight.delay: int16 here, int32 there");
	assert_difference(FLIGHT("day: int32;"), FLIGHT("day: int32; delay: int32;"),
			  "Flight: no further field here, delay:int32 there");
	assert_difference(FLIGHT("day: int32;"), FLIGHT("night: int32;"),
			  "Flight: day:int32 here, night:int32 there");
	assert_difference(
		"package p; struct I { a: int8; } struct A { b: int8; i: I; } service S { in x: A; }",
		"package p; struct I { a: bool; } struct A { b: int8; i: I; } service S { in x: A; }",
		"A.i.a: int8 here, bool there");
	assert_difference("package p; struct A { s: string<4>; } service S { in x: A; }",
			  "package p; struct B { s: string<4>; } service S { in x: B; }",
			  "the type is A here, B there");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_errors),
		cmocka_unit_test(test_a_number_too_large),
		cmocka_unit_test(test_nesting_is_bounded),
		cmocka_unit_test(test_canonical_form),
		cmocka_unit_test(test_hash_tells_types_apart),
		cmocka_unit_test(test_difference),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
