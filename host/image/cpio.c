/* SPDX-License-Identifier: Apache-2.0 */
#include "host/image/cpio.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "host/util/memory.h"

#define HEADER_BYTES   110
#define MODE_FILE      0100444u
#define MODE_FOLDER    0040555u
#define PATH_MAX_BYTES 255
#define FILE_MAX_BYTES ((size_t)1 << 30)

const char *guest_path_problem(const char *path)
{
	if (path[0] != '/')
		return "must begin with '/'";
	if (strlen(path) > PATH_MAX_BYTES)
		return "is longer than 255 bytes";
	for (const char *part = path; part; part = strchr(part, '/')) {
		size_t length = strcspn(++part, "/");

		if (!length)
			return "has an empty part";
		if (part[0] == '.' && (length == 1 || (length == 2 && part[1] == '.')))
			return "must not hold '.' or '..'";
	}
	return NULL;
}

static void append(struct file_data *out, const void *bytes, size_t size)
{
	if (!size)
		return;
	out->bytes = memory_resize(out->bytes, out->size + size, 1);
	memcpy(out->bytes + out->size, bytes, size);
	out->size += size;
}

static void pad(struct file_data *out)
{
	append(out, "\0\0\0", -out->size & 3);
}

/* `name` without its leading '/', as cpio has it. */
static void entry(struct file_data *out, uint32_t inode, uint32_t mode, const char *name,
		  const unsigned char *data, size_t bytes)
{
	char header[HEADER_BYTES + 1];

	snprintf(header, sizeof header, "070701%08X%08X%08X%08X%08X%08X%08X%08X%08X%08X%08X%08X%08X", inode,
		 mode, 0, 0, 1, 0, (uint32_t)bytes, 0, 0, 0, 0, (uint32_t)strlen(name) + 1, 0);
	append(out, header, HEADER_BYTES);
	append(out, name, strlen(name) + 1);
	pad(out);
	append(out, data, bytes);
	pad(out);
}

static bool is_above(const char *path, size_t folder_bytes, const char *folder)
{
	return strncmp(path, folder, folder_bytes) == 0 && path[folder_bytes] == '/';
}

/* The folders above file i that no earlier file has named. */
static void folders(struct file_data *out, const struct cpio_file *files, unsigned i, uint32_t *inode)
{
	const char *path = files[i].path + 1;

	for (const char *slash = strchr(path, '/'); slash; slash = strchr(slash + 1, '/')) {
		char *name AUTO_FREE = memory_text_n(path, (size_t)(slash - path));
		bool is_known = false;

		for (unsigned j = 0; j < i && !is_known; j++)
			is_known = is_above(files[j].path + 1, strlen(name), name);
		if (!is_known)
			entry(out, ++*inode, MODE_FOLDER, name, NULL, 0);
	}
}

struct file_data cpio_write(const struct cpio_file *files, unsigned count)
{
	struct file_data out = { 0 };
	uint32_t inode = 0;

	for (unsigned i = 0; i < count; i++) {
		folders(&out, files, i, &inode);
		entry(&out, ++inode, MODE_FILE, files[i].path + 1, files[i].data, files[i].bytes);
	}
	entry(&out, 0, 0, "TRAILER!!!", NULL, 0);
	return out;
}

int cpio_write_from_host(const char *archive, char *const *to, char *const *from, unsigned count,
			 struct error *error)
{
	struct cpio_file *files AUTO_FREE = memory_zeroed(count, sizeof *files);
	struct file_data *contents AUTO_FREE = memory_zeroed(count, sizeof *contents);
	struct file_data out = { 0 };
	int result = 0;

	for (unsigned i = 0; i < count && !result; i++) {
		result = file_read(from[i], FILE_MAX_BYTES, &contents[i], error);
		files[i] = (struct cpio_file){ to[i], contents[i].bytes, contents[i].size };
	}
	if (!result) {
		out = cpio_write(files, count);
		result = file_write(archive, out.bytes, out.size, error);
	}
	for (unsigned i = 0; i < count; i++)
		file_data_free(&contents[i]);
	file_data_free(&out);
	return result;
}
