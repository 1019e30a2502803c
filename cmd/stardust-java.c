/* SPDX-License-Identifier: Apache-2.0 */
/* stardust-java: runs a Java program as a Linux process; `stardust java` becomes this program. The command
 * line, the messages and the exit statuses are those of `java`. */
#include <glob.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "jvm/run/boot.h"
#include "jvm/run/options.h"
#include "jvm/run/vm.h"

static const char usage[] =
	"usage: stardust java [OPTION]... MAIN-CLASS [ARGUMENT]...\n"
	"       stardust java [OPTION]... -jar FILE [ARGUMENT]...\n"
	"       stardust java [OPTION]... SOURCE.java [ARGUMENT]...\n\n"
	"Runs a Java program with the virtual machine of Stardust and the class library of OpenJDK 17,\n"
	"which is looked for in $JAVA_HOME, then in /usr/lib/jvm.\n\n"
	"  -cp, -classpath, --class-path PATH   folders and jars, ':' between, lib/*: all jars of lib;\n"
	"                      default: $CLASSPATH or .\n"
	"  -DNAME=VALUE        set a system property\n"
	"  -Xmx -Xms -XssSIZE  most and first heap, stack of a thread; SIZE ends in k, m or g\n"
	"  -ea, -da[:CLASS|:PACKAGE...]         assertions on, off; -esa, -dsa: of the class library\n"
	"  -m, --module MODULE[/CLASS]          run a module's main class\n"
	"  -p, --module-path PATH, --add-modules, --add-exports, --add-opens, --add-reads, --limit-modules\n"
	"                      as the module system knows them\n"
	"  --dry-run           load the main class, do not run it\n"
	"  --list-modules, --describe-module NAME, -XshowSettings[:all|vm|properties|locale]\n"
	"  -verbose:class, -verbose:gc          say what is loaded, collected\n"
	"  -version, -showversion               print the version (and go on)\n"
	"  --source VERSION    the file is source code, whatever its name\n"
	"  --enable-preview    run class files that use preview features\n"
	"  -Xrs                no shutdown hooks at a signal, no stacks at SIGQUIT\n"
	"  -XX:MaxRAMPercentage=N, MaxMetaspaceSize, MaxDirectMemorySize, ActiveProcessorCount,\n"
	"                      MaxJavaStackTraceDepth=N; -XX:+ExitOnOutOfMemoryError, DisableExplicitGC;\n"
	"                      -XX:-ShowCodeDetailsInExceptionMessages, StackTraceInThrowable: as HotSpot's\n"
	"  -Xint, -XX:+UseSerialGC and such     accepted: this machine interprets, and has one collector\n"
	"  -Xverify:all, none  verify the class library too, or nothing\n"
	"  -Xgc:LIST           for tests: collect (at every allocation), collect=N (at every Nth), verify "
	"(the\n"
	"                      whole heap), move (all that can be moved), fail=N (the Nth allocation), with\n"
	"                      commas between\n"
	"  -Xarchive:FILE      for tests: classes from an archive that 'stardust build' packed, and from "
	"nowhere "
	"else\n"
	"  @FILE               options in a file; JDK_JAVA_OPTIONS in the environment comes first\n"
	"Exit status: the program's, 1 for an uncaught exception; after SIGINT 130, after SIGTERM 143.\n";

/* A JDK is of version 17 when its release file says so. */
static bool is_java_17(const char *home)
{
	char path[PATH_MAX], line[256];
	bool found = false;
	snprintf(path, sizeof path, "%s/release", home);
	FILE *release = fopen(path, "r");
	while (release && !found && fgets(line, sizeof line, release))
		found = strncmp(line, "JAVA_VERSION=\"17", 16) == 0;
	if (release)
		fclose(release);
	return found;
}

/* NULL: there is none, which has been said. */
static const char *find_java_home(void)
{
	static char home[PATH_MAX];
	const char *const named = getenv("JAVA_HOME");
	if (named && *named) {
		if (is_java_17(named) && realpath(named, home))
			return home;
		fprintf(stderr,
			"stardust java: JAVA_HOME is %s, which is no JDK of version 17; unset it or install "
			"the package "
			"openjdk-17-jdk-headless\n",
			named);
		return NULL;
	}
	glob_t found;
	const char *result = NULL;
	if (glob("/usr/lib/jvm/*17*", 0, NULL, &found) == 0)
		for (size_t i = 0; i < found.gl_pathc && !result; i++)
			if (is_java_17(found.gl_pathv[i]))
				result = realpath(found.gl_pathv[i], home);
	globfree(&found);
	if (!result)
		fputs("stardust java: there is no JDK of version 17 in /usr/lib/jvm; install the package "
		      "openjdk-17-jdk-headless or set JAVA_HOME\n",
		      stderr);
	return result;
}

int main(int argc, char **argv)
{
	setvbuf(stdout, NULL, _IOLBF, 0);
	struct launch launch;
	switch (options_parse(argc, argv, &launch)) {
	case OPTIONS_HELP:
		fputs(usage, stdout);
		return 0;
	case OPTIONS_HELP_ERROR:
		fputs(usage, stderr);
		return 0;
	case OPTIONS_NONE:
		fputs(usage, stderr);
		return 1;
	case OPTIONS_BAD:
		return 1;
	case OPTIONS_RUN:
		break;
	}
	/* With an archive as in an image: of a JDK only a few data files are there, where JAVA_HOME says. */
	const char *const named = getenv("JAVA_HOME");
	vm.options.java_home = !vm.options.archive ? find_java_home() : named ? named : "/java";
	if (!vm.options.java_home)
		return 1;
	vm_launch(&launch);
}
