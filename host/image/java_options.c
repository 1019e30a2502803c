/* SPDX-License-Identifier: Apache-2.0 */
#include "host/image/java_options.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "host/image/sdk.h"
#include "host/util/file.h"
#include "host/util/memory.h"
#include "host/util/process.h"
#include "host/util/words.h"

/* The options that run no program, or another one than the service's; a value behind '='
 * may be anything. */
static bool runs_another(const char *option)
{
	static const char *const names[] = {
		"-?",
		"-h",
		"-help",
		"--help",
		"--help-extra",
		"-X",
		"-version",
		"--version",
		"-fullversion",
		"--full-version",
		"--dry-run",
		"--list-modules",
		"--validate-modules",
		"-d",
		"--describe-module",
		"-m",
		"--module",
		"--source",
		"-jar",
		"-cp",
		"-classpath",
		"--class-path",
	};
	const size_t length = strcspn(option, "=");

	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		if (strlen(names[i]) == length && memcmp(names[i], option, length) == 0)
			return true;
	return strncmp(option, "-Xarchive:", strlen("-Xarchive:")) == 0;
}

/* The first line of what it printed that is not empty; new text. */
static char *first_line(const char *path)
{
	struct error ignored = { 0 };
	struct file_data data;
	const char *text;
	char *line;

	if (file_read(path, (size_t)1 << 20, &data, &ignored))
		return memory_text("it was refused");
	text = (const char *)data.bytes;
	text += strspn(text, "\n");
	line = memory_format("%.*s", (int)strcspn(text, "\n"), text);
	file_data_free(&data);
	return line;
}

static int check(const struct service_file *service, const struct service_text *option, const char *program,
		 const char *messages, struct error *error)
{
	const int output = open(messages, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	const struct process_fd fds[] = { { output, STDOUT_FILENO }, { output, STDERR_FILENO } };
	struct words words = { 0 };
	struct process process;
	int result, status;

	if (output < 0)
		return error_set(error, "%s: cannot be written: %s", messages, strerror(errno));
	words_add(&words, "env"); /* without what this person's Java processes get */
	words_add(&words, "--unset=JDK_JAVA_OPTIONS");
	words_add(&words, "--unset=JAVA_TOOL_OPTIONS");
	words_add(&words, "--unset=_JAVA_OPTIONS");
	words_add(&words, "%s", program);
	words_add(&words, "%s", option->text);
	words_add(&words, "-version");
	result = process_start(words.list, fds, 2, &process, error);
	close(output);
	words_free(&words);
	if (result)
		return -1;
	status = process_reap(&process);
	if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
		return 0;
	char *why AUTO_FREE = first_line(messages);
	return error_at(error, service->file, option->line, "options: '%s': %s", option->text, why);
}

int java_options_check(const struct service_file *service, const struct toolchain *tools, struct error *error)
{
	char *program AUTO_FREE = sdk_find_program("stardust-java");
	char *messages AUTO_FREE = path_join(tools->work, "options");

	for (unsigned i = 0; i < service->option_count; i++) {
		const struct service_text *option = &service->options[i];

		if (runs_another(option->text))
			return error_at(error, service->file, option->line,
					"options: '%s' does not run the service's main; remove it",
					option->text);
		if (check(service, option, program, messages, error))
			return -1;
	}
	return 0;
}
