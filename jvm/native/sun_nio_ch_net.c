/* SPDX-License-Identifier: Apache-2.0 */
/* sun_nio_ch_net.c: sockets as sun.nio.ch.Net makes and asks them, and the reads of connected ones. */
#include "jvm/link/link.h"
#include "jvm/native/net.h"
#include "jvm/run/call.h"
#include "jvm/run/exception.h"
#include <limits.h>
#include <netinet/ip.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/uio.h>
#include <unistd.h>

#define NATIVE(name) static void name(struct thread *thread, union slot *args)

NATIVE(has_ipv6)
{
	(void)thread;
	args[0].i = net_has_ipv6();
}

NATIVE(no_exclusive_bind)
{
	(void)thread;
	args[0].i = -1; /* another system's option */
}

bool net_set_number(int fd, int level, int option, int value)
{
	return setsockopt(fd, level, option, &value, sizeof value) == 0;
}

/* socket0(boolean prefer IPv6, boolean stream, boolean reuse address, boolean) */
NATIVE(net_socket)
{
	const bool v6 = args[0].i && net_has_ipv6(), stream = args[1].i;
	const int fd = socket(v6 ? AF_INET6 : AF_INET, (stream ? SOCK_STREAM : SOCK_DGRAM) | SOCK_CLOEXEC, 0);
	bool right = fd >= 0;
	if (right && v6) /* both protocols by one socket */
		right = net_set_number(fd, IPPROTO_IPV6, IPV6_V6ONLY, 0);
	if (right && args[2].i)
		right = net_set_number(fd, SOL_SOCKET, SO_REUSEADDR, 1);
	if (right && !stream) { /* only what this socket joined; not beyond the local network */
		net_set_number(fd, IPPROTO_IP, IP_MULTICAST_ALL, 0);
		if (v6)
			right = net_set_number(fd, IPPROTO_IPV6, IPV6_MULTICAST_HOPS, 1);
	}
	if (!right) {
		throw_socket(thread, errno);
		if (fd >= 0)
			close(fd);
		return;
	}
	args[0].i = fd;
}

/* bind0(FileDescriptor, boolean prefer IPv6, boolean, InetAddress, int port) */
NATIVE(net_bind)
{
	union address address;
	const int fd = socket_number(&args[0]);
	const socklen_t length =
		net_address_of(thread, args[3].o, args[4].i, args[1].i && net_has_ipv6(), &address);
	if (length && bind(fd, &address.any, length) < 0)
		throw_socket(thread, errno);
}

NATIVE(net_listen)
{
	if (listen(socket_number(&args[0]), args[1].i) < 0)
		throw_socket(thread, errno);
}

void net_give_connected(struct thread *thread, union slot *args, int result)
{
	args[0].i = 1;
	if (result == 0)
		return;
	if (errno == EINPROGRESS)
		args[0].i = IO_UNAVAILABLE;
	else if (errno == EINTR)
		args[0].i = IO_INTERRUPTED;
	else
		throw_socket(thread, errno);
}

/* connect0(boolean prefer IPv6, FileDescriptor, InetAddress, int port) */
NATIVE(net_connect)
{
	union address address;
	const int fd = socket_number(&args[1]);
	const socklen_t length =
		net_address_of(thread, args[2].o, args[3].i, args[0].i && net_has_ipv6(), &address);
	int result;
	if (!length)
		return;
	SAFELY_ONCE(thread, result, connect(fd, &address.any, length));
	net_give_connected(thread, args, result);
}

int net_accept_from(struct thread *thread, union slot *args, struct sockaddr *peer, socklen_t *length)
{
	const int fd = socket_number(&args[0]);
	int accepted;
	do /* who gave up before being accepted does not count */
		SAFELY_ONCE(thread, accepted, accept4(fd, peer, length, SOCK_CLOEXEC));
	while (accepted < 0 && errno == ECONNABORTED);
	if (accepted < 0) {
		args[0].i = errno == EINTR ? IO_INTERRUPTED : IO_UNAVAILABLE;
		if (errno != EAGAIN && errno != EINTR)
			throw_socket(thread, errno);
	}
	return accepted;
}

/* accept(FileDescriptor, FileDescriptor accepted, InetSocketAddress[] peer): 1 */
NATIVE(net_accept)
{
	union address peer = { 0 };
	socklen_t length = sizeof peer;
	struct object *made = args[1].o, *peers = args[2].o;
	const int accepted = net_accept_from(thread, args, &peer.any, &length);
	if (accepted < 0)
		return;
	*descriptor_number(made) = accepted;
	struct object *address = net_address_new(thread, &peer, NULL);
	struct class *class = address ? class_boot(thread, "java/net/InetSocketAddress") : NULL;
	struct object *socket_address =
		class ? call_new(thread, class, "(Ljava/net/InetAddress;I)V", address, net_port_of(&peer))
		      : NULL;
	if (socket_address) {
		array_set((struct array *)peers, 0, socket_address);
		args[0].i = 1;
	}
}

NATIVE(net_shutdown)
{
	/* Net.SHUT_* are those of the system. */
	if (shutdown(socket_number(&args[0]), args[1].i) < 0 && errno != ENOTCONN)
		throw_socket(thread, errno);
}

typedef int name_call(int fd, struct sockaddr *address, socklen_t *length);

static bool own_name(struct thread *thread, const union slot *args, name_call *call, union address *address)
{
	socklen_t length = sizeof *address;
	memset(address, 0, sizeof *address);
	if (call(socket_number(&args[0]), &address->any, &length) == 0)
		return true;
	throw_socket(thread, errno);
	return false;
}

NATIVE(net_local_port)
{
	union address address;
	if (own_name(thread, args, getsockname, &address))
		args[0].i = net_port_of(&address);
}

NATIVE(net_local_address)
{
	union address address;
	if (own_name(thread, args, getsockname, &address))
		args[0].o = net_address_new(thread, &address, NULL);
}

NATIVE(net_remote_port)
{
	union address address;
	if (own_name(thread, args, getpeername, &address))
		args[0].i = net_port_of(&address);
}

NATIVE(net_remote_address)
{
	union address address;
	if (own_name(thread, args, getpeername, &address))
		args[0].o = net_address_new(thread, &address, NULL);
}

static bool is_byte_option(int level, int option)
{
	return level == IPPROTO_IP && (option == IP_MULTICAST_TTL || option == IP_MULTICAST_LOOP);
}

/* getIntOption0(FileDescriptor, boolean, int level, int option) */
NATIVE(net_get_option)
{
	const int fd = socket_number(&args[0]), level = args[2].i, option = args[3].i;
	struct linger linger = { 0 };
	uint8_t byte = 0;
	int number = 0;
	socklen_t length = sizeof number;
	void *to = &number;
	const bool is_linger = level == SOL_SOCKET && option == SO_LINGER;
	if (is_byte_option(level, option)) {
		to = &byte;
		length = sizeof byte;
	} else if (is_linger) {
		to = &linger;
		length = sizeof linger;
	}
	if (getsockopt(fd, level, option, to, &length) < 0) {
		throw_socket(thread, errno);
		return;
	}
	if (is_byte_option(level, option))
		args[0].i = byte;
	else if (is_linger)
		args[0].i = linger.l_onoff ? linger.l_linger : -1;
	else /* Linux gives twice the size that was asked for */
		args[0].i = args[1].i && level == SOL_SOCKET && (option == SO_SNDBUF || option == SO_RCVBUF)
				    ? number / 2
				    : number;
}

/* setIntOption0(FileDescriptor, boolean, int level, int option, int value, boolean IPv6) */
NATIVE(net_set_option)
{
	const int fd = socket_number(&args[0]), level = args[2].i, option = args[3].i, value = args[4].i;
	const struct linger linger = { .l_onoff = value >= 0, .l_linger = value >= 0 ? value : 0 };
	const uint8_t byte = (uint8_t)value;
	int result;
	if (is_byte_option(level, option))
		result = setsockopt(fd, level, option, &byte, sizeof byte);
	else if (level == SOL_SOCKET && option == SO_LINGER)
		result = setsockopt(fd, level, option, &linger, sizeof linger);
	else
		result = setsockopt(fd, level, option, &value, sizeof value);
	if (result < 0)
		throw_socket(thread, errno);
	else if (level == IPPROTO_IPV6 && option == IPV6_TCLASS && args[5].i) /* mapped traffic too */
		net_set_number(fd, IPPROTO_IP, IP_TOS, value);
}

static int milliseconds(int64_t timeout)
{
	return timeout < 0 ? -1 : timeout > INT_MAX ? INT_MAX : (int)timeout;
}

/* poll(FileDescriptor, int events, long milliseconds): the events that are, 0 at the end of the time */
NATIVE(net_poll)
{
	struct pollfd ready = { .fd = socket_number(&args[0]), .events = (short)args[1].i };
	const int timeout = milliseconds(args[2].l);
	int result;
	SAFELY_ONCE(thread, result, poll(&ready, 1, timeout));
	args[0].i = result > 0 ? ready.revents : 0;
	if (result < 0 && errno != EINTR)
		throw_socket(thread, errno);
}

/* pollConnect(FileDescriptor, long milliseconds): whether the connection is made; an error of it is thrown */
NATIVE(net_poll_connect)
{
	struct pollfd ready = { .fd = socket_number(&args[0]), .events = POLLOUT };
	const int timeout = milliseconds(args[1].l);
	int result, error = 0;
	socklen_t length = sizeof error;
	SAFELY_ONCE(thread, result, poll(&ready, 1, timeout));
	args[0].i = 0;
	if (result > 0) {
		if (getsockopt(ready.fd, SOL_SOCKET, SO_ERROR, &error, &length) < 0)
			error = errno;
		if (error)
			throw_socket(thread, error);
		args[0].i = !error;
	} else if (result < 0 && errno != EINTR) {
		throw_io(thread);
	}
}

NATIVE(net_available)
{
	int count = 0;
	if (ioctl(socket_number(&args[0]), FIONREAD, &count) < 0)
		throw_socket(thread, errno);
	args[0].i = count;
}

NATIVE(net_send_urgent)
{
	const uint8_t byte = (uint8_t)args[1].i;
	const ssize_t sent = send(socket_number(&args[0]), &byte, 1, MSG_OOB);
	args[0].i = (int32_t)io_status(thread, sent, false);
}

NATIVE_VALUE(poll_in, POLLIN)
NATIVE_VALUE(poll_out, POLLOUT)
NATIVE_VALUE(poll_error, POLLERR)
NATIVE_VALUE(poll_hang_up, POLLHUP)
NATIVE_VALUE(poll_invalid, POLLNVAL)

/* SocketDispatcher: reads that know a peer's reset. */
static int64_t socket_status(struct thread *thread, ssize_t count)
{
	if (count >= 0 || errno != ECONNRESET)
		return io_status(thread, count, true);
	throw_new(thread, "sun/net/ConnectionResetException", "Connection reset");
	return IO_INTERRUPTED;
}

NATIVE(socket_read)
{
	ssize_t got;
	const int fd = socket_number(&args[0]);
	SAFELY_ONCE(thread, got, read(fd, native_memory(&args[1]), (size_t)args[3].i));
	args[0].i = (int32_t)socket_status(thread, got);
}

NATIVE(socket_readv)
{
	ssize_t got;
	const int fd = socket_number(&args[0]);
	SAFELY_ONCE(thread, got, readv(fd, native_memory(&args[1]), args[3].i));
	args[0].l = socket_status(thread, got);
}

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

static const struct native_entry net_natives[] = {
	{ "isIPv6Available0", NULL, has_ipv6 },
	{ "isReusePortAvailable0", NULL, native_yes },
	{ "isExclusiveBindAvailable", NULL, no_exclusive_bind },
	{ "shouldShutdownWriteBeforeClose0", NULL, native_no },
	{ "shouldSetBothIPv4AndIPv6Options0", NULL, native_yes },
	{ "canIPv6SocketJoinIPv4Group0", NULL, native_yes },
	{ "canJoin6WithIPv4Group0", NULL, native_no },
	{ "canUseIPv6OptionsWithIPv4LocalAddress0", NULL, native_yes },
	{ "socket0", NULL, net_socket },
	{ "bind0", NULL, net_bind },
	{ "listen", NULL, net_listen },
	{ "connect0", NULL, net_connect },
	{ "accept", NULL, net_accept },
	{ "shutdown", NULL, net_shutdown },
	{ "localPort", NULL, net_local_port },
	{ "localInetAddress", NULL, net_local_address },
	{ "remotePort", NULL, net_remote_port },
	{ "remoteInetAddress", NULL, net_remote_address },
	{ "getIntOption0", NULL, net_get_option },
	{ "setIntOption0", NULL, net_set_option },
	{ "poll", NULL, net_poll },
	{ "pollConnect", NULL, net_poll_connect },
	{ "available", NULL, net_available },
	{ "sendOOB", NULL, net_send_urgent },
	{ "discardOOB", NULL, native_no },
	{ "pollinValue", NULL, poll_in },
	{ "polloutValue", NULL, poll_out },
	{ "pollerrValue", NULL, poll_error },
	{ "pollhupValue", NULL, poll_hang_up },
	{ "pollnvalValue", NULL, poll_invalid },
	{ "pollconnValue", NULL, poll_out },
};
static const struct native_entry socket_natives[] = { { "read0", NULL, socket_read },
						      { "readv0", NULL, socket_readv } };

NATIVE_TABLE(sun_nio_ch_net);
const struct native_class native_sun_nio_ch_net[] = {
	{ "sun/nio/ch/Net", net_natives, COUNT(net_natives) },
	{ "sun/nio/ch/SocketDispatcher", socket_natives, COUNT(socket_natives) },
};
const size_t native_sun_nio_ch_net_count = COUNT(native_sun_nio_ch_net);
