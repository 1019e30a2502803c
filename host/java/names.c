/* SPDX-License-Identifier: Apache-2.0 */
#include "host/java/names.h"

#include <ctype.h>
#include <search.h>
#include <stdlib.h>
#include <string.h>

#include "host/java/reach.h"
#include "host/util/memory.h"

/* A row of a table. Everything is interned; `name` in lower case, as case does not count. */
struct row {
	const char *kind, *name;
	const char *class;    /* "sun/security/provider/SHA2$SHA256", or a file of the class path */
	const char *provider; /* the class that has the table and makes the instance, or NULL */
};

/* Names of one algorithm or charset: sun.security.util.KnownOIDs. */
struct alias {
	const char *name; /* in lower case */
	unsigned group;
};

struct constant {
	const char *text; /* interned */
	const struct world_method *because;
	bool is_own; /* of the class path */
};

struct names {
	struct reach *reach;
	struct row *rows;
	struct alias *aliases;
	unsigned row_count, alias_count, groups;
	bool is_read;
	struct world_list wanted;    /* kinds, interned */
	struct world_list seen;      /* struct constant */
	void *own_texts, *jdk_texts; /* tsearch: what `seen` holds */
};

/* The providers of java.base, and who fills their tables. */
static const char *const providers[][2] = {
	{ "sun/security/provider/SunEntries", "sun/security/provider/Sun" },
	{ "sun/security/rsa/SunRsaSignEntries", "sun/security/rsa/SunRsaSign" },
	{ "com/sun/crypto/provider/SunJCE", "com/sun/crypto/provider/SunJCE" },
	{ "sun/security/ssl/SunJSSE", "sun/security/ssl/SunJSSE" },
};
static const char known_oids[] = "sun/security/util/KnownOIDs";
static const char charset_classes[] = "sun/nio/cs/StandardCharsets$Classes";
static const char charset_aliases[] = "sun/nio/cs/StandardCharsets$Aliases";
static const char more_charsets[] = "sun/nio/cs/ext/ExtendedCharsets";

static const char *lower(struct names *names, const char *text)
{
	char *copy AUTO_FREE = memory_text(text);

	for (char *at = copy; *at; at++)
		*at = (char)tolower((unsigned char)*at);
	return world_text(names->reach->world, copy);
}

static void add_file(struct names *names, const char *kind, const char *name, const char *path,
		     const char *provider)
{
	names->rows = memory_resize(names->rows, names->row_count + 1, sizeof *names->rows);
	names->rows[names->row_count++] =
		(struct row){ world_text(names->reach->world, kind), lower(names, name),
			      world_text(names->reach->world, path), provider };
}

/* The class with dots or slashes. */
static void add_row(struct names *names, const char *kind, const char *name, const char *class,
		    const char *provider)
{
	char *path AUTO_FREE = memory_text(class);

	for (char *at = path; *at; at++)
		if (*at == '.')
			*at = '/';
	add_file(names, kind, name, path, provider);
}

/* A method's String constants in a row; a call or a `new` ends it. */
struct run {
	struct names *names;
	const char *provider;
	const char **at;
	unsigned count;
	void (*take)(struct run *run);
};

static void run_constant(void *context, const char *text)
{
	struct run *run = context;

	if (text) {
		run->at = memory_resize(run->at, run->count + 1, sizeof(char *));
		run->at[run->count++] = text;
		return;
	}
	if (run->count)
		run->take(run);
	run->count = 0;
}

static void read_table(struct names *names, const char *name, const char *provider,
		       void (*take)(struct run *run))
{
	struct world_class *class = world_class(names->reach->world, name);
	struct run run = { .names = names, .provider = provider, .take = take };

	for (unsigned i = 0; class && i < class->method_count; i++) {
		reach_constants(names->reach, &class->methods[i], run_constant, &run);
		run_constant(&run, NULL);
	}
	memory_free_at(&run.at);
}

/* "Signature", "SHA1withDSA", "sun.security.provider.DSA$SHA1withDSA", then other names. */
static void take_service(struct run *run)
{
	unsigned at = 2;

	while (at < run->count && strncmp(run->at[at], "sun.", 4) != 0 &&
	       strncmp(run->at[at], "com.sun.", 8) != 0)
		at++;
	if (at >= run->count || strchr(run->at[at], '|'))
		return;
	for (unsigned i = at - 1; i < run->count; i++)
		if (i != at)
			add_row(run->names, run->at[at - 2], run->at[i], run->at[at], run->provider);
}

/* An enum's name, an object identifier, then names. */
static void take_oid(struct run *run)
{
	struct names *names = run->names;

	for (unsigned i = 0; i < run->count; i++) {
		names->aliases =
			memory_resize(names->aliases, names->alias_count + 1, sizeof *names->aliases);
		names->aliases[names->alias_count++] =
			(struct alias){ lower(names, run->at[i]), names->groups };
	}
	names->groups++;
}

/* "ibm862", "IBM862", pair after pair. */
static void take_classes(struct run *run)
{
	for (unsigned i = 0; i + 1 < run->count; i += 2) {
		char *class AUTO_FREE = memory_format("sun.nio.cs.%s", run->at[i + 1]);

		add_row(run->names, NAMES_CHARSET, run->at[i], class, NULL);
	}
}

/* "csisolatin1", "iso-8859-1", pair after pair. */
static void take_aliases(struct run *run)
{
	const struct names *names = run->names;
	unsigned classes = names->row_count;

	for (unsigned i = 0; i + 1 < run->count; i += 2) {
		const char *charset = lower(run->names, run->at[i + 1]);

		for (unsigned j = 0; j < classes; j++)
			if (names->rows[j].name == charset && strcmp(names->rows[j].kind, NAMES_CHARSET) == 0)
				add_row(run->names, NAMES_CHARSET, run->at[i], names->rows[j].class, NULL);
	}
}

/* "Big5", "Big5", then other names. */
static void take_more(struct run *run)
{
	if (run->count < 2)
		return;
	char *class AUTO_FREE = memory_format("sun.nio.cs.ext.%s", run->at[1]);

	for (unsigned i = 0; i < run->count; i++)
		if (i != 1)
			add_row(run->names, NAMES_CHARSET, run->at[i], class, run->provider);
}

/* "a/b/messages_de.properties" is messages, a.b.messages and a/b/messages. */
static void take_bundle(struct names *names, const char *path)
{
	char *base AUTO_FREE = memory_text_n(path, strlen(path) - strlen(".properties"));
	char *last = strrchr(base, '/') ? strrchr(base, '/') + 1 : base;

	for (char *end = last + strlen(last); end; end = strrchr(last, '_')) {
		*end = 0;
		char *dotted AUTO_FREE = memory_text(base);

		for (char *at = dotted; *at; at++)
			if (*at == '/')
				*at = '.';
		add_file(names, NAMES_BUNDLE, last, path, NULL);
		add_file(names, NAMES_BUNDLE, base, path, NULL);
		add_file(names, NAMES_BUNDLE, dotted, path, NULL);
	}
}

static void take_file(void *context, const char *path)
{
	struct names *names = context;
	const char *last = strrchr(path, '/') ? strrchr(path, '/') + 1 : path, *dot = strrchr(last, '.');

	if (!dot || strcmp(dot, ".class") == 0 || strncmp(path, "META-INF/", 9) == 0)
		return;
	if (strcmp(dot, ".properties") == 0)
		take_bundle(names, path);
	add_file(names, NAMES_RESOURCE, last, path, NULL);
	add_file(names, NAMES_RESOURCE, path, path, NULL);
}

static int compare_rows(const void *left, const void *right)
{
	return strcmp(((const struct row *)left)->name, ((const struct row *)right)->name);
}

static int compare_aliases(const void *left, const void *right)
{
	return strcmp(((const struct alias *)left)->name, ((const struct alias *)right)->name);
}

/* SunPKCS11 needs a native library. */
static bool is_provider(const struct provider *provider)
{
	return provider->class && strcmp(provider->service, "java/security/Provider") == 0 &&
	       strcmp(provider->class, "sun/security/pkcs11/SunPKCS11") != 0;
}

static void read_tables(struct names *names)
{
	const struct provides *provides = &names->reach->provides;

	names->is_read = true;
	for (size_t i = 0; i < sizeof providers / sizeof providers[0]; i++)
		read_table(names, providers[i][0], providers[i][1], take_service);
	for (unsigned i = 0; i < provides->count; i++)
		if (is_provider(&provides->list[i]))
			read_table(names, provides->list[i].class, provides->list[i].class, take_service);
	read_table(names, known_oids, NULL, take_oid);
	read_table(names, charset_classes, NULL, take_classes);
	read_table(names, charset_aliases, NULL, take_aliases);
	read_table(names, more_charsets, more_charsets, take_more);
	if (classpath_each(names->reach->world->classpath, take_file, names, names->reach->world->error))
		names->reach->world->is_bad = true;
	if (names->row_count)
		qsort(names->rows, names->row_count, sizeof *names->rows, compare_rows);
	if (names->alias_count)
		qsort(names->aliases, names->alias_count, sizeof *names->aliases, compare_aliases);
}

static void reach_row(struct names *names, const struct row *row, const struct constant *constant)
{
	struct reach *reach = names->reach;
	struct world_class *class;

	if (strcmp(row->kind, NAMES_BUNDLE) == 0 || strcmp(row->kind, NAMES_RESOURCE) == 0) {
		reach_resource(reach, row->class);
		return;
	}
	class = world_class(reach->world, row->class);
	if (!class)
		return;
	for (struct world_class *at = class; at && at->module; at = at->super)
		at->is_service = true;
	if (row->provider)
		reach_by_name(reach, row->provider, constant->because);
	reach_constructors(reach, class, constant->because, "named by");
}

static bool is_wanted(const struct names *names, const struct row *row, const char *kind, bool is_own)
{
	if (kind && row->kind != kind)
		return false;
	if (!is_own && (strcmp(row->kind, NAMES_CHARSET) == 0 || strcmp(row->kind, NAMES_BUNDLE) == 0 ||
			strcmp(row->kind, NAMES_RESOURCE) == 0))
		return false;
	for (unsigned i = 0; i < names->wanted.count; i++)
		if (names->wanted.at[i] == row->kind)
			return true;
	return false;
}

static void match_rows(struct names *names, const char *name, const char *kind,
		       const struct constant *constant)
{
	unsigned low = 0, high = names->row_count;

	while (low < high) {
		unsigned middle = low + (high - low) / 2;

		if (strcmp(names->rows[middle].name, name) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < names->row_count && names->rows[low].name == name; low++)
		if (is_wanted(names, &names->rows[low], kind, constant->is_own))
			reach_row(names, &names->rows[low], constant);
}

static void match_name(struct names *names, const char *name, const char *kind,
		       const struct constant *constant)
{
	const struct alias key = { name, 0 };
	const struct alias *found = names->alias_count ? bsearch(&key, names->aliases, names->alias_count,
								 sizeof key, compare_aliases)
						       : NULL;

	match_rows(names, name, kind, constant);
	for (unsigned i = 0; found && i < names->alias_count; i++)
		if (names->aliases[i].group == found->group)
			match_rows(names, names->aliases[i].name, kind, constant);
}

/* `kind` only, or NULL: any that is wanted. */
static void match(struct names *names, const char *kind, const struct constant *constant)
{
	const char *name = lower(names, constant->text), *slash = strchr(name, '/');

	match_name(names, name, kind, constant);
	if (!slash)
		return;
	if (slash == name) {
		/* A file from the top of the class path. */
		match_name(names, world_text(names->reach->world, name + 1), kind, constant);
		return;
	}
	/* A cipher with its mode and padding: "AES/CBC/PKCS5Padding". */
	char *algorithm AUTO_FREE = memory_text_n(name, (size_t)(slash - name));
	match_name(names, world_text(names->reach->world, algorithm), kind, constant);
}

void names_want(struct names *names, const char *kind)
{
	const char *wanted = world_text(names->reach->world, kind);
	unsigned seen = names->seen.count;

	for (unsigned i = 0; i < names->wanted.count; i++)
		if (names->wanted.at[i] == wanted)
			return;
	if (!names->is_read)
		read_tables(names);
	world_list_add(&names->wanted, (void *)wanted);
	for (unsigned i = 0; i < seen; i++)
		match(names, wanted, names->seen.at[i]);
}

static int compare_pointers(const void *left, const void *right)
{
	return left < right ? -1 : left > right;
}

/* A name has a letter, and is no sentence. */
static bool may_be_name(const char *text)
{
	enum { LONGEST = 80 };
	size_t length = strlen(text);
	bool has_letter = false;

	for (size_t i = 0; i < length && length <= LONGEST; i++) {
		if (text[i] == ' ' || (unsigned char)text[i] < ' ')
			return false;
		has_letter = has_letter || isalpha((unsigned char)text[i]);
	}
	return has_letter;
}

static void see(struct names *names, const char *text, const struct world_method *because)
{
	bool is_own = !because->class->module;
	void **root = is_own ? &names->own_texts : &names->jdk_texts;
	struct constant *constant;

	if (!may_be_name(text) || tfind(text, root, compare_pointers))
		return;
	if (!tsearch(text, root, compare_pointers))
		abort();
	constant = memory_zeroed(1, sizeof *constant);
	*constant = (struct constant){ text, because, is_own };
	world_list_add(&names->seen, constant);
	if (names->wanted.count)
		match(names, NULL, constant);
}

void names_constant(struct names *names, const char *text, const struct world_method *because)
{
	if (!because->class->module || because->class->is_service)
		see(names, text, because);
}

void names_argument(struct names *names, const char *text, const struct world_method *because)
{
	if (text && because->class->module)
		see(names, text, because);
}

struct names *names_new(struct reach *reach)
{
	struct names *names = memory_zeroed(1, sizeof *names);

	names->reach = reach;
	return names;
}

static void keep_text(void *text)
{
	(void)text;
}

void names_free(struct names *names)
{
	if (!names)
		return;
	for (unsigned i = 0; i < names->seen.count; i++)
		free(names->seen.at[i]);
	tdestroy(names->own_texts, keep_text);
	tdestroy(names->jdk_texts, keep_text);
	free(names->seen.at);
	free(names->wanted.at);
	free(names->rows);
	free(names->aliases);
	free(names);
}
