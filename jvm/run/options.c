/* SPDX-License-Identifier: Apache-2.0 */
/* options.c: the options that people know from `java`, and those of this virtual machine for tests (-Xgc:…).
 */
#include "jvm/run/options.h"
#include "jvm/run/vm.h"
#include "jvm/gc/gc.h"
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { DEFAULT_STACK_KIB = 1024, LEAST_STACK_KIB = 136, LEAST_HEAP_MIB = 2, MOST_HEAP_MIB = 3072 };

struct words {
	char **at;
	int count;
};

static void *or_die(void *memory)
{
	if (!memory) {
		fprintf(stderr, "java: no memory for the command line\n");
		exit(1);
	}
	return memory;
}

static void add(struct words *words, char *word)
{
	words->at = or_die(realloc(words->at, (size_t)(words->count + 1) * sizeof *words->at));
	words->at[words->count++] = word;
}

/* Words between white space; '…' and "…" keep it, # begins a comment, a backslash inside quotes takes the
 * next character as it is. */
static void split(struct words *words, const char *text)
{
	for (;;) {
		while (isspace((unsigned char)*text))
			text++;
		if (*text == '#') {
			text += strcspn(text, "\n");
			continue;
		}
		if (!*text)
			return;
		char *const word = or_die(malloc(strlen(text) + 1)), *to = word, quote = 0;
		for (; *text && (quote || !isspace((unsigned char)*text)); text++) {
			if (quote ? *text == quote : *text == '"' || *text == '\'')
				quote = quote ? 0 : *text;
			else if (quote && *text == '\\' && text[1])
				*to++ = *++text;
			else
				*to++ = *text;
		}
		*to = 0;
		add(words, word);
	}
}

static bool split_file(struct words *words, const char *path)
{
	FILE *file = fopen(path, "r");
	char *text = NULL;
	size_t bytes = 0;
	if (!file || (getdelim(&text, &bytes, 0, file) < 0 && ferror(file))) {
		fprintf(stderr, "Error: could not open `%s'\n", path);
		if (file)
			fclose(file);
		return false;
	}
	split(words, text ? text : "");
	free(text);
	fclose(file);
	return true;
}

/* The value after `prefix`, or NULL. */
static const char *after(const char *option, const char *prefix)
{
	const size_t length = strlen(prefix);
	return strncmp(option, prefix, length) == 0 ? option + length : NULL;
}

static bool read_size(const char *text, size_t *bytes)
{
	char *end;
	const unsigned long long number = strtoull(text, &end, 10);
	const int shift = *end == 'k' || *end == 'K'   ? 10
			  : *end == 'm' || *end == 'M' ? 20
			  : *end == 'g' || *end == 'G' ? 30
						       : 0;
	if (end == text || end[shift ? 1 : 0] || number > SIZE_MAX >> shift || !isdigit((unsigned char)*text))
		return false;
	*bytes = (size_t)number << shift;
	return true;
}

static bool bad(const char *format, const char *what)
{
	fprintf(stderr, format, what);
	fputs("\nError: Could not create the Java Virtual Machine.\n"
	      "Error: A fatal exception has occurred. Program will exit.\n",
	      stderr);
	return false;
}

static void property(const char *text)
{
	vm.options.properties =
		or_die(realloc(vm.options.properties,
			       (size_t)(vm.options.properties_count + 1) * sizeof *vm.options.properties));
	vm.options.properties[vm.options.properties_count++] = text;
}

/* Options of the module system, whose values Java reads as numbered properties
 * (jdk.internal.module.ModuleBootstrap). */
static const struct module_option {
	const char *name, *property;
} module_options[] = {
	{ "--add-exports", "jdk.module.addexports" },
	{ "--add-opens", "jdk.module.addopens" },
	{ "--add-reads", "jdk.module.addreads" },
	{ "--add-modules", "jdk.module.addmods" },
};

static const struct module_option *module_option(const char *name, size_t length)
{
	for (size_t i = 0; i < sizeof module_options / sizeof module_options[0]; i++)
		if (strlen(module_options[i].name) == length &&
		    strncmp(name, module_options[i].name, length) == 0)
			return &module_options[i];
	return NULL;
}

static void module_property(const struct module_option *option, const char *value)
{
	static int counts[sizeof module_options / sizeof module_options[0]];
	char *text;
	if (asprintf(&text, "%s.%d=%s", option->property, counts[option - module_options]++, value) < 0)
		or_die(NULL);
	property(text);
}

/* -Xgc:collect,verify,move,fail=N */
static bool gc_option(const char *text)
{
	while (*text) {
		const size_t length = strcspn(text, ",");
		if (length == 7 && memcmp(text, "collect", 7) == 0)
			vm.options.gc_stress |= GC_STRESS_COLLECT;
		else if (length == 6 && memcmp(text, "verify", 6) == 0)
			vm.options.gc_stress |= GC_STRESS_VERIFY;
		else if (length == 4 && memcmp(text, "move", 4) == 0)
			vm.options.gc_stress |= GC_STRESS_MOVE;
		else if (length > 5 && memcmp(text, "fail=", 5) == 0)
			vm.options.fail_allocation = strtol(text + 5, NULL, 10);
		else
			return bad("Invalid option -Xgc:%s: give collect, verify, move or fail=N, with "
				   "commas between",
				   text);
		text += length + (text[length] == ',');
	}
	return true;
}

static bool flag_option(const char *option)
{
	if (strcmp(option, "-ea") == 0 || strcmp(option, "-enableassertions") == 0)
		vm.options.enable_assertions = true;
	else if (strcmp(option, "-da") == 0 || strcmp(option, "-disableassertions") == 0)
		vm.options.enable_assertions = false;
	else if (strcmp(option, "-verbose:class") == 0 || strcmp(option, "-verbose") == 0)
		vm.options.verbose_class = true;
	else if (strcmp(option, "-verbose:gc") == 0)
		vm.options.verbose_gc = true;
	else if (strcmp(option, "-Xverify:all") == 0)
		vm.options.verify_all = true;
	else /* what is so anyway */
		return strcmp(option, "-Xint") == 0 || strcmp(option, "-server") == 0 ||
		       strcmp(option, "-Xshare:off") == 0 || strcmp(option, "-Xshare:auto") == 0 ||
		       strcmp(option, "-dsa") == 0 || strcmp(option, "-disablesystemassertions") == 0;
	return true;
}

/* An option that is one word. False: it is wrong, and that has been said. */
static bool option(const char *text)
{
	const char *value;
	if ((value = after(text, "-D"))) {
		property(value);
		return true;
	}
	if ((value = after(text, "-Xmx")))
		return (read_size(value, &vm.options.heap_maximum) &&
			vm.options.heap_maximum >= (size_t)LEAST_HEAP_MIB << 20) ||
		       bad("Invalid maximum heap size: %s", text);
	if ((value = after(text, "-Xms")))
		return read_size(value, &vm.options.heap_initial) ||
		       bad("Invalid initial heap size: %s", text);
	if ((value = after(text, "-Xss")))
		return (read_size(value, &vm.options.stack_bytes) &&
			vm.options.stack_bytes <= (size_t)1 << 30 &&
			vm.options.stack_bytes >= (size_t)LEAST_STACK_KIB << 10) ||
		       bad("Invalid thread stack size: %s", text);
	if ((value = after(text, "-Xarchive:"))) {
		vm.options.archive = value;
		return true;
	}
	if ((value = after(text, "-Xgc:")))
		return gc_option(value);
	return flag_option(text) || bad("Unrecognized option: %s", text);
}

static bool is_class_path(const char *text)
{
	return strcmp(text, "-cp") == 0 || strcmp(text, "-classpath") == 0 ||
	       strcmp(text, "--class-path") == 0;
}

static bool takes_value(const char *text)
{
	return is_class_path(text) || module_option(text, strlen(text));
}

static enum options_result parse(const struct words *words, struct launch *launch)
{
	int i = 0;
	for (; i < words->count && words->at[i][0] == '-'; i++) {
		const char *const text = words->at[i], *value;
		if (strcmp(text, "--help") == 0 || strcmp(text, "-help") == 0 || strcmp(text, "-h") == 0 ||
		    strcmp(text, "-?") == 0)
			return OPTIONS_HELP;
		if (strcmp(text, "-version") == 0 || strcmp(text, "--version") == 0) {
			launch->version_only = true;
			return OPTIONS_RUN;
		}
		const bool jar = strcmp(text, "-jar") == 0;
		const size_t name_length = strcspn(text, "=");
		const struct module_option *const of_modules = module_option(text, name_length);
		if (strcmp(text, "-showversion") == 0) {
			launch->show_version = true;
		} else if ((value = after(text, "--class-path="))) {
			vm.options.class_path = value;
		} else if (of_modules && text[name_length]) {
			module_property(of_modules, text + name_length + 1);
		} else if (jar || takes_value(text)) {
			if (++i == words->count) {
				bad(jar          ? "Error: %s requires jar file specification"
				    : of_modules ? "Error: %s requires modules to be specified"
						 : "Error: %s requires class path specification",
				    text);
				return OPTIONS_BAD;
			}
			if (of_modules) {
				module_property(of_modules, words->at[i]);
				continue;
			}
			launch->mode = jar ? LAUNCH_JAR : launch->mode;
			*(jar ? &launch->what : &vm.options.class_path) = words->at[i];
		} else if (!option(text)) {
			return OPTIONS_BAD;
		}
		if (jar) {
			i++;
			break;
		}
	}
	if (launch->mode == LAUNCH_JAR)
		vm.options.class_path = launch->what;
	else if (i == words->count)
		return OPTIONS_HELP;
	else
		launch->what = words->at[i++];
	launch->arguments = words->at + i;
	launch->count = words->count - i;
	return OPTIONS_RUN;
}

/* @file before the main class stands for the words in the file; @@ for a word that begins with @. */
static bool expand(struct words *words, int argc, char **argv)
{
	bool options = true, is_value = false;
	const char *const environment = getenv("JDK_JAVA_OPTIONS");
	if (environment && *environment) {
		fprintf(stderr, "NOTE: Picked up JDK_JAVA_OPTIONS: %s\n", environment);
		split(words, environment);
	}
	for (int i = 1; i < argc; i++) {
		char *const word = argv[i];
		if (!options || word[0] != '@' || !word[1])
			add(words, word);
		else if (word[1] == '@')
			add(words, word + 1);
		else if (!split_file(words, word + 1))
			return false;
		if (word[0] != '-' && word[0] != '@' && !is_value)
			options = false; /* the main class: what follows is its own */
		is_value = takes_value(word);
	}
	return true;
}

/* The heap may grow to a quarter of the machine's memory, as HotSpot's. */
static size_t quarter_of_memory(void)
{
	const long pages = sysconf(_SC_PHYS_PAGES), bytes = sysconf(_SC_PAGESIZE);
	return pages > 0 && bytes > 0 ? (size_t)pages / 4 * (size_t)bytes : (size_t)512 << 20;
}

enum options_result options_parse(int argc, char **argv, struct launch *launch)
{
	struct words words = { NULL, 0 };
	*launch = (struct launch){ .mode = LAUNCH_CLASS };
	const char *const class_path = getenv("CLASSPATH");
	vm.options.class_path = class_path && *class_path ? class_path : ".";
	vm.options.heap_maximum = quarter_of_memory();
	vm.options.heap_initial = (size_t)8 << 20;
	vm.options.stack_bytes = (size_t)DEFAULT_STACK_KIB << 10;
	if (!expand(&words, argc, argv))
		return OPTIONS_BAD;
	const enum options_result result = parse(&words, launch);
	if (vm.options.heap_maximum > (size_t)MOST_HEAP_MIB << 20)
		vm.options.heap_maximum = (size_t)MOST_HEAP_MIB << 20;
	if (vm.options.heap_initial > vm.options.heap_maximum)
		vm.options.heap_initial = vm.options.heap_maximum;
	return result;
}
