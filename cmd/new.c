/* SPDX-License-Identifier: Apache-2.0 */
/* stardust new: a folder with a service that builds and runs as it is, small enough to be read whole. */
#include <ctype.h>
#include <getopt.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "channel/types/types.h"
#include "cmd/command.h"
#include "cmd/verbs.h"
#include "host/util/file.h"
#include "host/util/memory.h"

static const char usage[] = "usage: stardust new [--lang c|java] NAME\n\n"
			    "Makes the folder NAME with a type, a service and its description. Then:\n\n"
			    "  stardust build NAME\n"
			    "  stardust run NAME/NAME.img\n\n"
			    "  -l, --lang LANGUAGE    c (the default) or java\n";

/* In the templates: {name} as it was given, {word} as a C name, {Word} the same with a capital. */
static const char service_yaml[] = "# What 'stardust build' needs to know. Ports come from the .sd file.\n"
				   "name: {name}\n"
				   "types: {word}.sd\n"
				   "service: {Word}\n"
				   "language: c\n"
				   "sources: [{word}.c]\n"
				   "memory: 4M\n";

static const char types_sd[] = "// What {name} says to other services.\n"
			       "package {word};\n\n"
			       "struct Tick {\n"
			       "  number: uint32;\n"
			       "}\n\n"
			       "service {Word} {\n"
			       "  out ticks: Tick;\n"
			       "}\n";

static const char source_c[] =
	"// Counts to three. Each number goes to whoever a composition wires to `ticks`.\n"
	"#include <stdio.h>\n\n"
	"#include \"{word}.h\" // generated from {word}.sd\n\n"
	"int main(void)\n"
	"{\n"
	"\tfor (uint32_t number = 1; number <= 3; number++) {\n"
	"\t\tstruct {word}_Tick tick = { .number = number };\n"
	"\t\tint status;\n\n"
	"\t\tprintf(\"tick %u\\n\", number);\n"
	"\t\tstatus = {Word}_ticks_send(&tick, sd_after_ms(200));\n"
	"\t\tif (status)\n"
	"\t\t\tprintf(\"not sent: %s\\n\", sd_status_text(status));\n"
	"\t}\n"
	"\treturn 0;\n"
	"}\n";

static const char readme_md[] =
	"# {name}\n\n"
	"A Stardust service: `{word}.sd` says what it sends, `{word}.c` does it, `service.yaml` tells the "
	"build.\n"
	"From the folder above:\n\n"
	"    stardust build {name}\n"
	"    stardust run {name}/{name}.img\n\n"
	"Run alone it says that nothing is wired to `ticks`. To give it a listener, write a second service "
	"whose `.sd` block has `in ticks: Tick;` (in the same\n"
	"package, so that the types are the same) and a composition, `demo.yaml`:\n\n"
	"    name: demo\n"
	"    services:\n"
	"      {name}: { image: {name} }\n"
	"      listener: { image: listener }\n"
	"    channels:\n"
	"      - {name}.ticks -> listener.ticks\n\n"
	"    stardust up demo.yaml\n";

static const char java_yaml[] =
	"# What 'stardust build' needs to know. Ports are static fields of the main class.\n"
	"name: {name}\n"
	"language: java\n"
	"main: {word}.{Word}\n"
	"sources: [src]\n"
	"memory: 32M\n";

static const char tick_java[] = "package {word};\n\n"
				"/** What {name} says to other services. */\n"
				"public record Tick(int number) {\n"
				"}\n";

static const char main_java[] =
	"package {word};\n\n"
	"import stardust.Deadline;\n"
	"import stardust.Out;\n"
	"import stardust.PortException;\n\n"
	"/** Counts to three. Each number goes to whoever a composition wires to {@code ticks}. */\n"
	"public final class {Word} {\n"
	"\tstatic final Out<Tick> ticks = Out.port(\"ticks\");\n\n"
	"\tprivate {Word}() {\n"
	"\t}\n\n"
	"\tpublic static void main(String[] arguments) {\n"
	"\t\tfor (int number = 1; number <= 3; number++) {\n"
	"\t\t\tSystem.out.println(\"tick \" + number);\n"
	"\t\t\ttry {\n"
	"\t\t\t\tticks.send(new Tick(number), Deadline.afterMillis(200));\n"
	"\t\t\t} catch (PortException failure) {\n"
	"\t\t\t\tSystem.out.println(\"not sent: \" + failure.getMessage());\n"
	"\t\t\t}\n"
	"\t\t}\n"
	"\t}\n"
	"}\n";

static const char java_readme_md[] =
	"# {name}\n\n"
	"A Stardust service in Java: `Tick` is what it sends, `{Word}` does it, `service.yaml` tells the "
	"build. "
	"From the folder above:\n\n"
	"    stardust build {name}\n"
	"    stardust run {name}/{name}.img\n"
	"    stardust type extract {name}      # the types, for services in other languages\n\n"
	"With Maven or Gradle, let `service.yaml` name the jar instead of the sources: `classpath: "
	"[target/{name}.jar]`.\n";

struct names {
	const char *name;
	char *word, *capital;
};

/* The value of the placeholder at `text`, and its length; NULL when there is none. */
static const char *placeholder(const char *text, const struct names *names, size_t *length)
{
	const struct {
		const char *mark, *value;
	} all[] = { { "{name}", names->name }, { "{word}", names->word }, { "{Word}", names->capital } };

	for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
		if (strncmp(text, all[i].mark, strlen(all[i].mark)) == 0) {
			*length = strlen(all[i].mark);
			return all[i].value;
		}
	return NULL;
}

static int write_filled(const char *template, const struct names *names, const char *file,
			struct error *error)
{
	char *path AUTO_FREE = memory_format("%s/%s", names->name, file), *text AUTO_FREE = NULL;
	size_t bytes = 0, length = 0;
	FILE *out = open_memstream(&text, &bytes);

	if (!out)
		return error_set(error, "out of memory");
	while (*template) {
		const char *value = placeholder(template, names, &length);

		if (value)
			fputs(value, out);
		else
			fputc(*template, out);
		template += value ? length : 1;
	}
	fclose(out);
	return file_write(path, text, bytes, error);
}

static bool is_name(const char *name)
{
	size_t length = strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_-");

	return islower((unsigned char)name[0]) && !name[length] && length < 40;
}

static int make_java(const struct names *names, struct error *error)
{
	char *folder AUTO_FREE = memory_format("%s/src/%s", names->name, names->word);
	char *source AUTO_FREE = memory_format("src/%s/%s.java", names->word, names->capital);
	char *tick AUTO_FREE = memory_format("src/%s/Tick.java", names->word);

	if (file_exists(names->name))
		return error_at(error, names->name, 0, "exists already; choose another name");
	if (file_make_folder(folder, 0755, error) || write_filled(java_yaml, names, "service.yaml", error) ||
	    write_filled(tick_java, names, tick, error) || write_filled(main_java, names, source, error) ||
	    write_filled(java_readme_md, names, "README.md", error))
		return -1;
	return 0;
}

static int make(const struct names *names, struct error *error)
{
	char *types AUTO_FREE = memory_format("%s.sd", names->word);
	char *source AUTO_FREE = memory_format("%s.c", names->word);

	if (file_exists(names->name))
		return error_at(error, names->name, 0, "exists already; choose another name");
	if (file_make_folder(names->name, 0755, error) ||
	    write_filled(service_yaml, names, "service.yaml", error) ||
	    write_filled(types_sd, names, types, error) || write_filled(source_c, names, source, error) ||
	    write_filled(readme_md, names, "README.md", error))
		return -1;
	return 0;
}

/* A word of the language, what begins Stardust's own names in C, or a class that the service in Java uses. */
static bool is_taken(const char *word, bool java)
{
	static const char *const classes[] = { "deadline", "out", "string", "system", "tick" };

	if (!java)
		return types_is_c_word(word) || strcmp(word, "sd") == 0;
	for (size_t i = 0; i < sizeof classes / sizeof classes[0]; i++)
		if (strcmp(word, classes[i]) == 0)
			return true;
	return types_is_java_word(word);
}

int verb_new(int argc, char **argv)
{
	static const struct option options[] = { { "lang", required_argument, NULL, 'l' },
						 { "help", no_argument, NULL, 'h' },
						 { 0 } };
	bool java = false;
	struct names names;
	struct error error;
	int option, result;

	while ((option = getopt_long(argc, argv, "l:h", options, NULL)) != -1) {
		if (option == 'l') {
			java = strcmp(optarg, "java") == 0;
			if (!java && strcmp(optarg, "c") != 0)
				return command_usage(
					"new", "'%s' is no language for a service; give c or java", optarg);
			continue;
		}
		if (option != 'h')
			return STATUS_USAGE;
		fputs(usage, stdout);
		return STATUS_OK;
	}
	if (optind != argc - 1)
		return command_usage("new", "expected one name");
	if (!is_name(argv[optind]))
		return command_usage(
			"new",
			"'%s' must begin with a small letter and hold small letters, digits, '_' and '-'",
			argv[optind]);
	names = (struct names){ argv[optind], memory_text(argv[optind]), NULL };
	for (char *at = names.word; *at; at++)
		if (*at == '-')
			*at = '_';
	if (is_taken(names.word, java)) {
		free(names.word);
		return command_usage("new",
				     "'%s' has a meaning in the service's sources; choose another name",
				     argv[optind]);
	}
	names.capital = memory_text(names.word);
	names.capital[0] = (char)toupper((unsigned char)names.capital[0]);
	result = (java ? make_java : make)(&names, &error) ? command_fail(&error) : STATUS_OK;
	if (!result)
		printf("%s: made; 'stardust build %s' comes next\n", names.name, names.name);
	free(names.word);
	free(names.capital);
	return result;
}
