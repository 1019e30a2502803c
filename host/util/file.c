/* SPDX-License-Identifier: Apache-2.0 */
#include "host/util/file.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "host/util/memory.h"

static int read_all(int fd, const char *path, size_t limit, struct file_data *out, struct error *error)
{
	struct stat status;
	size_t done = 0;

	if (fstat(fd, &status))
		return error_at(error, path, 0, "cannot be read: %s", strerror(errno));
	if (S_ISDIR(status.st_mode))
		return error_at(error, path, 0, "is a folder; give a file");
	if (!S_ISREG(status.st_mode))
		return error_at(error, path, 0, "is not a regular file");
	if ((unsigned long long)status.st_size > limit)
		return error_at(error, path, 0, "has %lld bytes; the most allowed here is %zu",
				(long long)status.st_size, limit);
	out->size = (size_t)status.st_size;
	out->bytes = memory_zeroed(out->size + 1, 1);
	while (done < out->size) {
		ssize_t got = read(fd, out->bytes + done, out->size - done);

		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0) {
			file_data_free(out);
			return error_at(error, path, 0, "cannot be read: %s",
					got ? strerror(errno) : "it was cut short");
		}
		done += (size_t)got;
	}
	return 0;
}

int file_read(const char *path, size_t limit, struct file_data *out, struct error *error)
{
	/* O_NONBLOCK: a FIFO in the file's place must not hang the tool. */
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	int result;

	*out = (struct file_data){ 0 };
	if (fd < 0)
		return error_at(error, path, 0, "cannot be opened: %s", strerror(errno));
	result = read_all(fd, path, limit, out, error);
	close(fd);
	return result;
}

void file_data_free(struct file_data *data)
{
	free(data->bytes);
	*data = (struct file_data){ 0 };
}

static int write_all(int fd, const unsigned char *bytes, size_t size)
{
	while (size) {
		ssize_t wrote = write(fd, bytes, size);

		if (wrote < 0 && errno == EINTR)
			continue;
		if (wrote < 0)
			return -1;
		bytes += wrote;
		size -= (size_t)wrote;
	}
	return 0;
}

/* A pipe, /dev/stdout, a device: a rename would put a file in its place. */
static bool is_special(const char *path)
{
	struct stat status;

	return stat(path, &status) == 0 && !S_ISREG(status.st_mode) && !S_ISDIR(status.st_mode);
}

static int write_special(const char *path, const void *bytes, size_t size, struct error *error)
{
	const int fd = open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
	const bool written = fd >= 0 && write_all(fd, bytes, size) == 0;
	const int why = errno;

	if (fd >= 0)
		close(fd);
	return written ? 0 : error_set(error, "%s: cannot be written: %s", path, strerror(why));
}

int file_write(const char *path, const void *bytes, size_t size, struct error *error)
{
	if (is_special(path))
		return write_special(path, bytes, size, error);

	char *temporary AUTO_FREE = memory_format("%s.XXXXXX", path);
	const int fd = mkostemp(temporary, O_CLOEXEC);

	if (fd < 0)
		return error_set(error, "%s: cannot be written: %s", path, strerror(errno));
	if (write_all(fd, bytes, size) || fchmod(fd, 0644) || rename(temporary, path)) {
		error_set(error, "%s: cannot be written: %s", path, strerror(errno));
		close(fd);
		unlink(temporary);
		return -1;
	}
	close(fd);
	return 0;
}

bool file_exists(const char *path)
{
	return access(path, F_OK) == 0;
}

bool file_is_folder(const char *path)
{
	struct stat status;

	return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

int file_make_folder(const char *path, unsigned mode, struct error *error)
{
	if (mkdir(path, mode) == 0 || (errno == EEXIST && file_is_folder(path)))
		return 0;
	if (errno == ENOENT && strchr(path, '/')) {
		char *parent AUTO_FREE = path_folder(path);

		if (strcmp(parent, path) == 0 || file_make_folder(parent, mode, error))
			return -1;
		if (mkdir(path, mode) == 0 || errno == EEXIST)
			return 0;
	}
	return error_set(error, "%s: cannot make this folder: %s", path, strerror(errno));
}

static int remove_one(const char *path, const struct stat *status, int type, struct FTW *walk)
{
	return remove(path);
}

int file_remove_tree(const char *path, struct error *error)
{
	if (nftw(path, remove_one, 16, FTW_DEPTH | FTW_PHYS) && errno != ENOENT)
		return error_set(error, "%s: cannot be removed: %s", path, strerror(errno));
	return 0;
}

char *path_folder(const char *path)
{
	const char *slash = strrchr(path, '/');

	if (!slash)
		return memory_text(".");
	return slash == path ? memory_text("/") : memory_text_n(path, (size_t)(slash - path));
}

const char *path_base(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

char *path_join(const char *folder, const char *name)
{
	if (name[0] == '/' || strcmp(folder, ".") == 0)
		return memory_text(name);
	return memory_format("%s%s%s", folder, folder[strlen(folder) - 1] == '/' ? "" : "/", name);
}

char *path_beside(const char *file, const char *name)
{
	char *folder AUTO_FREE = path_folder(file);

	return path_join(folder, name);
}
