/* SPDX-License-Identifier: Apache-2.0 */
/* A service's classes: what it reaches, packed into an archive, with a report of what is in it and why. */
#ifndef HOST_JAVA_PACK_H
#define HOST_JAVA_PACK_H

#include "host/java/classpath.h"
#include "host/util/words.h"

struct pack_keep {
	const char *pattern; /* a class's name, a.b.* or a.b.** */
	unsigned line;
};

struct pack_request {
	const char *file; /* service.yaml, for errors in what it says */
	const char *main; /* "flights.Late" */
	unsigned main_line;
	const struct classpath *classpath;
	const struct pack_keep *keep;
	unsigned keep_count;
	const struct words *records; /* classes sent on channels, dots between */
};

struct pack_result {
	unsigned char *archive;
	size_t bytes;
	char *report;           /* text, a line a class: see report.h */
	struct words resources; /* of the class path, perhaps: names that the code asks for */
	char *jdk_home;
	struct words jdk_files; /* below it */
};

int pack_classes(const struct pack_request *request, struct pack_result *out, struct error *error);
void pack_result_free(struct pack_result *result);

#endif
