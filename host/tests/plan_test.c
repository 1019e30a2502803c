/* SPDX-License-Identifier: Apache-2.0 */
/* A composition against its images: what fits, and the one error for each thing that does not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "host/compose/plan.h"
#include "host/tests/sample.h"
#include "host/util/memory.h"

static char *folder;
static struct error error;

#define TYPE "p.T", "struct:p.T{x:int32;}"

static int setup(void **state)
{
	struct manifest same = sample_manifest("a", TYPE),
			other = sample_manifest("c", "p.T", "struct:p.T{x:int16;}");
	char *big AUTO_FREE = NULL, *a AUTO_FREE = NULL, *b AUTO_FREE = NULL, *c AUTO_FREE = NULL;

	folder = sample_folder();
	a = memory_format("%s/a.img", folder);
	b = memory_format("%s/b.img", folder);
	c = memory_format("%s/c.img", folder);
	sample_image(a, &same);
	sample_image(b, &same);
	sample_image(c, &other);
	sample_file(folder, "text.img", "hello\n");
	big = memory_format("%s/big", folder);
	assert_int_equal(close(open(big, O_CREAT | O_WRONLY, 0600)), 0);
	assert_int_equal(truncate(big, 1 << 20), 0);
	manifest_free(&same);
	manifest_free(&other);
	return 0;
}

static int teardown(void **state)
{
	int result = file_remove_tree(folder, &error);

	free(folder);
	return result;
}

static int make(const char *services, const char *channels, struct plan *plan)
{
	char *file AUTO_FREE = memory_format("%s/c.yaml", folder);
	char *text AUTO_FREE =
		memory_format("name: t\nservices: { %s }\nchannels: [ %s ]\n", services, channels);
	struct compose compose;

	assert_int_equal(compose_parse(file, text, strlen(text), &compose, &error), 0);
	return plan_make(&compose, NULL, plan, &error);
}

#define RING_OF_TWO "a.out0 -> b.in0, b.out0 -> a.in0"

static void test_fits(void **state)
{
	struct plan plan;

	assert_int_equal(
		make("a: { image: a }, b: { image: b.img, memory: 8M, near: a }", RING_OF_TWO, &plan), 0);
	assert_int_equal(plan.link_count, 2);
	assert_int_equal(plan.links[1].from, 1);
	assert_string_equal(plan.links[1].in->name, "in0");
	assert_int_equal(plan.services[0].memory, 4 << 20);
	assert_int_equal(plan.services[1].memory, 8 << 20);
	assert_int_equal(plan.warning_count, 1); /* near */
	plan_free(&plan);
}

static const struct {
	const char *services, *channels, *error;
} faults[] = {
	{ "a: { image: nowhere }", "",
	  "c.yaml:2: service a: there is no image FOLDER/nowhere; make it with 'stardust build'" },
	{ "a: { image: text }", "",
	  "c.yaml:2: service a: FOLDER/text.img: is not an ELF file; an image is made by 'stardust build'" },
	{ "a: { image: a, files: { /x: gone } }", "", "c.yaml:2: service a: there is no file FOLDER/gone" },
	{ "a: { image: a, memory: 1M, files: { /x: big } }", "",
	  "c.yaml:2: service a: its files have 1024 KiB and its memory 1024 KiB; give it more with "
	  "'memory:'" },
	{ "a: { image: a, memory: 1M }", "",
	  "c.yaml:2: service a: its image fills memory up to 1025 KiB and it gets 1024 KiB; give it more "
	  "with "
	  "'memory:'" },
	{ "a: { image: a }", "z.out0 -> a.in0", "c.yaml:3: there is no service 'z'; the services are: a" },
	{ "a: { image: a }", "a.x -> a.in0",
	  "c.yaml:3: service a has no port 'x'; its ports are: in0, out0" },
	{ "a: { image: a }, b: { image: b }", "a.in0 -> b.in0",
	  "c.yaml:3: a.in0 is an in port and cannot stand left of '->'" },
	{ "a: { image: a }, b: { image: b }", "a.out0 -> b.out0",
	  "c.yaml:3: b.out0 is an out port and cannot stand right of '->'" },
	{ "a: { image: a }, b: { image: b }", "a.out0 -> b.in0, a.out0 -> a.in0",
	  "c.yaml:3: a.out0 is wired already on line 3; one sender to several receivers is not there yet" },
	{ "a: { image: a }, b: { image: b }", "a.out0 -> b.in0",
	  "c.yaml:2: nothing is wired to a.in0, an in port; add '- SERVICE.PORT -> a.in0' to channels" },
};

/* FOLDER in the expected text stands for the test's folder. */
static char *expand(const char *text)
{
	const char *mark = strstr(text, "FOLDER");

	if (!mark)
		return memory_format("%s/%s", folder, text);
	return memory_format("%s/%.*s%s%s", folder, (int)(mark - text), text, folder,
			     mark + strlen("FOLDER"));
}

static void test_faults(void **state)
{
	for (size_t i = 0; i < sizeof faults / sizeof faults[0]; i++) {
		char *expected AUTO_FREE = expand(faults[i].error);
		struct plan plan;

		assert_int_equal(make(faults[i].services, faults[i].channels, &plan), -1);
		assert_string_equal(error.text, expected);
		assert_true(error.is_input);
	}
}

static void test_types_differ(void **state)
{
	struct plan plan;

	assert_int_equal(make("a: { image: a }, c: { image: c }", "a.out0 -> c.in0, c.out0 -> a.in0", &plan),
			 -1);
	assert_non_null(strstr(error.text,
			       "/c.yaml:3: a.out0 -> c.in0: the types differ: T.x: int32 in a, int16 in c; "
			       "build both from one .sd file"));
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_fits), cmocka_unit_test(test_faults),
					    cmocka_unit_test(test_types_differ) };

	return cmocka_run_group_tests_name("plan", tests, setup, teardown);
}
