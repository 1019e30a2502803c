/* SPDX-License-Identifier: Apache-2.0 */
/* net.h: addresses of sockets as Java objects and as the system has them, and what else java_net.c and the
 * files sun_nio_ch_* share. */
#ifndef JVM_NATIVE_NET_H
#define JVM_NATIVE_NET_H

#include "jvm/native/io.h"
#include <netinet/in.h>
#include <sys/socket.h>

union address {
	struct sockaddr any;
	struct sockaddr_in v4;
	struct sockaddr_in6 v6;
};

/* Whether this system has IPv6 sockets. */
bool net_has_ipv6(void);
/* The address of a java.net.InetAddress and a port. `v6`: for an IPv6 socket, so an IPv4 address is mapped.
 * Gives its length in bytes; 0 with an exception pending: SocketException for an IPv6 address where `v6` is
 * false. */
socklen_t net_address_of(struct thread *thread, struct object *inet_address, int port, bool v6,
			 union address *to);
/* The same in the address's own family, with port 0. */
socklen_t net_own_address(struct thread *thread, struct object *inet_address, union address *to);
/* A new InetAddress: an Inet4Address also for a mapped IPv4 address. NULL with an exception pending. `host`:
 * a String or NULL. */
struct object *net_address_new(struct thread *thread, const union address *from, struct object *host);
int net_port_of(const union address *address);
/* Throws what sun.nio.ch does for errno: ConnectException, BindException, NoRouteToHostException,
 * SocketException … */
void throw_socket(struct thread *thread, int error);

static inline int socket_number(const union slot *descriptor)
{
	return *descriptor_number(descriptor->o);
}

static inline void *native_memory(const union slot *address)
{
	return (void *)(uintptr_t)address->l;
}

/* setsockopt of an int. */
bool net_set_number(int fd, int level, int option, int value);
/* After connect: args[0] becomes 1 or a status of io.h, or an exception is pending. */
void net_give_connected(struct thread *thread, union slot *args, int result);
/* Accepts from the descriptor in args[0]: the new one, or -1: args[0] is the status or an exception is
 * pending. */
int net_accept_from(struct thread *thread, union slot *args, struct sockaddr *peer, socklen_t *length);

/* A native that gives a number of the system's headers. */
#define NATIVE_VALUE(name, value)                                                                            \
	static void name(struct thread *thread, union slot *args)                                            \
	{                                                                                                    \
		(void)thread;                                                                                \
		args[0].i = (int32_t)(value);                                                                \
	}

#endif
