/* SPDX-License-Identifier: Apache-2.0 */
/* java_io_file.c: what java.io.File asks of UnixFileSystem, and RandomAccessFile. */
#include "jvm/gc/gc.h"
#include "jvm/link/link.h"
#include "jvm/native/io.h"
#include "jvm/run/exception.h"
#include "jvm/run/string.h"
#include "jvm/run/vm.h"
#include <dirent.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

char *path_of(struct object *file)
{
	return string_to_utf8(
		FIELD_REF(file, native_field_offset(object_class(file), "path", "Ljava/lang/String;")));
}

/* Takes "." and ".." out of an absolute path, as text; above the root is the root. */
static void collapse(char *path)
{
	char *end = path; /* of what is done; it begins with '/', or is empty */
	for (const char *at = path; *at;) {
		at += strspn(at, "/");
		const size_t length = strcspn(at, "/");
		if (length == 2 && memcmp(at, "..", 2) == 0) {
			while (end > path && *--end != '/')
				;
		} else if (length && !(length == 1 && *at == '.')) {
			*end++ = '/';
			memmove(end, at, length);
			end += length;
		}
		at += length;
	}
	if (end == path)
		*end++ = '/';
	*end = '\0';
}

/* The longest part of an absolute path that there is, links followed, and the rest as it stands. NULL: errno.
 */
static char *real_beginning(char *path)
{
	char *real = realpath(path, NULL);
	for (char *end = path + strlen(path); !real;) {
		do
			end--;
		while (end > path && *end != '/');
		if (end <= path)
			return strdup(path); /* nothing of it is there */
		*end = '\0';
		real = realpath(path, NULL);
		*end = '/';
		if (!real && errno != ENOENT && errno != ENOTDIR && errno != EACCES)
			return NULL;
		if (real) {
			char *whole;
			const bool is_made = asprintf(&whole, "%s%s", real, end) >= 0;
			free(real);
			return is_made ? whole : NULL;
		}
	}
	return real;
}

/* canonicalize0(String path), which is absolute */
static void canonicalise(struct thread *thread, union slot *args)
{
	char *path = string_to_utf8(args[1].o);
	char *real = real_beginning(path);
	if (real) {
		collapse(real);
		args[0].o = string_from_utf8(thread, real);
	} else {
		throw_io(thread);
	}
	free(real);
	free(path);
}

static void boolean_attributes(struct thread *thread, union slot *args)
{
	enum { EXISTS = 1, REGULAR = 2, DIRECTORY = 4 };
	char *path = path_of(args[1].o);
	struct stat status;
	(void)thread;
	args[0].i = stat(path, &status) == 0 ? EXISTS | (S_ISREG(status.st_mode) ? REGULAR : 0) |
						       (S_ISDIR(status.st_mode) ? DIRECTORY : 0)
					     : 0;
	free(path);
}

static void check_access(struct thread *thread, union slot *args)
{
	char *path = path_of(args[1].o);
	(void)thread;
	args[0].i = access(path, args[2].i) == 0; /* FileSystem.ACCESS_* are R_OK, W_OK and X_OK */
	free(path);
}

static void last_modified(struct thread *thread, union slot *args)
{
	char *path = path_of(args[1].o);
	struct stat status;
	(void)thread;
	args[0].l = stat(path, &status) == 0 ? status.st_mtim.tv_sec * 1000 + status.st_mtim.tv_nsec / 1000000
					     : 0;
	free(path);
}

static void file_length(struct thread *thread, union slot *args)
{
	char *path = path_of(args[1].o);
	struct stat status;
	(void)thread;
	args[0].l = stat(path, &status) == 0 ? status.st_size : 0;
	free(path);
}

static void delete_file(struct thread *thread, union slot *args)
{
	char *path = path_of(args[1].o);
	(void)thread;
	args[0].i = remove(path) == 0;
	free(path);
}

static void rename_file(struct thread *thread, union slot *args)
{
	char *from = path_of(args[1].o), *to = path_of(args[2].o);
	(void)thread;
	args[0].i = rename(from, to) == 0;
	free(from);
	free(to);
}

static void create_directory(struct thread *thread, union slot *args)
{
	char *path = path_of(args[1].o);
	(void)thread;
	args[0].i = mkdir(path, 0777) == 0;
	free(path);
}

/* createFileExclusively(String path): false when it exists */
static void create_file(struct thread *thread, union slot *args)
{
	char *path = string_to_utf8(args[1].o);
	/* The root exists, whatever open says of it. */
	const int fd = strcmp(path, "/") == 0 ? -1 : open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
	args[0].i = fd >= 0;
	if (fd >= 0)
		close(fd);
	else if (strcmp(path, "/") != 0 && errno != EEXIST)
		throw_io(thread);
	free(path);
}

/* list(File): a String[], or null when it is no folder that can be read */
static void list_folder(struct thread *thread, union slot *args)
{
	char *path = path_of(args[1].o);
	DIR *folder = opendir(path);
	char **names = NULL;
	int32_t count = 0, room = 0;
	free(path);
	args[0].o = NULL;
	if (!folder)
		return;
	for (struct dirent *entry; (entry = readdir(folder));) {
		if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
			continue;
		if (count == room) {
			char **grown = realloc(names, (size_t)(room = room ? 2 * room : 64) * sizeof *names);
			if (!grown)
				break;
			names = grown;
		}
		names[count++] = strdup(entry->d_name);
	}
	closedir(folder);
	struct array *made = gc_new_array(thread, vm.array_String, count);
	for (int32_t i = 0; i < count; i++) {
		struct object *name =
			made && !thread->exception && names[i] ? string_from_utf8(thread, names[i]) : NULL;
		if (name)
			array_set(made, i, name);
		free(names[i]);
	}
	free(names);
	args[0].o = made ? &made->header : NULL;
}

/* setLastModifiedTime(File, long milliseconds) */
static void set_last_modified(struct thread *thread, union slot *args)
{
	char *path = path_of(args[1].o);
	struct stat status;
	(void)thread;
	const struct timespec modified = { args[2].l / 1000, args[2].l % 1000 * 1000000 };
	args[0].i = stat(path, &status) == 0 &&
		    utimensat(AT_FDCWD, path, (struct timespec[]){ status.st_atim, modified }, 0) == 0;
	free(path);
}

static bool change_mode(const char *path, mode_t bits, bool on)
{
	struct stat status;
	return stat(path, &status) == 0 &&
	       chmod(path, (on ? status.st_mode | bits : status.st_mode & ~bits) & 07777) == 0;
}

static void set_read_only(struct thread *thread, union slot *args)
{
	char *path = path_of(args[1].o);
	(void)thread;
	args[0].i = change_mode(path, 0222, false);
	free(path);
}

/* setPermission(File, int access, boolean enable, boolean owner only) */
static void set_permission(struct thread *thread, union slot *args)
{
	char *path = path_of(args[1].o);
	(void)thread;
	/* FileSystem.ACCESS_* are R_OK, W_OK and X_OK: the bits of one class of users. */
	const mode_t bits = (mode_t)args[2].i & 7;
	args[0].i = change_mode(path, bits << 6 | (args[4].i ? 0 : bits << 3 | bits), args[3].i);
	free(path);
}

/* getSpace(File, int which) */
static void get_space(struct thread *thread, union slot *args)
{
	enum { TOTAL, FREE, USABLE };
	char *path = path_of(args[1].o);
	struct statvfs system;
	const int which = args[2].i;
	(void)thread;
	args[0].l = 0;
	if (statvfs(path, &system) == 0)
		args[0].l = (int64_t)system.f_frsize * (int64_t)(which == TOTAL  ? system.f_blocks
								 : which == FREE ? system.f_bfree
										 : system.f_bavail);
	free(path);
}

static void longest_name(struct thread *thread, union slot *args)
{
	char *path = string_to_utf8(args[1].o);
	(void)thread;
	const long length = pathconf(path, _PC_NAME_MAX);
	args[0].l = length < 0 ? NAME_MAX : length;
	free(path);
}

/* RandomAccessFile.open0(String path, int mode): O_RDONLY, O_RDWR, O_SYNC and O_DSYNC in its own numbers */
static void open_random(struct thread *thread, union slot *args)
{
	enum { READ_WRITE = 2, SYNC = 4, DATA_SYNC = 8 };
	const int mode = args[2].i;
	io_open(thread, args,
		!(mode & READ_WRITE)
			? O_RDONLY
			: O_RDWR | O_CREAT | (mode & SYNC ? O_SYNC : 0) | (mode & DATA_SYNC ? O_DSYNC : 0));
}

static void seek(struct thread *thread, union slot *args)
{
	const int fd = io_number(thread, args[0].o);
	if (fd < 0)
		return;
	if (args[1].l < 0)
		throw_new(thread, "java/io/IOException", "Negative seek offset");
	else if (lseek(fd, args[1].l, SEEK_SET) < 0)
		throw_io(thread);
}

/* setLength(long): the position stays, but not behind the end */
static void set_length(struct thread *thread, union slot *args)
{
	const int fd = io_number(thread, args[0].o);
	const int64_t wanted = args[1].l;
	if (fd < 0)
		return;
	const off_t at = lseek(fd, 0, SEEK_CUR);
	if (at < 0 || ftruncate(fd, wanted) < 0 || (at > wanted && lseek(fd, 0, SEEK_END) < 0))
		throw_io(thread);
}

static const struct native_entry system_natives[] = {
	{ "canonicalize0", NULL, canonicalise },
	{ "getBooleanAttributes0", NULL, boolean_attributes },
	{ "checkAccess", NULL, check_access },
	{ "getLastModifiedTime", NULL, last_modified },
	{ "getLength", NULL, file_length },
	{ "delete0", NULL, delete_file },
	{ "rename0", NULL, rename_file },
	{ "createDirectory", NULL, create_directory },
	{ "createFileExclusively", NULL, create_file },
	{ "list", NULL, list_folder },
	{ "setLastModifiedTime", NULL, set_last_modified },
	{ "setReadOnly", NULL, set_read_only },
	{ "setPermission", NULL, set_permission },
	{ "getSpace", NULL, get_space },
	{ "getNameMax0", NULL, longest_name },
};
static const struct native_entry random_natives[] = {
	{ "open0", NULL, open_random },
	{ "read0", NULL, io_read_byte },
	{ "readBytes", NULL, io_read_bytes },
	{ "write0", NULL, io_write_byte },
	{ "writeBytes", NULL, io_write_bytes },
	{ "getFilePointer", NULL, io_position },
	{ "seek0", NULL, seek },
	{ "length", NULL, io_length },
	{ "setLength", NULL, set_length },
};

NATIVE_TABLE(java_io_file);
const struct native_class native_java_io_file[] = {
	{ "java/io/UnixFileSystem", system_natives, sizeof system_natives / sizeof system_natives[0] },
	{ "java/io/RandomAccessFile", random_natives, sizeof random_natives / sizeof random_natives[0] },
};
const size_t native_java_io_file_count = 2;
