/* SPDX-License-Identifier: Apache-2.0 */
/* sun_nio_ch_multicast.c: groups of multicast, and the interfaces they go through. */
#include "jvm/gc/gc.h"
#include "jvm/native/net.h"
#include <string.h>

#define NATIVE(name) static void name(struct thread *thread, union slot *args)

/* An option that the system lacks is IO_UNAVAILABLE. */
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
	const int fd = socket_number(&args[1]);
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
	const int fd = socket_number(&args[1]);
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
	if (setsockopt(socket_number(&args[0]), IPPROTO_IP, IP_MULTICAST_IF, &interface, sizeof interface) <
	    0)
		throw_socket(thread, errno);
}

NATIVE(net_get_interface_v4)
{
	struct in_addr interface = { 0 };
	socklen_t length = sizeof interface;
	if (getsockopt(socket_number(&args[0]), IPPROTO_IP, IP_MULTICAST_IF, &interface, &length) < 0)
		throw_socket(thread, errno);
	else
		args[0].i = (int32_t)ntohl(interface.s_addr);
}

NATIVE(net_set_interface_v6)
{
	if (!net_set_number(socket_number(&args[0]), IPPROTO_IPV6, IPV6_MULTICAST_IF, args[1].i))
		throw_socket(thread, errno);
}

NATIVE(net_get_interface_v6)
{
	int interface = 0;
	socklen_t length = sizeof interface;
	if (getsockopt(socket_number(&args[0]), IPPROTO_IPV6, IPV6_MULTICAST_IF, &interface, &length) < 0)
		throw_socket(thread, errno);
	else
		args[0].i = interface;
}

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

static const struct native_entry multicast_natives[] = {
	{ "joinOrDrop4", NULL, net_join_v4 },
	{ "blockOrUnblock4", NULL, net_block_v4 },
	{ "joinOrDrop6", NULL, net_join_v6 },
	{ "blockOrUnblock6", NULL, net_block_v6 },
	{ "setInterface4", NULL, net_set_interface_v4 },
	{ "getInterface4", NULL, net_get_interface_v4 },
	{ "setInterface6", NULL, net_set_interface_v6 },
	{ "getInterface6", NULL, net_get_interface_v6 },
};

NATIVE_TABLE(sun_nio_ch_multicast);
const struct native_class native_sun_nio_ch_multicast[] = {
	{ "sun/nio/ch/Net", multicast_natives, COUNT(multicast_natives) },
};
const size_t native_sun_nio_ch_multicast_count = COUNT(native_sun_nio_ch_multicast);
