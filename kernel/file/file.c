/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "abi/files_abi.h"
#include "kernel/boot/boot.h"
#include "kernel/file/cpio.h"
#include "kernel/file/file.h"

/* Leading "/" and "./" mean nothing. */
static const char *skip_root(const char *path, size_t *length)
{
	for (;;) {
		if (*length && *path == '/') {
			path++;
			(*length)--;
		} else if (*length > 1 && path[0] == '.' && path[1] == '/') {
			path += 2;
			*length -= 2;
		} else if (*length == 1 && *path == '.') {
			path++;
			*length = 0;
		} else {
			return path;
		}
	}
}

bool file_at(size_t index, struct file *out)
{
	size_t offset = 0;
	struct cpio_entry entry;

	if (index < linked_files_count) {
		const struct linked_file *linked = &linked_files[index];
		out->path_length = strlen(linked->path);
		out->path = skip_root(linked->path, &out->path_length);
		out->data = linked->data;
		out->bytes = linked->bytes;
		return true;
	}
	index -= linked_files_count;
	while (boot.module && cpio_next(boot.module, boot.module_bytes, &offset, &entry)) {
		if (!entry.regular || index--)
			continue;
		out->path_length = entry.name_length;
		out->path = skip_root(entry.name, &out->path_length);
		out->data = entry.data;
		out->bytes = entry.bytes;
		return true;
	}
	return false;
}

static const char *clean(const char *path, size_t *length)
{
	*length = strlen(path);
	path = skip_root(path, length);
	while (*length && path[*length - 1] == '/')
		(*length)--;
	return path;
}

/* Whether `file` lies below the directory; then *rest is its path from there. */
static bool below(const struct file *file, const char *directory, size_t length, const char **rest)
{
	if (!length) {
		*rest = file->path;
		return true;
	}
	*rest = file->path + length + 1;
	return file->path_length > length && !memcmp(file->path, directory, length) &&
	       file->path[length] == '/';
}

enum file_kind file_find(const char *path, struct file *out)
{
	size_t length;
	const char *rest;
	enum file_kind kind = FILE_ABSENT;

	path = clean(path, &length);
	if (!length)
		kind = FILE_DIRECTORY;
	for (size_t i = 0; file_at(i, out); i++) {
		if (out->path_length == length && !memcmp(out->path, path, length))
			return FILE_REGULAR;
		if (below(out, path, length, &rest))
			kind = FILE_DIRECTORY;
	}
	return kind;
}

/* The part of `file`'s path that names it, or the directory that holds it, in `directory`. */
static bool child(const struct file *file, const char *directory, size_t directory_length, const char **name,
		  size_t *length, enum file_kind *kind)
{
	if (!below(file, directory, directory_length, name))
		return false;
	size_t left = file->path + file->path_length - *name;
	const char *slash = memchr(*name, '/', left);
	*length = slash ? (size_t)(slash - *name) : left;
	*kind = slash ? FILE_DIRECTORY : FILE_REGULAR;
	return true;
}

bool file_next(const char *directory, size_t *cookie, const char **name, size_t *length, enum file_kind *kind)
{
	size_t directory_length;
	struct file file;

	directory = clean(directory, &directory_length);
	for (; file_at(*cookie, &file); ++*cookie) {
		if (!child(&file, directory, directory_length, name, length, kind))
			continue;
		/* A name that an earlier file had already is not told again. */
		bool seen = false;
		for (size_t i = 0; i < *cookie && !seen; i++) {
			const char *other;
			size_t other_length;
			enum file_kind other_kind;
			seen = file_at(i, &file) &&
			       child(&file, directory, directory_length, &other, &other_length,
				     &other_kind) &&
			       other_length == *length && !memcmp(other, *name, *length);
		}
		if (!seen) {
			++*cookie;
			return true;
		}
	}
	return false;
}
