/* SPDX-License-Identifier: Apache-2.0 */
/* sun_nio_ch_unix.c: Unix domain sockets. */
#include "jvm/gc/gc.h"
#include "jvm/native/net.h"
#include "jvm/run/exception.h"
#include <stddef.h>
#include <string.h>
#include <sys/un.h>

#define NATIVE(name) static void name(struct thread *thread, union slot *args)

/* A path is a byte[], empty for none. */
static socklen_t path_address(struct thread *thread, struct object *path, struct sockaddr_un *to)
{
	*to = (struct sockaddr_un){ .sun_family = AF_UNIX };
	const struct array *bytes = (struct array *)path;
	const size_t length = bytes ? (size_t)bytes->length : 0;
	if (length > sizeof to->sun_path - 2) { /* the JDK's limit */
		throw_new(thread, "java/net/SocketException", "Unix domain path too long");
		return 0;
	}
	if (length)
		memcpy(to->sun_path, bytes->data, length);
	return (socklen_t)(offsetof(struct sockaddr_un, sun_path) + length + (length != 0));
}

static struct object *path_of_address(struct thread *thread, const struct sockaddr_un *from, socklen_t length)
{
	const size_t most = length > offsetof(struct sockaddr_un, sun_path)
				    ? length - offsetof(struct sockaddr_un, sun_path)
				    : 0;
	return bytes_new(thread, from->sun_path, strnlen(from->sun_path, most));
}

NATIVE(unix_socket)
{
	const int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (fd < 0)
		throw_socket(thread, errno);
	args[0].i = fd;
}

NATIVE(unix_bind)
{
	struct sockaddr_un address;
	const socklen_t length = path_address(thread, args[1].o, &address);
	if (length && bind(socket_number(&args[0]), (struct sockaddr *)&address, length) < 0)
		throw_socket(thread, errno);
}

NATIVE(unix_connect)
{
	struct sockaddr_un address;
	const int fd = socket_number(&args[0]);
	const socklen_t length = path_address(thread, args[1].o, &address);
	int result;
	if (!length)
		return;
	SAFELY_ONCE(thread, result, connect(fd, (struct sockaddr *)&address, length));
	if (result < 0 && errno == EAGAIN)
		errno = EINPROGRESS; /* the queue of the listener is full */
	net_give_connected(thread, args, result);
}

/* accept0(FileDescriptor, FileDescriptor accepted, Object[] path) */
NATIVE(unix_accept)
{
	struct sockaddr_un peer = { 0 };
	socklen_t length = sizeof peer;
	struct object *made = args[1].o, *paths = args[2].o;
	const int accepted = net_accept_from(thread, args, (struct sockaddr *)&peer, &length);
	if (accepted < 0)
		return;
	*descriptor_number(made) = accepted;
	struct object *path = path_of_address(thread, &peer, length);
	if (path) {
		array_set((struct array *)paths, 0, path);
		args[0].i = 1;
	}
}

NATIVE(unix_local_address)
{
	struct sockaddr_un address = { 0 };
	socklen_t length = sizeof address;
	if (getsockname(socket_number(&args[0]), (struct sockaddr *)&address, &length) < 0)
		throw_socket(thread, errno);
	else
		args[0].o = path_of_address(thread, &address, length);
}

/* The result of a connection that was not made at once. */
NATIVE(async_check_connect)
{
	int error = 0;
	socklen_t length = sizeof error;
	if (getsockopt(args[0].i, SOL_SOCKET, SO_ERROR, &error, &length) < 0)
		error = errno;
	if (error)
		throw_socket(thread, error);
}

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

static const struct native_entry unix_natives[] = {
	{ "init", NULL, native_yes },     { "socket0", NULL, unix_socket },
	{ "bind0", NULL, unix_bind },     { "connect0", NULL, unix_connect },
	{ "accept0", NULL, unix_accept }, { "localAddress0", NULL, unix_local_address },
};
static const struct native_entry async_natives[] = { { "checkConnect", NULL, async_check_connect } };

NATIVE_TABLE(sun_nio_ch_unix);
const struct native_class native_sun_nio_ch_unix[] = {
	{ "sun/nio/ch/UnixDomainSockets", unix_natives, COUNT(unix_natives) },
	{ "sun/nio/ch/UnixAsynchronousSocketChannelImpl", async_natives, COUNT(async_natives) },
};
const size_t native_sun_nio_ch_unix_count = COUNT(native_sun_nio_ch_unix);
