/* SPDX-License-Identifier: Apache-2.0 */
/* java_io.c: file descriptors, file streams, and what UnixFileSystem asks. Bytes pass through a buffer of C
 * memory, since a system call may not touch the heap (run/thread.h). */
#include "jvm/gc/gc.h"
#include "jvm/link/link.h"
#include "jvm/native/native.h"
#include "jvm/run/exception.h"
#include "jvm/run/string.h"
#include "jvm/run/vm.h"
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void throw_io(struct thread *thread)
{
	throw_new(thread, "java/io/IOException", "%s", strerror(errno));
}

/* The descriptor of a stream: its field fd is a FileDescriptor, whose field fd is the number. */
static int *descriptor_of(struct object *stream)
{
	struct object *descriptor = FIELD_REF(
		stream, native_field_offset(object_class(stream), "fd", "Ljava/io/FileDescriptor;"));
	return descriptor ? &FIELD(descriptor, native_field_offset(object_class(descriptor), "fd", "I"), int)
			  : NULL;
}

static void standard_handle(struct thread *thread, union slot *args)
{
	(void)thread;
	args[0].l = -1;
}

static void is_append(struct thread *thread, union slot *args)
{
	(void)thread;
	const int flags = fcntl(args[0].i, F_GETFL);
	args[0].i = flags >= 0 && flags & O_APPEND;
}

static void close_descriptor(struct thread *thread, union slot *args)
{
	int *number = &FIELD(args[0].o, native_field_offset(object_class(args[0].o), "fd", "I"), int);
	const int fd = *number;
	if (fd < 0)
		return;
	*number = -1;
	if (close(fd) < 0)
		throw_io(thread);
}

/* Opens the file that args[1] names; its number goes into the stream's descriptor. */
static void open_stream(struct thread *thread, union slot *args, int flags)
{
	char *path = string_to_utf8(args[1].o);
	struct stat status;
	int fd = open(path, flags | O_CLOEXEC, 0666);
	if (fd >= 0 && fstat(fd, &status) == 0 && S_ISDIR(status.st_mode)) {
		close(fd);
		fd = -1;
		errno = EISDIR;
	}
	if (fd < 0)
		throw_new(thread, "java/io/FileNotFoundException", "%s (%s)", path, strerror(errno));
	else
		*descriptor_of(args[0].o) = fd;
	free(path);
}

static void open_input(struct thread *thread, union slot *args)
{
	open_stream(thread, args, O_RDONLY);
}

static void open_output(struct thread *thread, union slot *args)
{
	open_stream(thread, args, O_WRONLY | O_CREAT | (args[2].i ? O_APPEND : O_TRUNC));
}

static bool range_is_right(struct thread *thread, const struct array *bytes, int32_t from, int32_t count)
{
	if (!bytes)
		throw_null_pointer(thread);
	else if (from < 0 || count < 0 || count > bytes->length - from)
		throw_new(thread, "java/lang/IndexOutOfBoundsException", NULL);
	return !thread->exception;
}

static ssize_t read_safe(struct thread *thread, int fd, void *buffer, size_t bytes)
{
	ssize_t got;
	thread_block_begin(thread);
	do
		got = read(fd, buffer, bytes);
	while (got < 0 && errno == EINTR);
	const int error = errno;
	thread_block_end(thread);
	errno = error;
	return got;
}

/* readBytes(byte[] b, int off, int len): -1 at the end */
static void read_bytes(struct thread *thread, union slot *args)
{
	struct array *bytes = (struct array *)args[1].o;
	const int32_t from = args[2].i, count = args[3].i;
	if (!range_is_right(thread, bytes, from, count))
		return;
	int *fd = descriptor_of(args[0].o);
	if (!fd || *fd < 0) {
		throw_new(thread, "java/io/IOException", "Stream Closed");
		return;
	}
	uint8_t small[8192];
	uint8_t *buffer = (size_t)count > sizeof small ? malloc((size_t)count) : small;
	const ssize_t got = buffer ? read_safe(thread, *fd, buffer, (size_t)count) : -1;
	if (got < 0)
		throw_io(thread);
	else
		memcpy(bytes->data + from, buffer, (size_t)got);
	if (buffer != small)
		free(buffer);
	args[0].i = got > 0 || count == 0 ? (int32_t)got : -1;
}

static void read_byte(struct thread *thread, union slot *args)
{
	int *fd = descriptor_of(args[0].o);
	uint8_t byte;
	const ssize_t got = fd && *fd >= 0 ? read_safe(thread, *fd, &byte, 1) : -1;
	if (got < 0)
		throw_io(thread);
	args[0].i = got > 0 ? byte : -1;
}

static void write_all(struct thread *thread, int fd, const uint8_t *bytes, size_t count)
{
	int error = 0;
	thread_block_begin(thread);
	while (count && !error) {
		const ssize_t put = write(fd, bytes, count);
		if (put >= 0) {
			bytes += put;
			count -= (size_t)put;
		} else if (errno != EINTR) {
			error = errno;
		}
	}
	thread_block_end(thread);
	errno = error;
	if (error)
		throw_io(thread);
}

/* writeBytes(byte[] b, int off, int len, boolean append) */
static void write_bytes(struct thread *thread, union slot *args)
{
	const struct array *bytes = (struct array *)args[1].o;
	const int32_t from = args[2].i, count = args[3].i;
	if (!range_is_right(thread, bytes, from, count))
		return;
	const int *fd = descriptor_of(args[0].o);
	if (!fd || *fd < 0) {
		throw_new(thread, "java/io/IOException", "Stream Closed");
		return;
	}
	uint8_t small[8192];
	uint8_t *buffer = (size_t)count > sizeof small ? malloc((size_t)count) : small;
	if (!buffer) {
		throw_out_of_memory(thread, "native memory");
		return;
	}
	memcpy(buffer, bytes->data + from, (size_t)count);
	write_all(thread, *fd, buffer, (size_t)count);
	if (buffer != small)
		free(buffer);
}

static void write_byte(struct thread *thread, union slot *args)
{
	const uint8_t byte = (uint8_t)args[1].i;
	const int *fd = descriptor_of(args[0].o);
	if (fd && *fd >= 0)
		write_all(thread, *fd, &byte, 1);
	else
		throw_new(thread, "java/io/IOException", "Stream Closed");
}

static void available(struct thread *thread, union slot *args)
{
	const int *fd = descriptor_of(args[0].o);
	struct stat status;
	off_t at;
	(void)thread;
	args[0].i = fd && fstat(*fd, &status) == 0 && S_ISREG(status.st_mode) &&
				    (at = lseek(*fd, 0, SEEK_CUR)) >= 0 && status.st_size > at
			    ? (int32_t)(status.st_size - at)
			    : 0;
}

/* A java.io.File's path, malloc'd. */
static char *path_of(struct object *file)
{
	return string_to_utf8(
		FIELD_REF(file, native_field_offset(object_class(file), "path", "Ljava/lang/String;")));
}

static void canonicalise(struct thread *thread, union slot *args)
{
	char *path = string_to_utf8(args[1].o);
	char *real = realpath(path, NULL);
	args[0].o = string_from_utf8(thread, real ? real : path);
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

static const struct native_entry descriptor_natives[] = { { "getHandle", NULL, standard_handle },
							  { "getAppend", NULL, is_append },
							  { "close0", NULL, close_descriptor } };
static const struct native_entry input_natives[] = { { "open0", NULL, open_input },
						     { "readBytes", NULL, read_bytes },
						     { "read0", NULL, read_byte },
						     { "available0", NULL, available } };
static const struct native_entry output_natives[] = { { "open0", NULL, open_output },
						      { "writeBytes", NULL, write_bytes },
						      { "write", NULL, write_byte } };
static const struct native_entry system_natives[] = {
	{ "canonicalize0", NULL, canonicalise }, { "getBooleanAttributes0", NULL, boolean_attributes },
	{ "checkAccess", NULL, check_access },   { "getLastModifiedTime", NULL, last_modified },
	{ "getLength", NULL, file_length },      { "delete0", NULL, delete_file },
};

NATIVE_TABLE(java_io);
const struct native_class native_java_io[] = {
	{ "java/io/FileDescriptor", descriptor_natives, 3 },
	{ "java/io/FileInputStream", input_natives, 4 },
	{ "java/io/FileOutputStream", output_natives, 3 },
	{ "java/io/UnixFileSystem", system_natives, sizeof system_natives / sizeof system_natives[0] },
};
const size_t native_java_io_count = 4;
