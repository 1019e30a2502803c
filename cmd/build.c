/* SPDX-License-Identifier: Apache-2.0 */
/* stardust build: a service's folder to its image. */
#include <getopt.h>

#include <jansson.h>

#include "cmd/command.h"
#include "cmd/verbs.h"
#include "host/image/build.h"

static const char usage[] =
	"usage: stardust build [-o IMAGE] [--archive FILE] [-v] [--json] [FOLDER]\n\n"
	"Reads FOLDER/service.yaml (by default in this folder), generates code for its types, compiles its\n"
	"sources, links them with the parts of the library operating system that they need, and writes one\n"
	"image. The same input gives the same bytes.\n\n"
	"  -o, --output IMAGE   by default FOLDER/NAME.img; NAME.debug for gdb is written beside it\n"
	"  -v, --verbose        print the commands\n"
	"      --archive FILE   of a Java service: pack its classes into FILE, for 'stardust java "
	"-Xarchive:FILE',\n"
	"                       and make no image; the files that it would hold, as resources of the class\n"
	"                       path, go to FILE.files/app (for -cp)\n"
	"      --json           print the image's path, size and digest as JSON\n";

static void print_json(const struct build_result *result)
{
	json_t *root = json_pack("{s:s, s:s, s:s, s:I, s:s}", "name", result->manifest.name, "image",
				 result->image, "debug", result->debug, "bytes", (json_int_t)result->bytes,
				 "digest", result->manifest.digest);

	json_dumpf(root, stdout, JSON_INDENT(2));
	putchar('\n');
	json_decref(root);
}

int verb_build(int argc, char **argv)
{
	static const struct option options[] = {
		{ "output", required_argument, NULL, 'o' }, { "archive", required_argument, NULL, 'a' },
		{ "verbose", no_argument, NULL, 'v' },      { "json", no_argument, NULL, 'j' },
		{ "help", no_argument, NULL, 'h' },         { 0 }
	};
	struct build_request request = { .service = "." };
	struct build_result result;
	struct error error;
	const char *archive = NULL;
	bool json = false;
	int option;

	while ((option = getopt_long(argc, argv, "o:vh", options, NULL)) != -1) {
		switch (option) {
		case 'o':
			request.output = optarg;
			break;
		case 'a':
			archive = optarg;
			break;
		case 'v':
			request.is_verbose = true;
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
	if (optind < argc - 1)
		return command_usage("build", "expected one folder");
	if (optind < argc)
		request.service = argv[optind];
	if (archive && (request.output || json))
		return command_usage("build", "--archive makes no image; leave %s out",
				     json ? "--json" : "--output");
	if (archive)
		return build_archive(&request, archive, &error) ? command_fail(&error) : STATUS_OK;
	if (build_image(&request, &result, &error))
		return command_fail(&error);
	if (json)
		print_json(&result);
	else
		printf("%s: %zu bytes, sha256:%.16s…\n", result.image, result.bytes, result.manifest.digest);
	build_result_free(&result);
	return STATUS_OK;
}
