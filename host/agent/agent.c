/* SPDX-License-Identifier: Apache-2.0 */
#include "host/agent/agent.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "abi/boot_abi.h"
#include "host/agent/console.h"
#include "host/agent/log.h"
#include "host/image/cpio.h"
#include "host/store/store.h"
#include "host/util/file.h"
#include "host/util/memory.h"
#include "host/util/process.h"

struct service {
	struct agent *agent;
	unsigned index;
	struct console console;
	struct agent_service state;
	char *module, *domain, *command_line;
};

struct agent {
	const struct plan *plan;
	const struct vmm_driver *driver;
	struct agent_view view;
	struct loop *loop;
	struct vmm *vmm;
	struct service *services;
	struct vmm_machine *machines;
	struct vmm_link *links;
	char *folder;
	struct log log;
	int lock, signals;
	sigset_t old_mask;
	unsigned left; /* services that have not ended */
	bool was_stopped;
};

const char *agent_state_text(enum agent_state state)
{
	static const char *const text[] = { "created", "running", "stopping", "ended",
					    "crashed", "failed",  "stopped" };

	return text[state];
}

const struct agent_service *agent_service(const struct agent *agent, unsigned service)
{
	return &agent->services[service].state;
}

bool agent_was_stopped(const struct agent *agent)
{
	return agent->was_stopped;
}

static json_t *describe(const struct agent *agent, const struct service *service)
{
	const struct plan_service *planned = &agent->plan->services[service->index];
	json_t *entry =
		json_pack("{s:s, s:s, s:s, s:I, s:s, s:i, s:s}", "name", planned->spec->name, "image",
			  planned->image_path, "digest", planned->manifest.digest, "memory",
			  (json_int_t)planned->memory, "state", agent_state_text(service->state.state),
			  "code", service->state.code, "why", service->state.why);

	if (agent->vmm && service->state.state < AGENT_ENDED)
		json_object_set_new(entry, "machine", agent->driver->record(agent->vmm, service->index));
	return entry;
}

/* A state that cannot be written (a full disk) must not stop the services. */
static void save(struct agent *agent)
{
	json_t *services = json_array(), *state;
	struct error ignored;

	for (unsigned i = 0; i < agent->plan->service_count; i++)
		json_array_append_new(services, describe(agent, &agent->services[i]));
	state = json_pack("{s:s, s:s, s:s, s:I, s:I, s:o}", "name", agent->plan->compose.name, "file",
			  agent->plan->compose.file, "driver", agent->driver->name, "pid",
			  (json_int_t)getpid(), "start", (json_int_t)process_start_time(getpid()), "services",
			  services);
	store_write(agent->folder, state, &ignored);
	json_decref(state);
}

static void set_state(struct service *service, enum agent_state state)
{
	struct agent *agent = service->agent;

	service->state.state = state;
	if (agent->view.changed)
		agent->view.changed(agent->view.context, service->index, &service->state);
}

static void on_line(void *context, const char *line)
{
	struct service *service = context;
	struct agent *agent = service->agent;

	log_line(&agent->log, agent->plan->services[service->index].spec->name, line);
	if (agent->view.line)
		agent->view.line(agent->view.context, service->index, line);
}

static void on_console(void *context, unsigned machine, const char *data, size_t bytes)
{
	struct agent *agent = context;

	console_take(&agent->services[machine].console, data, bytes);
}

static void on_ended(void *context, unsigned machine, enum vmm_end end, int code, const char *why)
{
	struct agent *agent = context;
	struct service *service = &agent->services[machine];
	enum agent_state state = AGENT_ENDED;

	console_finish(&service->console);
	service->state.code = code;
	snprintf(service->state.why, sizeof service->state.why, "%s",
		 service->console.has_crashed ? service->console.crash : why);
	if (end == VMM_FAILED)
		state = AGENT_FAILED;
	else if (end == VMM_RESET || code == BOOT_EXIT_CRASH || service->console.has_crashed)
		state = AGENT_CRASHED;
	else if (agent->was_stopped && code == BOOT_EXIT_STOPPED)
		state = AGENT_STOPPED;
	set_state(service, state);
	save(agent);
	if (--agent->left == 0)
		loop_stop(agent->loop);
}

static void on_signal(void *context, int fd, uint32_t events)
{
	struct agent *agent = context;
	struct signalfd_siginfo info;

	if (read(fd, &info, sizeof info) != sizeof info)
		return;
	/* Every line that nobody reads raises it again: only the first asks for the end. */
	if (info.ssi_signo == SIGPIPE && agent->was_stopped)
		return;
	agent->was_stopped = true;
	loop_stop(agent->loop);
}

static char *command_line(const struct compose_service *spec, bool verbose)
{
	char *line =
		memory_format(BOOT_OPTION_NAME "%s%s%s", spec->name, verbose ? " " BOOT_OPTION_VERBOSE : "",
			      spec->argument_count ? " " BOOT_ARGUMENTS : "");

	for (unsigned i = 0; i < spec->argument_count; i++) {
		char *longer = memory_format("%s %s", line, spec->arguments[i]);

		free(line);
		line = longer;
	}
	return line;
}

static int prepare_service(struct agent *agent, unsigned i, bool verbose, struct error *error)
{
	const struct plan_service *planned = &agent->plan->services[i];
	const struct compose_service *spec = planned->spec;
	struct service *service = &agent->services[i];

	service->agent = agent;
	service->index = i;
	console_init(&service->console, on_line, service);
	service->domain = memory_format("%s.%s", agent->plan->compose.name, spec->name);
	service->command_line = command_line(spec, verbose);
	if (spec->file_count) {
		service->module = memory_format("%s/%s.cpio", agent->folder, spec->name);
		if (cpio_write_from_host(service->module, spec->file_to, spec->file_from, spec->file_count,
					 error))
			return -1;
	}
	agent->machines[i] = (struct vmm_machine){ .name = spec->name,
						   .domain = service->domain,
						   .image = planned->image_path,
						   .module = service->module,
						   .command_line = service->command_line,
						   .memory = planned->memory };
	return 0;
}

static int prepare(struct agent *agent, bool verbose, struct error *error)
{
	const struct plan *plan = agent->plan;
	sigset_t mask;

	/* Before anything is made: from here on a signal waits until it can be undone. */
	sigemptyset(&mask);
	sigaddset(&mask, SIGINT);
	sigaddset(&mask, SIGTERM);
	sigaddset(&mask, SIGHUP);
	sigaddset(&mask, SIGPIPE);
	sigprocmask(SIG_BLOCK, &mask, NULL);
	agent->folder = store_claim(plan->compose.name, &agent->lock, error);
	if (!agent->folder || log_open(&agent->log, agent->folder, error))
		return -1;
	agent->loop = loop_new(error);
	if (!agent->loop)
		return -1;
	agent->signals = signalfd(-1, &mask, SFD_CLOEXEC | SFD_NONBLOCK);
	if (agent->signals < 0)
		return error_set(error, "cannot take signals: %s", strerror(errno));
	if (loop_add(agent->loop, agent->signals, on_signal, agent, error))
		return -1;
	for (unsigned i = 0; i < plan->service_count; i++)
		if (prepare_service(agent, i, verbose, error))
			return -1;
	for (unsigned i = 0; i < plan->link_count; i++) {
		const struct plan_link *link = &plan->links[i];

		agent->links[i] = (struct vmm_link){
			link->from,        link->to, link->out->name, link->in->name, link->in->max_encoded,
			link->in->capacity
		};
	}
	return 0;
}

static int launch(struct agent *agent, struct error *error)
{
	const struct plan *plan = agent->plan;
	struct vmm_setup setup = { .loop = agent->loop,
				   .folder = agent->folder,
				   .machines = agent->machines,
				   .machine_count = plan->service_count,
				   .links = agent->links,
				   .link_count = plan->link_count,
				   .events = { .console = on_console, .ended = on_ended, .context = agent } };

	save(agent);
	if (agent->driver->open(&setup, &agent->vmm, error))
		return -1;
	for (unsigned i = 0; i < plan->service_count; i++) {
		if (agent->driver->create(agent->vmm, i, error))
			return -1;
		set_state(&agent->services[i], AGENT_CREATED);
		/* At once: if this process is killed now, the record leads to the machine. */
		save(agent);
	}
	if (agent->driver->wire(agent->vmm, error))
		return -1;
	/* Receivers first in the file or not, everything is wired: the order of starting does not matter. */
	for (unsigned i = 0; i < plan->service_count; i++) {
		if (agent->driver->start(agent->vmm, i, error))
			return -1;
		set_state(&agent->services[i], AGENT_RUNNING);
	}
	save(agent);
	return 0;
}

int agent_start(const struct plan *plan, const struct vmm_driver *driver, bool verbose,
		const struct agent_view *view, struct agent **out, struct error *error)
{
	struct agent *agent = memory_zeroed(1, sizeof *agent);

	agent->plan = plan;
	agent->driver = driver;
	agent->view = *view;
	agent->lock = agent->signals = -1;
	agent->log.fd = -1;
	agent->left = plan->service_count;
	agent->services = memory_zeroed(plan->service_count, sizeof *agent->services);
	agent->machines = memory_zeroed(plan->service_count, sizeof *agent->machines);
	agent->links = memory_zeroed(plan->link_count, sizeof *agent->links);
	sigprocmask(SIG_SETMASK, NULL, &agent->old_mask);
	if (prepare(agent, verbose, error) == 0 && launch(agent, error) == 0) {
		*out = agent;
		return 0;
	}
	agent_close(agent, false);
	return -1;
}

static void stop_now(struct agent *agent, unsigned i, const char *why)
{
	struct service *service = &agent->services[i];

	agent->driver->destroy(agent->vmm, i);
	console_finish(&service->console);
	service->state.code = BOOT_EXIT_STOPPED;
	snprintf(service->state.why, sizeof service->state.why, "%s", why);
	set_state(service, AGENT_STOPPED);
	agent->left--;
}

/* Those that cannot be asked end at once. */
static void ask_rest(struct agent *agent)
{
	for (unsigned i = 0; i < agent->plan->service_count; i++) {
		if (agent->services[i].state.state >= AGENT_ENDED)
			continue;
		if (agent->driver->ask_to_stop(agent->vmm, i))
			set_state(&agent->services[i], AGENT_STOPPING);
		else
			stop_now(agent, i, "");
	}
	save(agent);
}

static void stop_rest(struct agent *agent, const char *why)
{
	for (unsigned i = 0; i < agent->plan->service_count; i++)
		if (agent->services[i].state.state < AGENT_ENDED)
			stop_now(agent, i, why);
}

bool agent_follow(struct agent *agent)
{
	bool all_well = true;
	char why[64] = "";

	if (agent->left)
		loop_run(agent->loop, UINT64_MAX);
	if (agent->left)
		ask_rest(agent);
	if (agent->left && !loop_run(agent->loop, loop_clock_ms() + AGENT_STOP_MS))
		snprintf(why, sizeof why, "it did not end within %u seconds of being asked to",
			 AGENT_STOP_MS / 1000);
	stop_rest(agent, why);
	save(agent);
	for (unsigned i = 0; i < agent->plan->service_count; i++)
		if (agent->services[i].state.state != AGENT_ENDED || agent->services[i].state.code)
			all_well = false;
	return all_well;
}

void agent_close(struct agent *agent, bool keep)
{
	struct error ignored;

	if (agent->vmm)
		agent->driver->close(agent->vmm);
	for (unsigned i = 0; i < agent->plan->service_count; i++) {
		free(agent->services[i].module);
		free(agent->services[i].domain);
		free(agent->services[i].command_line);
	}
	if (agent->signals >= 0)
		close(agent->signals);
	loop_free(agent->loop);
	log_close(&agent->log);
	/* Under the lock, so that nobody else's folder of that name is removed. */
	if (agent->folder && !keep)
		file_remove_tree(agent->folder, &ignored);
	if (agent->lock >= 0)
		close(agent->lock);
	/* A pipe that broke has had its effect; what is still pending of it must not kill us now. */
	if (agent->was_stopped)
		signal(SIGPIPE, SIG_IGN);
	sigprocmask(SIG_SETMASK, &agent->old_mask, NULL);
	free(agent->folder);
	free(agent->services);
	free(agent->machines);
	free(agent->links);
	free(agent);
}
