/* SPDX-License-Identifier: Apache-2.0 */
/* What a composition file may say, and the one error for each thing it may not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <string.h>

#include "host/compose/compose.h"

static void test_everything(void **state)
{
	static const char text[] =
		"name: demo\n"
		"services:\n"
		"  a: { image: a, files: { /x: data/x }, args: [-n, \"7\"], memory: 8M, near: b }\n"
		"  b: { image: images/b.img, host: desk }\n"
		"channels:\n"
		"  - a.out0 -> b.in0\n"
		"  - b.out0->a.in0\n";
	struct compose compose;
	struct error error;

	assert_int_equal(compose_parse("dir/demo.yaml", text, strlen(text), &compose, &error), 0);
	assert_string_equal(compose.name, "demo");
	assert_int_equal(compose.service_count, 2);
	assert_string_equal(compose.services[0].name, "a");
	assert_int_equal(compose.services[0].memory, 8 << 20);
	assert_string_equal(compose.services[0].file_to[0], "/x");
	assert_string_equal(compose.services[0].file_from[0], "dir/data/x");
	assert_int_equal(compose.services[0].argument_count, 2);
	assert_string_equal(compose.services[0].arguments[1], "7");
	assert_string_equal(compose.services[0].near, "b");
	assert_int_equal(compose.services[1].line, 4);
	assert_int_equal(compose.channel_count, 2);
	assert_string_equal(compose.channels[0].from.port, "out0");
	assert_string_equal(compose.channels[1].to.service, "a");
	assert_int_equal(compose.channels[1].line, 7);
	compose_free(&compose);
}

static const struct {
	const char *text, *error;
} faults[] = {
	{ "", "c.yaml:1: expected 'key: value' lines at the top of the file" },
	{ "- a\n", "c.yaml:1: expected 'key: value' lines at the top of the file" },
	{ "name: [\n",
	  "c.yaml:2: this is not YAML: did not find expected node content, while parsing a flow node" },
	{ "name: a\n---\nname: b\n", "c.yaml: holds several documents ('---'); keep one" },
	{ "services: { a: { image: a } }\n", "c.yaml: has no name; add 'name: something'" },
	{ "name: 'x y'\n",
	  "c.yaml:1: name 'x y' must begin with a letter and hold letters, digits, '_' and '-', at most 39" },
	{ "name: a\n", "c.yaml: names no services; add 'services:' and below it 'NAME: { image: NAME }'" },
	{ "name: a\nservices: {}\n",
	  "c.yaml:2: names no services; add 'services:' and below it 'NAME: { image: NAME }'" },
	{ "name: a\nsevices: {}\n",
	  "c.yaml:2: a composition has no key 'sevices'; the keys are: name, services, channels" },
	{ "name: a\nname: b\n", "c.yaml:2: 'name' is given twice in a composition, first on line 1" },
	{ "name: a\nservices:\n  x: {}\n", "c.yaml:3: service x names no image; add 'image: x'" },
	{ "name: a\nservices:\n  x: { image: x }\n  x: { image: y }\n",
	  "c.yaml:4: 'x' is given twice in services, first on line 3" },
	{ "name: a\nservices:\n  x:\n    image: x\n    ram: 4M\n",
	  "c.yaml:5: service x has no key 'ram'; the keys are: image, files, args, memory, host, near" },
	{ "name: a\nservices:\n  x: { image: x, memory: lots }\n",
	  "c.yaml:3: memory 'lots' must be a size such as 2M or 512K" },
	{ "name: a\nservices:\n  x: { image: x, memory: 1K }\n",
	  "c.yaml:3: memory must be between 1M and 64G" },
	{ "name: a\nservices:\n  x: { image: x, files: { /a/../b: c } }\n",
	  "c.yaml:3: the path '/a/../b' must not hold '.' or '..'" },
	{ "name: a\nservices:\n  x: { image: x, files: { a: c } }\n",
	  "c.yaml:3: the path 'a' must begin with '/'" },
	{ "name: a\nservices:\n  x: { image: x, args: ['a b'] }\n",
	  "c.yaml:3: an argument cannot hold spaces, control characters or '\"'" },
	{ "name: a\nservices:\n  x: { image: x }\nchannels:\n  - x.a > y.b\n",
	  "c.yaml:5: 'x.a > y.b' is not a channel; write 'sender.port -> receiver.port'" },
	{ "name: a\nservices:\n  x: { image: x }\nchannels:\n  - x.a ->\n",
	  "c.yaml:5: 'x.a ->' is not a channel; write 'sender.port -> receiver.port'" },
	{ "name: a\nservices:\n  x: { image: x }\nchannels: x.a -> y.b\n",
	  "c.yaml:4: channels must be a list: [a, b] or lines that begin with '- '" },
};

static void test_faults(void **state)
{
	for (size_t i = 0; i < sizeof faults / sizeof faults[0]; i++) {
		struct compose compose;
		struct error error = { 0 };

		assert_int_equal(
			compose_parse("c.yaml", faults[i].text, strlen(faults[i].text), &compose, &error),
			-1);
		assert_string_equal(error.text, faults[i].error);
		assert_true(error.is_input);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_everything),
					    cmocka_unit_test(test_faults) };

	return cmocka_run_group_tests_name("compose", tests, NULL, NULL);
}
