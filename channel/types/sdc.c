/* SPDX-License-Identifier: Apache-2.0 */
/* sdc FILE.sd -o FOLDER: writes PACKAGE.h and PACKAGE.c. For builds that do not go through `stardust build`.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "channel/types/types.h"

static void report(void *context, const char *message)
{
	fprintf(stderr, "%s\n", message);
}

static char *read_file(const char *path, size_t *length)
{
	FILE *file = fopen(path, "rb");
	char *text = NULL;
	long size;

	if (!file || fseek(file, 0, SEEK_END) || (size = ftell(file)) < 0 || fseek(file, 0, SEEK_SET) ||
	    !(text = malloc((size_t)size + 1)) || fread(text, 1, (size_t)size, file) != (size_t)size) {
		perror(path);
		exit(1);
	}
	fclose(file);
	*length = (size_t)size;
	return text;
}

static int write_file(const char *folder, const char *name, const char *suffix, char *text)
{
	char path[4096];
	int length = snprintf(path, sizeof(path), "%s/%s%s", folder, name, suffix);
	FILE *file = length < (int)sizeof(path) ? fopen(path, "wb") : NULL;

	if (!text || !file || fputs(text, file) < 0 || fclose(file)) {
		perror(path);
		return 1;
	}
	free(text);
	return 0;
}

int main(int argc, char **argv)
{
	size_t length;

	if (argc != 4 || strcmp(argv[2], "-o")) {
		fprintf(stderr, "usage: sdc FILE.sd -o FOLDER\n");
		return 2;
	}
	const char *slash = strrchr(argv[1], '/');
	const char *source = slash ? slash + 1 : argv[1];
	char *text = read_file(argv[1], &length);
	struct package *package = types_parse(argv[1], text, length, report, NULL);
	int status = !package ||
		     write_file(argv[3], package->name, ".h", types_emit_header(package, source)) ||
		     write_file(argv[3], package->name, ".c", types_emit_source(package, source));

	types_free(package);
	free(text);
	return status;
}
