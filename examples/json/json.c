/* SPDX-License-Identifier: Apache-2.0 */
/* Uses a library as Debian packages it: libjansson.a, compiled against glibc, linked into an image over musl.
 */
#include <stdio.h>
#include <stdlib.h>

#include <jansson.h>

int main(void)
{
	json_error_t error;
	json_t *flight =
		json_loads("{ \"from\": \"ORD\", \"delays\": [3, 17, 54], \"mean\": 24.5 }", 0, &error);
	json_t *delay;
	json_int_t worst = 0;
	size_t i;
	char *text;

	if (!flight) {
		printf("line %d: %s\n", error.line, error.text);
		return 1;
	}
	json_array_foreach(json_object_get(flight, "delays"), i, delay) if (json_integer_value(delay) > worst)
		worst = json_integer_value(delay);
	json_object_set_new(flight, "worst", json_integer(worst));
	text = json_dumps(flight, JSON_SORT_KEYS);
	puts(text ? text : "no memory");
	free(text);
	json_decref(flight);
	return 0;
}
