/* SPDX-License-Identifier: Apache-2.0 */
/* words.c: see words.h. */
#include "jvm/run/words.h"
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void *or_die(void *memory)
{
	if (!memory) {
		fprintf(stderr, "java: no memory for the command line\n");
		exit(1);
	}
	return memory;
}

void words_add(struct words *words, char *word)
{
	words->at = or_die(realloc(words->at, (size_t)(words->count + 1) * sizeof *words->at));
	words->at[words->count++] = word;
}

void words_split(struct words *words, const char *text)
{
	for (;;) {
		while (isspace((unsigned char)*text))
			text++;
		if (*text == '#') {
			text += strcspn(text, "\n");
			continue;
		}
		if (!*text)
			return;
		char *const word = or_die(malloc(strlen(text) + 1)), *to = word, quote = 0;
		for (; *text && (quote || !isspace((unsigned char)*text)); text++) {
			if (quote ? *text == quote : *text == '"' || *text == '\'')
				quote = quote ? 0 : *text;
			else if (quote && *text == '\\' && text[1])
				*to++ = *++text;
			else
				*to++ = *text;
		}
		*to = 0;
		words_add(words, word);
	}
}

bool words_split_file(struct words *words, const char *path)
{
	FILE *file = fopen(path, "r");
	char *text = NULL;
	size_t bytes = 0;
	if (!file || (getdelim(&text, &bytes, 0, file) < 0 && ferror(file))) {
		fprintf(stderr, "Error: could not open `%s'\n", path);
		if (file)
			fclose(file);
		return false;
	}
	words_split(words, text ? text : "");
	free(text);
	fclose(file);
	return true;
}
