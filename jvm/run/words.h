/* SPDX-License-Identifier: Apache-2.0 */
/* words.h: a command line's words, from arguments, files and the environment. No memory ends the process. */
#ifndef JVM_RUN_WORDS_H
#define JVM_RUN_WORDS_H

#include <stdbool.h>

struct words {
	char **at;
	int count;
};

/* The word stays the caller's and must stay. */
void words_add(struct words *words, char *word);
/* Adds the words between white space; '…' and "…" keep it, # begins a comment, a backslash inside quotes
 * takes the next character as it is. */
void words_split(struct words *words, const char *text);
/* The same of a file; false: it cannot be read, which has been said. */
bool words_split_file(struct words *words, const char *path);

#endif
