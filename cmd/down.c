/* SPDX-License-Identifier: Apache-2.0 */
/* stardust down: ends a composition, whoever started it, also when its tool was killed. */
#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "cmd/command.h"
#include "cmd/show.h"
#include "cmd/target.h"
#include "cmd/verbs.h"
#include "host/store/store.h"
#include "host/util/memory.h"

static const char usage[] =
	"usage: stardust down [--all] [NAME | FILE.yaml]\n\n"
	"Stops a composition and removes everything that was made for it: machines, logs, state. Its "
	"services are\n"
	"asked to end; those that have not within five seconds are destroyed, and named.\n"
	"Without a name: the only one there is.\n\n"
	"  --all   every composition of this user\n";

/* Names the services that did not end when they were asked to. */
static void tell_forced(const json_t *state)
{
	const json_t *services = json_object_get(state, "services");

	for (size_t i = 0; i < json_array_size(services); i++) {
		const json_t *service = json_array_get(services, i);
		const char *name = json_string_value(json_object_get(service, "name"));
		const char *is = json_string_value(json_object_get(service, "state"));
		const char *why = json_string_value(json_object_get(service, "why"));

		if (name && is && why && why[0] && strcmp(is, "stopped") == 0)
			fprintf(stderr, "stardust: service %s was destroyed: %s\n", name, why);
	}
}

static int down(const char *name)
{
	char *text AUTO_FREE = memory_format("%s: asking its services to end", name);
	struct error error;
	struct show show;
	json_t *last;
	int failed;

	show_init(&show, stdout);
	show_status(&show, text);
	failed = store_end(name, &last, &error);
	show_status(&show, "");
	tell_forced(last);
	json_decref(last);
	if (failed)
		return command_fail(&error);
	printf("%s: stopped\n", name);
	return STATUS_OK;
}

static int down_all(void)
{
	struct error error;
	json_t *names = store_list(&error);
	int result = STATUS_OK;

	if (!names)
		return command_fail(&error);
	for (size_t i = 0; i < json_array_size(names); i++) {
		int one = down(json_string_value(json_array_get(names, i)));

		result = one ? one : result;
	}
	json_decref(names);
	return result;
}

int verb_down(int argc, char **argv)
{
	static const struct option options[] = { { "all", no_argument, NULL, 'a' },
						 { "help", no_argument, NULL, 'h' },
						 { 0 } };
	char *name AUTO_FREE = NULL;
	struct error error;
	bool all = false;
	int option;

	while ((option = getopt_long(argc, argv, "h", options, NULL)) != -1) {
		switch (option) {
		case 'a':
			all = true;
			break;
		case 'h':
			fputs(usage, stdout);
			return STATUS_OK;
		default:
			return STATUS_USAGE;
		}
	}
	if (optind < argc - 1 || (all && optind < argc))
		return command_usage("down", "expected one composition, or --all");
	if (all)
		return down_all();
	name = target_name(optind < argc ? argv[optind] : NULL, &error);
	return name ? down(name) : command_fail(&error);
}
