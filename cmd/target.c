/* SPDX-License-Identifier: Apache-2.0 */
#include "cmd/target.h"

#include <string.h>

#include <jansson.h>

#include "host/compose/compose.h"
#include "host/store/store.h"
#include "host/util/memory.h"

static bool looks_like_file(const char *word)
{
	const char *dot = strrchr(word, '.');

	return strchr(word, '/') || (dot && (strcmp(dot, ".yaml") == 0 || strcmp(dot, ".yml") == 0));
}

static char *only_one(struct error *error)
{
	json_t *names = store_list(error);
	char *name = NULL;

	if (!names)
		return NULL;
	if (json_array_size(names) == 1) {
		name = memory_text(json_string_value(json_array_get(names, 0)));
	} else {
		error_set(error, "%s",
			  json_array_size(names) ? "several compositions are here; name one of 'stardust ps'"
						 : "no composition is running here");
		error->is_input = true;
	}
	json_decref(names);
	return name;
}

char *target_name(const char *word, struct error *error)
{
	struct compose compose;
	char *name;

	if (!word)
		return only_one(error);
	if (!looks_like_file(word))
		return memory_text(word);
	if (compose_read(word, &compose, error))
		return NULL;
	name = memory_text(compose.name);
	compose_free(&compose);
	return name;
}
