/* SPDX-License-Identifier: Apache-2.0 */
/* io.h: what the natives of files and sockets share. */
#ifndef JVM_NATIVE_IO_H
#define JVM_NATIVE_IO_H

#include "jvm/native/native.h"
#include <errno.h>
#include <sys/types.h>

/* Runs a system call as a safe thread, again while a signal interrupts it; errno is the call's. It may not
 * touch objects. */
#define SAFELY(thread, result, call)                                                                         \
	do {                                                                                                 \
		thread_block_begin(thread);                                                                  \
		do                                                                                           \
			(result) = (call);                                                                   \
		while ((result) == -1 && errno == EINTR);                                                    \
		const int saved_errno_ = errno;                                                              \
		thread_block_end(thread);                                                                    \
		errno = saved_errno_;                                                                        \
	} while (0)

/* The same, once: a signal that a closing thread sends (sun.nio.ch.NativeThread) ends the call. */
#define SAFELY_ONCE(thread, result, call)                                                                    \
	do {                                                                                                 \
		thread_block_begin(thread);                                                                  \
		(result) = (call);                                                                           \
		const int saved_errno_ = errno;                                                              \
		thread_block_end(thread);                                                                    \
		errno = saved_errno_;                                                                        \
	} while (0)

/* sun.nio.ch.IOStatus */
enum io_status { IO_EOF = -1, IO_UNAVAILABLE = -2, IO_INTERRUPTED = -3, IO_UNSUPPORTED_CASE = -6 };
/* What sun.nio.ch wants of a read or write that gave `count`; IOException is pending for other errors. */
int64_t io_status(struct thread *thread, ssize_t count, bool reading);

/* IOException with errno's text. */
void throw_io(struct thread *thread);
/* false: NullPointerException or IndexOutOfBoundsException is pending. */
bool range_is_right(struct thread *thread, const struct array *bytes, int32_t from, int32_t count);
/* The number in a FileDescriptor; -1 when it is closed. */
int *descriptor_number(struct object *descriptor);
/* The number in the descriptor of a stream or RandomAccessFile, whose field `fd` is a FileDescriptor; NULL:
 * none. */
int *descriptor_of(struct object *stream);
/* That number of a stream that is open; -1 with IOException pending. */
int io_number(struct thread *thread, struct object *stream);
/* A java.io.File's path, malloc'd. */
char *path_of(struct object *file);
/* A new byte[]; NULL with an exception pending. */
struct object *bytes_new(struct thread *thread, const void *bytes, size_t count);

/* The natives of FileInputStream, FileOutputStream and RandomAccessFile on (this, …): java_io.c */
native_function io_read_byte, io_read_bytes, io_write_byte, io_write_bytes, io_length, io_position;
/* Opens the file that args[1] names; its number goes into the stream's descriptor. */
void io_open(struct thread *thread, union slot *args, int flags);

#endif
