/* SPDX-License-Identifier: Apache-2.0 */
/* sun_nio_ch_net.c: sockets as sun.nio.ch uses them (Net, datagrams, Unix domain), and what waits for many:
 * poll, epoll, eventfd. */
#include "jvm/gc/gc.h"
#include "jvm/link/link.h"
#include "jvm/native/net.h"
#include "jvm/run/call.h"
#include "jvm/run/exception.h"
#include <fcntl.h>
#include <limits.h>
#include <netinet/ip.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <unistd.h>

#define NATIVE(name) static void name(struct thread *thread, union slot *args)

static int number_of(const union slot *descriptor)
{
	return *descriptor_number(descriptor->o);
}

static void *memory(const union slot *slot)
{
	return (void *)(uintptr_t)slot->l;
}

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

static bool set_number(int fd, int level, int option, int value)
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
		right = set_number(fd, IPPROTO_IPV6, IPV6_V6ONLY, 0);
	if (right && args[2].i)
		right = set_number(fd, SOL_SOCKET, SO_REUSEADDR, 1);
	if (right && !stream) { /* only what this socket joined; not beyond the local network */
		set_number(fd, IPPROTO_IP, IP_MULTICAST_ALL, 0);
		if (v6)
			right = set_number(fd, IPPROTO_IPV6, IPV6_MULTICAST_HOPS, 1);
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
	const int fd = number_of(&args[0]);
	const socklen_t length =
		net_address_of(thread, args[3].o, args[4].i, args[1].i && net_has_ipv6(), &address);
	if (length && bind(fd, &address.any, length) < 0)
		throw_socket(thread, errno);
}

NATIVE(net_listen)
{
	if (listen(number_of(&args[0]), args[1].i) < 0)
		throw_socket(thread, errno);
}

/* 1: connected */
static void give_connected(struct thread *thread, union slot *args, int result)
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
	const int fd = number_of(&args[1]);
	const socklen_t length =
		net_address_of(thread, args[2].o, args[3].i, args[0].i && net_has_ipv6(), &address);
	int result;
	if (!length)
		return;
	SAFELY_ONCE(thread, result, connect(fd, &address.any, length));
	give_connected(thread, args, result);
}

/* The new descriptor, or -1: args[0] is the status or an exception is pending. */
static int accept_from(struct thread *thread, union slot *args, struct sockaddr *peer, socklen_t *length)
{
	const int fd = number_of(&args[0]);
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
	const int accepted = accept_from(thread, args, &peer.any, &length);
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
	if (shutdown(number_of(&args[0]), args[1].i) < 0 && errno != ENOTCONN)
		throw_socket(thread, errno);
}

typedef int name_call(int fd, struct sockaddr *address, socklen_t *length);

static bool own_name(struct thread *thread, const union slot *args, name_call *call, union address *address)
{
	socklen_t length = sizeof *address;
	memset(address, 0, sizeof *address);
	if (call(number_of(&args[0]), &address->any, &length) == 0)
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
	const int fd = number_of(&args[0]), level = args[2].i, option = args[3].i;
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
	const int fd = number_of(&args[0]), level = args[2].i, option = args[3].i, value = args[4].i;
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
		set_number(fd, IPPROTO_IP, IP_TOS, value);
}

static int milliseconds(int64_t timeout)
{
	return timeout < 0 ? -1 : timeout > INT_MAX ? INT_MAX : (int)timeout;
}

/* poll(FileDescriptor, int events, long milliseconds): the events that are, 0 at the end of the time */
NATIVE(net_poll)
{
	struct pollfd ready = { .fd = number_of(&args[0]), .events = (short)args[1].i };
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
	struct pollfd ready = { .fd = number_of(&args[0]), .events = POLLOUT };
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
	if (ioctl(number_of(&args[0]), FIONREAD, &count) < 0)
		throw_socket(thread, errno);
	args[0].i = count;
}

NATIVE(net_send_urgent)
{
	const uint8_t byte = (uint8_t)args[1].i;
	const ssize_t sent = send(number_of(&args[0]), &byte, 1, MSG_OOB);
	args[0].i = (int32_t)io_status(thread, sent, false);
}

#define VALUE(name, value)                                                                                   \
	NATIVE(name)                                                                                         \
	{                                                                                                    \
		(void)thread;                                                                                \
		args[0].i = (int32_t)(value);                                                                \
	}

VALUE(poll_in, POLLIN)
VALUE(poll_out, POLLOUT)
VALUE(poll_error, POLLERR)
VALUE(poll_hang_up, POLLHUP)
VALUE(poll_invalid, POLLNVAL)

/* Multicast. An option that the system lacks is IO_UNAVAILABLE. */
static void multicast(struct thread *thread, union slot *args, int fd, int level, int option,
		      const void *value, socklen_t length)
{
	const int result = setsockopt(fd, level, option, value, length);
	args[0].i = 0;
	if (result < 0 && errno == ENOPROTOOPT)
		args[0].i = IO_UNAVAILABLE;
	else if (result < 0)
		throw_socket(thread, errno);
}

/* (boolean, FileDescriptor, int group, int interface, int source): IPv4 addresses as numbers */
static void multicast_v4(struct thread *thread, union slot *args, int plain, int of_source)
{
	const int fd = number_of(&args[1]);
	const struct ip_mreq_source of = { .imr_multiaddr.s_addr = htonl((uint32_t)args[2].i),
					   .imr_interface.s_addr = htonl((uint32_t)args[3].i),
					   .imr_sourceaddr.s_addr = htonl((uint32_t)args[4].i) };
	const struct ip_mreq group = { .imr_multiaddr = of.imr_multiaddr, .imr_interface = of.imr_interface };
	if (args[4].i == 0 && plain)
		multicast(thread, args, fd, IPPROTO_IP, plain, &group, sizeof group);
	else
		multicast(thread, args, fd, IPPROTO_IP, of_source, &of, sizeof of);
}

NATIVE(net_join_v4)
{
	if (args[0].i)
		multicast_v4(thread, args, IP_ADD_MEMBERSHIP, IP_ADD_SOURCE_MEMBERSHIP);
	else
		multicast_v4(thread, args, IP_DROP_MEMBERSHIP, IP_DROP_SOURCE_MEMBERSHIP);
}

NATIVE(net_block_v4)
{
	multicast_v4(thread, args, 0, args[0].i ? IP_BLOCK_SOURCE : IP_UNBLOCK_SOURCE);
}

/* (boolean, FileDescriptor, byte[16] group, int interface, byte[16] source or null) */
static void multicast_v6(struct thread *thread, union slot *args, int plain, int of_source)
{
	const int fd = number_of(&args[1]);
	struct group_source_req of = { .gsr_interface = (uint32_t)args[3].i };
	struct ipv6_mreq group = { .ipv6mr_interface = (unsigned)args[3].i };
	struct sockaddr_in6 *to = (struct sockaddr_in6 *)&of.gsr_group;
	struct sockaddr_in6 *from = (struct sockaddr_in6 *)&of.gsr_source;
	memcpy(&group.ipv6mr_multiaddr, ELEMENTS(args[2].o, uint8_t), 16);
	if (!args[4].o && plain) {
		multicast(thread, args, fd, IPPROTO_IPV6, plain, &group, sizeof group);
		return;
	}
	to->sin6_family = from->sin6_family = AF_INET6;
	to->sin6_addr = group.ipv6mr_multiaddr;
	if (args[4].o)
		memcpy(&from->sin6_addr, ELEMENTS(args[4].o, uint8_t), 16);
	multicast(thread, args, fd, IPPROTO_IPV6, of_source, &of, sizeof of);
}

NATIVE(net_join_v6)
{
	if (args[0].i)
		multicast_v6(thread, args, IPV6_JOIN_GROUP, MCAST_JOIN_SOURCE_GROUP);
	else
		multicast_v6(thread, args, IPV6_LEAVE_GROUP, MCAST_LEAVE_SOURCE_GROUP);
}

NATIVE(net_block_v6)
{
	multicast_v6(thread, args, 0, args[0].i ? MCAST_BLOCK_SOURCE : MCAST_UNBLOCK_SOURCE);
}

NATIVE(net_set_interface_v4)
{
	const struct in_addr interface = { htonl((uint32_t)args[1].i) };
	if (setsockopt(number_of(&args[0]), IPPROTO_IP, IP_MULTICAST_IF, &interface, sizeof interface) < 0)
		throw_socket(thread, errno);
}

NATIVE(net_get_interface_v4)
{
	struct in_addr interface = { 0 };
	socklen_t length = sizeof interface;
	if (getsockopt(number_of(&args[0]), IPPROTO_IP, IP_MULTICAST_IF, &interface, &length) < 0)
		throw_socket(thread, errno);
	else
		args[0].i = (int32_t)ntohl(interface.s_addr);
}

NATIVE(net_set_interface_v6)
{
	if (!set_number(number_of(&args[0]), IPPROTO_IPV6, IPV6_MULTICAST_IF, args[1].i))
		throw_socket(thread, errno);
}

NATIVE(net_get_interface_v6)
{
	int interface = 0;
	socklen_t length = sizeof interface;
	if (getsockopt(number_of(&args[0]), IPPROTO_IPV6, IPV6_MULTICAST_IF, &interface, &length) < 0)
		throw_socket(thread, errno);
	else
		args[0].i = interface;
}

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
	const int fd = number_of(&args[0]);
	SAFELY_ONCE(thread, got, read(fd, memory(&args[1]), (size_t)args[3].i));
	args[0].i = (int32_t)socket_status(thread, got);
}

NATIVE(socket_readv)
{
	ssize_t got;
	const int fd = number_of(&args[0]);
	SAFELY_ONCE(thread, got, readv(fd, memory(&args[1]), args[3].i));
	args[0].l = socket_status(thread, got);
}

/* Datagrams. A refusal of an earlier one is PortUnreachableException; one of no bytes is no end. */
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
	const int fd = number_of(&args[0]);
	SAFELY_ONCE(thread, got, recv(fd, memory(&args[1]), (size_t)args[3].i, 0));
	args[0].i = (int32_t)datagram_status(thread, got);
}

NATIVE(datagram_write)
{
	ssize_t put;
	const int fd = number_of(&args[0]);
	SAFELY_ONCE(thread, put, send(fd, memory(&args[1]), (size_t)args[3].i, 0));
	args[0].i = (int32_t)datagram_status(thread, put);
}

NATIVE(datagram_readv)
{
	ssize_t got;
	const int fd = number_of(&args[0]);
	SAFELY_ONCE(thread, got, readv(fd, memory(&args[1]), args[3].i));
	args[0].l = datagram_status(thread, got);
}

NATIVE(datagram_writev)
{
	ssize_t put;
	const int fd = number_of(&args[0]);
	SAFELY_ONCE(thread, put, writev(fd, memory(&args[1]), args[3].i));
	args[0].l = datagram_status(thread, put);
}

/* disconnect0(FileDescriptor, boolean IPv6) */
NATIVE(datagram_disconnect)
{
	const struct sockaddr none = { .sa_family = AF_UNSPEC };
	if (connect(number_of(&args[0]), &none, sizeof none) < 0 && errno != EAFNOSUPPORT)
		throw_socket(thread, errno);
}

/* receive0(FileDescriptor, long buffer, int bytes, long address of the sender, boolean connected) */
NATIVE(datagram_receive)
{
	const int fd = number_of(&args[0]);
	const bool connected = args[6].i;
	const size_t room = args[3].i > 65536 ? 65536 : (size_t)args[3].i;
	union address *sender = memory(&args[4]);
	ssize_t got;
	do { /* not connected: a refusal is of somebody else */
		socklen_t length = sizeof *sender;
		SAFELY_ONCE(thread, got, recvfrom(fd, memory(&args[1]), room, 0, &sender->any, &length));
	} while (got < 0 && errno == ECONNREFUSED && !connected);
	args[0].i = (int32_t)datagram_status(thread, got);
}

/* send0(FileDescriptor, long buffer, int bytes, long address, int its bytes) */
NATIVE(datagram_send)
{
	const int fd = number_of(&args[0]);
	ssize_t put;
	SAFELY_ONCE(
		thread, put,
		sendto(fd, memory(&args[1]), (size_t)args[3].i, 0, memory(&args[4]), (socklen_t)args[6].i));
	args[0].i = (int32_t)datagram_status(thread, put);
}

/* NativeSocketAddress: the layout of struct sockaddr_in and _in6 */
VALUE(address_inet, AF_INET)
VALUE(address_inet6, AF_INET6)
VALUE(address_bytes4, sizeof(struct sockaddr_in))
VALUE(address_bytes6, sizeof(struct sockaddr_in6))
VALUE(address_family_bytes, sizeof(sa_family_t))
VALUE(address_family, offsetof(struct sockaddr, sa_family))
VALUE(address_port4, offsetof(struct sockaddr_in, sin_port))
VALUE(address_address4, offsetof(struct sockaddr_in, sin_addr))
VALUE(address_port6, offsetof(struct sockaddr_in6, sin6_port))
VALUE(address_flow6, offsetof(struct sockaddr_in6, sin6_flowinfo))
VALUE(address_address6, offsetof(struct sockaddr_in6, sin6_addr))
VALUE(address_scope6, offsetof(struct sockaddr_in6, sin6_scope_id))

/* EPoll, EventFD, PollSelectorImpl */
VALUE(epoll_event_bytes, sizeof(struct epoll_event))
VALUE(epoll_events, offsetof(struct epoll_event, events))
VALUE(epoll_data, offsetof(struct epoll_event, data))

NATIVE(epoll_make)
{
	const int fd = epoll_create1(EPOLL_CLOEXEC);
	if (fd < 0)
		throw_io(thread);
	args[0].i = fd;
}

/* ctl(int epoll, int operation, int descriptor, int events): 0 or errno */
NATIVE(epoll_change)
{
	(void)thread;
	struct epoll_event event = { .events = (uint32_t)args[3].i, .data.fd = args[2].i };
	args[0].i = epoll_ctl(args[0].i, args[1].i, args[2].i, &event) == 0 ? 0 : errno;
}

/* wait(int epoll, long events, int count, int milliseconds) */
NATIVE(epoll_wait_for)
{
	int count;
	SAFELY_ONCE(thread, count, epoll_wait(args[0].i, memory(&args[1]), args[3].i, args[4].i));
	args[0].i = count >= 0 ? count : IO_INTERRUPTED;
	if (count < 0 && errno != EINTR)
		throw_io(thread);
}

NATIVE(event_make)
{
	const int fd = eventfd(0, EFD_CLOEXEC);
	if (fd < 0)
		throw_io(thread);
	args[0].i = fd;
}

NATIVE(event_set)
{
	const uint64_t one = 1;
	args[0].i = write(args[0].i, &one, sizeof one) == sizeof one ? 0 : IO_INTERRUPTED;
	if (args[0].i && errno != EINTR)
		throw_io(thread);
}

/* poll(long descriptors, int count, int milliseconds) */
NATIVE(selector_poll)
{
	int count;
	SAFELY_ONCE(thread, count, poll(memory(&args[0]), (nfds_t)args[2].i, args[3].i));
	args[0].i = count >= 0 ? count : IO_INTERRUPTED;
	if (count < 0 && errno != EINTR)
		throw_io(thread);
}

/* Unix domain sockets: a path is a byte[], empty for none. */
static socklen_t path_address(struct thread *thread, struct object *path, struct sockaddr_un *to)
{
	*to = (struct sockaddr_un){ .sun_family = AF_UNIX };
	const struct array *bytes = (struct array *)path;
	const size_t length = bytes ? (size_t)bytes->length : 0;
	if (length >= sizeof to->sun_path) {
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
	if (length && bind(number_of(&args[0]), (struct sockaddr *)&address, length) < 0)
		throw_socket(thread, errno);
}

NATIVE(unix_connect)
{
	struct sockaddr_un address;
	const int fd = number_of(&args[0]);
	const socklen_t length = path_address(thread, args[1].o, &address);
	int result;
	if (!length)
		return;
	SAFELY_ONCE(thread, result, connect(fd, (struct sockaddr *)&address, length));
	if (result < 0 && errno == EAGAIN)
		errno = EINPROGRESS; /* the queue of the listener is full */
	give_connected(thread, args, result);
}

/* accept0(FileDescriptor, FileDescriptor accepted, Object[] path) */
NATIVE(unix_accept)
{
	struct sockaddr_un peer = { 0 };
	socklen_t length = sizeof peer;
	struct object *made = args[1].o, *paths = args[2].o;
	const int accepted = accept_from(thread, args, (struct sockaddr *)&peer, &length);
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
	if (getsockname(number_of(&args[0]), (struct sockaddr *)&address, &length) < 0)
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

static const struct native_entry net_natives[] = {
	{ "isIPv6Available0", NULL, has_ipv6 },
	{ "isReusePortAvailable0", NULL, native_yes },
	{ "isExclusiveBindAvailable", NULL, no_exclusive_bind },
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
	{ "joinOrDrop4", NULL, net_join_v4 },
	{ "blockOrUnblock4", NULL, net_block_v4 },
	{ "joinOrDrop6", NULL, net_join_v6 },
	{ "blockOrUnblock6", NULL, net_block_v6 },
	{ "setInterface4", NULL, net_set_interface_v4 },
	{ "getInterface4", NULL, net_get_interface_v4 },
	{ "setInterface6", NULL, net_set_interface_v6 },
	{ "getInterface6", NULL, net_get_interface_v6 },
	{ "pollinValue", NULL, poll_in },
	{ "polloutValue", NULL, poll_out },
	{ "pollerrValue", NULL, poll_error },
	{ "pollhupValue", NULL, poll_hang_up },
	{ "pollnvalValue", NULL, poll_invalid },
	{ "pollconnValue", NULL, poll_out },
};
static const struct native_entry socket_natives[] = { { "read0", NULL, socket_read },
						      { "readv0", NULL, socket_readv } };
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
static const struct native_entry epoll_natives[] = {
	{ "eventSize", NULL, epoll_event_bytes },
	{ "eventsOffset", NULL, epoll_events },
	{ "dataOffset", NULL, epoll_data },
	{ "create", NULL, epoll_make },
	{ "ctl", NULL, epoll_change },
	{ "wait", NULL, epoll_wait_for },
};
static const struct native_entry event_natives[] = { { "eventfd0", NULL, event_make },
						     { "set0", NULL, event_set } };
static const struct native_entry selector_natives[] = { { "poll", NULL, selector_poll } };
static const struct native_entry unix_natives[] = {
	{ "init", NULL, native_yes },     { "socket0", NULL, unix_socket },
	{ "bind0", NULL, unix_bind },     { "connect0", NULL, unix_connect },
	{ "accept0", NULL, unix_accept }, { "localAddress0", NULL, unix_local_address },
};
static const struct native_entry async_natives[] = { { "checkConnect", NULL, async_check_connect } };
NATIVE_TABLE(sun_nio_ch_net);
const struct native_class native_sun_nio_ch_net[] = {
	{ "sun/nio/ch/Net", net_natives, COUNT(net_natives) },
	{ "sun/nio/ch/SocketDispatcher", socket_natives, COUNT(socket_natives) },
	{ "sun/nio/ch/DatagramDispatcher", datagram_natives, COUNT(datagram_natives) },
	{ "sun/nio/ch/DatagramChannelImpl", datagram_channel_natives, COUNT(datagram_channel_natives) },
	{ "sun/nio/ch/NativeSocketAddress", address_natives, COUNT(address_natives) },
	{ "sun/nio/ch/EPoll", epoll_natives, COUNT(epoll_natives) },
	{ "sun/nio/ch/EventFD", event_natives, COUNT(event_natives) },
	{ "sun/nio/ch/PollSelectorImpl", selector_natives, COUNT(selector_natives) },
	{ "sun/nio/ch/UnixDomainSockets", unix_natives, COUNT(unix_natives) },
	{ "sun/nio/ch/UnixAsynchronousSocketChannelImpl", async_natives, COUNT(async_natives) },
};
const size_t native_sun_nio_ch_net_count = COUNT(native_sun_nio_ch_net);
