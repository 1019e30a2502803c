/* SPDX-License-Identifier: Apache-2.0 */
/* arguments.c: see arguments.h. */
#include "jvm/run/arguments.h"
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

void arguments_add(struct arguments *words, char *word)
{
	words->at = or_die(realloc(words->at, (size_t)(words->count + 1) * sizeof *words->at));
	words->at[words->count++] = word;
}

void arguments_split(struct arguments *words, const char *text)
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
		arguments_add(words, word);
	}
}

bool arguments_split_quoted(struct arguments *words, const char *text)
{
	for (;;) {
		while (isspace((unsigned char)*text))
			text++;
		if (!*text)
			return true;
		char *const word = or_die(malloc(strlen(text) + 1)), *to = word, quote = 0;
		for (; *text && (quote || !isspace((unsigned char)*text)); text++) {
			if (quote ? *text == quote : *text == '"' || *text == '\'')
				quote = quote ? 0 : *text;
			else
				*to++ = *text;
		}
		*to = 0;
		arguments_add(words, word);
		if (quote)
			return false;
	}
}

bool arguments_split_file(struct arguments *words, const char *path)
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
	arguments_split(words, text ? text : "");
	free(text);
	fclose(file);
	return true;
}
