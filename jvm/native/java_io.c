/* SPDX-License-Identifier: Apache-2.0 */
/* java_io.c: file descriptors and file streams. Bytes pass through a buffer of C
 * memory, since a system call may not touch the heap (run/thread.h). */
#include "jvm/gc/gc.h"
#include "jvm/link/link.h"
#include "jvm/native/io.h"
#include "jvm/run/call.h"
#include "jvm/run/exception.h"
#include "jvm/run/string.h"
#include "jvm/run/vm.h"
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

void throw_io(struct thread *thread)
{
	throw_new(thread, "java/io/IOException", "%s", strerror(errno));
}

int *descriptor_number(struct object *descriptor)
{
	return &FIELD(descriptor, native_field_offset(object_class(descriptor), "fd", "I"), int);
}

int *descriptor_of(struct object *stream)
{
	struct object *descriptor = FIELD_REF(
		stream, native_field_offset(object_class(stream), "fd", "Ljava/io/FileDescriptor;"));
	return descriptor ? descriptor_number(descriptor) : NULL;
}

struct object *bytes_new(struct thread *thread, const void *bytes, size_t count)
{
	struct array *made = gc_new_array(thread, vm.primitive_array[KIND_BYTE], (int32_t)count);
	if (made && count)
		memcpy(made->data, bytes, count);
	return made ? &made->header : NULL;
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

/* FileDescriptor.close0. 0, 1 and 2 become /dev/null: what is opened next, and what this process or a child
 * writes to its standard streams, shall not meet. */
static void close_descriptor(struct thread *thread, union slot *args)
{
	int *number = descriptor_number(args[0].o);
	const int fd = *number;
	if (fd < 0)
		return;
	*number = -1;
	const int nothing = fd <= STDERR_FILENO ? open("/dev/null", O_WRONLY | O_CLOEXEC) : -1;
	int result;
	if (nothing >= 0) {
		SAFELY(thread, result, dup2(nothing, fd));
		close(nothing);
	} else {
		SAFELY_ONCE(thread, result, close(fd));
	}
	if (result < 0 && errno != EINTR)
		throw_io(thread);
}

/* Puts a new descriptor into a stream's FileDescriptor. */
static void set_descriptor(struct object *stream, int fd, bool append)
{
	struct object *const descriptor = FIELD_REF(
		stream, native_field_offset(object_class(stream), "fd", "Ljava/io/FileDescriptor;"));
	*descriptor_number(descriptor) = fd;
	FIELD(descriptor, native_field_offset(object_class(descriptor), "append", "Z"), uint8_t) = append;
}

/* FileNotFoundException: "path (reason)", of the path as the program gave it. */
static void throw_not_found(struct thread *thread, struct object *path, int error)
{
	struct object *const reason = string_from_utf8(thread, strerror(error));
	struct class *const class = reason ? class_boot(thread, "java/io/FileNotFoundException") : NULL;
	struct object *const made =
		class ? call_new(thread, class, "(Ljava/lang/String;Ljava/lang/String;)V", path, reason)
		      : NULL;
	if (made)
		throw_object(thread, made);
}

void io_open(struct thread *thread, union slot *args, int flags)
{
	if (!args[1].o) {
		throw_null_pointer(thread);
		return;
	}
	char *path = string_to_utf8(args[1].o);
	struct stat status;
	int fd;
	SAFELY(thread, fd, open(path, flags | O_CLOEXEC, 0666)); /* that of a FIFO waits for the other end */
	if (fd >= 0 && fstat(fd, &status) == 0 && S_ISDIR(status.st_mode)) {
		close(fd);
		fd = -1;
		errno = EISDIR;
	}
	if (fd < 0)
		throw_not_found(thread, args[1].o, errno);
	else
		set_descriptor(args[0].o, fd, flags & O_APPEND);
	free(path);
}

static void open_input(struct thread *thread, union slot *args)
{
	io_open(thread, args, O_RDONLY);
}

static void open_output(struct thread *thread, union slot *args)
{
	io_open(thread, args, O_WRONLY | O_CREAT | (args[2].i ? O_APPEND : O_TRUNC));
}

bool range_is_right(struct thread *thread, const struct array *bytes, int32_t from, int32_t count)
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
	SAFELY(thread, got, read(fd, buffer, bytes));
	return got;
}

int io_number(struct thread *thread, struct object *stream)
{
	const int *number = descriptor_of(stream);
	if (number && *number >= 0)
		return *number;
	throw_new(thread, "java/io/IOException", "Stream Closed");
	return -1;
}

/* readBytes(byte[] b, int off, int len): -1 at the end. Nothing is read of a closed stream, too. */
void io_read_bytes(struct thread *thread, union slot *args)
{
	struct array *bytes = (struct array *)args[1].o;
	const int32_t from = args[2].i, count = args[3].i;
	if (!range_is_right(thread, bytes, from, count))
		return;
	const int fd = count ? io_number(thread, args[0].o) : -1;
	if (fd < 0) {
		args[0].i = 0;
		return;
	}
	uint8_t small[8192];
	uint8_t *buffer = (size_t)count > sizeof small ? malloc((size_t)count) : small;
	if (!buffer) {
		throw_out_of_memory(thread, "native memory");
		return;
	}
	const ssize_t got = read_safe(thread, fd, buffer, (size_t)count);
	if (got < 0)
		throw_io(thread);
	else
		memcpy(bytes->data + from, buffer, (size_t)got);
	if (buffer != small)
		free(buffer);
	args[0].i = got > 0 ? (int32_t)got : -1;
}

void io_read_byte(struct thread *thread, union slot *args)
{
	const int fd = io_number(thread, args[0].o);
	uint8_t byte;
	if (fd < 0)
		return;
	const ssize_t got = read_safe(thread, fd, &byte, 1);
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
void io_write_bytes(struct thread *thread, union slot *args)
{
	const struct array *bytes = (struct array *)args[1].o;
	const int32_t from = args[2].i, count = args[3].i;
	if (!range_is_right(thread, bytes, from, count))
		return;
	const int fd = count ? io_number(thread, args[0].o) : -1;
	if (fd < 0)
		return;
	uint8_t small[8192];
	uint8_t *buffer = (size_t)count > sizeof small ? malloc((size_t)count) : small;
	if (!buffer) {
		throw_out_of_memory(thread, "native memory");
		return;
	}
	memcpy(buffer, bytes->data + from, (size_t)count);
	write_all(thread, fd, buffer, (size_t)count);
	if (buffer != small)
		free(buffer);
}

void io_write_byte(struct thread *thread, union slot *args)
{
	const uint8_t byte = (uint8_t)args[1].i;
	const int fd = io_number(thread, args[0].o);
	if (fd >= 0)
		write_all(thread, fd, &byte, 1);
}

/* What can be read without waiting: to the end of a file; as the system says for pipes, sockets and
 * terminals. */
static void available(struct thread *thread, union slot *args)
{
	const int fd = io_number(thread, args[0].o);
	struct stat status;
	off_t at;
	int count = 0;
	if (fd < 0)
		return;
	if (fstat(fd, &status) < 0) {
		throw_io(thread);
	} else if (S_ISREG(status.st_mode) && (at = lseek(fd, 0, SEEK_CUR)) >= 0) {
		const off_t rest = status.st_size > at ? status.st_size - at : 0;
		count = rest > INT_MAX ? INT_MAX : (int)rest;
	} else if (ioctl(fd, FIONREAD, &count) < 0) {
		count = 0;
	}
	args[0].i = count;
}

/* skip0(long count): how far the position moved, which may be behind the end */
static void skip(struct thread *thread, union slot *args)
{
	const int fd = io_number(thread, args[0].o);
	const int64_t count = args[1].l;
	if (fd < 0)
		return;
	const off_t from = lseek(fd, 0, SEEK_CUR);
	const off_t to = from >= 0 ? lseek(fd, count, SEEK_CUR) : -1;
	if (to < 0)
		throw_io(thread);
	else
		args[0].l = to - from;
}

void io_length(struct thread *thread, union slot *args)
{
	const int fd = io_number(thread, args[0].o);
	struct stat status;
	if (fd < 0)
		return;
	if (fstat(fd, &status) < 0)
		throw_io(thread);
	else
		args[0].l = status.st_size;
}

void io_position(struct thread *thread, union slot *args)
{
	const int fd = io_number(thread, args[0].o);
	if (fd >= 0 && (args[0].l = lseek(fd, 0, SEEK_CUR)) < 0)
		throw_io(thread);
}

static void sync_descriptor(struct thread *thread, union slot *args)
{
	int result;
	const int fd = *descriptor_number(args[0].o);
	SAFELY(thread, result, fsync(fd));
	if (result < 0)
		throw_new(thread, "java/io/SyncFailedException", "sync failed");
}

/* FileCleanable.cleanupClose0(int descriptor, long handle) */
static void clean_up(struct thread *thread, union slot *args)
{
	int result;
	const int fd = args[0].i;
	SAFELY_ONCE(thread, result, close(fd));
	if (result < 0)
		throw_io(thread);
}

static void is_terminal(struct thread *thread, union slot *args)
{
	(void)thread;
	args[0].i = isatty(STDIN_FILENO) && isatty(STDOUT_FILENO);
}

/* Console.ttyStatus() of newer updates of the JDK: a bit for each standard stream that is a terminal */
static void terminals(struct thread *thread, union slot *args)
{
	(void)thread;
	args[0].i = 0;
	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
		args[0].i |= isatty(fd) ? 1 << fd : 0;
}

/* Console.echo(boolean on): whether the terminal echoed before */
static void echo(struct thread *thread, union slot *args)
{
	struct termios terminal;
	const bool on = args[0].i;
	if (tcgetattr(STDIN_FILENO, &terminal) < 0) {
		throw_io(thread);
		return;
	}
	args[0].i = (terminal.c_lflag & ECHO) != 0;
	terminal.c_lflag = on ? terminal.c_lflag | ECHO : terminal.c_lflag & (tcflag_t)~ECHO;
	if (tcsetattr(STDIN_FILENO, TCSANOW, &terminal) < 0)
		throw_io(thread);
}

static void console_encoding(struct thread *thread, union slot *args)
{
	(void)thread;
	args[0].o = NULL; /* as the standard streams */
}

static const struct native_entry descriptor_natives[] = { { "getHandle", NULL, standard_handle },
							  { "getAppend", NULL, is_append },
							  { "close0", NULL, close_descriptor },
							  { "sync", NULL, sync_descriptor } };
static const struct native_entry cleanable_natives[] = { { "cleanupClose0", NULL, clean_up } };
static const struct native_entry console_natives[] = { { "istty", NULL, is_terminal },
						       { "ttyStatus", NULL, terminals },
						       { "echo", NULL, echo },
						       { "encoding", NULL, console_encoding } };
static const struct native_entry input_natives[] = {
	{ "open0", NULL, open_input },     { "readBytes", NULL, io_read_bytes },
	{ "read0", NULL, io_read_byte },   { "available0", NULL, available },
	{ "skip0", NULL, skip },           { "length0", NULL, io_length },
	{ "position0", NULL, io_position }
};
static const struct native_entry output_natives[] = { { "open0", NULL, open_output },
						      { "writeBytes", NULL, io_write_bytes },
						      { "write", NULL, io_write_byte } };
NATIVE_TABLE(java_io);
const struct native_class native_java_io[] = {
	{ "java/io/FileDescriptor", descriptor_natives, 4 }, { "java/io/FileInputStream", input_natives, 7 },
	{ "java/io/FileCleanable", cleanable_natives, 1 },   { "java/io/Console", console_natives, 4 },
	{ "java/io/FileOutputStream", output_natives, 3 },
};
const size_t native_java_io_count = 5;
