/* SPDX-License-Identifier: Apache-2.0 */
/* File descriptors: 0 to 2 are the console, the rest are read-only files and directories of the image. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdbool.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#include "kernel/file/file.h"
#include "kernel/platform/platform.h"
#include "kernel/sched/sched.h"
#include "kernel/sched/spinlock.h"
#include "libc/syscall.h"

#define DESCRIPTORS     32
#define FIRST_FILE      3
#define DIRECTORY_BYTES 128 /* longest path of an open directory */
#define INPUT_POLL_NS   20000000ul

struct descriptor {
	enum file_kind kind;        /* FILE_ABSENT: free */
	struct file file;           /* of FILE_REGULAR */
	size_t position;            /* byte, or file_next's cookie */
	char path[DIRECTORY_BYTES]; /* of FILE_DIRECTORY */
};

static struct spinlock files_lock; /* guards which descriptors are free */
static struct descriptor descriptors[DESCRIPTORS - FIRST_FILE];

/* One descriptor is used by one thread at a time, as with a FILE that is locked. */
static struct descriptor *find(int number)
{
	if (number < FIRST_FILE || number >= DESCRIPTORS ||
	    descriptors[number - FIRST_FILE].kind == FILE_ABSENT)
		return NULL;
	return &descriptors[number - FIRST_FILE];
}

static bool is_console(int number)
{
	return number >= 0 && number < FIRST_FILE;
}

long sys_open(const char *path, int flags)
{
	struct file file;
	enum file_kind kind = file_find(path, &file);

	if (kind == FILE_ABSENT)
		return flags & O_CREAT ? -EROFS : -ENOENT;
	if ((flags & O_ACCMODE) != O_RDONLY)
		return kind == FILE_DIRECTORY ? -EISDIR : -EROFS;
	if (flags & O_DIRECTORY && kind != FILE_DIRECTORY)
		return -ENOTDIR;
	if (kind == FILE_DIRECTORY && strlen(path) >= DIRECTORY_BYTES)
		return -ENAMETOOLONG;

	unsigned long saved = spinlock_acquire(&files_lock);
	long number = -EMFILE;
	for (int i = 0; i < DESCRIPTORS - FIRST_FILE; i++) {
		if (descriptors[i].kind == FILE_ABSENT) {
			descriptors[i] = (struct descriptor){ .kind = kind, .file = file };
			if (kind == FILE_DIRECTORY)
				strcpy(descriptors[i].path, path);
			number = i + FIRST_FILE;
			break;
		}
	}
	spinlock_release(&files_lock, saved);
	return number;
}

long sys_close(int number)
{
	struct descriptor *descriptor = find(number);

	if (is_console(number))
		return 0;
	if (!descriptor)
		return -EBADF;
	descriptor->kind = FILE_ABSENT;
	return 0;
}

/* Blocks until the console has something; it is polled, as a person types slowly. */
static long read_console(char *out, size_t bytes)
{
	size_t taken;

	if (!platform->console_read || !bytes)
		return 0;
	while (!(taken = platform->console_read(out, bytes)))
		if (!sched_sleep(platform->clock_monotonic() + INPUT_POLL_NS))
			return -EINTR;
	for (size_t i = 0; i < taken; i++) {
		if (out[i] == '\r')
			out[i] = '\n';
	}
	return (long)taken;
}

static long read_at(const struct file *file, void *out, size_t bytes, size_t position)
{
	if (position >= file->bytes)
		return 0;
	if (bytes > file->bytes - position)
		bytes = file->bytes - position;
	memcpy(out, (const char *)file->data + position, bytes);
	return (long)bytes;
}

long sys_read(int number, void *out, size_t bytes)
{
	struct descriptor *descriptor = find(number);

	if (number == STDIN_FILENO)
		return read_console(out, bytes);
	if (!descriptor)
		return -EBADF;
	if (descriptor->kind == FILE_DIRECTORY)
		return -EISDIR;
	long done = read_at(&descriptor->file, out, bytes, descriptor->position);
	descriptor->position += done;
	return done;
}

long sys_pread(int number, void *out, size_t bytes, int64_t offset)
{
	struct descriptor *descriptor = find(number);

	if (!descriptor)
		return -EBADF;
	if (descriptor->kind == FILE_DIRECTORY)
		return -EISDIR;
	return offset < 0 ? -EINVAL : read_at(&descriptor->file, out, bytes, (size_t)offset);
}

long sys_readv(int number, const struct iovec *parts, int count)
{
	long total = 0;

	if (count < 0 || count > IOV_MAX)
		return -EINVAL;
	for (int i = 0; i < count; i++) {
		if (!parts[i].iov_len)
			continue;
		long done = sys_read(number, parts[i].iov_base, parts[i].iov_len);
		if (done < 0)
			return total ? total : done;
		total += done;
		if ((size_t)done < parts[i].iov_len)
			break;
	}
	return total;
}

long sys_write(int number, const void *data, size_t bytes)
{
	if (!is_console(number))
		return find(number) ? -EROFS : -EBADF;
	platform->console_write(data, bytes);
	return (long)bytes;
}

long sys_writev(int number, const struct iovec *parts, int count)
{
	long total = 0;

	if (count < 0 || count > IOV_MAX)
		return -EINVAL;
	for (int i = 0; i < count; i++) {
		long done = sys_write(number, parts[i].iov_base, parts[i].iov_len);
		if (done < 0)
			return done;
		total += done;
	}
	return total;
}

long sys_lseek(int number, int64_t offset, int whence)
{
	struct descriptor *descriptor = find(number);
	int64_t base;

	if (!descriptor)
		return is_console(number) ? -ESPIPE : -EBADF;
	switch (whence) {
	case SEEK_SET:
		base = 0;
		break;
	case SEEK_CUR:
		base = (int64_t)descriptor->position;
		break;
	case SEEK_END:
		base = (int64_t)descriptor->file.bytes;
		break;
	default:
		return -EINVAL;
	}
	if (__builtin_add_overflow(base, offset, &base) || base < 0)
		return -EINVAL;
	descriptor->position = (size_t)base;
	return base;
}

static void fill_stat(struct stat *out, enum file_kind kind, size_t bytes)
{
	memset(out, 0, sizeof(*out));
	out->st_mode = kind == FILE_DIRECTORY ? S_IFDIR | 0555 : S_IFREG | 0444;
	out->st_nlink = 1;
	out->st_size = kind == FILE_REGULAR ? (off_t)bytes : 0;
	out->st_blksize = 4096;
	out->st_blocks = (out->st_size + 511) / 512;
}

long sys_fstat(int number, struct stat *out)
{
	const struct descriptor *descriptor = find(number);

	if (is_console(number)) {
		fill_stat(out, FILE_REGULAR, 0);
		out->st_mode = S_IFCHR | 0600;
		return 0;
	}
	if (!descriptor)
		return -EBADF;
	fill_stat(out, descriptor->kind, descriptor->file.bytes);
	return 0;
}

long sys_stat(const char *path, struct stat *out)
{
	struct file file;
	enum file_kind kind = file_find(path, &file);

	if (kind == FILE_ABSENT)
		return -ENOENT;
	fill_stat(out, kind, file.bytes);
	return 0;
}

long sys_access(const char *path, int mode)
{
	struct file file;

	if (file_find(path, &file) == FILE_ABSENT)
		return -ENOENT;
	return mode & W_OK ? -EROFS : 0;
}

/* There is no other than the root. */
long sys_getcwd(char *out, size_t bytes)
{
	if (bytes < sizeof("/"))
		return -ERANGE;
	memcpy(out, "/", sizeof("/"));
	return sizeof("/");
}

long sys_getdents(int number, void *out, size_t bytes)
{
	struct descriptor *descriptor = find(number);
	size_t used = 0;
	const char *name;
	size_t length;
	enum file_kind kind;

	if (!descriptor)
		return -EBADF;
	if (descriptor->kind != FILE_DIRECTORY)
		return -ENOTDIR;
	for (size_t cookie = descriptor->position;
	     file_next(descriptor->path, &cookie, &name, &length, &kind); descriptor->position = cookie) {
		struct dirent *entry = (struct dirent *)((char *)out + used);
		size_t size = (offsetof(struct dirent, d_name) + length + 1 + 7) & ~7ul;
		if (length > NAME_MAX)
			continue;
		if (size > bytes - used)
			return used ? (long)used : -EINVAL;
		entry->d_ino = cookie;
		entry->d_off = (off_t)cookie;
		entry->d_reclen = (unsigned short)size;
		entry->d_type = kind == FILE_DIRECTORY ? DT_DIR : DT_REG;
		memcpy(entry->d_name, name, length);
		entry->d_name[length] = '\0';
		used += size;
	}
	return (long)used;
}

long sys_ioctl(int number, unsigned long request)
{
	if (!is_console(number))
		return find(number) ? -ENOTTY : -EBADF;
	/* TIOCGWINSZ is how musl asks whether output is a terminal and may wait for a newline: yes. */
	return request == TIOCGWINSZ ? 0 : -ENOTTY;
}
