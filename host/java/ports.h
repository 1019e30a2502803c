/* SPDX-License-Identifier: Apache-2.0 */
/* Ports declared in Java, as a .sd file (docs/types.md, "In Java"): the static fields of the main class whose
 * types are stardust.In and stardust.Out of a record, and the records and enums that these are made of. The
 * .sd text is then read like any other, so both ways to the canonical form are one.
 */
#ifndef HOST_JAVA_PORTS_H
#define HOST_JAVA_PORTS_H

#include "host/java/classpath.h"
#include "host/util/words.h"

struct ports {
	char *text;           /* NULL: the class declares no port */
	char *service;        /* the simple name of the main class */
	struct words classes; /* records and enums: "flights/Flight" */
};

/* `main` with dots. Errors name class and component: "Flight.delay: char has no channel type; …". */
int ports_extract(const struct classpath *classpath, const char *main, struct ports *out,
		  struct error *error);
void ports_free(struct ports *ports);

/* What an error of types_parse in a .sd text that ports_extract made says of the classes: for "PATH:6:11: …"
 * and line 6 a component "Flight.legs: …". To be freed. */
char *ports_error(const char *text, const char *path, const char *message);

/* The class of a type of the text: "flights/Flight" for Flight; NULL: none. */
const char *ports_class(const struct words *classes, const char *type);

#endif
