/* SPDX-License-Identifier: Apache-2.0 */
/* Which services the JDK's modules use and provide, as each module-info.class says (JVMS 4.7.25). */
#ifndef HOST_JAVA_PROVIDES_H
#define HOST_JAVA_PROVIDES_H

#include <stdbool.h>
#include <stddef.h>

#include "host/java/world.h"

struct provider {
	/* Interned, "java/nio/file/spi/FileSystemProvider"; class NULL: the module uses the service. */
	const char *module, *service, *class;
};

struct provides {
	struct provider *list; /* those of one service of one module together */
	unsigned count;
};

/* Of the modules that are open. -1: one of them is malformed, which the error names. */
int provides_read(struct world *world, struct provides *out, struct error *error);
/* Adds what the bytes of one module-info.class say. false: they are no such file. */
bool provides_parse(struct world *world, const char *module, const unsigned char *bytes, size_t length,
		    struct provides *out);
void provides_free(struct provides *provides);

#endif
