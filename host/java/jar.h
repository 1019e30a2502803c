/* SPDX-License-Identifier: Apache-2.0 */
/* A jar: a ZIP file (PKWARE's APPNOTE 6.3) whose entries are stored or deflated. Outside input: every number
 * is checked; ZIP64 and encryption are refused.
 */
#ifndef HOST_JAVA_JAR_H
#define HOST_JAVA_JAR_H

#include <stdbool.h>

#include "host/util/error.h"
#include "host/util/file.h"

struct jar_entry {
	char *name;
	unsigned method;
	unsigned version;         /* of Java, when it stands for another entry from that on; else 0 */
	size_t at, packed, bytes; /* of the data in the file */
};

struct jar {
	char *path;
	struct file_data file;
	struct jar_entry *entries; /* sorted by name; of equal names first the one that counts */
	unsigned count;
};

/* The list of entries without their data; of a multi-release jar as Java 17 sees it. After a failure nothing
 * is held. */
int jar_open(const char *path, struct jar *jar, struct error *error);
/* The same from bytes, which it takes over. */
int jar_parse(const char *path, struct file_data file, struct jar *jar, struct error *error);
void jar_close(struct jar *jar);
/* NULL: it has none of that name. */
const struct jar_entry *jar_find(const struct jar *jar, const char *name);
/* The entry's bytes, owned by the caller. */
int jar_read(const struct jar *jar, const struct jar_entry *entry, struct file_data *out,
	     struct error *error);
/* The value of an attribute of the manifest's main section, owned by the caller; NULL: there is none. */
char *jar_attribute(const struct jar *jar, const char *name);

#endif
