/* SPDX-License-Identifier: Apache-2.0 */
/* java_lang_process.c: starting, watching and ending processes of Linux. */
#include "jvm/gc/gc.h"
#include "jvm/link/link.h"
#include "jvm/native/io.h"
#include "jvm/run/exception.h"
#include "jvm/run/string.h"
#include "jvm/run/vm.h"
#include <ctype.h>
#include <dirent.h>
#include <fcntl.h>
#include <limits.h>
#include <pwd.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

#define NATIVE(name) static void name(struct thread *thread, union slot *args)

/* What the child needs, all in C memory: the heap stays the parent's. */
struct launch_plan {
	char *program, *folder;        /* folder NULL: the parent's */
	char **arguments, **variables; /* variables NULL: the parent's */
	char **words;                  /* room for the arguments of a shell that runs the program */
	char **candidates;             /* paths to try, NULL at the end */
	int child[3];                  /* what becomes its descriptors 0, 1 and 2 */
	int report;                    /* the errno of a failed start is written here */
};

/* A byte[] as zero-terminated memory, malloc'd; NULL for null. */
static char *copy_block(struct object *block, size_t *length)
{
	if (length)
		*length = 0;
	if (!block)
		return NULL;
	const struct array *bytes = (struct array *)block;
	char *copy = malloc((size_t)bytes->length + 1);
	if (copy) {
		memcpy(copy, bytes->data, (size_t)bytes->length);
		copy[bytes->length] = 0;
		if (length)
			*length = (size_t)bytes->length;
	}
	return copy;
}

/* Pointers to `count` strings in a block of strings, each ended by a zero, after `first`; NULL: no memory. */
static char **split_block(char *first, char *block, size_t length, int count)
{
	char **words = calloc((size_t)count + 2, sizeof *words);
	int at = 0;
	if (!words)
		return NULL;
	if (first)
		words[at++] = first;
	for (char *word = block; count-- > 0 && block && word < block + length; word += strlen(word) + 1)
		words[at++] = word;
	return words;
}

/* The program itself, or where PATH says it may be. */
static char **make_candidates(const char *program)
{
	const char *path = getenv("PATH");
	size_t count = 2;
	path = path ? path : "/usr/bin:/bin";
	for (const char *c = path; *c; c++)
		count += *c == ':';
	char **candidates = calloc(count + 1, sizeof *candidates);
	if (!candidates)
		return NULL;
	if (strchr(program, '/')) {
		candidates[0] = strdup(program);
		return candidates;
	}
	for (size_t i = 0; i + 1 < count; i++) {
		const size_t length = strcspn(path, ":");
		if (asprintf(&candidates[i], "%.*s/%s", (int)(length ? length : 1), length ? path : ".",
			     program) < 0)
			candidates[i] = NULL;
		path += length + (path[length] == ':');
	}
	return candidates;
}

static void free_plan(struct launch_plan *plan, char *arguments, char *variables)
{
	for (char **candidate = plan->candidates; candidate && *candidate; candidate++)
		free(*candidate);
	free(plan->candidates);
	free(plan->arguments);
	free(plan->words);
	free(plan->variables);
	free(plan->program);
	free(plan->folder);
	free(arguments);
	free(variables);
}

/* In the child: only calls that are safe after fork. */
static void close_others(int keep)
{
	DIR *folder = opendir("/proc/self/fd");
	if (!folder)
		return;
	for (struct dirent *entry; (entry = readdir(folder));) {
		const int fd = isdigit((unsigned char)entry->d_name[0]) ? atoi(entry->d_name) : -1;
		if (fd > 2 && fd != keep && fd != dirfd(folder))
			fcntl(fd, F_SETFD, FD_CLOEXEC);
	}
	closedir(folder);
}

static void run_program(const struct launch_plan *plan)
{
	char **variables = plan->variables ? plan->variables : environ;
	int error = ENOENT;
	for (char **path = plan->candidates; *plan->program && *path; path++) {
		execve(*path, plan->arguments, variables);
		if (errno == ENOEXEC) { /* a script without a first line for it */
			static char shell[] = "/bin/sh";
			char **const words = plan->words;
			words[0] = shell;
			words[1] = *path;
			for (size_t i = 1; plan->arguments[i]; i++)
				words[i + 1] = plan->arguments[i];
			execve(words[0], words, variables);
		}
		if (errno != ENOENT && errno != ENOTDIR)
			error = errno;
	}
	errno = error;
}

static void child(const struct launch_plan *plan)
{
	sigset_t none;
	int from[3];
	/* First out of the way of 0, 1 and 2, which may be among them. */
	for (int i = 0; i < 3; i++)
		from[i] = fcntl(plan->child[i], F_DUPFD, 3);
	for (int i = 0; i < 3; i++)
		if (from[i] < 0 || dup2(from[i], i) < 0)
			goto failed;
	close_others(plan->report);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	signal(SIGPIPE, SIG_DFL); /* ignored here, which it would inherit */
	if (!plan->folder || chdir(plan->folder) == 0)
		run_program(plan);
failed:;
	const int error = errno;
	if (write(plan->report, &error, sizeof error) != sizeof error)
		_exit(126);
	_exit(127);
}

/* Starts the plan; the process's number, or -1 with errno. */
static pid_t start(struct launch_plan *plan)
{
	int report[2], error = 0;
	if (pipe2(report, O_CLOEXEC) < 0)
		return -1;
	/* Not 0 to 2, which the child replaces. */
	plan->report = fcntl(report[1], F_DUPFD_CLOEXEC, 3);
	close(report[1]);
	const pid_t made = plan->report < 0 ? -1 : fork();
	if (made == 0)
		child(plan);
	error = made < 0 ? errno : 0;
	if (plan->report >= 0)
		close(plan->report);
	if (made > 0) {
		ssize_t got;
		int said;
		do
			got = read(report[0], &said, sizeof said);
		while (got < 0 && errno == EINTR);
		if (got == sizeof said) {
			waitpid(made, NULL, 0);
			error = said;
		}
	}
	close(report[0]);
	errno = error;
	return error ? -1 : made;
}

/* forkAndExec(int mode, byte[] helper, byte[] program, byte[] arguments, int count, byte[] variables, int
 * count, byte[] folder, int[] descriptors, boolean errors to output): descriptors of -1 become the parent's
 * ends of pipes */
NATIVE(process_start)
{
	size_t arguments_length, variables_length;
	char *const arguments = copy_block(args[4].o, &arguments_length);
	char *const variables = copy_block(args[6].o, &variables_length);
	struct launch_plan plan = { .program = copy_block(args[3].o, NULL),
				    .folder = copy_block(args[8].o, NULL) };
	int32_t *const descriptors = ELEMENTS(args[9].o, int32_t);
	const bool errors_to_output = args[10].i;
	int given[3], ours[3] = { -1, -1, -1 }, theirs[3] = { -1, -1, -1 };
	memcpy(given, descriptors, sizeof given);
	plan.arguments = split_block(plan.program, arguments, arguments_length, args[5].i);
	plan.variables = variables ? split_block(NULL, variables, variables_length, args[7].i) : NULL;
	plan.candidates = make_candidates(plan.program);
	plan.words = calloc((size_t)args[5].i + 3, sizeof *plan.words);
	bool right = plan.arguments && plan.candidates && plan.words;
	for (int i = 0; i < 3 && right; i++) {
		int pair[2];
		if (given[i] != -1 || (i == 2 && errors_to_output))
			continue;
		right = pipe2(pair, O_CLOEXEC) == 0;
		if (right) {
			ours[i] = pair[i == 0];
			theirs[i] = pair[i != 0];
		}
	}
	for (int i = 0; i < 3; i++)
		plan.child[i] = given[i] != -1 ? given[i] : theirs[i];
	if (errors_to_output)
		plan.child[2] = plan.child[1];
	pid_t made = -1;
	int error = errno;
	if (right) {
		thread_block_begin(thread);
		made = start(&plan);
		error = errno;
		thread_block_end(thread);
	}
	for (int i = 0; i < 3; i++) {
		if (theirs[i] >= 0)
			close(theirs[i]);
		if (made < 0 && ours[i] >= 0)
			close(ours[i]);
	}
	free_plan(&plan, arguments, variables);
	if (made < 0) {
		throw_new(thread, "java/io/IOException", "error=%d, %s", error, strerror(error));
		return;
	}
	memcpy(descriptors, ours, sizeof ours); /* where given, -1: no stream */
	args[0].i = made;
}

/* What /proc/PID/stat says (proc(5)). */
struct process_facts {
	int64_t parent, start /* ms since 1970 */, used /* ns of processor time */;
};

static int64_t boot_time(void) /* ms since 1970 */
{
	long long seconds = 0;
	char line[256];
	FILE *file = fopen("/proc/stat", "re");
	while (file && fgets(line, sizeof line, file))
		if (sscanf(line, "btime %lld", &seconds) == 1)
			break;
	if (file)
		fclose(file);
	return seconds * 1000;
}

static bool process_read(int64_t number, struct process_facts *facts)
{
	char path[64], text[1024];
	int parent;
	unsigned long user, system;
	unsigned long long start;
	snprintf(path, sizeof path, "/proc/%lld/stat", (long long)number);
	FILE *file = fopen(path, "re");
	const size_t length = file ? fread(text, 1, sizeof text - 1, file) : 0;
	if (file)
		fclose(file);
	text[length] = 0;
	const char *const name_end = strrchr(text, ')'); /* the name may hold anything */
	if (!name_end ||
	    sscanf(name_end + 1,
		   " %*c %d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu %*d %*d %*d %*d %*d %*d %llu",
		   &parent, &user, &system, &start) != 4)
		return false;
	const int64_t ticks = sysconf(_SC_CLK_TCK);
	*facts = (struct process_facts){ parent, boot_time() + (int64_t)start * 1000 / ticks,
					 (int64_t)(user + system) * (1000000000 / ticks) };
	return true;
}

/* waitForProcessExit0(long number, boolean reap): the exit status, 128 and the signal, or NOT_A_CHILD */
NATIVE(process_wait)
{
	enum { NOT_A_CHILD = -2 };
	const pid_t number = (pid_t)args[0].l;
	siginfo_t information = { 0 };
	const int how = WEXITED | (args[2].i ? 0 : WNOWAIT);
	int result;
	SAFELY(thread, result, waitid(P_PID, (id_t)number, &information, how));
	if (result < 0)
		args[0].i = errno == ECHILD ? NOT_A_CHILD : -1;
	else
		args[0].i = information.si_code == CLD_EXITED ? information.si_status
							      : 128 + information.si_status;
}

NATIVE(process_current)
{
	(void)thread;
	args[0].l = getpid();
}

/* parent0(long number, long start time): -1 for none or another process of that number */
NATIVE(process_parent)
{
	struct process_facts facts;
	(void)thread;
	const int64_t number = args[0].l, start = args[2].l;
	if (number == getpid())
		args[0].l = getppid();
	else if (process_read(number, &facts) && (!start || !facts.start || start == facts.start))
		args[0].l = facts.parent;
	else
		args[0].l = -1;
}

/* isAlive0(long number): its start time, -1 when there is none */
NATIVE(process_is_alive)
{
	struct process_facts facts;
	(void)thread;
	args[0].l = process_read(args[0].l, &facts) ? facts.start : -1;
}

/* destroy0(long number, long start time, boolean force) */
NATIVE(process_destroy)
{
	struct process_facts facts;
	(void)thread;
	const int64_t number = args[0].l, start = args[2].l;
	const bool same = process_read(number, &facts) && (!start || !facts.start || start == facts.start);
	args[0].i = same && kill((pid_t)number, args[4].i ? SIGKILL : SIGTERM) == 0;
}

/* getProcessPids0(long parent or 0, long[] numbers, long[] parents, long[] starts): how many there are, which
 * may be more than the arrays hold */
NATIVE(process_list)
{
	const int64_t wanted = args[0].l;
	struct array *numbers = (struct array *)args[2].o, *parents = (struct array *)args[3].o,
		     *starts = (struct array *)args[4].o;
	DIR *folder = opendir("/proc");
	int32_t count = 0;
	if (!numbers) {
		throw_null_pointer(thread);
	} else if (!folder) {
		throw_new(thread, "java/lang/RuntimeException", "Unable to open /proc");
	} else {
		for (struct dirent *entry; (entry = readdir(folder));) {
			struct process_facts facts;
			const int64_t number = atoll(entry->d_name);
			if (number <= 0 || !process_read(number, &facts) ||
			    (wanted && facts.parent != wanted))
				continue;
			if (count < numbers->length) {
				ELEMENTS(numbers, int64_t)[count] = number;
				if (parents)
					ELEMENTS(parents, int64_t)[count] = facts.parent;
				if (starts)
					ELEMENTS(starts, int64_t)[count] = facts.start;
			}
			count++;
		}
		args[0].i = count;
	}
	if (folder)
		closedir(folder);
}

static bool set_text(struct thread *thread, struct object *to, const char *field, const char *text)
{
	struct object *string = string_from_utf8(thread, text);
	if (string)
		reference_store(&FIELD(to, native_field_offset(object_class(to), field, "Ljava/lang/String;"),
				       reference),
				string);
	return string;
}

/* Info.arguments, from /proc/PID/cmdline */
static bool set_arguments(struct thread *thread, struct object *to, int64_t number)
{
	char path[64], *text = NULL;
	size_t room = 0, length = 0;
	snprintf(path, sizeof path, "/proc/%lld/cmdline", (long long)number);
	FILE *file = fopen(path, "re");
	if (!file)
		return true;
	for (ssize_t got = 1; got > 0; length += (size_t)(got > 0 ? got : 0)) {
		if (room - length < 4096) {
			char *grown = realloc(text, room += 65536);
			if (!grown)
				break;
			text = grown;
		}
		got = (ssize_t)fread(text + length, 1, room - length, file);
	}
	fclose(file);
	int32_t count = 0, at = 0;
	for (size_t i = 0; i < length; i++)
		count += text[i] == 0;
	struct array *made = count ? gc_new_array(thread, vm.array_String, count - 1) : NULL;
	const char *word = text ? text + strlen(text) + 1 : NULL; /* the program's name is no argument */
	for (; made && at < count - 1 && !thread->exception; word += strlen(word) + 1) {
		struct object *string = string_from_utf8(thread, word);
		if (string)
			array_set(made, at++, string);
	}
	free(text);
	if (made && !thread->exception)
		reference_store(
			&FIELD(to, native_field_offset(object_class(to), "arguments", "[Ljava/lang/String;"),
			       reference),
			&made->header);
	return !thread->exception;
}

/* Info.info0(long number) */
NATIVE(process_describe)
{
	struct object *const to = args[0].o;
	const int64_t number = args[1].l;
	struct process_facts facts;
	struct stat status;
	char path[64], program[PATH_MAX], buffer[4096];
	struct passwd user, *found = NULL;
	if (!process_read(number, &facts))
		return;
	FIELD(to, native_field_offset(object_class(to), "totalTime", "J"), int64_t) = facts.used;
	FIELD(to, native_field_offset(object_class(to), "startTime", "J"), int64_t) = facts.start;
	snprintf(path, sizeof path, "/proc/%lld", (long long)number);
	if (stat(path, &status) == 0 &&
	    getpwuid_r(status.st_uid, &user, buffer, sizeof buffer, &found) == 0 && found &&
	    !set_text(thread, to, "user", user.pw_name))
		return;
	snprintf(path, sizeof path, "/proc/%lld/exe", (long long)number);
	const ssize_t length = readlink(path, program, sizeof program - 1);
	if (length > 0) {
		program[length] = 0;
		if (!set_text(thread, to, "command", program))
			return;
	}
	set_arguments(thread, to, number);
}

static const struct native_entry process_natives[] = { { "init", NULL, native_nothing },
						       { "forkAndExec", NULL, process_start } };
static const struct native_entry handle_natives[] = {
	{ "initNative", NULL, native_nothing },      { "waitForProcessExit0", NULL, process_wait },
	{ "getCurrentPid0", NULL, process_current }, { "parent0", NULL, process_parent },
	{ "isAlive0", NULL, process_is_alive },      { "destroy0", NULL, process_destroy },
	{ "getProcessPids0", NULL, process_list },
};
static const struct native_entry info_natives[] = { { "info0", NULL, process_describe } };

NATIVE_TABLE(java_lang_process);
const struct native_class native_java_lang_process[] = {
	{ "java/lang/ProcessImpl", process_natives, 2 },
	{ "java/lang/ProcessHandleImpl", handle_natives, sizeof handle_natives / sizeof handle_natives[0] },
	{ "java/lang/ProcessHandleImpl$Info", info_natives, 1 },
};
const size_t native_java_lang_process_count = 3;
const struct native_class native_in_place_process = { "java/lang/ProcessBuilder", NULL, 0 };
