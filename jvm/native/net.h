/* SPDX-License-Identifier: Apache-2.0 */
/* net.h: addresses of sockets as Java objects and as the system has them: what java_net.c and
 * sun_nio_ch_net.c share. */
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
/* A new InetAddress: an Inet4Address also for a mapped IPv4 address. NULL with an exception pending. `host`:
 * a String or NULL. */
struct object *net_address_new(struct thread *thread, const union address *from, struct object *host);
int net_port_of(const union address *address);
/* Throws what sun.nio.ch does for errno: ConnectException, BindException, NoRouteToHostException,
 * SocketException … */
void throw_socket(struct thread *thread, int error);

#endif
