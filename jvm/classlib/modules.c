/* SPDX-License-Identifier: Apache-2.0 */
/* modules.c: the JDK's classes, from lib/modules mapped read-only: bytes are used where they lie. */
#include "jvm/classlib/classlib.h"
#include "jvm/classlib/jimage.h"
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { LONGEST_PATH = 1024, TRIM_BYTES = 128 * 1024 };

static struct jimage image;

/* Classes lie all over the file, and with each page that is read the system maps its neighbours, although
 * most of a class is read once, when it is defined. So all pages are unmapped each time TRIM_BYTES were
 * handed out: what is still in use comes back from the page cache. */
static void trim(size_t handed_out)
{
	static _Atomic size_t since;
	if ((since += handed_out) >= TRIM_BYTES) {
		since = 0;
		madvise((void *)image.bytes, image.length, MADV_DONTNEED);
	}
}

bool classlib_open_modules(const char *java_home, const char **error)
{
	static char message[LONGEST_PATH + 128];
	char path[LONGEST_PATH];
	*error = message;
	snprintf(path, sizeof path, "%s/lib/modules", java_home);
	const int file = open(path, O_RDONLY | O_CLOEXEC);
	struct stat status;
	if (file < 0 || fstat(file, &status) < 0) {
		snprintf(message, sizeof message, "%s: %m", path);
		if (file >= 0)
			close(file);
		return false;
	}
	void *at = mmap(NULL, (size_t)status.st_size, PROT_READ, MAP_PRIVATE, file, 0);
	close(file);
	if (at == MAP_FAILED) {
		snprintf(message, sizeof message, "%s: cannot be mapped: %m", path);
		return false;
	}
	const char *why;
	if (!jimage_open(&image, at, (size_t)status.st_size, &why)) {
		munmap(at, (size_t)status.st_size);
		snprintf(message, sizeof message, "%s: %s", path, why);
		return false;
	}
	return true;
}

/* The module of a package given with dots. /packages/NAME holds pairs of (is empty, offset of the module's
 * name). */
static const char *module_of(const char *package)
{
	char path[LONGEST_PATH];
	struct jimage_location found;
	snprintf(path, sizeof path, "/packages/%s", package);
	if (!jimage_find(&image, path, &found))
		return NULL;
	for (uint64_t i = 0; i + 8 <= found.bytes; i += 8) {
		uint32_t pair[2];
		memcpy(pair, found.at + i, sizeof pair);
		if (!pair[0])
			return jimage_string(&image, pair[1]);
	}
	return NULL;
}

const char *classlib_module_of_package(const char *package)
{
	char dotted[LONGEST_PATH];
	if (!image.bytes)
		return NULL;
	snprintf(dotted, sizeof dotted, "%s", package);
	for (char *at = dotted; *at; at++)
		if (*at == '/')
			*at = '.';
	return module_of(dotted);
}

bool classlib_find_in_module(const char *module, const char *path, struct class_bytes *found)
{
	char full[LONGEST_PATH];
	struct jimage_location location;
	if (!image.bytes || (size_t)snprintf(full, sizeof full, "/%s/%s", module, path) >= sizeof full)
		return false;
	if (!jimage_find(&image, full, &location) || location.compressed)
		return false;
	trim(location.bytes);
	*found = (struct class_bytes){
		.at = location.at, .length = location.bytes, .stays = true, .origin = location.module
	};
	return true;
}

bool classlib_find_module_file(const char *path, struct class_bytes *found, const char **module)
{
	const char *in = "java.base";
	if (!classlib_find_in_module(in, path, found)) {
		char package[LONGEST_PATH];
		const char *slash = strrchr(path, '/');
		if (!slash || (size_t)snprintf(package, sizeof package, "%.*s", (int)(slash - path), path) >=
				      sizeof package)
			return false;
		in = classlib_module_of_package(package);
		if (!in || !classlib_find_in_module(in, path, found))
			return false;
	}
	if (module)
		*module = found->origin;
	return true;
}

void classlib_each_package(const char *module, void (*visit)(const char *package, void *context),
			   void *context)
{
	struct jimage_location location;
	for (uint32_t slot = 0; image.bytes && slot < image.slots; slot++) {
		if (!jimage_location_at(&image, slot, &location) || strcmp(location.module, "packages") != 0)
			continue;
		const char *owner = module_of(location.base);
		if (owner && strcmp(owner, module) == 0)
			visit(location.base, context);
	}
}

void classlib_each_module(void (*visit)(const char *module, void *context), void *context)
{
	struct jimage_location location;
	for (uint32_t slot = 0; image.bytes && slot < image.slots; slot++)
		if (jimage_location_at(&image, slot, &location) && *location.module &&
		    strcmp(location.base, "module-info") == 0)
			visit(location.module, context);
}

void class_bytes_free(struct class_bytes *bytes)
{
	if (!bytes->stays)
		free((void *)bytes->at);
	*bytes = (struct class_bytes){ 0 };
}

const uint8_t *classlib_modules_file(size_t *length)
{
	*length = image.length;
	return image.bytes;
}
