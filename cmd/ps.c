/* SPDX-License-Identifier: Apache-2.0 */
/* stardust ps: what runs on this machine. */
#include <getopt.h>
#include <string.h>

#include <jansson.h>

#include "cmd/command.h"
#include "cmd/verbs.h"
#include "host/store/store.h"

static const char usage[] =
	"usage: stardust ps [--json] [NAME]\n\n"
	"Lists the services of every composition of this user: state, exit code, memory, image.\n"
	"'lost' means that the tool that ran it was killed; 'stardust down' removes the rest.\n\n"
	"  --json   print an array, one object a composition\n";

static const char *text_of(const json_t *object, const char *key)
{
	const char *text = json_string_value(json_object_get(object, key));

	return text ? text : "";
}

/* What it says of services that were running is true only while their tool lives. */
static void mark_lost(json_t *state)
{
	json_t *services = json_object_get(state, "services");

	if (store_is_running(state))
		return;
	for (size_t i = 0; i < json_array_size(services); i++) {
		json_t *service = json_array_get(services, i);
		const char *is = text_of(service, "state");

		if (strcmp(is, "running") == 0 || strcmp(is, "created") == 0 || strcmp(is, "stopping") == 0)
			json_object_set_new(service, "state", json_string("lost"));
	}
}

static void print_text(const json_t *all)
{
	printf("%-16s %-16s %-8s %5s %10s  %s\n", "COMPOSITION", "SERVICE", "STATE", "EXIT", "MEMORY",
	       "IMAGE");
	for (size_t i = 0; i < json_array_size(all); i++) {
		const json_t *state = json_array_get(all, i), *services = json_object_get(state, "services");

		for (size_t s = 0; s < json_array_size(services); s++) {
			const json_t *service = json_array_get(services, s);
			const char *is = text_of(service, "state");
			char code[16] = "-";

			if (strcmp(is, "ended") == 0 || strcmp(is, "crashed") == 0)
				snprintf(code, sizeof code, "%lld",
					 (long long)json_integer_value(json_object_get(service, "code")));
			printf("%-16s %-16s %-8s %5s %6lld KiB  %s\n", text_of(state, "name"),
			       text_of(service, "name"), is, code,
			       (long long)json_integer_value(json_object_get(service, "memory")) >> 10,
			       text_of(service, "image"));
		}
	}
}

static json_t *collect_one(const char *name, struct error *error)
{
	json_t *state = store_read(name, error), *all;

	if (!state)
		return NULL;
	all = json_array();
	mark_lost(state);
	json_array_append_new(all, state);
	return all;
}

static json_t *collect(struct error *error)
{
	json_t *names = store_list(error), *all;

	if (!names)
		return NULL;
	all = json_array();
	for (size_t i = 0; i < json_array_size(names); i++) {
		struct error ignored;
		/* It may end while we look. */
		json_t *state = store_read(json_string_value(json_array_get(names, i)), &ignored);

		if (state) {
			mark_lost(state);
			json_array_append_new(all, state);
		}
	}
	json_decref(names);
	return all;
}

int verb_ps(int argc, char **argv)
{
	static const struct option options[] = { { "json", no_argument, NULL, 'j' },
						 { "help", no_argument, NULL, 'h' },
						 { 0 } };
	struct error error;
	bool json = false;
	json_t *all;
	int option;

	while ((option = getopt_long(argc, argv, "h", options, NULL)) != -1) {
		switch (option) {
		case 'j':
			json = true;
			break;
		case 'h':
			fputs(usage, stdout);
			return STATUS_OK;
		default:
			return STATUS_USAGE;
		}
	}
	if (optind < argc - 1)
		return command_usage("ps", "expected at most one name");
	all = optind < argc ? collect_one(argv[optind], &error) : collect(&error);
	if (!all)
		return command_fail(&error);
	if (json) {
		json_dumpf(all, stdout, JSON_INDENT(2));
		putchar('\n');
	} else {
		print_text(all);
	}
	json_decref(all);
	return STATUS_OK;
}
