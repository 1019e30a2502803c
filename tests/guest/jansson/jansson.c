/* SPDX-License-Identifier: Apache-2.0 */
/* An archive that Debian compiled against glibc, with its checked functions, linked unmodified. */
#include <string.h>

#include <jansson.h>

#include "../tap.h"

int main(void)
{
	json_error_t error;
	json_t *root = json_loads("{\"name\": \"stardust\", \"list\": [1, 2.5, null]}", 0, &error);

	check(root != NULL, "JSON is parsed");
	check(!strcmp(json_string_value(json_object_get(root, "name")), "stardust"), "a string");
	check(json_real_value(json_array_get(json_object_get(root, "list"), 1)) == 2.5, "a number");
	char *text = json_dumps(root, JSON_COMPACT | JSON_SORT_KEYS);
	printf("%s\n", text);
	check(!json_loads("{\"a\": }", 0, &error) && error.line == 1, "a mistake is refused");
	printf("%s\n", error.text);
	return finish();
}
