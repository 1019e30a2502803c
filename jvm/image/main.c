/* SPDX-License-Identifier: Apache-2.0 */
/* main.c: the virtual machine of an image, begun with what the build linked in. */
#include "abi/boot_abi.h"
#include "abi/java_abi.h"
#include "jvm/classlib/classlib.h"
#include "jvm/memory/must.h"
#include "jvm/run/boot.h"
#include "jvm/run/options.h"
#include "jvm/run/vm.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The words of a command line of `java`: its name, the options, the class, the arguments. */
static char **words_of(int argc, char **argv, int *count)
{
	char **const words = must(calloc(java_options_count + (size_t)argc + 2, sizeof *words));
	words[(*count)++] = argv[0];
	for (uint32_t i = 0; i < java_options_count; i++)
		words[(*count)++] = (char *)java_options[i];
	words[(*count)++] = (char *)java_main_class;
	for (int i = 1; i < argc; i++)
		words[(*count)++] = argv[i];
	return words;
}

int java_service(int argc, char **argv)
{
	const char *error = NULL;
	struct launch launch;
	int count = 0;
	char **const words = words_of(argc, argv, &count);
	if (options_parse(count, words, &launch) != OPTIONS_RUN)
		return EXIT_FAILURE;
	if (!classlib_use_archive(java_archive, (uintptr_t)java_archive_end - (uintptr_t)java_archive,
				  &error)) {
		fprintf(stderr, "java: %s\n", error);
		return EXIT_FAILURE;
	}
	vm.options.java_home = "/java"; /* of what reads files below it, none is there */
	/* A class path that is no folder would be taken for a jar. Without resources there is no /app. */
	vm.options.class_path = access("/app", F_OK) == 0 ? "/app" : "/";
	boot_serve_stop(); /* there may be shutdown hooks */
	vm_launch(&launch);
}
