/* SPDX-License-Identifier: Apache-2.0 */
#include "host/java/locales.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "host/java/reach.h"
#include "host/util/memory.h"
#include "jvm/classlib/classlib.h"

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

/* What the data of a region is built on (CLDR's parents), and scripts that regions imply. */
static const char *find_part(const char *text)
{
	static const char *const parts[] = { "001", "150", "419", "Hans", "Hant", "Cyrl", "Latn" };

	for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
		if (strcmp(text, parts[i]) == 0)
			return parts[i];
	return NULL;
}

/* Reads "text/ext/FormatData_zh_Hant_TW", what follows "sun/" of a class's name without "resources/". The
 * older data lies in java.base and in ext/, that of the CLDR in cldr/ext/. false: it is no such data. */
static bool read_bundle(struct world *world, char *text, struct locale_bundle *out)
{
	char *rest = strchr(text, '/') + 1, *field, *saved;

	out->is_provided = true;
	if (strncmp(rest, "cldr/ext/", 9) == 0)
		memmove(rest, rest + 9, strlen(rest + 9) + 1);
	else if (strncmp(rest, "ext/", 4) == 0)
		memmove(rest, rest + 4, strlen(rest + 4) + 1);
	else
		out->is_provided = false;
	if (strchr(rest, '/') || !strtok_r(text, "_", &saved))
		return false;
	out->kind = world_text(world, text);
	field = strtok_r(NULL, "_", &saved);
	if (!field)
		return false; /* the root's */
	out->language = world_text(world, field);
	field = strtok_r(NULL, "_", &saved);
	if (field && (out->part = find_part(field)))
		field = strtok_r(NULL, "_", &saved);
	if (field)
		out->region = world_text(world, field);
	return !strtok_r(NULL, "_", &saved);
}

/* One of a module's class files. */
static void note_bundle(const char *file, void *context)
{
	struct reach *reach = context;
	struct locales *locales = &reach->locales;
	size_t suffix = strlen(".class"), length = strlen(file);
	struct locale_bundle bundle = { 0 };

	if (strncmp(file, "sun/text/resources/", 19) != 0 && strncmp(file, "sun/util/resources/", 19) != 0)
		return;
	if (length < suffix || strcmp(file + length - suffix, ".class") != 0)
		return;
	char *text AUTO_FREE = memory_format("%.4s/%.*s", file + 4, (int)(length - suffix - 19), file + 19);
	if (!read_bundle(reach->world, text, &bundle))
		return;
	char *class AUTO_FREE = memory_text_n(file, length - suffix);
	bundle.class = world_text(reach->world, class);
	locales->bundles =
		memory_resize(locales->bundles, locales->bundle_count + 1, sizeof *locales->bundles);
	locales->bundles[locales->bundle_count++] = bundle;
}

static bool has(const struct world_list *list, const char *interned)
{
	for (unsigned i = 0; i < list->count; i++)
		if (list->at[i] == interned)
			return true;
	return false;
}

static bool is_wanted(const struct locales *locales, const struct locale_bundle *bundle)
{
	return has(&locales->kinds, bundle->kind) && has(&locales->languages, bundle->language) &&
	       (!bundle->region || has(&locales->regions, bundle->region)) &&
	       (!bundle->part || locales->regions.count);
}

bool locales_settle(struct reach *reach)
{
	struct locales *locales = &reach->locales;
	bool has_reached = false;

	if (!locales->is_changed || !locales->kinds.count || !locales->languages.count)
		return false;
	locales->is_changed = false;
	if (!locales->bundles) {
		classlib_each_class("java.base", note_bundle, reach);
		classlib_each_class("jdk.localedata", note_bundle, reach);
	}
	for (unsigned i = 0; i < locales->bundle_count; i++) {
		struct locale_bundle *bundle = &locales->bundles[i];
		struct world_class *class;

		if (bundle->is_reached || !is_wanted(locales, bundle) ||
		    !(class = world_class(reach->world, bundle->class)))
			continue;
		bundle->is_reached = has_reached = true;
		reach_constructors(reach, class, NULL, "the data of a locale that is named");
		for (size_t j = 0; bundle->is_provided && j < sizeof providers / sizeof providers[0]; j++)
			reach_by_name(reach, providers[j], NULL);
	}
	return has_reached;
}

static bool add(struct world_list *list, const char *interned)
{
	if (has(list, interned))
		return false;
	world_list_add(list, (void *)interned);
	return true;
}

void locales_want(struct reach *reach, const char *kind)
{
	if (add(&reach->locales.kinds, world_text(reach->world, kind)))
		reach->locales.is_changed = true;
}

static void name(struct reach *reach, const char *language, const char *region)
{
	if (language && add(&reach->locales.languages, world_text(reach->world, language)))
		reach->locales.is_changed = true;
	if (region && add(&reach->locales.regions, world_text(reach->world, region)))
		reach->locales.is_changed = true;
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
	free(locales->bundles);
	free(locales->kinds.at);
	free(locales->languages.at);
	free(locales->regions.at);
	free(locales->texts.at);
}
