/* SPDX-License-Identifier: Apache-2.0 */
/* class_path.c: see class_path.h. */
#include "jvm/run/class_path.h"
#include <dirent.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool is_wildcard(const char *place, size_t length)
{
	return length > 0 && place[length - 1] == '*' && (length == 1 || place[length - 2] == '/');
}

static bool is_jar(const char *name)
{
	const size_t length = strlen(name);
	return length >= 4 && (!strcmp(name + length - 4, ".jar") || !strcmp(name + length - 4, ".JAR")) &&
	       !strchr(name, ':');
}

static int by_name(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

static int is_jar_entry(const struct dirent *entry)
{
	return is_jar(entry->d_name);
}

/* Writes the jars of the folder, which HotSpot leaves in the order of the folder, by name. False: none. */
static bool put_jars(FILE *out, const char *wildcard, size_t length)
{
	char *const folder = length == 1 ? strdup(".") : strndup(wildcard, length - 1);
	struct dirent **entries = NULL;
	const int count = folder ? scandir(folder, &entries, is_jar_entry, by_name) : -1;
	for (int i = 0; i < count; i++) {
		fprintf(out, "%s%.*s%s", i ? ":" : "", (int)length - 1, wildcard, entries[i]->d_name);
		free(entries[i]);
	}
	free(entries);
	free(folder);
	return count > 0;
}

static bool is_file(const char *place, size_t length)
{
	char *const path = strndup(place, length);
	const bool is = path && access(path, F_OK) == 0;
	free(path);
	return is;
}

const char *class_path_expand(const char *path)
{
	char *text = NULL;
	size_t bytes = 0;
	if (!strchr(path, '*'))
		return path;
	FILE *const out = open_memstream(&text, &bytes);
	if (!out)
		goto no_memory;
	for (const char *place = path;; place++) {
		const size_t length = strcspn(place, ":");
		if (!is_wildcard(place, length) || is_file(place, length) || !put_jars(out, place, length))
			fprintf(out, "%.*s", (int)length, place);
		place += length;
		if (!*place)
			break;
		fputc(':', out);
	}
	if (fclose(out) == 0)
		return text;
no_memory:
	fprintf(stderr, "java: no memory for the command line\n");
	exit(1);
}
