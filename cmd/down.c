/* SPDX-License-Identifier: Apache-2.0 */
/* stardust down: ends a composition, whoever started it, also when its tool was killed. */
#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "cmd/command.h"
#include "cmd/target.h"
#include "cmd/verbs.h"
#include "host/store/store.h"
#include "host/util/memory.h"

static const char usage[] =
	"usage: stardust down [--all] [NAME | FILE.yaml]\n\n"
	"Stops a composition and removes everything that was made for it: machines, logs, state.\n"
	"Without a name: the only one there is.\n\n"
	"  --all   every composition of this user\n";

static int down(const char *name)
{
	struct error error;

	if (store_end(name, &error))
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
