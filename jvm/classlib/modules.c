/* SPDX-License-Identifier: Apache-2.0 */
/* modules.c: the JDK's classes, from lib/modules mapped read-only or from a class archive: bytes are used
 * where they lie. At most one of the two is open. */
#include "jvm/classlib/archive.h"
#include "jvm/classlib/classlib.h"
#include "jvm/classlib/jimage.h"
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { LONGEST_PATH = 1024, TRIM_BYTES = 128 * 1024 };

static struct jimage image;
static struct archive archive;

/* Classes lie all over the file, and with each page that is read the system maps its neighbours, although
 * most of a class is read once, when it is defined. So all pages are unmapped each time TRIM_BYTES were
 * handed out: what is still in use comes back from the page cache. */
static void trim(size_t handed_out)
{
	static atomic_size_t since;
	if (atomic_fetch_add(&since, handed_out) + handed_out >= TRIM_BYTES) {
		atomic_store(&since, 0);
		madvise((void *)image.bytes, image.length, MADV_DONTNEED);
	}
}

static char message[LONGEST_PATH + 128];

/* Maps a file; NULL and `message` when it cannot. */
static void *map(const char *path, size_t *length)
{
	/* A pipe would be waited for. */
	const int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	struct stat status;
	const bool is_known = file >= 0 && fstat(file, &status) == 0;
	if (!is_known || !S_ISREG(status.st_mode)) {
		snprintf(message, sizeof message, is_known ? "%s: is no file" : "%s: %m", path);
		if (file >= 0)
			close(file);
		return NULL;
	}
	*length = (size_t)status.st_size;
	void *at = mmap(NULL, *length, PROT_READ, MAP_PRIVATE, file, 0);
	close(file);
	if (at == MAP_FAILED) {
		snprintf(message, sizeof message, "%s: cannot be mapped: %m", path);
		return NULL;
	}
	return at;
}

bool classlib_open_modules(const char *java_home, const char **error)
{
	char path[LONGEST_PATH];
	const char *why;
	size_t length;
	*error = message;
	snprintf(path, sizeof path, "%s/lib/modules", java_home);
	void *at = map(path, &length);
	if (!at)
		return false;
	if (!jimage_open(&image, at, length, &why)) {
		munmap(at, length);
		snprintf(message, sizeof message, "%s: %s", path, why);
		return false;
	}
	return true;
}

bool classlib_open_archive(const char *path, const char **error)
{
	const char *why;
	size_t length;
	*error = message;
	void *at = map(path, &length);
	if (!at)
		return false;
	if (!classlib_use_archive(at, length, &why)) {
		munmap(at, length);
		snprintf(message, sizeof message, "%s: %s", path, why);
		return false;
	}
	return true;
}

bool classlib_use_archive(const uint8_t *bytes, size_t length, const char **error)
{
	return archive_open(&archive, bytes, length, error);
}

bool classlib_has_archive(void)
{
	return archive.bytes != NULL;
}

static struct class_bytes bytes_of(const struct archive_file *file)
{
	return (struct class_bytes){ .at = file->at,
				     .length = file->bytes,
				     .origin = file->module ? file->module : "application" };
}

bool classlib_find_application(const char *path, struct class_bytes *found)
{
	struct archive_file file;
	if (!archive.bytes || !archive_find(&archive, NULL, path, &file))
		return false;
	*found = bytes_of(&file);
	return true;
}

bool classlib_left_out(const char *class_name)
{
	return archive.bytes && archive_left_out(&archive, class_name);
}

/* The module of a package given with dots. /packages/NAME holds pairs of (is empty, offset of the module's
 * name). */
static const char *module_of(const char *package)
{
	char path[sizeof "/packages/" + LONGEST_PATH];
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
	if (!image.bytes && !archive.bytes)
		return NULL;
	snprintf(dotted, sizeof dotted, "%s", package);
	for (char *at = dotted; *at; at++)
		if (*at == '/')
			*at = '.';
	return archive.bytes ? archive_module_of(&archive, dotted) : module_of(dotted);
}

bool classlib_find_in_module(const char *module, const char *path, struct class_bytes *found)
{
	char full[LONGEST_PATH];
	struct jimage_location location;
	struct archive_file file;
	if (archive.bytes && archive_find(&archive, module, path, &file)) {
		*found = bytes_of(&file);
		return true;
	}
	if (!image.bytes || (size_t)snprintf(full, sizeof full, "/%s/%s", module, path) >= sizeof full)
		return false;
	if (!jimage_find(&image, full, &location) || location.compressed)
		return false;
	trim(location.bytes);
	*found = (struct class_bytes){ .at = location.at,
				       .length = location.bytes,
				       .origin = location.module };
	return true;
}

bool classlib_find_module_file(const char *path, struct class_bytes *found, const char **module)
{
	const char *in = "java.base";
	struct archive_file file;
	if (archive.bytes) {
		if (!archive_find_in_modules(&archive, path, &file))
			return false;
		*found = bytes_of(&file);
		if (module)
			*module = file.module;
		return true;
	}
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

void classlib_each_class(const char *module, void (*visit)(const char *path, void *context), void *context)
{
	struct jimage_location location;
	char path[LONGEST_PATH];
	for (uint32_t slot = 0; image.bytes && slot < image.slots; slot++) {
		if (!jimage_location_at(&image, slot, &location) || strcmp(location.module, module) != 0 ||
		    strcmp(location.extension, "class") != 0)
			continue;
		if ((size_t)snprintf(path, sizeof path, "%s/%s.class", location.parent, location.base) <
		    sizeof path)
			visit(path, context);
	}
}

void classlib_each_module(void (*visit)(const char *module, void *context), void *context)
{
	struct jimage_location location;
	const char *name, *owner;
	/* A module is visited at its first package. */
	for (uint32_t i = 0; archive.bytes && i < archive.header->packages; i++) {
		bool seen = !archive_package_at(&archive, i, &name, &owner);
		for (uint32_t before = 0; before < i && !seen; before++)
			seen = archive.packages[before].module == archive.packages[i].module;
		if (!seen)
			visit(owner, context);
	}
	for (uint32_t slot = 0; image.bytes && slot < image.slots; slot++)
		if (jimage_location_at(&image, slot, &location) && *location.module &&
		    strcmp(location.base, "module-info") == 0)
			visit(location.module, context);
}

const uint8_t *classlib_modules_file(size_t *length)
{
	*length = archive.bytes ? sizeof jimage_empty : image.length;
	return archive.bytes ? (const uint8_t *)jimage_empty : image.bytes;
}
