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

/* The first line of what it printed; new text. */
static char *first_line(const char *path)
{
	struct error ignored = { 0 };
	struct file_data data;
	char *line;

	if (file_read(path, (size_t)1 << 20, &data, &ignored))
		return memory_text("it was refused");
	line = memory_format("%.*s", (int)strcspn((const char *)data.bytes, "\n"), (const char *)data.bytes);
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

	for (unsigned i = 0; i < service->option_count; i++)
		if (check(service, &service->options[i], program, messages, error))
			return -1;
	return 0;
}
