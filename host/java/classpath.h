/* SPDX-License-Identifier: Apache-2.0 */
/* A service's class path: jars and folders in order, the first that has a file wins; and the JDK. */
#ifndef HOST_JAVA_CLASSPATH_H
#define HOST_JAVA_CLASSPATH_H

#include <stdbool.h>

#include "host/java/jar.h"

struct classpath_place {
	char *path;
	bool is_jar, is_archive;
	struct jar jar; /* is_jar */
};

struct classpath {
	struct classpath_place *places;
	unsigned count;
};

/* Adds a jar, with those that its manifest names, or a folder. */
int classpath_add(struct classpath *classpath, const char *path, struct error *error);
/* Adds the application's classes of the archive that is open (jvm/classlib). They cannot be listed. */
void classpath_add_archive(struct classpath *classpath);
void classpath_free(struct classpath *classpath);

/* 1: found, the bytes are the caller's and *place is where it lay; 0: nowhere; -1: it cannot be read. */
int classpath_read(const struct classpath *classpath, const char *name, struct file_data *out,
		   const char **place, struct error *error);

/* Calls visit for every file, with its name relative to its place and sorted in it. */
int classpath_each(const struct classpath *classpath, void (*visit)(void *context, const char *name),
		   void *context, struct error *error);

/* JAVA_HOME, or a JDK of version 17 in /usr/lib/jvm. New text; NULL and an error that says what to install.
 */
char *classpath_java_home(struct error *error);

#endif
