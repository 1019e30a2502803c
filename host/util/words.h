/* SPDX-License-Identifier: Apache-2.0 */
/* A list of words for exec. */
#ifndef HOST_UTIL_WORDS_H
#define HOST_UTIL_WORDS_H

struct words {
	char **list; /* ends with NULL; NULL itself while empty */
	unsigned count;
};

void words_add(struct words *words, const char *format, ...) __attribute__((format(printf, 2, 3)));
void words_free(struct words *words);

#endif
