/* SPDX-License-Identifier: Apache-2.0 */
/* stardust type extract: the types of a Java service as a .sd file, for services in other languages. */
#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/command.h"
#include "cmd/verbs.h"
#include "host/image/build.h"

static const char usage[] =
	"usage: stardust type extract [-v] [FOLDER]\n\n"
	"Prints the types and ports that a Java service declares in Java (static fields of stardust.In and\n"
	"stardust.Out of records) as a .sd file. Services built from it have the same types.\n\n"
	"  -v, --verbose    print the commands\n";

int verb_type(int argc, char **argv)
{
	static const struct option options[] = { { "verbose", no_argument, NULL, 'v' },
						 { "help", no_argument, NULL, 'h' },
						 { 0 } };
	struct build_request request = { .service = "." };
	struct error error;
	char *text;
	int option;

	while ((option = getopt_long(argc, argv, "vh", options, NULL)) != -1) {
		switch (option) {
		case 'v':
			request.is_verbose = true;
			break;
		case 'h':
			fputs(usage, stdout);
			return STATUS_OK;
		default:
			return STATUS_USAGE;
		}
	}
	if (optind == argc || strcmp(argv[optind], "extract") != 0 || argc - optind > 2)
		return command_usage("type", "expected 'extract' and at most one folder");
	if (argc - optind == 2)
		request.service = argv[optind + 1];
	text = build_extract_types(&request, &error);
	if (!text)
		return command_fail(&error);
	fputs(text, stdout);
	free(text);
	return STATUS_OK;
}
