/* SPDX-License-Identifier: Apache-2.0 */
/* Jars, the list of an image's classes, and its drawing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "host/java/classpath.h"
#include "host/java/provides.h"
#include "host/java/report.h"
#include "host/java/treemap.h"
#include "host/tests/sample.h"
#include "host/util/memory.h"
#include "jvm/classlib/classlib.h"

/* A jar with one stored file, "a/b.txt" of "hello". */
static const unsigned char small[] = {
	'P', 'K', 3,   4,   10, 0, 0,  0,  0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   5,   0,
	0,   0,   5,   0,   0,  0, 7,  0,  0,   0,   'a', '/', 'b', '.', 't', 'x', 't', 'h', 'e', 'l',
	'l', 'o', 'P', 'K', 1,  2, 10, 0,  10,  0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,
	0,   0,   5,   0,   0,  0, 5,  0,  0,   0,   7,   0,   0,   0,   0,   0,   0,   0,   0,   0,
	0,   0,   0,   0,   0,  0, 0,  0,  'a', '/', 'b', '.', 't', 'x', 't', 'P', 'K', 5,   6,   0,
	0,   0,   0,   1,   0,  1, 0,  53, 0,   0,   0,   42,  0,   0,   0,   0,   0,
};
enum {
	METHOD_AT = 42 + 10,
	NAME_LENGTH_AT = 42 + 28,
	OFFSET_AT = 42 + 42,
	DIRECTORY_BYTES_AT = sizeof small - 22 + 12
};

static int open_changed(size_t at, unsigned char value, struct jar *jar, struct error *error)
{
	char *folder AUTO_FREE = sample_folder(), *path AUTO_FREE = path_join(folder, "x.jar");
	unsigned char bytes[sizeof small];
	struct error ignored;
	int result;

	memcpy(bytes, small, sizeof small);
	if (at < sizeof bytes)
		bytes[at] = value;
	assert_int_equal(file_write(path, bytes, sizeof bytes, error), 0);
	result = jar_open(path, jar, error);
	file_remove_tree(folder, &ignored);
	return result;
}

static void test_jar(void **state)
{
	const struct jar_entry *entry;
	struct file_data data;
	struct error error;
	struct jar jar;

	assert_int_equal(open_changed(SIZE_MAX, 0, &jar, &error), 0);
	assert_int_equal(jar.count, 1);
	assert_null(jar_find(&jar, "a/b"));
	entry = jar_find(&jar, "a/b.txt");
	assert_non_null(entry);
	assert_int_equal(jar_read(&jar, entry, &data, &error), 0);
	assert_string_equal((const char *)data.bytes, "hello");
	file_data_free(&data);
	jar_close(&jar);
}

static void test_script_before_jar(void **state)
{
	static const char script[] = "#!/bin/sh\nexec java -jar \"$0\"\n";
	const size_t before = strlen(script);
	unsigned char *bytes = memory_zeroed(before + sizeof small, 1);
	struct file_data data;
	struct error error;
	struct jar jar;

	memcpy(bytes, script, before);
	memcpy(bytes + before, small, sizeof small);
	data = (struct file_data){ bytes, before + sizeof small };
	assert_int_equal(jar_parse("x.jar", data, &jar, &error), 0);
	assert_int_equal(jar_read(&jar, jar_find(&jar, "a/b.txt"), &data, &error), 0);
	assert_string_equal((const char *)data.bytes, "hello");
	file_data_free(&data);
	jar_close(&jar);
}

static void test_damaged_jar(void **state)
{
	struct file_data data;
	struct error error;
	struct jar jar;

	assert_int_equal(open_changed(sizeof small - 22, 'X', &jar, &error), -1);
	assert_non_null(strstr(error.text, "it has no directory at its end"));
	assert_int_equal(open_changed(NAME_LENGTH_AT, 200, &jar, &error), -1);
	assert_non_null(strstr(error.text, "its directory is cut short"));
	assert_int_equal(open_changed(OFFSET_AT, 200, &jar, &error), -1);
	assert_non_null(strstr(error.text, "an entry lies outside of it"));
	assert_int_equal(open_changed(DIRECTORY_BYTES_AT, 99, &jar, &error), -1);
	assert_non_null(strstr(error.text, "its directory lies outside of it"));
	assert_int_equal(open_changed(METHOD_AT, 12, &jar, &error), 0);
	assert_int_equal(jar_read(&jar, &jar.entries[0], &data, &error), -1);
	assert_non_null(strstr(error.text, "a/b.txt is damaged, or packed in a way other than deflate"));
	jar_close(&jar);
}

static void test_classpath(void **state)
{
	char *folder AUTO_FREE = sample_folder(), *missing AUTO_FREE = path_join(folder, "no.jar");
	struct classpath classpath = { 0 };
	struct file_data data;
	struct error error;
	const char *place;

	sample_file(folder, "x.txt", "here");
	assert_int_equal(classpath_add(&classpath, missing, &error), -1);
	assert_non_null(strstr(error.text, "there is no such jar or folder of classes"));
	assert_int_equal(classpath_add(&classpath, folder, &error), 0);
	assert_int_equal(classpath_read(&classpath, "y.txt", &data, &place, &error), 0);
	assert_int_equal(classpath_read(&classpath, "x.txt", &data, &place, &error), 1);
	assert_string_equal((const char *)data.bytes, "here");
	assert_string_equal(place, folder);
	file_data_free(&data);
	classpath_free(&classpath);
	file_remove_tree(folder, &error);
}

static void count_file(void *context, const char *name)
{
	(*(unsigned *)context)++;
}

/* Each of two links would double what is below, up to the depth of links that the system allows. */
static void test_circle_of_folders(void **state)
{
	char *folder AUTO_FREE = sample_folder(), *first AUTO_FREE = path_join(folder, "first");
	char *second AUTO_FREE = path_join(folder, "second");
	struct classpath classpath = { 0 };
	struct error error;
	unsigned files = 0;

	sample_file(folder, "x.txt", "here");
	assert_int_equal(symlink(".", first), 0);
	assert_int_equal(symlink(folder, second), 0);
	assert_int_equal(classpath_add(&classpath, folder, &error), 0);
	assert_int_equal(classpath_each(&classpath, count_file, &files, &error), 0);
	assert_int_equal(files, 1);
	classpath_free(&classpath);
	file_remove_tree(folder, &error);
}

static const char list[] = "flights/Late\t1200\t-\tthe main class\n"
			   "java/util/HashMap\t940\tjava.base\tmade by\tflights/Late\tmain\n"
			   "java/util/List\t60\tjava.base\tan interface of\tjava/util/HashMap\n";

static void read_list(const char *text, struct report *report)
{
	char *folder AUTO_FREE = sample_folder(), *path AUTO_FREE = path_join(folder, "classes");
	struct file_data data;
	struct error error;

	assert_int_equal(report_write(path, text, &error), 0);
	assert_int_equal(file_read(path, 1 << 20, &data, &error), 0);
	assert_int_equal(report_parse("x.img", data.bytes, data.size, report, &error), 0);
	data.bytes[data.size - 1] ^= 1;
	struct report broken;
	assert_int_equal(report_parse("x.img", data.bytes, data.size, &broken, &error), -1);
	assert_string_equal(error.text, "x.img: its list of classes is damaged; build the image again");
	file_data_free(&data);
	file_remove_tree(folder, &error);
}

static void test_report(void **state)
{
	const struct report_class *class;
	struct report_package *packages;
	struct report report;
	unsigned count;

	read_list(list, &report);
	assert_int_equal(report.count, 3);
	assert_int_equal(report.bytes, 2200);
	assert_null(report_find(&report, "java.util.Map"));
	class = report_find(&report, "java.util.HashMap");
	assert_non_null(class);
	assert_string_equal(class->from, "flights/Late");
	assert_string_equal(class->method, "main");
	assert_null(report_find(&report, "java/util/List")->method);
	packages = report_packages(&report, &count);
	assert_int_equal(count, 2);
	assert_string_equal(packages[0].name, "flights");
	assert_string_equal(packages[1].name, "java.util");
	assert_int_equal(packages[1].bytes, 1000);
	assert_int_equal(packages[1].classes, 2);
	report_packages_free(packages, count);
	report_free(&report);
}

/* The rectangles' areas are as the bytes, and together they fill the picture. */
static void test_treemap(void **state)
{
	struct report_package packages[] = { { (char *)"a.b", 600, 3 },
					     { (char *)"c", 300, 1 },
					     { (char *)"d", 100, 1 } };
	char *svg AUTO_FREE = treemap_svg("x & y", packages, 3);
	double x, y, width, height, sum = 0;
	unsigned found = 0;

	assert_non_null(strstr(svg, "x &amp; y"));
	assert_non_null(strstr(svg, "<title>a.b: 600 bytes, 3 classes</title>"));
	for (const char *at = svg; (at = strstr(at, "<rect ")); at++, found++) {
		assert_int_equal(sscanf(at, "<rect x=\"%lf\" y=\"%lf\" width=\"%lf\" height=\"%lf\"", &x, &y,
					&width, &height),
				 4);
		assert_true(width * height > 0.99 * 960 * (double)packages[found].bytes &&
			    width * height < 1.01 * 960 * (double)packages[found].bytes);
		sum += width * height;
	}
	assert_int_equal(found, 3);
	assert_true(sum > 0.99 * 1200 * 800 && sum < 1.01 * 1200 * 800);
}

/* What is in any JDK of the version: java.base provides the file system of its own modules. */
static bool has_provider(const struct provides *provides, const char *module, const char *service,
			 const char *class)
{
	for (unsigned i = 0; i < provides->count; i++)
		if (provides->list[i].class && strcmp(provides->list[i].module, module) == 0 &&
		    strcmp(provides->list[i].service, service) == 0 &&
		    strcmp(provides->list[i].class, class) == 0)
			return true;
	return false;
}

static void test_provides(void **state)
{
	struct error error;
	char *home AUTO_FREE = classpath_java_home(&error);
	struct classpath classpath = { 0 };
	struct provides provides, cut = { 0 };
	struct class_bytes info;
	struct world world;

	assert_non_null(home);
	assert_int_equal(world_open(&world, home, &classpath, &error), 0);
	assert_int_equal(provides_read(&world, &provides, &error), 0);
	assert_true(has_provider(&provides, "java.base", "java/nio/file/spi/FileSystemProvider",
				 "jdk/internal/jrtfs/JrtFileSystemProvider"));
	assert_true(has_provider(&provides, "jdk.zipfs", "java/nio/file/spi/FileSystemProvider",
				 "jdk/nio/zipfs/ZipFileSystemProvider"));
	provides_free(&provides);
	assert_true(classlib_find_in_module("jdk.zipfs", "module-info.class", &info));
	/* Cut anywhere before the end of its provides it is refused. */
	for (size_t length = 0; length < info.length; length++) {
		unsigned char *bytes AUTO_FREE = memory_zeroed(length + 1, 1);

		memcpy(bytes, info.at, length);
		if (provides_parse(&world, "m", bytes, length, &cut))
			assert_true(has_provider(&cut, "m", "java/nio/file/spi/FileSystemProvider",
						 "jdk/nio/zipfs/ZipFileSystemProvider"));
		provides_free(&cut);
	}
	world_close(&world);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_jar),         cmocka_unit_test(test_script_before_jar),
		cmocka_unit_test(test_damaged_jar), cmocka_unit_test(test_circle_of_folders),
		cmocka_unit_test(test_classpath),   cmocka_unit_test(test_report),
		cmocka_unit_test(test_treemap),     cmocka_unit_test(test_provides),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
