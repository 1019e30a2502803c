/* SPDX-License-Identifier: Apache-2.0 */
/* options.c: the options that people know from `java`, and those of this virtual machine for tests (-Xgc:…).
 */
#include "jvm/run/options.h"
#include "jvm/classfile/classfile.h"
#include "jvm/run/assertions.h"
#include "jvm/run/class_path.h"
#include "jvm/run/environment.h"
#include "jvm/run/flags.h"
#include "jvm/run/vm.h"
#include "jvm/run/arguments.h"
#include "jvm/gc/gc.h"
#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool initial_is_given;    /* -Xms */
static bool class_path_is_given; /* -cp or CLASSPATH */

enum { DEFAULT_STACK_KIB = 1024, LEAST_STACK_KIB = 136, LEAST_HEAP_MIB = 2, MOST_HEAP_MIB = 3072 };

static void *or_die(void *memory)
{
	if (!memory) {
		fprintf(stderr, "java: no memory for the command line\n");
		exit(1);
	}
	return memory;
}

/* The value after `prefix`, or NULL. */
static const char *after(const char *option, const char *prefix)
{
	const size_t length = strlen(prefix);
	return strncmp(option, prefix, length) == 0 ? option + length : NULL;
}

bool options_size(const char *text, size_t *bytes)
{
	char *end;
	const bool is_hexadecimal = text[0] == '0' && (text[1] == 'x' || text[1] == 'X');
	errno = 0;
	const unsigned long long number = strtoull(text, &end, is_hexadecimal ? 16 : 10);
	const int shift = *end == 'k' || *end == 'K'   ? 10
			  : *end == 'm' || *end == 'M' ? 20
			  : *end == 'g' || *end == 'G' ? 30
			  : *end == 't' || *end == 'T' ? 40
						       : 0;
	if (errno || end == text || end[shift ? 1 : 0] || number > SIZE_MAX >> shift ||
	    !isdigit((unsigned char)*text))
		return false;
	*bytes = (size_t)number << shift;
	return true;
}

bool options_bad(const char *format, const char *what)
{
	fprintf(stderr, format, what);
	fputs("\nError: Could not create the Java Virtual Machine.\n"
	      "Error: A fatal exception has occurred. Program will exit.\n",
	      stderr);
	return false;
}

/* Notes an option of the virtual machine for VM.getRuntimeArguments. */
static void note(const char *text)
{
	vm.options.given = or_die(
		realloc(vm.options.given, (size_t)(vm.options.given_count + 1) * sizeof *vm.options.given));
	vm.options.given[vm.options.given_count++] = text;
}

void options_property(const char *text)
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
	{ "--limit-modules", "jdk.module.limitmods" },
	{ "--enable-native-access", "jdk.module.enable.native.access" },
	{ "--upgrade-module-path", "jdk.module.upgrade.path" },
	{ "--module-path", "jdk.module.path" },
	{ "-p", "jdk.module.path" },
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
	const bool many = strncmp(option->property, "jdk.module.add", 14) == 0 ||
			  strcmp(option->property, "jdk.module.enable.native.access") == 0;
	const char *const name = strcmp(option->name, "-p") == 0 ? "--module-path" : option->name;
	if (asprintf(&text, "%s=%s", name, value) < 0)
		or_die(NULL);
	note(text);
	if ((many ? asprintf(&text, "%s.%d=%s", option->property, counts[option - module_options]++, value)
		  : asprintf(&text, "%s=%s", option->property, value)) < 0)
		or_die(NULL);
	options_property(text);
}

/* -Xgc:collect,collect=N,verify,move,fail=N */
static bool gc_option(const char *text)
{
	while (*text) {
		const size_t length = strcspn(text, ",");
		if (length == 7 && memcmp(text, "collect", 7) == 0)
			vm.options.gc_stress |= GC_STRESS_COLLECT;
		else if (length > 8 && memcmp(text, "collect=", 8) == 0)
			vm.options.gc_stress |= GC_STRESS_COLLECT | (unsigned)strtol(text + 8, NULL, 10)
									    << GC_STRESS_EVERY_SHIFT;
		else if (length == 6 && memcmp(text, "verify", 6) == 0)
			vm.options.gc_stress |= GC_STRESS_VERIFY;
		else if (length == 4 && memcmp(text, "move", 4) == 0)
			vm.options.gc_stress |= GC_STRESS_MOVE;
		else if (length > 5 && memcmp(text, "fail=", 5) == 0)
			vm.options.fail_allocation = strtol(text + 5, NULL, 10);
		else
			return options_bad(
				"Invalid option -Xgc:%s: give collect, collect=N, verify, move or fail=N, "
				"with "
				"commas between",
				text);
		text += length + (text[length] == ',');
	}
	return true;
}

/* -ea, -da and their long names, -esa and -dsa. */
static bool assertion_option(const char *text)
{
	const char *value;
	if ((value = after(text, "-ea")) || (value = after(text, "-enableassertions")))
		return assertions_add(value, true);
	if ((value = after(text, "-da")) || (value = after(text, "-disableassertions")))
		return assertions_add(value, false);
	if (strcmp(text, "-esa") == 0 || strcmp(text, "-enablesystemassertions") == 0)
		return assertions_of_system(true);
	if (strcmp(text, "-dsa") == 0 || strcmp(text, "-disablesystemassertions") == 0)
		return assertions_of_system(false);
	return false;
}

/* What this virtual machine does anyway, or has nothing to do for. */
static bool is_idle_option(const char *text)
{
	static const char *const idle[] = {
		"-Xint",        "-Xmixed",    "-Xcomp",          "-Xbatch",     "-Xshare:off",
		"-Xshare:auto", "-Xshare:on", "-Xnoclassgc",     "-Xcheck:jni", "-server",
		"-client",      "-Xdebug",    "-Xverify:remote",
	};
	for (size_t i = 0; i < sizeof idle / sizeof idle[0]; i++)
		if (strcmp(text, idle[i]) == 0)
			return true;
	return after(text, "-splash:") || after(text, "-verbose:");
}

/* Whether `word`, as far as `length`, is in the list. */
static bool is_one_of(const char *word, size_t length, const char *const *list)
{
	for (; *list; list++)
		if (strlen(*list) == length && memcmp(*list, word, length) == 0)
			return true;
	return false;
}

/* TAG[+TAG…][*][=LEVEL] of -Xlog. */
static bool log_selection(const char *option, const char *text, size_t length)
{
	static const char *const collector[] = { "gc", "gc*", "all", NULL },
				 *const classes[] = { "class+load", "class+load*", "class*", "all", NULL },
				 *const shown[] = { "info", "debug", "trace", NULL },
				 *const hidden[] = { "off", "error", "warning", NULL };
	const char *const equals = memchr(text, '=', length);
	const size_t tags = equals ? (size_t)(equals - text) : length;
	const bool is_shown = !equals || is_one_of(equals + 1, length - tags - 1, shown);
	if (!is_shown && !is_one_of(equals + 1, length - tags - 1, hidden))
		return options_bad(
			"Invalid -Xlog option '%s': the levels are off, error, warning, info, debug "
			"and trace",
			option);
	if (is_one_of(text, tags, collector))
		vm.options.verbose_gc = is_shown;
	if (is_one_of(text, tags, classes))
		vm.options.verbose_class = is_shown;
	return true;
}

/* What follows -Xlog: [:SELECTIONS[:OUTPUT[:DECORATORS…]]]. Of HotSpot's logs this virtual machine has that
 * of collections and that of classes; all others are empty. */
static bool log_option(const char *option, const char *text)
{
	static const char *const outputs[] = { "", "stdout", "#0", NULL };
	if (strcmp(text, ":disable") == 0) {
		vm.options.verbose_gc = vm.options.verbose_class = false;
		return true;
	}
	if (*text && *text++ != ':')
		return options_bad("Unrecognized option: %s", option);
	const char *const end = text + strcspn(text, ":");
	if (text == end && !log_selection(option, "all", 3))
		return false;
	while (text < end) {
		const size_t length = strcspn(text, ",:");
		if (!log_selection(option, text, length))
			return false;
		text += length + (text[length] == ',');
	}
	const bool is_output = !*end || is_one_of(end + 1, strcspn(end + 1, ":"), outputs);
	return is_output || !(vm.options.verbose_gc || vm.options.verbose_class) ||
	       options_bad(
		       "Invalid -Xlog option '%s': this virtual machine writes its logs to standard output "
		       "only; leave the output out",
		       option);
}

static void verify_none(void)
{
	vm.options.verify_none = true;
	fputs("Stardust warning: Options -Xverify:none and -noverify were deprecated in JDK 13 and will "
	      "likely be removed in a future release.\n",
	      stderr);
}

static bool flag_option(const char *option)
{
	if (strcmp(option, "-verbose:class") == 0 || strcmp(option, "-verbose") == 0)
		vm.options.verbose_class = true;
	else if (strcmp(option, "-verbose:gc") == 0)
		vm.options.verbose_gc = true;
	else if (strcmp(option, "-Xverify:all") == 0 || strcmp(option, "-Xverify") == 0)
		vm.options.verify_all = true;
	else if (strcmp(option, "-Xverify:none") == 0 || strcmp(option, "-noverify") == 0)
		verify_none();
	else if (strcmp(option, "--enable-preview") == 0)
		classfile_preview = true;
	else if (strcmp(option, "-Xrs") == 0)
		vm.options.no_signals = true;
	else if (strcmp(option, "-Xfuture") == 0)
		fputs("Warning: -Xfuture option is deprecated and may be removed in a future release.\n",
		      stderr);
	else if (strcmp(option, "--show-module-resolution") == 0)
		options_property("jdk.module.showModuleResolution=true");
	else if (strcmp(option, "-Xdiag") == 0)
		options_property("sun.java.launcher.diag=true");
	else
		return assertion_option(option) || is_idle_option(option);
	return true;
}

bool options_heap_maximum(const char *option, const char *value)
{
	vm.options.heap_is_default = false;
	return (options_size(value, &vm.options.heap_maximum) && vm.options.heap_maximum) ||
	       options_bad("Invalid maximum heap size: %s", option);
}

bool options_heap_initial(const char *option, const char *value)
{
	initial_is_given = options_size(value, &vm.options.heap_initial);
	return initial_is_given || options_bad("Invalid initial heap size: %s", option);
}

bool options_stack(const char *option, const char *value)
{
	if (!options_size(value, &vm.options.stack_bytes))
		return options_bad("Invalid thread stack size: %s", option);
	if (vm.options.stack_bytes > (size_t)1 << 30)
		return options_bad("Invalid thread stack size: %s\nThe specified size exceeds the maximum "
				   "representable size.",
				   option);
	if (vm.options.stack_bytes == 0) /* as it was */
		vm.options.stack_bytes = (size_t)DEFAULT_STACK_KIB << 10;
	char least[16];
	snprintf(least, sizeof least, "%dk", LEAST_STACK_KIB);
	return vm.options.stack_bytes >= (size_t)LEAST_STACK_KIB << 10 ||
	       options_bad("\nThe Java thread stack size specified is too small. Specify at least %s", least);
}

/* -D. Folders of extensions there are no more since JDK 9. */
static bool property_option(const char *text)
{
	const char *folders;
	if ((folders = after(text, "java.ext.dirs=")) && *folders)
		return options_bad("-D%s is not supported.  Use -classpath instead.", text);
	if ((folders = after(text, "java.endorsed.dirs=")) && *folders)
		return options_bad(
			"-D%s is not supported. Endorsed standards and standalone APIs\n"
			"in modular form will be supported via the concept of upgradeable modules.",
			text);
	options_property(text);
	return true;
}

/* An option that is one word. False: it is wrong, and that has been said. */
static bool option(const char *text)
{
	const char *value;
	size_t young;
	note(text);
	if ((value = after(text, "-D")))
		return property_option(value);
	if ((value = after(text, "-Xmx")) || (value = after(text, "-mx")))
		return options_heap_maximum(text, value);
	if ((value = after(text, "-Xms")) || (value = after(text, "-ms")))
		return options_heap_initial(text, value);
	if ((value = after(text, "-Xss")) || (value = after(text, "-ss")))
		return options_stack(text, value);
	if ((value = after(text, "-Xmn"))) /* there is no young generation */
		return options_size(value, &young) ||
		       options_bad("Invalid initial young generation size: %s", text);
	if ((value = after(text, "-XX:")))
		return hotspot_flag(text, value);
	if ((value = after(text, "-Xarchive:"))) {
		vm.options.archive = value;
		return true;
	}
	if ((value = after(text, "-Xgc:")))
		return gc_option(value);
	if ((value = after(text, "-Xlog")))
		return log_option(text, value);
	if (after(text, "-Xbootclasspath"))
		return options_bad(
			"%s: the boot loader of this virtual machine has the JDK's own classes only; "
			"name the jar in -cp",
			text);
	if (strcmp(text, "--patch-module") == 0 || after(text, "--patch-module="))
		return options_bad("%s: this virtual machine patches no modules", text);
	if (after(text, "-javaagent:") || after(text, "-agentlib:") || after(text, "-agentpath:"))
		return options_bad("%s: this virtual machine loads no agents", text);
	if ((value = after(text, "--illegal-access="))) {
		fprintf(stderr,
			"Stardust warning: Ignoring option --illegal-access=%s; support was removed in "
			"17.0\n",
			value);
		return true;
	}
	return flag_option(text) || options_bad("Unrecognized option: %s", text);
}

static bool is_class_path(const char *text)
{
	return strcmp(text, "-cp") == 0 || strcmp(text, "-classpath") == 0 ||
	       strcmp(text, "--class-path") == 0;
}

static bool is_module(const char *text)
{
	return strcmp(text, "-m") == 0 || strcmp(text, "--module") == 0;
}

static bool is_describe(const char *text)
{
	return strcmp(text, "-d") == 0 || strcmp(text, "--describe-module") == 0;
}

static bool takes_value(const char *text)
{
	return strcmp(text, "--source") == 0 || is_class_path(text) || is_describe(text) ||
	       module_option(text, strlen(text));
}

/* Options that only say what to do: those that print something instead of running a program, and --dry-run.
 */
static bool deed(const char *text, struct launch *launch)
{
	static const struct {
		const char *name;
		enum launch_deed deed;
	} deeds[] = {
		{ "-version", LAUNCH_VERSION },
		{ "--version", LAUNCH_VERSION_OUT },
		{ "-fullversion", LAUNCH_FULL_VERSION },
		{ "--full-version", LAUNCH_FULL_VERSION_OUT },
		{ "--list-modules", LAUNCH_LIST_MODULES },
		{ "--validate-modules", LAUNCH_VALIDATE_MODULES },
		{ "--dry-run", LAUNCH_DRY_RUN },
	};
	for (size_t i = 0; i < sizeof deeds / sizeof deeds[0]; i++)
		if (strcmp(text, deeds[i].name) == 0) {
			launch->deed = deeds[i].deed;
			if (launch->deed == LAUNCH_VALIDATE_MODULES)
				options_property("jdk.module.validation=true");
			return true;
		}
	if (strcmp(text, "-showversion") == 0 || strcmp(text, "--show-version") == 0)
		launch->show_version = text[1] == '-' ? SHOW_VERSION_OUT : SHOW_VERSION_ERROR;
	else if (strcmp(text, "-XshowSettings") == 0 || after(text, "-XshowSettings:"))
		launch->show_settings = text;
	else
		return false;
	return true;
}

static bool needs_value(const char *text, const char *what)
{
	fprintf(stderr, "Error: %s requires %s\n", text, what);
	return false;
}

/* --source: what follows is a source file, whatever its name. */
static void source_level(struct launch *launch, const char *level)
{
	char *text;
	if (asprintf(&text, "jdk.internal.javac.source=%s", level) < 0)
		or_die(NULL);
	options_property(text);
	launch->is_source = true;
}

static bool is_source_file(const char *name)
{
	const size_t length = strlen(name);
	return length > 5 && strcmp(name + length - 5, ".java") == 0 && access(name, F_OK) == 0;
}

/* javac's launcher compiles the source file, which is its first argument, and runs it. */
static void launch_source(struct launch *launch)
{
	launch->mode = LAUNCH_MODULE;
	launch->what = "jdk.compiler/com.sun.tools.javac.launcher.Main";
	options_property("jdk.module.main=jdk.compiler");
	module_property(module_option("--add-modules", strlen("--add-modules")), "ALL-DEFAULT");
}

/* Whether a module option may not be empty; says so. */
static bool needs_modules(const char *text)
{
	if (strcmp(text, "--add-opens=") == 0 || strcmp(text, "--add-reads=") == 0)
		return false; /* Java says it */
	return !needs_value(text, "modules to be specified");
}

static void set_class_path(const char *path)
{
	vm.options.class_path = path;
	class_path_is_given = true;
}

/* An option whose value is the next word, NULL: there is none. */
static bool valued(const char *text, char *value, struct launch *launch)
{
	const struct module_option *const of_modules = module_option(text, strlen(text));
	const size_t name_length = of_modules ? strlen(of_modules->property) : 0;
	const bool is_path = name_length && strcmp(of_modules->property + name_length - 5, ".path") == 0;
	if (!value)
		return needs_value(text, is_class_path(text)             ? "class path specification"
					 : strcmp(text, "--source") == 0 ? "source version"
					 : is_describe(text)             ? "module name"
					 : is_path                       ? "module path specification"
									 : "modules to be specified");
	if (strcmp(text, "--source") == 0) {
		source_level(launch, value);
	} else if (of_modules) {
		module_property(of_modules, value);
	} else if (is_describe(text)) {
		launch->deed = LAUNCH_DESCRIBE_MODULE;
		launch->what = value;
	} else {
		set_class_path(value);
	}
	return true;
}

/* -m MODULE or MODULE/CLASS: Java wants the module as a property, too. */
static void module_main(char *what)
{
	char *text;
	if (asprintf(&text, "jdk.module.main=%.*s", (int)strcspn(what, "/"), what) < 0)
		or_die(NULL);
	options_property(text);
	if (!class_path_is_given)
		vm.options.class_path = ""; /* nothing but modules */
}

static enum options_result parse(const struct arguments *words, struct launch *launch)
{
	int i = 0;
	for (; i < words->count && words->at[i][0] == '-'; i++) {
		char *const text = words->at[i];
		char *const next = i + 1 < words->count ? words->at[i + 1] : NULL;
		const size_t name_length = strcspn(text, "=");
		const struct module_option *const of_modules =
			text[name_length] ? module_option(text, name_length) : NULL;
		const char *value;
		if (strcmp(text, "--help") == 0 || strcmp(text, "--help-extra") == 0)
			return OPTIONS_HELP;
		if (strcmp(text, "-help") == 0 || strcmp(text, "-X") == 0 || strcmp(text, "-h") == 0 ||
		    strcmp(text, "-?") == 0)
			return OPTIONS_HELP_ERROR;
		char *const module = (char *)after(text, "--module=");
		if (module && *module) {
			launch->mode = LAUNCH_MODULE;
			words->at[i] = module;
			break;
		}
		if (module) {
			needs_value(text, "module name");
			return OPTIONS_BAD;
		}
		if (strcmp(text, "-jar") == 0 || is_module(text)) {
			launch->mode = is_module(text) ? LAUNCH_MODULE : LAUNCH_JAR;
			if (!next) {
				needs_value(text, is_module(text) ? "module name" : "jar file specification");
				return OPTIONS_BAD;
			}
			i++;
			break;
		}
		if (deed(text, launch))
			continue;
		if ((value = after(text, "--class-path=")))
			set_class_path(value);
		else if ((value = after(text, "--source=")))
			source_level(launch, value);
		else if (of_modules && !text[name_length + 1] && needs_modules(text))
			return OPTIONS_BAD;
		else if (of_modules)
			module_property(of_modules, text + name_length + 1);
		else if (takes_value(text) ? !valued(text, next, launch) : !option(text))
			return OPTIONS_BAD;
		i += takes_value(text);
	}
	if (launch->deed != LAUNCH_RUN && launch->deed != LAUNCH_DRY_RUN)
		return OPTIONS_RUN;
	if (launch->mode == LAUNCH_CLASS &&
	    (launch->is_source || (i < words->count && is_source_file(words->at[i])))) {
		launch_source(launch);
		launch->arguments = words->at + i;
		launch->count = words->count - i;
		return OPTIONS_RUN;
	}
	if (i == words->count)
		return OPTIONS_NONE;
	launch->what = words->at[i++];
	if (launch->mode == LAUNCH_JAR)
		vm.options.class_path = launch->what;
	else if (launch->mode == LAUNCH_MODULE)
		module_main(words->at[i - 1]);
	launch->arguments = words->at + i;
	launch->count = words->count - i;
	return OPTIONS_RUN;
}

/* @file before the main class stands for the words in the file; @@ for a word that begins with @. */
static bool expand(struct arguments *words, int argc, char **argv)
{
	bool options = true, is_value = false;
	if (!environment_options(words, takes_value))
		return false;
	for (int i = 1; i < argc; i++) {
		char *const word = argv[i];
		if (!options || word[0] != '@' || !word[1])
			arguments_add(words, word);
		else if (word[1] == '@')
			arguments_add(words, word + 1);
		else if (!arguments_split_file(words, word + 1))
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

/* False: the heap cannot be, which has been said. */
static bool settle_heap(void)
{
	const char *wrong = NULL;
	if (vm.options.heap_maximum < (size_t)LEAST_HEAP_MIB << 20)
		wrong = "Too small maximum heap";
	else if (initial_is_given && vm.options.heap_initial > vm.options.heap_maximum)
		wrong = "Initial heap size set to a larger value than the maximum heap size";
	if (wrong)
		fprintf(stderr, "Error occurred during initialization of VM\n%s\n", wrong);
	if (vm.options.heap_maximum > (size_t)MOST_HEAP_MIB << 20)
		vm.options.heap_maximum = (size_t)MOST_HEAP_MIB << 20;
	if (vm.options.heap_initial > vm.options.heap_maximum)
		vm.options.heap_initial = vm.options.heap_maximum;
	return !wrong;
}

/* One of _JAVA_OPTIONS, which go over those of the command line. */
static bool option_of_environment(const char *text)
{
	const size_t length = strcspn(text, "=");
	const struct module_option *const of_modules = text[length] ? module_option(text, length) : NULL;
	if (!of_modules)
		return option(text);
	module_property(of_modules, text + length + 1);
	return true;
}

/* The properties by which a program can see what it was begun with. */
static void tell_command(const struct launch *launch)
{
	char *text = NULL;
	size_t bytes = 0;
	FILE *const out = or_die(open_memstream(&text, &bytes));
	fprintf(out, "sun.java.command=%s", launch->what ? launch->what : "");
	for (int i = 0; i < launch->count; i++)
		fprintf(out, " %s", launch->arguments[i]);
	if (fclose(out) != 0)
		or_die(NULL);
	options_property(text);
	options_property("sun.java.launcher=SUN_STANDARD");
}

enum options_result options_parse(int argc, char **argv, struct launch *launch)
{
	struct arguments words = { NULL, 0 }, last = { NULL, 0 };
	*launch = (struct launch){ .mode = LAUNCH_CLASS };
	const char *const class_path = getenv("CLASSPATH");
	vm.options.class_path = ".";
	if (class_path && *class_path)
		set_class_path(class_path);
	vm.options.heap_maximum = quarter_of_memory();
	vm.options.heap_is_default = true;
	vm.options.heap_initial = (size_t)8 << 20;
	vm.options.stack_bytes = (size_t)DEFAULT_STACK_KIB << 10;
	if (!expand(&words, argc, argv))
		return OPTIONS_BAD;
	if (!environment_last_options(&last, takes_value))
		return OPTIONS_BAD;
	const enum options_result result = parse(&words, launch);
	if (result != OPTIONS_RUN)
		return result;
	for (int i = 0; i < last.count; i++)
		if (!option_of_environment(last.at[i]))
			return OPTIONS_BAD;
	free(last.at);
	tell_command(launch);
	if (launch->mode != LAUNCH_JAR)
		vm.options.class_path = class_path_expand(vm.options.class_path);
	return settle_heap() ? OPTIONS_RUN : OPTIONS_BAD;
}
