/* SPDX-License-Identifier: Apache-2.0 */
/* The driver over QEMU: one process a machine, held by a pidfd; console, QMP and ivshmem over socket pairs
 * that no path names, so nothing is left in the file system and nobody else can connect. QEMU dies with
 * the process that runs this.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "abi/boot_abi.h"
#include "channel/transport/ring_size.h"
#include "host/relay/relay.h"
#include "host/util/memory.h"
#include "host/util/process.h"
#include "host/vmm/driver.h"
#include "host/vmm/qemu/command.h"
#include "host/vmm/qemu/qmp.h"

#define COMPLAINT_BYTES 512
/* Credits: one page, the least that a stream with pages of its own has. */
#define CONTROL_ORDER   RING_PAGED_ORDER

struct machine {
	struct vmm *vmm;
	unsigned index;
	struct process process;
	struct qmp qmp;
	int console, errors, links;      /* our ends; -1 */
	char complaint[COMPLAINT_BYTES]; /* what QEMU said on standard error, cut */
	size_t complaint_used;
	struct region region;
	bool is_created;
};

struct vmm {
	struct vmm_setup setup;
	struct machine *machines;
	struct relay_link **links;
};

static int probe(struct error *error)
{
	const char *path = getenv("PATH");
	char *folders AUTO_FREE = memory_text(path ? path : "/usr/bin"), *rest = folders, *folder;

	while ((folder = strsep(&rest, ":"))) {
		char *program AUTO_FREE = memory_format("%s/" QEMU_PROGRAM, folder);

		if (access(program, X_OK) == 0)
			return 0;
	}
	return error_set(error, "there is no " QEMU_PROGRAM "; install the package qemu-system-x86");
}

static void keep_complaint(struct machine *machine, const char *text, size_t bytes)
{
	size_t room = COMPLAINT_BYTES - 1 - machine->complaint_used;

	if (bytes > room)
		bytes = room;
	memcpy(machine->complaint + machine->complaint_used, text, bytes);
	machine->complaint_used += bytes;
	machine->complaint[machine->complaint_used] = 0;
}

/* Takes what is there; false at the end. */
static bool read_stream(struct machine *machine, int fd)
{
	const struct vmm_events *events = &machine->vmm->setup.events;
	char buffer[4096];
	ssize_t got;

	while ((got = read(fd, buffer, sizeof buffer)) > 0 || (got < 0 && errno == EINTR)) {
		if (got <= 0)
			continue;
		if (fd == machine->errors)
			keep_complaint(machine, buffer, (size_t)got);
		else
			events->console(events->context, machine->index, buffer, (size_t)got);
	}
	return got < 0 && errno == EAGAIN;
}

static void on_stream(void *context, int fd, uint32_t ready)
{
	struct machine *machine = context;

	/* The end of a stream says nothing of its own: the pidfd tells that the machine has ended. */
	if (!read_stream(machine, fd))
		loop_remove(machine->vmm->setup.loop, fd);
}

static void on_qmp(void *context, int fd, uint32_t ready)
{
	struct machine *machine = context;

	if (!qmp_read(&machine->qmp))
		loop_remove(machine->vmm->setup.loop, fd);
}

static void close_fd(struct vmm *vmm, int *fd)
{
	if (*fd < 0)
		return;
	loop_remove(vmm->setup.loop, *fd);
	close(*fd);
	*fd = -1;
}

static void let_go(struct machine *machine)
{
	struct vmm *vmm = machine->vmm;

	close_fd(vmm, &machine->console);
	close_fd(vmm, &machine->errors);
	close_fd(vmm, &machine->links);
	if (machine->qmp.fd >= 0)
		loop_remove(vmm->setup.loop, machine->qmp.fd);
	qmp_free(&machine->qmp);
	machine->is_created = false;
}

static void sides_gone(struct machine *machine)
{
	struct vmm *vmm = machine->vmm;

	for (unsigned i = 0; i < vmm->setup.link_count; i++)
		for (unsigned r = 0; vmm->links[i] && r < machine->region.ring_count; r++)
			relay_side_gone(vmm->links[i], &machine->region.rings[r]);
}

/* isa-debug-exit ends QEMU with (code << 1) | 1. QEMU's own failures end with 1 too, but say why; a mere
 * warning is no reason. */
static bool has_complained(const struct machine *machine)
{
	return machine->complaint_used && !strstr(machine->complaint, "warning: ");
}

static void tell_end(struct machine *machine, int status, bool was_started)
{
	const struct vmm_events *events = &machine->vmm->setup.events;
	char why[COMPLAINT_BYTES + 64];
	size_t length = strcspn(machine->complaint, "\n");

	if (WIFEXITED(status) && (WEXITSTATUS(status) & 1) && was_started &&
	    (WEXITSTATUS(status) != 1 || !has_complained(machine))) {
		events->ended(events->context, machine->index, VMM_EXITED, WEXITSTATUS(status) >> 1, "");
		return;
	}
	if (WIFEXITED(status) && WEXITSTATUS(status) == 0 && was_started) {
		events->ended(events->context, machine->index, VMM_RESET, BOOT_EXIT_CRASH,
			      "the machine reset itself");
		return;
	}
	if (machine->complaint_used)
		snprintf(why, sizeof why, "%.*s", (int)length, machine->complaint);
	else if (WIFSIGNALED(status))
		snprintf(why, sizeof why, "QEMU was ended by signal %d (%s)", WTERMSIG(status),
			 strsignal(WTERMSIG(status)));
	else
		snprintf(why, sizeof why, "QEMU ended with status %d", WEXITSTATUS(status));
	events->ended(events->context, machine->index, VMM_FAILED, BOOT_EXIT_CRASH, why);
}

static void on_exit_of_qemu(void *context, int fd, uint32_t ready)
{
	struct machine *machine = context;
	bool was_started = machine->qmp.is_started;
	int status;

	loop_remove(machine->vmm->setup.loop, fd);
	read_stream(machine, machine->errors);
	read_stream(machine, machine->console);
	status = process_reap(&machine->process);
	let_go(machine);
	sides_gone(machine);
	tell_end(machine, status, was_started);
}

static int make_regions(struct vmm *vmm, struct error *error)
{
	const struct vmm_setup *setup = &vmm->setup;

	for (unsigned m = 0; m < setup->machine_count; m++) {
		struct region_wire wires[WIRING_MAX];
		unsigned count = 0;

		for (unsigned i = 0; i < setup->link_count; i++) {
			const struct vmm_link *link = &setup->links[i];
			unsigned data = ring_order(ring_data_bytes(link->capacity, link->max_encoded));

			if (link->from == m && count < WIRING_MAX)
				wires[count++] =
					(struct region_wire){ link->out, WIRING_OUT, data, CONTROL_ORDER };
			if (link->to == m && count < WIRING_MAX)
				wires[count++] =
					(struct region_wire){ link->in, WIRING_IN, CONTROL_ORDER, data };
		}
		if (count && region_make(wires, count, &vmm->machines[m].region, error))
			return -1;
	}
	return 0;
}

static void close_all(struct vmm *vmm);

static int open_all(const struct vmm_setup *setup, struct vmm **out, struct error *error)
{
	struct vmm *vmm = memory_zeroed(1, sizeof *vmm);

	vmm->setup = *setup;
	vmm->machines = memory_zeroed(setup->machine_count, sizeof *vmm->machines);
	vmm->links = memory_zeroed(setup->link_count, sizeof(struct relay_link *));
	for (unsigned i = 0; i < setup->machine_count; i++)
		vmm->machines[i] = (struct machine){ .vmm = vmm,
						     .index = i,
						     .process = { 0, -1 },
						     .qmp.fd = -1,
						     .console = -1,
						     .errors = -1,
						     .links = -1,
						     .region.memory = -1 };
	if (make_regions(vmm, error) == 0) {
		*out = vmm;
		return 0;
	}
	close_all(vmm);
	return -1;
}

/* Four pairs: [0] ours, [1] QEMU's. */
enum { PAIR_CONSOLE, PAIR_QMP, PAIR_LINKS, PAIR_ERRORS, PAIRS };

static int make_pairs(int pairs[PAIRS][2], struct error *error)
{
	for (int i = 0; i < PAIRS; i++)
		pairs[i][0] = pairs[i][1] = -1;
	for (int i = 0; i < PAIRS; i++)
		if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pairs[i]))
			return error_set(error, "cannot make a socket pair: %s", strerror(errno));
	return 0;
}

static int launch(struct machine *machine, int pairs[PAIRS][2], struct error *error)
{
	const struct vmm_setup *setup = &machine->vmm->setup;
	const struct process_fd fds[] = { { pairs[PAIR_ERRORS][1], STDERR_FILENO },
					  { pairs[PAIR_CONSOLE][1], QEMU_FD_CONSOLE },
					  { pairs[PAIR_QMP][1], QEMU_FD_QMP },
					  { pairs[PAIR_LINKS][1], QEMU_FD_LINKS } };
	unsigned rings = machine->region.ring_count;
	struct words words;
	int result;

	if (rings && region_introduce(&machine->region, pairs[PAIR_LINKS][0], error))
		return -1;
	words = qemu_command(&setup->machines[machine->index], rings);
	result = process_start(words.list, fds, rings ? 4 : 3, &machine->process, error);
	words_free(&words);
	return result;
}

static int watch(struct machine *machine, int pairs[PAIRS][2], struct error *error)
{
	struct loop *loop = machine->vmm->setup.loop;

	machine->console = pairs[PAIR_CONSOLE][0];
	machine->errors = pairs[PAIR_ERRORS][0];
	machine->links = pairs[PAIR_LINKS][0];
	qmp_init(&machine->qmp, pairs[PAIR_QMP][0]);
	for (int i = 0; i < PAIRS; i++)
		pairs[i][0] = -1; /* the machine's now */
	fcntl(machine->console, F_SETFL, O_NONBLOCK);
	fcntl(machine->errors, F_SETFL, O_NONBLOCK);
	return loop_add(loop, machine->console, on_stream, machine, error) ||
			       loop_add(loop, machine->errors, on_stream, machine, error) ||
			       loop_add(loop, machine->qmp.fd, on_qmp, machine, error) ||
			       loop_add(loop, machine->process.pidfd, on_exit_of_qemu, machine, error)
		       ? -1
		       : 0;
}

static int create(struct vmm *vmm, unsigned i, struct error *error)
{
	struct machine *machine = &vmm->machines[i];
	int pairs[PAIRS][2], result = make_pairs(pairs, error);

	if (!result)
		result = launch(machine, pairs, error);
	if (!result) {
		machine->is_created = true;
		result = watch(machine, pairs, error);
	}
	for (int p = 0; p < PAIRS; p++)
		for (int side = 0; side < 2; side++)
			if (pairs[p][side] >= 0)
				close(pairs[p][side]);
	return result;
}

static void report(void *context, const char *line)
{
	fprintf(stderr, "stardust: %s\n", line);
}

/* Rings of a region stand in the order of the links that touch its machine, the out end first. */
static int wire(struct vmm *vmm, struct error *error)
{
	const struct vmm_setup *setup = &vmm->setup;
	unsigned *used AUTO_FREE = memory_zeroed(setup->machine_count, sizeof *used);

	for (unsigned i = 0; i < setup->link_count; i++) {
		const struct vmm_link *link = &setup->links[i];
		struct relay_end from = { &vmm->machines[link->from].region.rings[used[link->from]++],
					  setup->machines[link->from].name, link->out };
		struct relay_end to = { &vmm->machines[link->to].region.rings[used[link->to]++],
					setup->machines[link->to].name, link->in };

		vmm->links[i] = relay_join(setup->loop, &from, &to, report, vmm, error);
		if (!vmm->links[i])
			return -1;
	}
	return 0;
}

static int start(struct vmm *vmm, unsigned i, struct error *error)
{
	qmp_start(&vmm->machines[i].qmp);
	return 0;
}

static bool ask_to_stop(struct vmm *vmm, unsigned i)
{
	const struct machine *machine = &vmm->machines[i];

	return machine->is_created && qmp_send_break(&machine->qmp, QEMU_CONSOLE);
}

static void destroy(struct vmm *vmm, unsigned i)
{
	struct machine *machine = &vmm->machines[i];

	if (!machine->is_created)
		return;
	loop_remove(vmm->setup.loop, machine->process.pidfd);
	process_kill(&machine->process);
	read_stream(machine, machine->console);
	let_go(machine);
	sides_gone(machine);
}

static void close_all(struct vmm *vmm)
{
	for (unsigned i = 0; i < vmm->setup.machine_count; i++)
		destroy(vmm, i);
	for (unsigned i = 0; i < vmm->setup.link_count; i++)
		relay_free(vmm->links[i]);
	for (unsigned i = 0; i < vmm->setup.machine_count; i++)
		region_free(&vmm->machines[i].region);
	free(vmm->links);
	free(vmm->machines);
	free(vmm);
}

static json_t *record(struct vmm *vmm, unsigned i)
{
	pid_t pid = vmm->machines[i].process.pid;

	return json_pack("{s:I, s:I}", "pid", (json_int_t)pid, "start",
			 (json_int_t)(pid ? process_start_time(pid) : 0));
}

static void sweep(const json_t *left)
{
	pid_t pid = (pid_t)json_integer_value(json_object_get(left, "pid"));
	uint64_t start_time = (uint64_t)json_integer_value(json_object_get(left, "start"));

	process_signal_other(pid, start_time, SIGKILL, 5000);
}

const struct vmm_driver vmm_qemu = { .name = "qemu",
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
