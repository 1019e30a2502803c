/* SPDX-License-Identifier: Apache-2.0 */
/* The stardust tool: finds the verb and runs it. */
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cmd/command.h"
#include "cmd/verbs.h"
#include "host/util/memory.h"

const struct verb verbs[] = {
	{ "new", "make a folder with a small service that works", verb_new },
	{ "build", "turn a service folder into an image", verb_build },
	{ "image", "say what an image contains: image inspect IMAGE", verb_image },
	{ "type", "print a Java service's types as a .sd file: type extract FOLDER", verb_type },
	{ "check", "check a composition without starting anything", verb_check },
	{ "run", "run one image, its console on this terminal", verb_run },
	{ "java", "run a Java program as a Linux process", verb_java },
	{ "up", "start a composition and follow its logs", verb_up },
	{ "ps", "list the services that run", verb_ps },
	{ "logs", "show what services have printed", verb_logs },
	{ "down", "stop a composition and remove what it left", verb_down },
	{ NULL, NULL, NULL },
};

static void help(FILE *stream)
{
	fputs("usage: stardust VERB [OPTION]... [ARGUMENT]...\n\n", stream);
	for (const struct verb *verb = verbs; verb->name; verb++)
		fprintf(stream, "  %-7s %s\n", verb->name, verb->summary);
	fputs("\n'stardust VERB --help' tells more about one.\n"
	      "Exit status: 0 done, 1 a service failed, 2 wrong usage, 3 wrong input, 4 this machine lacks "
	      "something.\n",
	      stream);
}

/* A script must not take half a result for a whole one. Whoever closed the pipe or the output wants none. */
static bool is_output_lost(void)
{
	struct stat status;

	return (fflush(stdout) || ferror(stdout)) && fstat(STDOUT_FILENO, &status) == 0 &&
	       !S_ISFIFO(status.st_mode) && !S_ISSOCK(status.st_mode);
}

/* getopt begins its messages with argv[0]. */
static int run(const struct verb *verb, int argc, char **argv)
{
	char *name AUTO_FREE = memory_format("stardust %s", verb->name);
	int status;

	argv[0] = name;
	status = verb->run(argc, argv);
	if (!is_output_lost())
		return status;
	fputs("stardust: standard output could not be written\n", stderr);
	return status ? status : STATUS_MACHINE;
}

int main(int argc, char **argv)
{
	setvbuf(stdout, NULL, _IOLBF, 0);
	if (argc < 2) {
		help(stderr);
		return STATUS_USAGE;
	}
	if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0 || strcmp(argv[1], "help") == 0) {
		help(stdout);
		return STATUS_OK;
	}
	if (strcmp(argv[1], "--version") == 0) {
		puts("stardust " STARDUST_VERSION);
		return STATUS_OK;
	}
	for (const struct verb *verb = verbs; verb->name; verb++)
		if (strcmp(verb->name, argv[1]) == 0)
			return run(verb, argc - 1, argv + 1);
	fprintf(stderr, "stardust: there is no verb '%s'; see 'stardust --help'\n", argv[1]);
	return STATUS_USAGE;
}
