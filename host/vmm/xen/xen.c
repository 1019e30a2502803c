/* SPDX-License-Identifier: Apache-2.0 */
/* The driver over libxenlight, in dom0. Domains share rings directly; this process only introduces them.
 *
 * A domain's life: created (paused) -> running -> quiet (it has shut down; its last output is still on the
 * way through xenconsoled) -> gone. xenstore's @releaseDomain tells of every shutdown; a domain that has
 * shut down stays until it is destroyed here, so that nothing it left is lost.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/timerfd.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#include "abi/boot_abi.h"
#include "host/util/memory.h"
#include "host/vmm/xen/domain.h"
#include "host/vmm/xen/nodes.h"

/* Without output for so long, the console of a domain that has shut down has said everything: the kernel
 * drains its ring before it shuts down, so what is left is in xenconsoled's hands. */
#define QUIET_MS  300
/* One that has said nothing at all: on a busy host xenconsoled may not have come to its first words. */
#define SILENT_MS 2000

/* What a domain gets to end in whose tool was killed. */
#define SWEEP_STOP_MS 5000
#define SWEEP_POLL_MS 50

struct machine {
	struct vmm *vmm;
	unsigned index;
	uint32_t domid;
	int console; /* terminal of xenconsoled; -1 */
	int quiet;   /* timerfd, armed once the domain has shut down; -1 */
	bool has_spoken;
	enum domain_life life;
};

struct vmm {
	struct vmm_setup setup;
	struct domain_library library;
	struct xs_handle *store;
	struct machine *machines;
};

static int probe(struct error *error)
{
	char capabilities[64] = "";
	FILE *file = fopen("/proc/xen/capabilities", "re");

	if (file) {
		(void)!fgets(capabilities, sizeof capabilities, file);
		fclose(file);
	}
	if (!strstr(capabilities, "control_d"))
		return error_set(
			error,
			"this is not dom0 of a Xen host (/proc/xen/capabilities does not say control_d)");
	if (access("/dev/xen/privcmd", R_OK | W_OK))
		return error_set(error, "/dev/xen/privcmd: %s; run this as root", strerror(errno));
	return 0;
}

static void arm_quiet(const struct machine *machine)
{
	const long wait = machine->has_spoken ? QUIET_MS : SILENT_MS;
	struct itimerspec after = { .it_value = { wait / 1000, wait % 1000 * 1000000 } };

	timerfd_settime(machine->quiet, 0, &after, NULL);
}

/* Takes what is there. False when the terminal has closed. */
static bool read_console(struct machine *machine)
{
	const struct vmm_events *events = &machine->vmm->setup.events;
	char buffer[4096];
	ssize_t got;

	while ((got = read(machine->console, buffer, sizeof buffer)) > 0 || (got < 0 && errno == EINTR))
		if (got > 0) {
			machine->has_spoken = true;
			events->console(events->context, machine->index, buffer, (size_t)got);
		}
	return got < 0 && errno == EAGAIN;
}

static void on_console(void *context, int fd, uint32_t ready)
{
	struct machine *machine = context;

	if (!read_console(machine)) {
		loop_remove(machine->vmm->setup.loop, fd);
		return;
	}
	if (machine->life != DOMAIN_ALIVE && machine->quiet >= 0)
		arm_quiet(machine);
}

static void open_console(struct machine *machine)
{
	struct vmm *vmm = machine->vmm;
	char *path AUTO_FREE = machine->console < 0 ? nodes_console(vmm->store, machine->domid) : NULL;
	struct termios terminal;
	struct error ignored;

	if (!path)
		return;
	machine->console = open(path, O_RDONLY | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
	if (machine->console < 0)
		return;
	if (tcgetattr(machine->console, &terminal) == 0) {
		cfmakeraw(&terminal);
		tcsetattr(machine->console, TCSANOW, &terminal);
	}
	loop_add(vmm->setup.loop, machine->console, on_console, machine, &ignored);
}

static void close_fd(struct vmm *vmm, int *fd)
{
	if (*fd < 0)
		return;
	loop_remove(vmm->setup.loop, *fd);
	close(*fd);
	*fd = -1;
}

static void destroy(struct vmm *vmm, unsigned i)
{
	struct machine *machine = &vmm->machines[i];

	if (machine->domid == DOMAIN_NONE)
		return;
	if (machine->console >= 0)
		read_console(machine);
	domain_destroy(&vmm->library, machine->domid);
	machine->domid = DOMAIN_NONE;
	close_fd(vmm, &machine->console);
	close_fd(vmm, &machine->quiet);
}

static void finish(struct machine *machine)
{
	struct vmm *vmm = machine->vmm;
	const struct vmm_events *events = &vmm->setup.events;
	int code = nodes_exit_code(vmm->store, machine->domid);
	enum domain_life life = machine->life;

	destroy(vmm, machine->index);
	if (life == DOMAIN_POWERED_OFF && code >= 0)
		events->ended(events->context, machine->index, VMM_EXITED, code, "");
	else if (life == DOMAIN_CRASHED)
		events->ended(events->context, machine->index, VMM_EXITED, BOOT_EXIT_CRASH,
			      "the domain crashed");
	else if (life == DOMAIN_VANISHED)
		events->ended(events->context, machine->index, VMM_RESET, BOOT_EXIT_CRASH,
			      "somebody destroyed the domain");
	else
		events->ended(events->context, machine->index, VMM_RESET, BOOT_EXIT_CRASH,
			      life == DOMAIN_REBOOTED ? "the domain asked for a reboot"
						      : "the domain powered off without an exit code");
}

static void on_quiet(void *context, int fd, uint32_t ready)
{
	finish(context);
}

/* The domain has shut down: waits for its last words. */
static void begin_quiet(struct machine *machine)
{
	struct vmm *vmm = machine->vmm;
	struct error ignored;

	machine->quiet = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK);
	if (machine->quiet < 0 || loop_add(vmm->setup.loop, machine->quiet, on_quiet, machine, &ignored)) {
		finish(machine);
		return;
	}
	open_console(machine);
	arm_quiet(machine);
}

static void on_store(void *context, int fd, uint32_t ready)
{
	struct vmm *vmm = context;
	char **event;

	while ((event = xs_check_watch(vmm->store)))
		free(event);
	for (unsigned i = 0; i < vmm->setup.machine_count; i++) {
		struct machine *machine = &vmm->machines[i];

		if (machine->domid == DOMAIN_NONE)
			continue;
		open_console(machine);
		if (machine->life != DOMAIN_ALIVE)
			continue;
		machine->life = domain_look(&vmm->library, machine->domid);
		if (machine->life != DOMAIN_ALIVE)
			begin_quiet(machine);
	}
}

static void close_all(struct vmm *vmm)
{
	for (unsigned i = 0; i < vmm->setup.machine_count; i++)
		destroy(vmm, i);
	if (vmm->store) {
		loop_remove(vmm->setup.loop, xs_fileno(vmm->store));
		xs_close(vmm->store);
	}
	if (vmm->library.context)
		domain_library_close(&vmm->library);
	free(vmm->machines);
	free(vmm);
}

static int connect_store(struct vmm *vmm, struct error *error)
{
	vmm->store = xs_open(0);
	if (!vmm->store)
		return error_set(error, "xenstore cannot be reached: %s; is xenstored running?",
				 strerror(errno));
	if (!xs_watch(vmm->store, "@releaseDomain", "release"))
		return error_set(error, "xenstore does not tell of domains: %s", strerror(errno));
	return loop_add(vmm->setup.loop, xs_fileno(vmm->store), on_store, vmm, error);
}

static int open_all(const struct vmm_setup *setup, struct vmm **out, struct error *error)
{
	struct vmm *vmm = memory_zeroed(1, sizeof *vmm);

	vmm->setup = *setup;
	vmm->machines = memory_zeroed(setup->machine_count, sizeof *vmm->machines);
	for (unsigned i = 0; i < setup->machine_count; i++)
		vmm->machines[i] = (struct machine){
			.vmm = vmm, .index = i, .domid = DOMAIN_NONE, .console = -1, .quiet = -1
		};
	if (domain_library_open(&vmm->library, error) == 0 && connect_store(vmm, error) == 0) {
		*out = vmm;
		return 0;
	}
	close_all(vmm);
	return -1;
}

static int create(struct vmm *vmm, unsigned i, struct error *error)
{
	struct machine *machine = &vmm->machines[i];
	char *node AUTO_FREE = NULL;

	if (domain_create(&vmm->library, &vmm->setup.machines[i], &machine->domid, error)) {
		/* libxenlight may leave half a domain behind. */
		if (machine->domid != DOMAIN_NONE)
			domain_destroy(&vmm->library, machine->domid);
		machine->domid = DOMAIN_NONE;
		return -1;
	}
	node = nodes_console_node(machine->domid);
	if (!xs_watch(vmm->store, node, "console"))
		return error_set(error, "xenstore does not tell of the console: %s", strerror(errno));
	return 0;
}

static int wire(struct vmm *vmm, struct error *error)
{
	const struct vmm_setup *setup = &vmm->setup;
	unsigned *used AUTO_FREE = memory_zeroed(setup->machine_count, sizeof *used);

	for (unsigned i = 0; i < setup->link_count; i++) {
		const struct vmm_link *link = &setup->links[i];
		uint32_t from = vmm->machines[link->from].domid, to = vmm->machines[link->to].domid;
		struct nodes_end out = { from, to, link->out, false, used[link->from]++, i };
		struct nodes_end in = { to, from, link->in, true, used[link->to]++, i };

		if (nodes_wire(vmm->store, &in, error) || nodes_wire(vmm->store, &out, error))
			return -1;
	}
	return 0;
}

static int start(struct vmm *vmm, unsigned i, struct error *error)
{
	return domain_unpause(&vmm->library, vmm->machines[i].domid, vmm->setup.machines[i].domain, error);
}

static bool ask_to_stop(struct vmm *vmm, unsigned i)
{
	uint32_t domid = vmm->machines[i].domid;

	return domid != DOMAIN_NONE && nodes_ask_to_stop(vmm->store, domid);
}

static json_t *record(struct vmm *vmm, unsigned i)
{
	uint32_t domid = vmm->machines[i].domid;
	char uuid[DOMAIN_UUID_BYTES];

	if (domid == DOMAIN_NONE)
		return json_object();
	domain_uuid(&vmm->library, domid, uuid);
	return json_pack("{s:I, s:s}", "domid", (json_int_t)domid, "uuid", uuid);
}

/* Asks a domain to end and waits for that, for a while. */
static void stop_domain(const struct domain_library *library, uint32_t domid)
{
	struct xs_handle *store = xs_open(0);
	const struct timespec pause = { .tv_nsec = SWEEP_POLL_MS * 1000000L };
	bool was_asked = store && nodes_ask_to_stop(store, domid);

	for (int waited = 0;
	     was_asked && waited < SWEEP_STOP_MS && domain_look(library, domid) == DOMAIN_ALIVE;
	     waited += SWEEP_POLL_MS)
		nanosleep(&pause, NULL);
	if (store)
		xs_close(store);
}

static void sweep(const json_t *left)
{
	const char *uuid = json_string_value(json_object_get(left, "uuid"));
	json_int_t domid = json_integer_value(json_object_get(left, "domid"));
	struct domain_library library;
	char is[DOMAIN_UUID_BYTES];
	struct error ignored;

	if (!uuid || domid <= 0 || domain_library_open(&library, &ignored))
		return;
	domain_uuid(&library, (uint32_t)domid, is);
	if (is[0] && strcmp(is, uuid) == 0) {
		stop_domain(&library, (uint32_t)domid);
		domain_destroy(&library, (uint32_t)domid);
	}
	domain_library_close(&library);
}

const struct vmm_driver vmm_xen = { .name = "xen",
				    .probe = probe,
				    .open = open_all,
				    .create = create,
				    .wire = wire,
				    .start = start,
				    .ask_to_stop = ask_to_stop,
				    .destroy = destroy,
				    .close = close_all,
				    .record = record,
				    .sweep = sweep };
