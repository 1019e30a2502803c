/* SPDX-License-Identifier: Apache-2.0 */
/* java_net.c: addresses and names of hosts. */
#include "jvm/gc/gc.h"
#include "jvm/link/link.h"
#include "jvm/native/net.h"
#include "jvm/run/call.h"
#include "jvm/run/exception.h"
#include "jvm/run/string.h"
#include "jvm/run/vm.h"
#include <limits.h>
#include <netdb.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define NATIVE(name) static void name(struct thread *thread, union slot *args)

bool net_has_ipv6(void)
{
	const int fd = socket(AF_INET6, SOCK_STREAM | SOCK_CLOEXEC, 0);
	struct sockaddr_in6 loopback = { .sin6_family = AF_INET6, .sin6_addr = IN6ADDR_LOOPBACK_INIT };
	/* A system may have the protocol and no address. */
	const bool has = fd >= 0 && bind(fd, (struct sockaddr *)&loopback, sizeof loopback) == 0;
	if (fd >= 0)
		close(fd);
	return has;
}

static struct object *field_object(struct object *of, const char *name, const char *descriptor)
{
	return FIELD_REF(of, native_field_offset(object_class(of), name, descriptor));
}

static int32_t field_int(struct object *of, const char *name)
{
	return FIELD(of, native_field_offset(object_class(of), name, "I"), int32_t);
}

socklen_t net_address_of(struct thread *thread, struct object *inet_address, int port, bool v6,
			 union address *to)
{
	enum { FAMILY_IPV4 = 1 };
	memset(to, 0, sizeof *to);
	if (!inet_address) {
		throw_null_pointer(thread);
		return 0;
	}
	struct object *holder =
		field_object(inet_address, "holder", "Ljava/net/InetAddress$InetAddressHolder;");
	const bool is_v4 = field_int(holder, "family") == FAMILY_IPV4;
	if (!v6) {
		if (!is_v4) {
			throw_new(thread, "java/net/SocketException", "Protocol family unavailable");
			return 0;
		}
		to->v4 = (struct sockaddr_in){ .sin_family = AF_INET,
					       .sin_port = htons((uint16_t)port),
					       .sin_addr.s_addr =
						       htonl((uint32_t)field_int(holder, "address")) };
		return sizeof to->v4;
	}
	to->v6.sin6_family = AF_INET6;
	to->v6.sin6_port = htons((uint16_t)port);
	if (is_v4) {
		const uint32_t address = htonl((uint32_t)field_int(holder, "address"));
		if (address != INADDR_ANY) { /* mapped: ::ffff:a.b.c.d */
			memset(to->v6.sin6_addr.s6_addr + 10, 0xff, 2);
			memcpy(to->v6.sin6_addr.s6_addr + 12, &address, sizeof address);
		}
	} else {
		struct object *holder6 =
			field_object(inet_address, "holder6", "Ljava/net/Inet6Address$Inet6AddressHolder;");
		memcpy(to->v6.sin6_addr.s6_addr, ELEMENTS(field_object(holder6, "ipaddress", "[B"), uint8_t),
		       16);
		to->v6.sin6_scope_id = (uint32_t)field_int(holder6, "scope_id");
	}
	return sizeof to->v6;
}

socklen_t net_own_address(struct thread *thread, struct object *inet_address, union address *to)
{
	enum { FAMILY_IPV6 = 2 };
	struct object *holder = inet_address ? field_object(inet_address, "holder",
							    "Ljava/net/InetAddress$InetAddressHolder;")
					     : NULL;
	return net_address_of(thread, inet_address, 0, holder && field_int(holder, "family") == FAMILY_IPV6,
			      to);
}

struct object *net_address_new(struct thread *thread, const union address *from, struct object *host)
{
	uint32_t v4;
	const bool is_v6 = from->any.sa_family == AF_INET6;
	if (!is_v6 || IN6_IS_ADDR_V4MAPPED(&from->v6.sin6_addr)) {
		if (is_v6)
			memcpy(&v4, from->v6.sin6_addr.s6_addr + 12, sizeof v4);
		else
			v4 = from->v4.sin_addr.s_addr;
		struct class *class = class_boot(thread, "java/net/Inet4Address");
		return class ? call_new(thread, class, "(Ljava/lang/String;I)V", host, (int)ntohl(v4)) : NULL;
	}
	struct class *class = class_boot(thread, "java/net/Inet6Address");
	struct object *bytes = class ? bytes_new(thread, from->v6.sin6_addr.s6_addr, 16) : NULL;
	/* A scope of 0 is none: -1 to the constructor. */
	const int scope = from->v6.sin6_scope_id ? (int)from->v6.sin6_scope_id : -1;
	return bytes ? call_new(thread, class, "(Ljava/lang/String;[BI)V", host, bytes, scope) : NULL;
}

int net_port_of(const union address *address)
{
	return ntohs(address->any.sa_family == AF_INET6 ? address->v6.sin6_port : address->v4.sin_port);
}

void throw_socket(struct thread *thread, int error)
{
	const char *class = "java/net/SocketException";
	switch (error) {
	case EPROTO:
		class = "java/net/ProtocolException";
		break;
	case ECONNREFUSED:
	case ETIMEDOUT:
	case ENOTCONN:
		class = "java/net/ConnectException";
		break;
	case EHOSTUNREACH:
		class = "java/net/NoRouteToHostException";
		break;
	case EADDRINUSE:
	case EADDRNOTAVAIL:
	case EACCES:
		class = "java/net/BindException";
		break;
	}
	throw_new(thread, class, "%s", strerror(error));
}

NATIVE(is_ipv6_supported)
{
	(void)thread;
	args[0].i = net_has_ipv6();
}

NATIVE(local_host_name)
{
	char name[HOST_NAME_MAX + 1];
	if (gethostname(name, sizeof name) < 0)
		strcpy(name, "localhost");
	name[sizeof name - 1] = 0;
	args[0].o = string_from_utf8(thread, name);
}

/* lookupAllHostAddr(String): IPv4 addresses first */
static void look_up(struct thread *thread, union slot *args, int family)
{
	struct object *host = args[1].o;
	if (!host) {
		throw_null_pointer(thread);
		return;
	}
	char *name = string_to_utf8(host);
	const struct addrinfo hints = { .ai_family = family,
					.ai_socktype = SOCK_STREAM,
					.ai_flags = AI_CANONNAME };
	struct addrinfo *found = NULL;
	int error;
	thread_block_begin(thread);
	error = getaddrinfo(name, NULL, &hints, &found);
	thread_block_end(thread);
	if (error) {
		throw_new(thread, "java/net/UnknownHostException", "%s: %s", name,
			  error == EAI_SYSTEM ? strerror(errno) : gai_strerror(error));
		free(name);
		return;
	}
	free(name);
	int32_t count = 0;
	for (struct addrinfo *at = found; at; at = at->ai_next)
		count += at->ai_family == AF_INET || at->ai_family == AF_INET6;
	struct class *class = class_boot(thread, "java/net/InetAddress");
	struct array *made = class ? gc_new_array(thread, class_array(thread, class), count) : NULL;
	count = 0;
	for (int v6 = 0; v6 < 2 && made && !thread->exception; v6++)
		for (struct addrinfo *at = found; at && !thread->exception; at = at->ai_next) {
			if (at->ai_family != (v6 ? AF_INET6 : AF_INET))
				continue;
			union address address;
			memcpy(&address, at->ai_addr, at->ai_addrlen);
			struct object *object = net_address_new(thread, &address, host);
			if (object)
				array_set(made, count++, object);
		}
	freeaddrinfo(found);
	args[0].o = made ? &made->header : NULL;
}

NATIVE(look_up_v4)
{
	look_up(thread, args, AF_INET);
}
NATIVE(look_up_any)
{
	look_up(thread, args, AF_UNSPEC);
}

/* getHostByAddr(byte[]): 4 or 16 bytes */
NATIVE(host_by_address)
{
	struct array *bytes = (struct array *)args[1].o;
	union address address = { 0 };
	char name[NI_MAXHOST];
	socklen_t length;
	if (bytes->length == 4) {
		address.v4.sin_family = AF_INET;
		memcpy(&address.v4.sin_addr, bytes->data, 4);
		length = sizeof address.v4;
	} else {
		address.v6.sin6_family = AF_INET6;
		memcpy(&address.v6.sin6_addr, bytes->data, 16);
		length = sizeof address.v6;
	}
	int error;
	thread_block_begin(thread);
	error = getnameinfo(&address.any, length, name, sizeof name, NULL, 0, NI_NAMEREQD);
	thread_block_end(thread);
	if (error)
		throw_new(thread, "java/net/UnknownHostException", NULL);
	else
		args[0].o = string_from_utf8(thread, name);
}

/* Whether a TCP connection to the echo port is answered, be it by a refusal; within milliseconds. */
static bool answers(union address *address, socklen_t length, int milliseconds)
{
	enum { ECHO_PORT = 7 };
	const int fd = socket(address->any.sa_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (fd < 0)
		return false;
	if (address->any.sa_family == AF_INET6)
		address->v6.sin6_port = htons(ECHO_PORT);
	else
		address->v4.sin_port = htons(ECHO_PORT);
	bool answered = connect(fd, &address->any, length) == 0 || errno == ECONNREFUSED;
	if (!answered && errno == EINPROGRESS) {
		struct pollfd ready = { .fd = fd, .events = POLLOUT };
		int error = 0;
		socklen_t bytes = sizeof error;
		answered = poll(&ready, 1, milliseconds) == 1 &&
			   getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &bytes) == 0 &&
			   (error == 0 || error == ECONNREFUSED);
	}
	close(fd);
	return answered;
}

/* isReachable0(byte[] address, int timeout, byte[] from, int ttl) */
NATIVE(is_reachable_v4)
{
	union address address = { .v4 = { .sin_family = AF_INET } };
	memcpy(&address.v4.sin_addr, ELEMENTS(args[1].o, uint8_t), 4);
	const int timeout = args[2].i;
	thread_block_begin(thread);
	const bool reachable = answers(&address, sizeof address.v4, timeout);
	thread_block_end(thread);
	args[0].i = reachable;
}

/* isReachable0(byte[] address, int scope, int timeout, byte[] from, int ttl, int scope of from) */
NATIVE(is_reachable_v6)
{
	union address address = { .v6 = { .sin6_family = AF_INET6, .sin6_scope_id = (uint32_t)args[2].i } };
	const struct array *bytes = (struct array *)args[1].o;
	const int timeout = args[3].i;
	if (bytes->length == 4) {
		address = (union address){ .v4 = { .sin_family = AF_INET } };
		memcpy(&address.v4.sin_addr, bytes->data, 4);
	} else {
		memcpy(&address.v6.sin6_addr, bytes->data, 16);
	}
	const socklen_t length = bytes->length == 4 ? sizeof address.v4 : sizeof address.v6;
	thread_block_begin(thread);
	const bool reachable = answers(&address, length, timeout);
	thread_block_end(thread);
	args[0].i = reachable;
}

/* The range of ports that the system gives: PortConfig */
static void port_range(union slot *args, int which)
{
	int range[2] = { -1, -1 };
	FILE *file = fopen("/proc/sys/net/ipv4/ip_local_port_range", "re");
	if (file) {
		if (fscanf(file, "%d %d", &range[0], &range[1]) != 2)
			range[0] = range[1] = -1;
		fclose(file);
	}
	args[0].i = range[which];
}

NATIVE(port_lowest)
{
	(void)thread;
	port_range(args, 0);
}

NATIVE(port_highest)
{
	(void)thread;
	port_range(args, 1);
}

NATIVE(clean_up)
{
	if (close(args[0].i) < 0)
		throw_io(thread);
}

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

static const struct native_entry init_natives[] = { { "init", NULL, native_nothing } };
static const struct native_entry factory_natives[] = { { "isIPv6Supported", NULL, is_ipv6_supported } };
static const struct native_entry v4_natives[] = {
	{ "getLocalHostName", NULL, local_host_name },
	{ "lookupAllHostAddr", NULL, look_up_v4 },
	{ "getHostByAddr", NULL, host_by_address },
	{ "isReachable0", NULL, is_reachable_v4 },
};
static const struct native_entry v6_natives[] = {
	{ "getLocalHostName", NULL, local_host_name },
	{ "lookupAllHostAddr", NULL, look_up_any },
	{ "getHostByAddr", NULL, host_by_address },
	{ "isReachable0", NULL, is_reachable_v6 },
};
static const struct native_entry reuse_natives[] = { { "isReusePortAvailable0", NULL, native_yes } };
static const struct native_entry cleanable_natives[] = { { "cleanupClose0", NULL, clean_up } };
static const struct native_entry proxy_natives[] = { { "init", NULL, native_no },
						     { "getSystemProxies", NULL, native_null } };
static const struct native_entry port_natives[] = { { "getLower0", NULL, port_lowest },
						    { "getUpper0", NULL, port_highest } };
static const struct native_entry resolver_natives[] = { { "fallbackDomain0", NULL, native_null } };

NATIVE_TABLE(java_net);
const struct native_class native_java_net[] = {
	{ "java/net/InetAddress", init_natives, 1 },
	{ "java/net/Inet4Address", init_natives, 1 },
	{ "java/net/Inet6Address", init_natives, 1 },
	{ "java/net/DatagramPacket", init_natives, 1 },
	{ "java/net/InetAddressImplFactory", factory_natives, 1 },
	{ "java/net/Inet4AddressImpl", v4_natives, COUNT(v4_natives) },
	{ "java/net/Inet6AddressImpl", v6_natives, COUNT(v6_natives) },
	{ "java/net/AbstractPlainSocketImpl", reuse_natives, 1 },
	{ "java/net/AbstractPlainDatagramSocketImpl", reuse_natives, 1 },
	{ "java/net/SocketCleanable", cleanable_natives, 1 },
	{ "sun/net/spi/DefaultProxySelector", proxy_natives, 2 },
	{ "sun/net/PortConfig", port_natives, 2 },
	{ "sun/net/dns/ResolverConfigurationImpl", resolver_natives, 1 },
};
const size_t native_java_net_count = COUNT(native_java_net);
