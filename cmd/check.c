/* SPDX-License-Identifier: Apache-2.0 */
/* stardust check: everything that can be known of a composition before it runs. */
#include <getopt.h>
#include <stdlib.h>

#include <jansson.h>

#include "cmd/command.h"
#include "cmd/verbs.h"
#include "host/compose/plan.h"

static const char usage[] =
	"usage: stardust check [--images FOLDER] [--json] FILE.yaml\n\n"
	"Reads a composition and its images, checks services, ports, directions, types and files, and "
	"starts\n"
	"nothing. The first thing that is wrong is printed as FILE:LINE: what, and what to do.\n\n"
	"  --images FOLDER   look for NAME.img there first\n"
	"  --json            print the services and channels as JSON\n";

static void print_json(const struct plan *plan)
{
	json_t *services = json_array(), *channels = json_array(), *root;

	for (unsigned i = 0; i < plan->service_count; i++) {
		const struct plan_service *service = &plan->services[i];

		json_array_append_new(services,
				      json_pack("{s:s, s:s, s:s, s:I}", "name", service->spec->name, "image",
						service->image_path, "digest", service->manifest.digest,
						"memory", (json_int_t)service->memory));
	}
	for (unsigned i = 0; i < plan->link_count; i++) {
		const struct plan_link *link = &plan->links[i];

		json_array_append_new(channels,
				      json_pack("{s:s, s:s, s:s, s:s, s:s, s:I}", "from",
						plan->services[link->from].spec->name, "out", link->out->name,
						"to", plan->services[link->to].spec->name, "in",
						link->in->name, "type", link->in->type, "capacity",
						(json_int_t)link->in->capacity));
	}
	root = json_pack("{s:s, s:o, s:o}", "name", plan->compose.name, "services", services, "channels",
			 channels);
	json_dumpf(root, stdout, JSON_INDENT(2));
	putchar('\n');
	json_decref(root);
}

int verb_check(int argc, char **argv)
{
	static const struct option options[] = { { "images", required_argument, NULL, 'i' },
						 { "json", no_argument, NULL, 'j' },
						 { "help", no_argument, NULL, 'h' },
						 { 0 } };
	const char *images = NULL;
	bool json = false;
	struct compose compose;
	struct error error;
	struct plan plan;
	int option;

	while ((option = getopt_long(argc, argv, "h", options, NULL)) != -1) {
		switch (option) {
		case 'i':
			images = optarg;
			break;
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
	if (optind != argc - 1)
		return command_usage("check", "expected one composition file");
	if (compose_read(argv[optind], &compose, &error) || plan_make(&compose, images, &plan, &error))
		return command_fail(&error);
	for (unsigned i = 0; i < plan.warning_count; i++)
		command_warn(plan.warnings[i]);
	if (json)
		print_json(&plan);
	else
		printf("%s: %u services, %u channels: all of it fits\n", plan.compose.name,
		       plan.service_count, plan.link_count);
	plan_free(&plan);
	return STATUS_OK;
}
