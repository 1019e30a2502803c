/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/xen/stream.h"

#include <libxenvchan.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#define SMALLEST_STREAM 4096
#define TRIES           600
#define TRY_EVERY_US    100000

void fail(const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	fputs("# peer: ", stdout);
	vprintf(format, arguments);
	putchar('\n');
	va_end(arguments);
	exit(1);
}

struct stream stream_serve(int domid, const char *path)
{
	struct libxenvchan *vchan =
		libxenvchan_server_init(NULL, domid, path, SMALLEST_STREAM, SMALLEST_STREAM);

	if (!vchan)
		fail("libxenvchan cannot serve %s", path);
	vchan->blocking = 1;
	return (struct stream){ .vchan = vchan };
}

static int connect_socket(const char *path)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);

	strncpy(address.sun_path, path, sizeof(address.sun_path) - 1);
	if (connect(fd, (const struct sockaddr *)&address, sizeof(address)) == 0)
		return fd;
	close(fd);
	return -1;
}

struct stream stream_connect(int domid, const char *path)
{
	struct stream stream = { .socket = -1 };

	for (unsigned i = 0; i < TRIES; i++) {
		if (strncmp(path, "unix:", 5) == 0)
			stream.socket = connect_socket(path + 5);
		else
			stream.vchan = libxenvchan_client_init(NULL, domid, path);
		if (stream.vchan)
			stream.vchan->blocking = 1;
		if (stream.vchan || stream.socket >= 0)
			return stream;
		usleep(TRY_EVERY_US);
	}
	fail("nobody serves %s", path);
}

void stream_read(struct stream *stream, void *data, size_t bytes)
{
	for (size_t done = 0; done < bytes;) {
		char *at = (char *)data + done;
		ssize_t part = stream->vchan ? libxenvchan_read(stream->vchan, at, bytes - done)
					     : read(stream->socket, at, bytes - done);
		if (part <= 0)
			fail("the domain ended the stream");
		done += (size_t)part;
	}
}

void stream_write(struct stream *stream, const void *data, size_t bytes)
{
	for (size_t done = 0; done < bytes;) {
		const char *at = (const char *)data + done;
		ssize_t part = stream->vchan ? libxenvchan_write(stream->vchan, at, bytes - done)
					     : write(stream->socket, at, bytes - done);
		if (part <= 0)
			fail("the domain takes nothing more");
		done += (size_t)part;
	}
}

void stream_close(struct stream *stream)
{
	if (stream->vchan)
		libxenvchan_close(stream->vchan);
	else
		close(stream->socket);
}
