/* SPDX-License-Identifier: Apache-2.0 */
/* The manifest: JSON both ways, and the digest that binds it to the file. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "host/tests/sample.h"
#include "host/util/memory.h"

static void test_round_trip(void **state)
{
	struct manifest manifest = sample_manifest("m", "p.T", "struct p.T{x:int32}"), again;
	char *json AUTO_FREE = manifest_write(&manifest), *json_again AUTO_FREE = NULL;
	struct error error;

	assert_int_equal(manifest_parse("m", json, strlen(json), &again, &error), 0);
	json_again = manifest_write(&again);
	assert_string_equal(json, json_again);
	assert_int_equal(again.port_count, 2);
	assert_ptr_equal(manifest_find_port(&again, "out0"), &again.ports[1]);
	assert_null(manifest_find_port(&again, "absent"));
	manifest_free(&manifest);
	manifest_free(&again);
}

/* Each field removed, or of another kind, is an error and leaks nothing. */
static void test_damage(void **state)
{
	static const char *const fields[] = { "\"version\":1",  "\"name\":\"m\"",   "\"memory\":",
					      "\"digest\":\"0", "\"ports\":[",      "\"direction\":\"in\"",
					      "\"hash\":\"",    "\"libraries\":[]", "\"capacity\":" };
	struct manifest manifest = sample_manifest("m", "p.T", "struct p.T{x:int32}"), again;
	char *json AUTO_FREE = manifest_write(&manifest);
	struct error error;

	for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++) {
		char *damaged AUTO_FREE = memory_text(json), *at = strstr(damaged, fields[i]);

		assert_non_null(at);
		at[2] ^= 1; /* another key */
		assert_int_equal(manifest_parse("m.img", damaged, strlen(damaged), &again, &error), -1);
		assert_non_null(strstr(error.text, "m.img: its manifest is damaged"));
	}
	manifest_free(&manifest);
}

static void test_seal(void **state)
{
	char *folder AUTO_FREE = sample_folder(), *path AUTO_FREE = memory_format("%s/a.img", folder);
	struct manifest manifest = sample_manifest("m", "p.T", "struct p.T{x:int32}"), again;
	struct file_data data;
	struct error error;

	sample_image(path, &manifest);
	assert_int_equal(manifest_read_image(path, &again, &data, &error), 0);
	assert_string_equal(again.name, "m");
	manifest_free(&again);

	data.bytes[data.size - 1] ^= 1; /* in the loaded segment */
	assert_int_equal(file_write(path, data.bytes, data.size, &error), 0);
	assert_int_equal(manifest_read_image(path, &again, NULL, &error), -1);
	assert_non_null(strstr(error.text, "a.img: is corrupt: its digest is "));
	file_data_free(&data);
	manifest_free(&manifest);
	assert_int_equal(file_remove_tree(folder, &error), 0);
	assert_int_not_equal(access(folder, F_OK), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_round_trip), cmocka_unit_test(test_damage),
					    cmocka_unit_test(test_seal) };

	return cmocka_run_group_tests_name("manifest", tests, NULL, NULL);
}
