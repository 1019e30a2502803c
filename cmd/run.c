/* SPDX-License-Identifier: Apache-2.0 */
/* stardust run: one image without wiring, its console on standard output, its exit code as ours. */
#include <getopt.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "abi/boot_abi.h"
#include "cmd/command.h"
#include "cmd/verbs.h"
#include "host/agent/agent.h"
#include "host/image/manifest.h"
#include "host/util/memory.h"

static const char usage[] =
	"usage: stardust run [-v] [-m MEMORY] [--driver qemu|xen] IMAGE [ARGUMENT]...\n\n"
	"Boots one image and shows its console. Ports stay unwired. The exit status is the image's own: "
	"main's\n"
	"result, or 127 after a crash.\n\n"
	"  -v, --verbose       have the kernel print its memory map and devices\n"
	"  -m, --memory SIZE   instead of what the image asks for: 8M, 2048K\n"
	"      --driver NAME   xen (in dom0) or qemu; by default whichever fits this machine\n";

static void on_line(void *context, unsigned service, const char *line)
{
	puts(line);
}

static void on_changed(void *context, unsigned service, const struct agent_service *state)
{
	if (state->state == AGENT_CRASHED || state->state == AGENT_FAILED)
		fprintf(stderr, "stardust: the image %s: %s\n", agent_state_text(state->state), state->why);
}

/* One image is a composition of one service, written here as its file would be. */
static int compose_one(const char *image, const char *memory, char **arguments, struct plan *plan,
		       struct error *error)
{
	char *name AUTO_FREE = memory_format("run-%d", (int)getpid());
	char *full AUTO_FREE = realpath(image, NULL), *list AUTO_FREE = memory_text("");
	char *text AUTO_FREE = NULL;
	struct compose compose;

	if (!full)
		return error_at(error, image, 0, "there is no such image; make it with 'stardust build'");
	for (; *arguments; arguments++) {
		char *longer;

		if (strpbrk(*arguments, "'\n"))
			return error_at(error, "run", 0, "an argument cannot hold quotes or line ends");
		longer = memory_format("%s%s'%s'", list, *list ? ", " : "", *arguments);
		free(list);
		list = longer;
	}
	text = memory_format("name: %s\nservices: { image: { image: '%s', args: [%s]%s%s } }\n", name, full,
			     list, memory ? ", memory: " : "", memory ? memory : "");
	if (compose_parse("run", text, strlen(text), &compose, error))
		return -1;
	return plan_make_unwired(&compose, plan, error);
}

/* "run:2: service image: " is a place in a file of our own making: whoever reads the error knows none. */
static void drop_place(struct error *error)
{
	static const char service[] = "service image: ";
	char *text = error->text, *rest;

	if (strncmp(text, "run:", 4) != 0 || !(rest = strstr(text, ": ")))
		return;
	rest += 2;
	if (strncmp(rest, service, strlen(service)) == 0)
		rest += strlen(service);
	memmove(text, rest, strlen(rest) + 1);
}

static int run(const struct plan *plan, const struct vmm_driver *driver, bool verbose)
{
	struct agent_view view = { on_line, on_changed, NULL };
	const struct agent_service *service;
	struct agent *agent;
	struct error error;
	int result;

	if (agent_start(plan, driver, verbose, &view, &agent, &error))
		return command_fail(&error);
	agent_follow(agent);
	service = agent_service(agent, 0);
	result = service->state == AGENT_FAILED ? STATUS_MACHINE : service->code;
	/* A crash that the image survived far enough to end with 0 is still a crash. */
	if (service->state == AGENT_CRASHED)
		result = BOOT_EXIT_CRASH;
	agent_close(agent, false);
	return result;
}

int verb_run(int argc, char **argv)
{
	static const struct option options[] = { { "verbose", no_argument, NULL, 'v' },
						 { "memory", required_argument, NULL, 'm' },
						 { "driver", required_argument, NULL, 'D' },
						 { "help", no_argument, NULL, 'h' },
						 { 0 } };
	const char *memory = NULL, *name = NULL;
	const struct vmm_driver *driver;
	bool verbose = false;
	struct error error;
	struct plan plan;
	int option, result;

	/* '+': what follows the image is the image's. */
	while ((option = getopt_long(argc, argv, "+vm:h", options, NULL)) != -1) {
		switch (option) {
		case 'v':
			verbose = true;
			break;
		case 'm':
			memory = optarg;
			break;
		case 'D':
			name = optarg;
			break;
		case 'h':
			fputs(usage, stdout);
			return STATUS_OK;
		default:
			return STATUS_USAGE;
		}
	}
	if (optind == argc)
		return command_usage("run", "expected an image");
	driver = vmm_find(name, &error);
	if (!driver || compose_one(argv[optind], memory, argv + optind + 1, &plan, &error)) {
		drop_place(&error);
		return command_fail(&error);
	}
	result = run(&plan, driver, verbose);
	plan_free(&plan);
	return result;
}
