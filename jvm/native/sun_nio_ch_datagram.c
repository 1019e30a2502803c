/* SPDX-License-Identifier: Apache-2.0 */
/* sun_nio_ch_datagram.c: datagrams, and addresses as they lie in memory. */
#include "jvm/native/net.h"
#include "jvm/run/exception.h"
#include <stddef.h>
#include <sys/uio.h>

#define NATIVE(name) static void name(struct thread *thread, union slot *args)

/* A refusal of an earlier one is PortUnreachableException; one of no bytes is no end. */
static int64_t datagram_status(struct thread *thread, ssize_t count)
{
	if (count >= 0 || errno != ECONNREFUSED)
		return io_status(thread, count, false);
	throw_new(thread, "java/net/PortUnreachableException", NULL);
	return IO_INTERRUPTED;
}

NATIVE(datagram_read)
{
	ssize_t got;
	const int fd = socket_number(&args[0]);
	SAFELY_ONCE(thread, got, recv(fd, native_memory(&args[1]), (size_t)args[3].i, 0));
	args[0].i = (int32_t)datagram_status(thread, got);
}

NATIVE(datagram_write)
{
	ssize_t put;
	const int fd = socket_number(&args[0]);
	SAFELY_ONCE(thread, put, send(fd, native_memory(&args[1]), (size_t)args[3].i, 0));
	args[0].i = (int32_t)datagram_status(thread, put);
}

NATIVE(datagram_readv)
{
	ssize_t got;
	const int fd = socket_number(&args[0]);
	SAFELY_ONCE(thread, got, readv(fd, native_memory(&args[1]), args[3].i));
	args[0].l = datagram_status(thread, got);
}

NATIVE(datagram_writev)
{
	ssize_t put;
	const int fd = socket_number(&args[0]);
	SAFELY_ONCE(thread, put, writev(fd, native_memory(&args[1]), args[3].i));
	args[0].l = datagram_status(thread, put);
}

/* Of datagrams with an address each; other errors are those of sockets. */
static void give_addressed(struct thread *thread, union slot *args, ssize_t count)
{
	if (count >= 0 || errno == ECONNREFUSED || errno == EAGAIN || errno == EINTR) {
		args[0].i = (int32_t)datagram_status(thread, count);
	} else {
		throw_socket(thread, errno);
		args[0].i = IO_INTERRUPTED;
	}
}

/* disconnect0(FileDescriptor, boolean IPv6) */
NATIVE(datagram_disconnect)
{
	const struct sockaddr none = { .sa_family = AF_UNSPEC };
	if (connect(socket_number(&args[0]), &none, sizeof none) < 0 && errno != EAFNOSUPPORT)
		throw_socket(thread, errno);
}

/* receive0(FileDescriptor, long buffer, int bytes, long address of the sender, boolean connected) */
NATIVE(datagram_receive)
{
	const int fd = socket_number(&args[0]);
	const bool connected = args[6].i;
	const size_t room = args[3].i > 65536 ? 65536 : (size_t)args[3].i;
	union address *sender = native_memory(&args[4]);
	ssize_t got;
	do { /* not connected: a refusal is of somebody else */
		socklen_t length = sizeof *sender;
		SAFELY_ONCE(thread, got,
			    recvfrom(fd, native_memory(&args[1]), room, 0, &sender->any, &length));
	} while (got < 0 && errno == ECONNREFUSED && !connected);
	give_addressed(thread, args, got);
}

/* send0(FileDescriptor, long buffer, int bytes, long address, int its bytes) */
NATIVE(datagram_send)
{
	const int fd = socket_number(&args[0]);
	ssize_t put;
	SAFELY_ONCE(thread, put,
		    sendto(fd, native_memory(&args[1]), (size_t)args[3].i, 0, native_memory(&args[4]),
			   (socklen_t)args[6].i));
	give_addressed(thread, args, put);
}

/* NativeSocketAddress: the layout of struct sockaddr_in and _in6 */
NATIVE_VALUE(address_inet, AF_INET)
NATIVE_VALUE(address_inet6, AF_INET6)
NATIVE_VALUE(address_bytes4, sizeof(struct sockaddr_in))
NATIVE_VALUE(address_bytes6, sizeof(struct sockaddr_in6))
NATIVE_VALUE(address_family_bytes, sizeof(sa_family_t))
NATIVE_VALUE(address_family, offsetof(struct sockaddr, sa_family))
NATIVE_VALUE(address_port4, offsetof(struct sockaddr_in, sin_port))
NATIVE_VALUE(address_address4, offsetof(struct sockaddr_in, sin_addr))
NATIVE_VALUE(address_port6, offsetof(struct sockaddr_in6, sin6_port))
NATIVE_VALUE(address_flow6, offsetof(struct sockaddr_in6, sin6_flowinfo))
NATIVE_VALUE(address_address6, offsetof(struct sockaddr_in6, sin6_addr))
NATIVE_VALUE(address_scope6, offsetof(struct sockaddr_in6, sin6_scope_id))

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

static const struct native_entry datagram_natives[] = {
	{ "read0", NULL, datagram_read },
	{ "write0", NULL, datagram_write },
	{ "readv0", NULL, datagram_readv },
	{ "writev0", NULL, datagram_writev },
};
static const struct native_entry datagram_channel_natives[] = {
	{ "disconnect0", NULL, datagram_disconnect },
	{ "receive0", NULL, datagram_receive },
	{ "send0", NULL, datagram_send },
};
static const struct native_entry address_natives[] = {
	{ "AFINET", NULL, address_inet },
	{ "AFINET6", NULL, address_inet6 },
	{ "sizeofSockAddr4", NULL, address_bytes4 },
	{ "sizeofSockAddr6", NULL, address_bytes6 },
	{ "sizeofFamily", NULL, address_family_bytes },
	{ "offsetFamily", NULL, address_family },
	{ "offsetSin4Port", NULL, address_port4 },
	{ "offsetSin4Addr", NULL, address_address4 },
	{ "offsetSin6Port", NULL, address_port6 },
	{ "offsetSin6FlowInfo", NULL, address_flow6 },
	{ "offsetSin6Addr", NULL, address_address6 },
	{ "offsetSin6ScopeId", NULL, address_scope6 },
};

NATIVE_TABLE(sun_nio_ch_datagram);
const struct native_class native_sun_nio_ch_datagram[] = {
	{ "sun/nio/ch/DatagramDispatcher", datagram_natives, COUNT(datagram_natives) },
	{ "sun/nio/ch/DatagramChannelImpl", datagram_channel_natives, COUNT(datagram_channel_natives) },
	{ "sun/nio/ch/NativeSocketAddress", address_natives, COUNT(address_natives) },
};
const size_t native_sun_nio_ch_datagram_count = COUNT(native_sun_nio_ch_datagram);
