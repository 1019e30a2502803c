/* SPDX-License-Identifier: Apache-2.0 */
/* environment.c: see environment.h. The words of errors are the JDK's. */
#include "jvm/run/environment.h"
#include "jvm/run/flags.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Options after which the launcher looks at no other. */
static bool is_last(const char *word)
{
	static const char *const last[] = {
		"-jar",   "-m", "--module",     "--dry-run", "-h",        "-?",           "-help",
		"--help", "-X", "--help-extra", "-version",  "--version", "-fullversion", "--full-version"
	};
	for (size_t i = 0; i < sizeof last / sizeof last[0]; i++)
		if (strcmp(word, last[i]) == 0)
			return true;
	return strncmp(word, "--module=", strlen("--module=")) == 0;
}

/* The launcher's words, the files among them read. */
static bool expand(struct arguments *words, const struct arguments *from)
{
	for (int i = 0; i < from->count; i++) {
		char *const word = from->at[i];
		if (word[0] != '@' || !word[1])
			arguments_add(words, word);
		else if (word[1] == '@')
			arguments_add(words, word + 1);
		else if (!arguments_split_file(words, word + 1))
			return false;
	}
	return true;
}

static bool add_launcher_options(struct arguments *words, const char *name, const char *value,
				 bool (*takes_value)(const char *word))
{
	struct arguments found = { NULL, 0 };
	fprintf(stderr, "NOTE: Picked up %s: %s\n", name, value);
	if (!arguments_split_quoted(&found, value)) {
		fprintf(stderr, "Error: Unmatched quote in environment variable %s\n", name);
		return false;
	}
	if (!expand(words, &found))
		return false;
	free(found.at);
	for (int i = 0; i < words->count; i++) {
		if (is_last(words->at[i])) {
			fprintf(stderr, "Error: Option %s is not allowed in environment variable %s\n",
				words->at[i], name);
			return false;
		}
		if (words->at[i][0] != '-') {
			fprintf(stderr, "Error: Cannot specify main class in environment variable %s\n",
				name);
			return false;
		}
		i += takes_value(words->at[i]);
	}
	return true;
}

static bool add_machine_options(struct arguments *words, const char *name, const char *value,
				bool (*takes_value)(const char *word))
{
	fprintf(stderr, "Picked up %s: %s\n", name, value);
	if (!arguments_split_quoted(words, value))
		return options_bad("Unmatched quote in %s", name);
	for (int i = 0; i < words->count; i++)
		if (words->at[i][0] != '-' || is_last(words->at[i]) || takes_value(words->at[i]))
			return options_bad("Unrecognized option: %s", words->at[i]);
	return true;
}

bool environment_options(struct arguments *words, bool (*takes_value)(const char *word))
{
	static const char launcher[] = "JDK_JAVA_OPTIONS", machine[] = "JAVA_TOOL_OPTIONS";
	const char *const for_launcher = getenv(launcher), *const for_machine = getenv(machine);
	struct arguments later = { NULL, 0 };
	if (for_launcher && *for_launcher &&
	    !add_launcher_options(&later, launcher, for_launcher, takes_value))
		return false;
	if (for_machine && *for_machine && !add_machine_options(words, machine, for_machine, takes_value))
		return false;
	for (int i = 0; i < later.count; i++)
		arguments_add(words, later.at[i]);
	free(later.at);
	return true;
}

bool environment_last_options(struct arguments *words, bool (*takes_value)(const char *word))
{
	static const char name[] = "_JAVA_OPTIONS";
	const char *const value = getenv(name);
	return !value || !*value || add_machine_options(words, name, value, takes_value);
}
