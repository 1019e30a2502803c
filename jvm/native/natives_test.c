/* SPDX-License-Identifier: Apache-2.0 */
/* Every native method of the JDK's modules has a function here, or stands in the list `absent` with a reason;
 * and the list names nothing that is there after all. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <fcntl.h>
#include <fnmatch.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include "jvm/classfile/classfile.h"
#include "jvm/classlib/jimage.h"
#include "jvm/native/native.h"

enum { ACCESS_NATIVE = 0x0100, MOST_PATTERNS = 1000 };

static const char *modules_path, *list_path;

struct pattern {
	char text[200];
	int line;
	unsigned natives; /* how many it stands for */
};
static struct pattern patterns[MOST_PATTERNS];
static size_t patterns_count;
static unsigned natives_count, wrong;

/* Lines "PATTERN reason…"; empty lines and those of # are for the reader. */
static void read_list(void)
{
	char line[400];
	int number = 0;
	FILE *const file = fopen(list_path, "r");
	assert_non_null(file);
	while (fgets(line, sizeof line, file)) {
		struct pattern *const pattern = &patterns[patterns_count];
		int end = 0;
		number++;
		if (line[0] == '#' || line[0] == '\n')
			continue;
		assert_true(patterns_count < MOST_PATTERNS);
		if (sscanf(line, "%199s %n", pattern->text, &end) != 1 || !line[end]) {
			print_error("%s:%d: a pattern needs a reason\n", list_path, number);
			wrong++;
		}
		pattern->line = number;
		patterns_count++;
	}
	fclose(file);
}

static struct symbol *symbol_at(const struct classfile *file, uint16_t index)
{
	const struct classfile_span text = classfile_utf8(file, index);
	return symbol_intern((const char *)text.at, text.bytes);
}

static void look_for(const char *module, const struct classfile *file, const struct classfile_method *method)
{
	const struct classfile_span name = classfile_class_name(file, file->this_class);
	struct class owner = { .name = symbol_intern((const char *)name.at, name.bytes) };
	const struct method native = { .owner = &owner,
				       .name = symbol_at(file, method->name),
				       .descriptor = symbol_at(file, method->descriptor) };
	char path[600];
	bool listed = false;
	natives_count++;
	if (native_find(&native))
		return;
	snprintf(path, sizeof path, "%s/%s.%s%s", module, owner.name->text, native.name->text,
		 native.descriptor->text);
	for (size_t i = 0; i < patterns_count; i++)
		if (fnmatch(patterns[i].text, path, 0) == 0) {
			patterns[i].natives++;
			listed = true;
		}
	if (!listed) {
		print_error("no function for the native %s\n", path);
		wrong++;
	}
}

static void look_at_class(const struct jimage_location *location)
{
	struct classfile file;
	struct classfile_error error;
	if (!classfile_parse(location->at, location->bytes, (struct classfile_span){ 0 }, &file, &error))
		fail_msg("%s/%s: %s", location->parent, location->base, error.message);
	for (uint16_t i = 0; i < file.methods_count; i++)
		if (file.methods[i].access & ACCESS_NATIVE)
			look_for(location->module, &file, &file.methods[i]);
	classfile_free(&file);
}

static void all_natives(void **state)
{
	(void)state;
	struct stat status;
	struct jimage image;
	const char *why = "";
	const int fd = open(modules_path, O_RDONLY | O_CLOEXEC);
	assert_true(fd >= 0 && fstat(fd, &status) == 0);
	const uint8_t *const bytes = mmap(NULL, (size_t)status.st_size, PROT_READ, MAP_SHARED, fd, 0);
	assert_true(bytes != MAP_FAILED);
	close(fd);
	if (!jimage_open(&image, bytes, (size_t)status.st_size, &why))
		fail_msg("%s: %s", modules_path, why);
	read_list();
	for (uint32_t slot = 0; slot < image.slots; slot++) {
		struct jimage_location location;
		if (jimage_location_at(&image, slot, &location) && strcmp(location.extension, "class") == 0 &&
		    strcmp(location.base, "module-info") != 0)
			look_at_class(&location);
	}
	for (size_t i = 0; i < patterns_count; i++)
		if (!patterns[i].natives) {
			print_error("%s:%d: %s is absent no more\n", list_path, patterns[i].line,
				    patterns[i].text);
			wrong++;
		}
	assert_true(natives_count > 1000); /* java.base alone has 698 */
	assert_int_equal(wrong, 0);
}

int main(int argc, char **argv)
{
	if (argc != 3) {
		fprintf(stderr, "usage: natives_test MODULES-FILE LIST\n");
		return 2;
	}
	modules_path = argv[1];
	list_path = argv[2];
	const struct CMUnitTest tests[] = { cmocka_unit_test(all_natives) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
