/* SPDX-License-Identifier: Apache-2.0 */
/* stardust java: becomes stardust-java, which lies beside this program. It is a program of its own because
 * the libraries of the other verbs would cost a Java process 4 MB and a tenth of its start. */
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cmd/command.h"
#include "cmd/verbs.h"

int verb_java(int argc, char **argv)
{
	(void)argc;
	char path[PATH_MAX + 16];
	if (!realpath("/proc/self/exe", path)) {
		fprintf(stderr, "stardust java: /proc/self/exe: %m\n");
		return STATUS_MACHINE;
	}
	strcpy(strrchr(path, '/') + 1, "stardust-java");
	execv(path, argv);
	fprintf(stderr, "stardust java: %s: %m; it belongs beside stardust\n", path);
	return STATUS_MACHINE;
}
