/* SPDX-License-Identifier: Apache-2.0 */
/* The map opens with pairs of "ARCHIVE(MEMBER)" and "REQUESTER (SYMBOL)", the second on a line of its own
 * when the first is long. After "Linker script and memory map" come the sections that were kept:
 * "NAME ADDRESS SIZE FILE", the name on a line of its own when it is long.
 */
#include "host/image/contents.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "host/util/memory.h"

#define PULLED     "Archive member included to satisfy reference by file (symbol)\n"
#define MEMORY_MAP "\nLinker script and memory map\n"
#define TOKEN      512

/* "/a/b/libx.a(y.o)" -> "libx.a" and, when `member` is not NULL, "y.o"; false when it is no member. */
static bool split_member(const char *text, char *archive, char *member)
{
	const char *bracket = strstr(text, ".a("), *start = bracket;
	const char *base, *close;

	if (!bracket)
		return false;
	while (start > text && start[-1] != '/')
		start--;
	snprintf(archive, TOKEN, "%.*s", (int)(bracket + 2 - start), start);
	if (!member)
		return true;
	base = bracket + 3;
	close = strrchr(base, ')');
	for (const char *at = base; close && at < close; at++)
		if (*at == '/')
			base = at + 1;
	snprintf(member, TOKEN, "%.*s", close ? (int)(close - base) : 0, base);
	return true;
}

static struct manifest_content *find(struct manifest *manifest, const char *archive)
{
	for (unsigned i = 0; i < manifest->content_count; i++)
		if (strcmp(manifest->contents[i].archive, archive) == 0)
			return &manifest->contents[i];
	return NULL;
}

/* `requester` is "FILE (SYMBOL)", or "(SYMBOL)" for the entry point. */
static void add(struct manifest *manifest, const char *archive, const char *file, const char *symbol)
{
	char name[TOKEN], member[TOKEN];
	struct manifest_content *content;
	size_t length = strlen(symbol);

	if (find(manifest, archive))
		return;
	manifest->contents =
		memory_resize(manifest->contents, manifest->content_count + 1, sizeof *manifest->contents);
	content = &manifest->contents[manifest->content_count++];
	if (length >= 2 && symbol[0] == '(')
		snprintf(name, sizeof name, "%.*s", (int)(length - 2), symbol + 1);
	else
		snprintf(name, sizeof name, "%s", symbol);
	if (!file[0]) {
		content->because = memory_format("it is the entry point %s", name);
	} else {
		char owner[TOKEN];

		if (!split_member(file, owner, member))
			snprintf(member, sizeof member, "%s",
				 strrchr(file, '/') ? strrchr(file, '/') + 1 : file);
		content->because = memory_format("%s needs %s", member, name);
	}
	content->archive = memory_text(archive);
	content->bytes = 0;
}

static void read_pulled(const char *at, const char *end, struct manifest *manifest)
{
	char member[TOKEN], requester[TOKEN], symbol[TOKEN], archive[TOKEN];
	int used;

	while (at < end && sscanf(at, " %511s%n", member, &used) == 1 &&
	       split_member(member, archive, NULL)) {
		at += used;
		if (sscanf(at, " %511s%n", requester, &used) != 1)
			return;
		at += used;
		if (requester[0] == '(') {
			add(manifest, archive, "", requester);
			continue;
		}
		if (sscanf(at, " %511s%n", symbol, &used) != 1)
			return;
		at += used;
		add(manifest, archive, requester, symbol);
	}
}

/* Sections of debug information begin at address 0 but do not stay there: they are told by name. */
static void read_sizes(const char *at, struct manifest *manifest)
{
	bool is_loaded = true;

	while (at && *at) {
		const char *next = strchr(at, '\n'), *hex = strstr(at, "0x");
		unsigned long long address, size;
		char file[TOKEN], archive[TOKEN];
		struct manifest_content *content;

		if (*at == '.')
			is_loaded = strncmp(at, ".debug", 6) != 0 && strncmp(at, ".comment", 8) != 0;
		if (is_loaded && hex && (!next || hex < next) &&
		    sscanf(hex, "%llx %llx %511s", &address, &size, file) == 3 && address &&
		    split_member(file, archive, NULL) && (content = find(manifest, archive)))
			content->bytes += size;
		at = next ? next + 1 : NULL;
	}
}

void contents_from_map(const char *map, struct manifest *manifest)
{
	const char *pulled = strstr(map, PULLED), *memory = strstr(map, MEMORY_MAP);

	if (!pulled || !memory || memory < pulled)
		return;
	read_pulled(pulled + strlen(PULLED), memory, manifest);
	read_sizes(memory, manifest);
}
