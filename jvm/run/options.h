/* SPDX-License-Identifier: Apache-2.0 */
/* options.h: the command line of `java`. */
#ifndef JVM_RUN_OPTIONS_H
#define JVM_RUN_OPTIONS_H

#include "jvm/run/boot.h"

enum options_result {
	OPTIONS_RUN,
	OPTIONS_HELP,       /* asked for by --help */
	OPTIONS_HELP_ERROR, /* asked for by -help: on standard error */
	OPTIONS_NONE,       /* there is nothing to run */
	OPTIONS_BAD         /* the message is printed */
};

/* Reads argv[1…] (JDK_JAVA_OPTIONS and JAVA_TOOL_OPTIONS of the environment before them, @files expanded)
 * into vm.options and *launch. The strings stay the caller's and must stay. */
enum options_result options_parse(int argc, char **argv, struct launch *launch);

#endif
