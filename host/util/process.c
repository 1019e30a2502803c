/* SPDX-License-Identifier: Apache-2.0 */
#include "host/util/process.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#define FDS_MAX 8
#define HIGH_FD 64 /* above any number a child asks for */

static int pidfd_open(pid_t pid)
{
	return (int)syscall(SYS_pidfd_open, pid, 0);
}

static int pidfd_send(int pidfd, int signal)
{
	return (int)syscall(SYS_pidfd_send_signal, pidfd, signal, NULL, 0);
}

/* In the child. Everything else this process has open is close-on-exec. */
static void place_fds(const struct process_fd *fds, unsigned count, int report)
{
	int high[FDS_MAX], nowhere = open("/dev/null", O_RDWR | O_CLOEXEC);

	/* First out of the way of each other, then into place. */
	for (unsigned i = 0; i < count; i++)
		high[i] = fcntl(fds[i].from, F_DUPFD_CLOEXEC, HIGH_FD);
	for (int standard = 0; standard < 3; standard++)
		dup2(nowhere, standard);
	for (unsigned i = 0; i < count; i++)
		if (high[i] < 0 || dup2(high[i], fds[i].to) < 0) {
			int problem = errno;

			(void)!write(report, &problem, sizeof problem);
			_exit(127);
		}
}

static void child(char *const argv[], const struct process_fd *fds, unsigned count, pid_t parent, int report)
{
	int high_report = fcntl(report, F_DUPFD_CLOEXEC, HIGH_FD), problem;
	sigset_t none;

	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	signal(SIGPIPE, SIG_DFL);
	setpgid(0, 0);
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != parent)
		_exit(127); /* it ended before the line above */
	place_fds(fds, count, high_report);
	execvp(argv[0], argv);
	problem = errno;
	(void)!write(high_report, &problem, sizeof problem);
	_exit(127);
}

int process_start(char *const argv[], const struct process_fd *fds, unsigned fd_count, struct process *out,
		  struct error *error)
{
	int report[2], problem = 0;
	pid_t parent = getpid(), pid;

	*out = (struct process){ 0, -1 };
	if (fd_count > FDS_MAX || pipe2(report, O_CLOEXEC))
		return error_set(error, "%s: cannot be started: %s", argv[0], strerror(errno));
	pid = fork();
	if (pid == 0)
		child(argv, fds, fd_count, parent, report[1]);
	close(report[1]);
	if (pid < 0) {
		close(report[0]);
		return error_set(error, "%s: cannot be started: %s", argv[0], strerror(errno));
	}
	out->pid = pid;
	out->pidfd = pidfd_open(pid);
	/* Ends when exec closes the child's side. */
	while (read(report[0], &problem, sizeof problem) < 0 && errno == EINTR)
		;
	close(report[0]);
	if (out->pidfd >= 0 && !problem)
		return 0;
	if (!problem)
		problem = errno;
	process_kill(out);
	return error_set(error, "%s: cannot be started: %s%s", argv[0], strerror(problem),
			 problem == ENOENT ? "; install the package that has it" : "");
}

int process_reap(struct process *process)
{
	int status = 0;

	while (process->pid && waitpid(process->pid, &status, 0) < 0 && errno == EINTR)
		;
	if (process->pidfd >= 0)
		close(process->pidfd);
	*process = (struct process){ 0, -1 };
	return status;
}

void process_kill(struct process *process)
{
	/* Not reaped yet, so the number is still its own. */
	if (process->pid)
		kill(process->pid, SIGKILL);
	process_reap(process);
}

uint64_t process_start_time(pid_t pid)
{
	char path[64], text[1024], *after_name;
	unsigned long long start = 0;
	FILE *file;
	size_t got;

	snprintf(path, sizeof path, "/proc/%d/stat", (int)pid);
	file = fopen(path, "re");
	if (!file)
		return 0;
	got = fread(text, 1, sizeof text - 1, file);
	fclose(file);
	text[got] = 0;
	/* The name stands in brackets and may hold anything: count fields after the last one (proc(5):
	 * starttime is field 22, the state after the name is field 3). */
	after_name = strrchr(text, ')');
	if (!after_name || after_name[1] != ' ' || after_name[2] == 'Z')
		return 0;
	for (int field = 2; field < 22 && after_name; field++)
		after_name = strchr(after_name + 1, ' ');
	if (!after_name || sscanf(after_name, " %llu", &start) != 1)
		return 0;
	return start;
}

bool process_is_alive(pid_t pid, uint64_t start_time)
{
	return pid > 0 && start_time && process_start_time(pid) == start_time;
}

bool process_signal_other(pid_t pid, uint64_t start_time, int signal, int wait_ms)
{
	struct pollfd wait;
	int pidfd = pid > 0 ? pidfd_open(pid) : -1;
	bool is_gone;

	if (pidfd < 0)
		return true;
	/* The pidfd pins the process: if the time matches now, the signal reaches that one. */
	if (!process_is_alive(pid, start_time)) {
		close(pidfd);
		return true;
	}
	pidfd_send(pidfd, signal);
	wait = (struct pollfd){ .fd = pidfd, .events = POLLIN };
	is_gone = wait_ms && poll(&wait, 1, wait_ms) == 1;
	close(pidfd);
	return is_gone;
}
