/* SPDX-License-Identifier: Apache-2.0 */
/* Data of other locales than English, of the module jdk.localedata: that of the languages that the service's
 * own code names, by a field of java.util.Locale (GERMANY) or, once it makes locales, by String constants
 * ("de", "de-DE"), of the kinds that reached code asks for.
 */
#ifndef HOST_JAVA_LOCALES_H
#define HOST_JAVA_LOCALES_H

#include "host/java/world.h"

struct reach;

struct locale_bundle {
	const char *class, *kind, *language; /* interned, as below */
	const char *part, *region;           /* "Hant", "TW"; NULL: none */
	bool is_provided;                    /* of jdk.localedata, whose providers find it */
	bool is_reached;
};

struct locales {
	struct world_list kinds, languages, regions; /* interned: "text/FormatData", "de", "DE" */
	struct world_list texts;                     /* constants that may name a locale, interned */
	bool made;                                   /* locales are made of constants */
	bool is_changed;                             /* since locales_settle */
	struct locale_bundle *bundles;               /* all that the modules have; NULL: not listed yet */
	unsigned bundle_count;
};

/* Data of a kind is asked for: a package of sun.util.resources or sun.text.resources and a bundle. */
void locales_want(struct reach *reach, const char *kind);
/* Locales are made of constants. */
void locales_make(struct reach *reach);
/* What the service's own code names: a field of java.util.Locale, a constant. */
void locales_field(struct reach *reach, const char *name);
void locales_constant(struct reach *reach, const char *text);
/* Reaches the data of what was named since the last call. false: there is none. */
bool locales_settle(struct reach *reach);
void locales_free(struct locales *locales);

#endif
