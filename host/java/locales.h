/* SPDX-License-Identifier: Apache-2.0 */
/* Data of other locales than English, of the module jdk.localedata: that of the languages that the service's
 * own code names, by a field of java.util.Locale (GERMANY) or, once it makes locales, by String constants
 * ("de", "de-DE"), of the kinds that reached code asks for.
 */
#ifndef HOST_JAVA_LOCALES_H
#define HOST_JAVA_LOCALES_H

#include "host/java/world.h"

struct reach;

struct locales {
	struct world_list kinds, languages, regions; /* interned: "text/FormatData", "de", "DE" */
	struct world_list texts;                     /* constants that may name a locale, interned */
	bool made;                                   /* locales are made of constants */
};

/* Data of a kind is asked for: a package of sun.util.resources or sun.text.resources and a bundle. */
void locales_want(struct reach *reach, const char *kind);
/* Locales are made of constants. */
void locales_make(struct reach *reach);
/* What the service's own code names: a field of java.util.Locale, a constant. */
void locales_field(struct reach *reach, const char *name);
void locales_constant(struct reach *reach, const char *text);
void locales_free(struct locales *locales);

#endif
