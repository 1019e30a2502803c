/* SPDX-License-Identifier: Apache-2.0 */
#include "host/java/classpath.h"

#include <ctype.h>
#include <dirent.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "host/util/memory.h"
#include "jvm/classlib/classlib.h"

#define FILE_MAX_BYTES ((size_t)64 << 20)

static bool is_there(const struct classpath *classpath, const char *path)
{
	char *full AUTO_FREE = realpath(path, NULL);

	for (unsigned i = 0; full && i < classpath->count; i++) {
		char *other AUTO_FREE = realpath(classpath->places[i].path, NULL);

		if (other && strcmp(full, other) == 0)
			return true;
	}
	return false;
}

/* "%20" as in a URL; in place. */
static void decode(char *text)
{
	char *to = text;

	for (const char *at = text; *at; at++) {
		char digits[3] = "";

		if (*at == '%' && isxdigit((unsigned char)at[1]) && isxdigit((unsigned char)at[2])) {
			memcpy(digits, at + 1, 2);
			*to++ = (char)strtoul(digits, NULL, 16);
			at += 2;
		} else {
			*to++ = *at;
		}
	}
	*to = '\0';
}

/* Class-Path: of the manifest: URLs, relative to where the jar is. As in Java those that are nowhere are
 * passed over. */
static int add_named(struct classpath *classpath, const struct jar *jar, struct error *error)
{
	char *jar_path AUTO_FREE = memory_text(jar->path), *list AUTO_FREE = jar_attribute(jar, "Class-Path");
	char *rest = list, *url;

	while ((url = strsep(&rest, " "))) {
		decode(url);
		char *path AUTO_FREE = path_beside(jar_path, strncmp(url, "file:", 5) == 0 ? url + 5 : url);

		if (*url && file_exists(path) && !is_there(classpath, path) &&
		    classpath_add(classpath, path, error))
			return -1;
	}
	return 0;
}

int classpath_add(struct classpath *classpath, const char *path, struct error *error)
{
	struct classpath_place place = { .is_jar = !file_is_folder(path) };

	if (!file_exists(path))
		return error_at(error, path, 0, "there is no such jar or folder of classes");
	if (place.is_jar && jar_open(path, &place.jar, error))
		return -1;
	place.path = memory_text(path);
	classpath->places = memory_resize(classpath->places, classpath->count + 1, sizeof *classpath->places);
	classpath->places[classpath->count++] = place;
	return place.is_jar ? add_named(classpath, &place.jar, error) : 0;
}

void classpath_add_archive(struct classpath *classpath)
{
	struct classpath_place place = { .path = memory_text("the archive"), .is_archive = true };

	classpath->places = memory_resize(classpath->places, classpath->count + 1, sizeof *classpath->places);
	classpath->places[classpath->count++] = place;
}

void classpath_free(struct classpath *classpath)
{
	for (unsigned i = 0; i < classpath->count; i++) {
		free(classpath->places[i].path);
		if (classpath->places[i].is_jar)
			jar_close(&classpath->places[i].jar);
	}
	free(classpath->places);
	*classpath = (struct classpath){ 0 };
}

static int read_archived(const char *name, struct file_data *out)
{
	struct class_bytes found;

	if (!classlib_find_application(name, &found))
		return 0;
	*out = (struct file_data){ memory_zeroed(1, found.length + 1), found.length };
	memcpy(out->bytes, found.at, found.length);
	return 1;
}

int classpath_read(const struct classpath *classpath, const char *name, struct file_data *out,
		   const char **place, struct error *error)
{
	for (unsigned i = 0; i < classpath->count; i++) {
		const struct classpath_place *at = &classpath->places[i];

		*place = at->path;
		if (at->is_archive) {
			if (read_archived(name, out))
				return 1;
		} else if (at->is_jar) {
			const struct jar_entry *entry = jar_find(&at->jar, name);

			if (entry)
				return jar_read(&at->jar, entry, out, error) ? -1 : 1;
		} else {
			char *path AUTO_FREE = path_join(at->path, name);

			if (file_exists(path) && !file_is_folder(path))
				return file_read(path, FILE_MAX_BYTES, out, error) ? -1 : 1;
		}
	}
	return 0;
}

static int not_dots(const struct dirent *entry)
{
	return strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
}

static int by_name(const struct dirent **left, const struct dirent **right)
{
	return strcmp((*left)->d_name, (*right)->d_name);
}

/* The folders that are being listed, the innermost first. */
struct listed {
	const struct listed *above;
	struct stat status;
};

/* By a link the folder may be below itself. */
static bool is_listed(const struct listed *folder)
{
	for (const struct listed *at = folder->above; at; at = at->above)
		if (at->status.st_dev == folder->status.st_dev && at->status.st_ino == folder->status.st_ino)
			return true;
	return false;
}

/* `name` is the folder's relative to `root`, "" for itself. */
static int each_below(const struct listed *above, const char *root, const char *name,
		      void (*visit)(void *context, const char *name), void *context, struct error *error)
{
	char *folder AUTO_FREE = name[0] ? path_join(root, name) : memory_text(root);
	struct listed listed = { .above = above };
	if (stat(folder, &listed.status) == 0 && is_listed(&listed))
		return 0;
	struct dirent **entries;
	int count = scandir(folder, &entries, not_dots, by_name), result = 0;

	if (count < 0)
		return error_at(error, folder, 0, "cannot be listed: %m");
	for (int i = 0; i < count; i++) {
		char *below AUTO_FREE = memory_format("%s%s%s", name, name[0] ? "/" : "", entries[i]->d_name);
		char *path AUTO_FREE = path_join(root, below);

		if (!result && file_is_folder(path))
			result = each_below(&listed, root, below, visit, context, error);
		else if (!result)
			visit(context, below);
		free(entries[i]);
	}
	free(entries);
	return result;
}

int classpath_each(const struct classpath *classpath, void (*visit)(void *context, const char *name),
		   void *context, struct error *error)
{
	for (unsigned i = 0; i < classpath->count; i++) {
		const struct classpath_place *at = &classpath->places[i];

		if (at->is_archive)
			continue;
		if (!at->is_jar && each_below(NULL, at->path, "", visit, context, error))
			return -1;
		for (unsigned j = 0; at->is_jar && j < at->jar.count; j++) {
			const char *name = at->jar.entries[j].name;

			if (name[0] && name[strlen(name) - 1] != '/')
				visit(context, name);
		}
	}
	return 0;
}

static bool is_java_17(const char *home)
{
	char *path AUTO_FREE = path_join(home, "release");
	char line[256];
	FILE *release = fopen(path, "r");
	bool found = false;

	while (release && !found && fgets(line, sizeof line, release))
		found = strncmp(line, "JAVA_VERSION=\"17", 16) == 0;
	if (release)
		fclose(release);
	return found;
}

char *classpath_java_home(struct error *error)
{
	const char *named = getenv("JAVA_HOME");
	char *home = NULL;
	glob_t found;

	if (named && named[0]) {
		if (is_java_17(named))
			return realpath(named, NULL);
		error_set(error, "$JAVA_HOME is %s, which is no JDK of version 17; unset it", named);
		return NULL;
	}
	if (glob("/usr/lib/jvm/*17*", 0, NULL, &found) == 0)
		for (size_t i = 0; i < found.gl_pathc && !home; i++)
			if (is_java_17(found.gl_pathv[i]))
				home = realpath(found.gl_pathv[i], NULL);
	globfree(&found);
	if (!home)
		error_set(error, "there is no JDK of version 17 in /usr/lib/jvm; install the package "
				 "openjdk-17-jdk-headless, or set JAVA_HOME");
	return home;
}
