/* SPDX-License-Identifier: Apache-2.0 */
#include "host/image/toolchain.h"

#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "abi/manifest_abi.h"
#include "host/java/report.h"
#include "host/util/file.h"
#include "host/util/memory.h"
#include "host/util/process.h"

/* build.c holds these back until it has cleaned up. */
static bool is_interrupted(void)
{
	sigset_t waiting;

	sigpending(&waiting);
	return sigismember(&waiting, SIGINT) || sigismember(&waiting, SIGTERM) ||
	       sigismember(&waiting, SIGHUP);
}

/* Behind `env` and what it sets. */
static const char *program_of(const struct words *words)
{
	unsigned at = 0;

	if (strcmp(words->list[0], "env") == 0)
		do
			at++;
		while (strchr(words->list[at], '='));
	return words->list[at];
}

static int run_into(const struct toolchain *toolchain, const struct words *words, int output,
		    const char *what, struct error *error)
{
	struct process_fd messages[] = { { output, STDOUT_FILENO }, { STDERR_FILENO, STDERR_FILENO } };
	struct process process;
	int status;

	if (is_interrupted())
		return error_set(error, "interrupted");
	if (toolchain->is_verbose) {
		for (unsigned i = 0; i < words->count; i++)
			fprintf(stderr, "%s%s", i ? " " : "", words->list[i]);
		fputc('\n', stderr);
	}
	if (process_start(words->list, messages, 2, &process, error))
		return -1;
	status = process_reap(&process);
	if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
		return 0;
	return error_at(error, what, 0, "%s failed; see its messages above", program_of(words));
}

int toolchain_run(const struct toolchain *toolchain, const struct words *words, const char *what,
		  struct error *error)
{
	return run_into(toolchain, words, STDERR_FILENO, what, error);
}

/* A path given relative to here must not change the bytes of the object. */
static void add_prefix_maps(struct words *words, const struct toolchain *toolchain,
			    const struct service_file *service)
{
	char *here AUTO_FREE = realpath(".", NULL), *folder AUTO_FREE = realpath(service->folder, NULL);

	/* Later options win, so the most particular folder comes last. */
	if (here)
		words_add(words, "-ffile-prefix-map=%s=.", here);
	words_add(words, "-ffile-prefix-map=%s/=sdk/", toolchain->sdk);
	words_add(words, "-ffile-prefix-map=%s/=generated/", toolchain->work);
	if (folder)
		words_add(words, "-ffile-prefix-map=%s/=", folder);
	if (strcmp(service->folder, ".") != 0)
		words_add(words, "-ffile-prefix-map=%s/=", service->folder);
}

int toolchain_compile(const struct toolchain *toolchain, const struct service_file *service,
		      const char *source, const char *object, struct error *error)
{
	struct words words = { 0 };
	int result;

	words_add(&words, "gcc");
	words_add(&words, "@%s/guest-compile.args", toolchain->sdk);
	words_add(&words, "-std=gnu17");
	words_add(&words, "-Wall");
	words_add(&words, "-I%s/include", toolchain->sdk);
	/* Not -I: a package may be called like a header of C. */
	words_add(&words, "-iquote%s", toolchain->work);
	words_add(&words, "-I%s", service->folder);
	if (service->library_count) {
		/* Debian's packaged headers, after musl's, so that musl's win. */
		words_add(&words, "-idirafter/usr/include/x86_64-linux-gnu");
		words_add(&words, "-idirafter/usr/include");
	}
	add_prefix_maps(&words, toolchain, service);
	words_add(&words, "-c");
	words_add(&words, "%s", source);
	words_add(&words, "-o");
	words_add(&words, "%s", object);
	result = toolchain_run(toolchain, &words, source, error);
	words_free(&words);
	return result;
}

static void add_archives(struct words *words, const char *sdk)
{
	char *pattern AUTO_FREE = memory_format("%s/lib/*.a", sdk);
	glob_t found;

	/* Sorted by glob: the order of archives is part of the output. */
	if (glob(pattern, 0, NULL, &found) == 0) {
		for (size_t i = 0; i < found.gl_pathc; i++)
			words_add(words, "%s", found.gl_pathv[i]);
		globfree(&found);
	}
}

int toolchain_link(const struct toolchain *toolchain, const struct service_file *service,
		   const struct words *objects, const struct words *libraries, const char *output,
		   const char *map, struct error *error)
{
	struct words words = { 0 };
	int result;

	words_add(&words, "gcc");
	words_add(&words, "@%s/guest-link.args", toolchain->sdk);
	words_add(&words, "-Wl,-T,%s/image.ld", toolchain->sdk);
	words_add(&words, "-Wl,-Map=%s", map);
	for (unsigned i = 0; i < objects->count; i++)
		words_add(&words, "%s", objects->list[i]);
	words_add(&words, "-Wl,--start-group");
	for (unsigned i = 0; i < libraries->count; i++)
		words_add(&words, "%s", libraries->list[i]);
	add_archives(&words, toolchain->sdk);
	words_add(&words, "/usr/lib/x86_64-linux-musl/libc.a");
	words_add(&words, "-lgcc");
	words_add(&words, "-Wl,--end-group");
	words_add(&words, "-o");
	words_add(&words, "%s", output);
	result = toolchain_run(toolchain, &words, service->file, error);
	words_free(&words);
	return result;
}

int toolchain_list(const struct toolchain *toolchain, const char *linked, const char *listing,
		   struct error *error)
{
	int output = open(listing, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600), result;
	struct words words = { 0 };

	if (output < 0)
		return error_set(error, "%s: cannot be written: %s", listing, strerror(errno));
	words_add(&words, "objdump");
	words_add(&words, "--disassemble");
	words_add(&words, "--no-show-raw-insn");
	words_add(&words, "%s", linked);
	result = run_into(toolchain, &words, output, linked, error);
	words_free(&words);
	close(output);
	return result;
}

int toolchain_finish(const struct toolchain *toolchain, const char *linked, const char *note,
		     const char *classes, const char *image, const char *debug, struct error *error)
{
	struct words words = { 0 };
	int result;

	words_add(&words, "objcopy");
	words_add(&words, "--only-keep-debug");
	words_add(&words, "%s", linked);
	words_add(&words, "%s", debug);
	result = toolchain_run(toolchain, &words, linked, error);
	words_free(&words);
	if (result)
		return result;
	words_add(&words, "objcopy");
	words_add(&words, "--strip-all");
	words_add(&words, "--remove-section=.comment");
	words_add(&words, "--add-section");
	words_add(&words, MANIFEST_SECTION "=%s", note);
	words_add(&words, "--set-section-flags");
	words_add(&words, MANIFEST_SECTION "=readonly");
	if (classes) {
		words_add(&words, "--add-section");
		words_add(&words, REPORT_SECTION "=%s", classes);
		words_add(&words, "--set-section-flags");
		words_add(&words, REPORT_SECTION "=readonly");
	}
	words_add(&words, "%s", linked);
	words_add(&words, "%s", image);
	result = toolchain_run(toolchain, &words, linked, error);
	words_free(&words);
	return result;
}
