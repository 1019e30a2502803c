/* SPDX-License-Identifier: Apache-2.0 */
/* What service.yaml may say, and the one error for each thing it may not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <string.h>

#include "host/image/service.h"

static void test_everything(void **state)
{
	static const char text[] =
		"name: late\ntypes: ../f.sd\nservice: Late\nlanguage: c\nsources: [late.c, more.c]\n"
		"libraries: [jansson]\nmemory: 2M\nfiles: { /a.csv: ../data/a.csv }\n";
	struct service_file service;
	struct error error;

	assert_int_equal(service_parse("d/service.yaml", text, strlen(text), &service, &error), 0);
	assert_string_equal(service.name, "late");
	assert_string_equal(service.types, "d/../f.sd");
	assert_string_equal(service.block, "Late");
	assert_int_equal(service.source_count, 2);
	assert_string_equal(service.sources[1].text, "d/more.c");
	assert_string_equal(service.libraries[0].text, "jansson");
	assert_int_equal(service.memory, 2 << 20);
	assert_string_equal(service.files[0].path, "/a.csv");
	assert_string_equal(service.files[0].from, "d/../data/a.csv");
	service_free(&service);
}

static void test_java(void **state)
{
	static const char text[] =
		"name: late\nlanguage: java\nmain: flights.Late\nsources: [src]\nclasspath: [/x/y.jar, z]\n"
		"keep: [a.b.C, a.b.**]\nresources: [a.txt]\noptions: [-Xmx16m]\n";
	struct service_file service;
	struct error error;

	assert_int_equal(service_parse("d/service.yaml", text, strlen(text), &service, &error), 0);
	assert_int_equal(service.language, SERVICE_JAVA);
	assert_string_equal(service.main, "flights.Late");
	assert_string_equal(service.sources[0].text, "d/src");
	assert_string_equal(service.classpath[0].text, "/x/y.jar");
	assert_string_equal(service.classpath[1].text, "d/z");
	assert_string_equal(service.keep[1].text, "a.b.**");
	assert_string_equal(service.resources[0].text, "a.txt");
	assert_string_equal(service.options[0].text, "-Xmx16m");
	service_free(&service);
}

static void test_defaults(void **state)
{
	static const char text[] = "name: x\nsources: [x.c]\n";
	struct service_file service;
	struct error error;

	assert_int_equal(service_parse("service.yaml", text, strlen(text), &service, &error), 0);
	assert_null(service.types);
	assert_int_equal(service.memory, SERVICE_MEMORY_DEFAULT);
	assert_string_equal(service.sources[0].text, "x.c");
	service_free(&service);
}

static const struct {
	const char *text, *error;
} faults[] = {
	{ "name: x\n", "s.yaml: names no sources; add 'sources: [x.c]'" },
	{ "name: x\nsources: [x.c]\nlanguage: cobol\n",
	  "s.yaml:3: the language 'cobol' is not supported; write c or java" },
	{ "name: x\nsources: [x.c, x.c]\n", "s.yaml:2: 'x.c' is listed twice in sources" },
	{ "name: x\nsources: [x.c]\nlibraries: [../evil]\n",
	  "s.yaml:3: '../evil' is no library's name: write jansson for libjansson.a" },
	{ "name: x\nsources: [x.c]\nservice: X\n",
	  "s.yaml:3: a service block needs 'types:', the .sd file that holds it" },
	{ "name: x\nsource: [x.c]\n",
	  "s.yaml:2: a service file has no key 'source'; the keys are: name, types, service, "
	  "language, sources, libraries, memory, files, main, classpath, keep, resources, options" },
	{ "name: x\nlanguage: java\nsources: [src]\n",
	  "s.yaml: a Java service needs 'main:', the class whose main method is run" },
	{ "name: x\nlanguage: java\nmain: a/B\nsources: [src]\n",
	  "s.yaml:3: 'a/B' is no class name: write it as in Java, flights.Late" },
	{ "name: x\nlanguage: java\nmain: a.B\n",
	  "s.yaml: names neither sources nor a class path; add 'sources: [src]' or 'classpath: [x.jar]'" },
	{ "name: x\nlanguage: java\nmain: stardust.B\nsources: [src]\n",
	  "s.yaml:3: stardust.B lies in the package of In and Out; put it in one of your own" },
	{ "name: x\nlanguage: java\nmain: a.B\nsources: [src]\noptions: [Xmx1m]\n",
	  "s.yaml:5: 'Xmx1m' is no option of java: it begins with no '-'" },
	{ "name: x\nsources: [x.c]\nkeep: [a.B]\n",
	  "s.yaml:3: 'keep' is of Java services; add 'language: java'" },
	{ "name: x\nsources: { a: b }\n",
	  "s.yaml:2: sources must be a list: [a, b] or lines that begin with '- '" },
	{ "name: x\nsources: [x.c]\nfiles: { /: a }\n", "s.yaml:3: the path '/' has an empty part" },
	{ "name: x\nsources: [x.c]\nmemory: 99999999999G\n",
	  "s.yaml:3: memory '99999999999G' must be a size such as 2M or 512K" },
};

static void test_faults(void **state)
{
	for (size_t i = 0; i < sizeof faults / sizeof faults[0]; i++) {
		struct service_file service;
		struct error error = { 0 };

		assert_int_equal(
			service_parse("s.yaml", faults[i].text, strlen(faults[i].text), &service, &error),
			-1);
		assert_string_equal(error.text, faults[i].error);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_everything), cmocka_unit_test(test_java),
					    cmocka_unit_test(test_defaults), cmocka_unit_test(test_faults) };

	return cmocka_run_group_tests_name("service", tests, NULL, NULL);
}
