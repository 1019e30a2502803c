/* SPDX-License-Identifier: Apache-2.0 */
/* stardust up: checks a composition, starts it, follows it. With -d a child stays behind and runs it. */
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <string.h>
#include <unistd.h>

#include "cmd/command.h"
#include "cmd/show.h"
#include "cmd/verbs.h"
#include "host/agent/agent.h"
#include "host/util/memory.h"

static const char usage[] =
	"usage: stardust up [-d] [-v] [--driver qemu|xen] [--images FOLDER] FILE.yaml\n\n"
	"Checks a composition as 'stardust check' does, starts one machine a service, wires them and shows "
	"what\n"
	"they print until all have ended. Exit status 0: every service ended with 0. Ctrl-C asks them to "
	"end, and\n"
	"destroys those that have not within five seconds; a second Ctrl-C does so at once.\n\n"
	"  -d, --detach        leave it running; see 'stardust ps', 'logs' and 'down'\n"
	"  -v, --verbose       have the kernels print their memory maps and devices\n"
	"      --driver NAME   xen (in dom0) or qemu; by default whichever fits this machine\n"
	"      --images FOLDER look for NAME.img there first\n";

struct up {
	struct plan plan;
	const struct vmm_driver *driver;
	struct agent *agent;
	struct show show;
	unsigned running;
	bool is_stopping;
};

static const char *name_of(const struct up *up, unsigned service)
{
	return up->plan.services[service].spec->name;
}

static void status(struct up *up)
{
	char *text AUTO_FREE =
		memory_format("%s: %u of %u services %s on %s; Ctrl-C %s", up->plan.compose.name, up->running,
			      up->plan.service_count, up->is_stopping ? "are stopping" : "run",
			      up->driver->name, up->is_stopping ? "ends them at once" : "stops them");

	show_status(&up->show, up->running ? text : "");
}

static void on_line(void *context, unsigned service, const char *line)
{
	struct up *up = context;

	show_line(&up->show, service, name_of(up, service), line);
	status(up);
}

static void on_changed(void *context, unsigned service, const struct agent_service *state)
{
	struct up *up = context;

	if (state->state == AGENT_RUNNING)
		up->running++;
	else if (state->state >= AGENT_ENDED)
		up->running--;
	up->is_stopping |= state->state == AGENT_STOPPING;
	status(up);
	/* A clean end is silent: the services' own lines are what a person came for. */
	if (state->state < AGENT_ENDED || (state->state == AGENT_STOPPED && !state->why[0]) ||
	    (state->state == AGENT_ENDED && state->code == 0))
		return;
	show_status(&up->show, "");
	if (state->state == AGENT_ENDED)
		fprintf(stderr, "stardust: service %s ended with status %d\n", name_of(up, service),
			state->code);
	else
		fprintf(stderr, "stardust: service %s %s: %s\n", name_of(up, service),
			state->state == AGENT_STOPPED ? "was destroyed" : agent_state_text(state->state),
			state->why);
	status(up);
}

static int follow(struct up *up)
{
	bool all_well = agent_follow(up->agent);

	show_status(&up->show, "");
	return all_well || agent_was_stopped(up->agent) ? STATUS_OK : STATUS_FAILED;
}

static int run_here(struct up *up, bool verbose)
{
	struct agent_view view = { on_line, on_changed, up };
	struct error error;
	int result;

	show_init(&up->show, stdout);
	for (unsigned i = 0; i < up->plan.service_count; i++)
		show_know(&up->show, name_of(up, i));
	if (agent_start(&up->plan, up->driver, verbose, &view, &up->agent, &error))
		return command_fail(&error);
	result = follow(up);
	agent_close(up->agent, false);
	return result;
}

/* In the child: starts, tells the parent over the pipe (nothing, or the error), then follows alone. */
static int run_behind(struct up *up, bool verbose, int report)
{
	struct agent_view view = { 0 };
	struct error error;
	int nowhere = open("/dev/null", O_RDWR | O_CLOEXEC);
	bool all_well;

	setsid();
	for (int standard = 0; standard < 3; standard++)
		dup2(nowhere, standard);
	if (agent_start(&up->plan, up->driver, verbose, &view, &up->agent, &error)) {
		(void)!write(report, &error, sizeof error);
		return STATUS_FAILED;
	}
	close(report);
	all_well = agent_follow(up->agent);
	agent_close(up->agent, true);
	return all_well ? STATUS_OK : STATUS_FAILED;
}

static int detach(struct up *up, bool verbose)
{
	struct error error;
	int report[2];
	ssize_t got;
	pid_t child;

	if (pipe2(report, O_CLOEXEC)) {
		error_set(&error, "cannot make a pipe: %s", strerror(errno));
		return command_fail(&error);
	}
	fflush(NULL);
	child = fork();
	if (child == 0) {
		close(report[0]);
		_exit(run_behind(up, verbose, report[1]));
	}
	close(report[1]);
	got = read(report[0], &error, sizeof error);
	close(report[0]);
	if (child < 0 || got == (ssize_t)sizeof error)
		return child < 0 ? STATUS_MACHINE : command_fail(&error);
	printf("%s: %u services run on %s; 'stardust logs -f %s' shows what they print, 'stardust down %s' "
	       "stops them\n",
	       up->plan.compose.name, up->plan.service_count, up->driver->name, up->plan.compose.name,
	       up->plan.compose.name);
	return STATUS_OK;
}

static int up_file(const char *file, const char *images, const char *driver, bool detached, bool verbose)
{
	struct up up = { 0 };
	struct compose compose;
	struct error error;
	int result;

	if (compose_read(file, &compose, &error) || plan_make(&compose, images, &up.plan, &error))
		return command_fail(&error);
	for (unsigned i = 0; i < up.plan.warning_count; i++)
		command_warn(up.plan.warnings[i]);
	up.driver = vmm_find(driver, &error);
	if (!up.driver)
		result = command_fail(&error);
	else
		result = detached ? detach(&up, verbose) : run_here(&up, verbose);
	plan_free(&up.plan);
	return result;
}

int verb_up(int argc, char **argv)
{
	static const struct option options[] = {
		{ "detach", no_argument, NULL, 'd' },       { "verbose", no_argument, NULL, 'v' },
		{ "driver", required_argument, NULL, 'D' }, { "images", required_argument, NULL, 'i' },
		{ "help", no_argument, NULL, 'h' },         { 0 }
	};
	const char *images = NULL, *driver = NULL;
	bool detached = false, verbose = false;
	int option;

	while ((option = getopt_long(argc, argv, "dvh", options, NULL)) != -1) {
		switch (option) {
		case 'd':
			detached = true;
			break;
		case 'v':
			verbose = true;
			break;
		case 'D':
			driver = optarg;
			break;
		case 'i':
			images = optarg;
			break;
		case 'h':
			fputs(usage, stdout);
			return STATUS_OK;
		default:
			return STATUS_USAGE;
		}
	}
	if (optind != argc - 1)
		return command_usage("up", "expected one composition file");
	return up_file(argv[optind], images, driver, detached, verbose);
}
