/* SPDX-License-Identifier: Apache-2.0 */
#include "host/java/locales.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "host/java/reach.h"
#include "host/util/memory.h"

/* The fields of java.util.Locale but ENGLISH and ROOT, whose data is there anyway. */
static const char *const fields[][3] = {
	{ "CANADA", "en", "CA" },  { "CANADA_FRENCH", "fr", "CA" },
	{ "CHINA", "zh", "CN" },   { "CHINESE", "zh", NULL },
	{ "FRANCE", "fr", "FR" },  { "FRENCH", "fr", NULL },
	{ "GERMAN", "de", NULL },  { "GERMANY", "de", "DE" },
	{ "ITALIAN", "it", NULL }, { "ITALY", "it", "IT" },
	{ "JAPAN", "ja", "JP" },   { "JAPANESE", "ja", NULL },
	{ "KOREA", "ko", "KR" },   { "KOREAN", "ko", NULL },
	{ "PRC", "zh", "CN" },     { "SIMPLIFIED_CHINESE", "zh", "CN" },
	{ "TAIWAN", "zh", "TW" },  { "TRADITIONAL_CHINESE", "zh", "TW" },
	{ "UK", "en", "GB" },      { "US", "en", "US" },
};

/* Who finds the data (services of jdk.localedata). */
static const char *const providers[] = {
	"sun/util/resources/cldr/provider/CLDRLocaleDataMetaInfo",
	"sun/util/resources/provider/NonBaseLocaleDataMetaInfo",
	"sun/util/resources/provider/LocaleDataProvider",
	"sun/util/resources/provider/SupplementaryLocaleDataProvider",
};

static bool add(struct world_list *list, const char *interned)
{
	for (unsigned i = 0; i < list->count; i++)
		if (list->at[i] == interned)
			return false;
	world_list_add(list, (void *)interned);
	return true;
}

/* false: there is no such class. */
static bool reach_bundle(struct reach *reach, const char *place, const char *kind, const char *name)
{
	const char *bundle = strchr(kind, '/') + 1;
	char *path AUTO_FREE = memory_format("sun/%.*s/resources/%s%s_%s", (int)(bundle - 1 - kind), kind,
					     place, bundle, name);
	struct world_class *class = world_class(reach->world, path);

	if (class)
		reach_constructors(reach, class, NULL, "the data of a locale that is named");
	return class;
}

/* Of the older data, some of which java.base has, and of that of the CLDR. false: only of java.base's. */
static bool reach_both(struct reach *reach, const char *kind, const char *name)
{
	bool found = reach_bundle(reach, "ext/", kind, name);

	reach_bundle(reach, "", kind, name);
	return reach_bundle(reach, "cldr/ext/", kind, name) || found;
}

static void reach_data(struct reach *reach, const char *kind, const char *language)
{
	/* What the data of a region is built on (CLDR's parents), and scripts that regions imply. */
	static const char *const parts[] = { "001", "150", "419", "Hans", "Hant", "Cyrl", "Latn" };
	const struct locales *locales = &reach->locales;
	bool found = reach_both(reach, kind, language);

	for (unsigned i = 0; i < locales->regions.count; i++) {
		const char *region = locales->regions.at[i];
		char *plain AUTO_FREE = memory_format("%s_%s", language, region);

		found = reach_both(reach, kind, plain) || found;
		for (size_t j = 0; j < sizeof parts / sizeof parts[0]; j++) {
			char *part AUTO_FREE = memory_format("%s_%s", language, parts[j]);
			char *both AUTO_FREE = memory_format("%s_%s_%s", language, parts[j], region);

			found = reach_both(reach, kind, part) || found;
			found = reach_both(reach, kind, both) || found;
		}
	}
	for (size_t i = 0; found && i < sizeof providers / sizeof providers[0]; i++)
		reach_by_name(reach, providers[i], NULL);
}

static void reach_all(struct reach *reach)
{
	const struct locales *locales = &reach->locales;

	for (unsigned i = 0; i < locales->kinds.count; i++)
		for (unsigned j = 0; j < locales->languages.count; j++)
			reach_data(reach, locales->kinds.at[i], locales->languages.at[j]);
}

void locales_want(struct reach *reach, const char *kind)
{
	if (add(&reach->locales.kinds, world_text(reach->world, kind)))
		reach_all(reach);
}

static void name(struct reach *reach, const char *language, const char *region)
{
	bool is_new = language && add(&reach->locales.languages, world_text(reach->world, language));

	if (region && add(&reach->locales.regions, world_text(reach->world, region)))
		is_new = true;
	if (is_new)
		reach_all(reach);
}

void locales_field(struct reach *reach, const char *field)
{
	for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++)
		if (strcmp(fields[i][0], field) == 0)
			name(reach, fields[i][1], fields[i][2]);
}

static bool are(const char *text, size_t length, int (*is)(int))
{
	for (size_t i = 0; i < length; i++)
		if (!is((unsigned char)text[i]))
			return false;
	return true;
}

/* "de", "DE", "de-DE", "zh_Hant_TW": a language of two or three letters, a script, a region. */
static void take(struct reach *reach, const char *text)
{
	char *language AUTO_FREE = NULL, *region AUTO_FREE = NULL;

	for (const char *at = text; *at; at += at[0] ? 1 : 0) {
		size_t length = strcspn(at, "-_");
		bool is_first = at == text;

		if (is_first && (length == 2 || length == 3) && are(at, length, islower))
			language = memory_text_n(at, length);
		else if (!region && (!is_first || length == strlen(text)) &&
			 ((length == 2 && are(at, 2, isupper)) || (length == 3 && are(at, 3, isdigit))))
			region = memory_text_n(at, length);
		else if (is_first || length != 4 || !are(at, 4, isalpha))
			return;
		at += length;
		if (!*at)
			break;
	}
	if (language || region)
		name(reach, language, region);
}

void locales_make(struct reach *reach)
{
	if (reach->locales.made)
		return;
	reach->locales.made = true;
	for (unsigned i = 0; i < reach->locales.texts.count; i++)
		take(reach, reach->locales.texts.at[i]);
}

void locales_constant(struct reach *reach, const char *text)
{
	enum { LONGEST = 12 };

	if (strlen(text) < 2 || strlen(text) > LONGEST || !add(&reach->locales.texts, text))
		return;
	if (reach->locales.made)
		take(reach, text);
}

void locales_free(struct locales *locales)
{
	free(locales->kinds.at);
	free(locales->languages.at);
	free(locales->regions.at);
	free(locales->texts.at);
}
