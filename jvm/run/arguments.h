/* SPDX-License-Identifier: Apache-2.0 */
/* arguments.h: a command line's words, from arguments, files and the environment. No memory ends the process.
 */
#ifndef JVM_RUN_ARGUMENTS_H
#define JVM_RUN_ARGUMENTS_H

#include <stdbool.h>

struct arguments {
	char **at;
	int count;
};

/* The word stays the caller's and must stay. */
void arguments_add(struct arguments *words, char *word);
/* Adds the words between white space; '…' and "…" keep it, # begins a comment, a backslash inside quotes
 * takes the next character as it is. */
void arguments_split(struct arguments *words, const char *text);
/* Adds the words between white space, where quotes of either sort keep it and nothing else is special; false:
 * one is not closed. */
bool arguments_split_quoted(struct arguments *words, const char *text);
/* The words of a file as arguments_split has them; false: it cannot be read, which has been said. */
bool arguments_split_file(struct arguments *words, const char *path);

#endif
