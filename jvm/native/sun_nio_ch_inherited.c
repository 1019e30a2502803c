/* SPDX-License-Identifier: Apache-2.0 */
/* sun_nio_ch_inherited.c: System.inheritedChannel: the socket that inetd gives a program as its descriptor 0.
 */
#include "jvm/native/net.h"
#include "jvm/run/string.h"
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/un.h>
#include <unistd.h>

#define NATIVE(name) static void name(struct thread *thread, union slot *args)

NATIVE(duplicate)
{
	const int made = fcntl(args[0].i, F_DUPFD_CLOEXEC, 0);
	if (made < 0)
		throw_io(thread);
	args[0].i = made;
}

NATIVE(duplicate_to)
{
	if (dup2(args[0].i, args[1].i) < 0)
		throw_io(thread);
}

/* open0(String path, int mode): 0, 1 and 2 are O_RDONLY, O_WRONLY and O_RDWR */
NATIVE(open_path)
{
	char *const path = string_to_utf8(args[0].o);
	const int made = open(path, args[1].i | O_CLOEXEC);
	if (made < 0)
		throw_io(thread);
	free(path);
	args[0].i = made;
}

NATIVE(close_number)
{
	if (close(args[0].i) < 0)
		throw_io(thread);
}

NATIVE(socket_type)
{
	enum { UNKNOWN = -1, STREAM = 1, DATAGRAM = 2 };
	int type = 0;
	socklen_t length = sizeof type;
	(void)thread;
	if (getsockopt(args[0].i, SOL_SOCKET, SO_TYPE, &type, &length) < 0)
		type = 0;
	args[0].i = type == SOCK_STREAM ? STREAM : type == SOCK_DGRAM ? DATAGRAM : UNKNOWN;
}

NATIVE(address_family)
{
	enum { UNKNOWN = -1, V4 = 1, V6 = 2, UNIX = 3 };
	struct sockaddr_storage own;
	socklen_t length = sizeof own;
	(void)thread;
	if (getsockname(args[0].i, (struct sockaddr *)&own, &length) < 0)
		own.ss_family = AF_UNSPEC;
	args[0].i = own.ss_family == AF_INET    ? V4
		    : own.ss_family == AF_INET6 ? V6
		    : own.ss_family == AF_UNIX  ? UNIX
						: UNKNOWN;
}

NATIVE(is_connected)
{
	struct sockaddr_storage peer;
	socklen_t length = sizeof peer;
	(void)thread;
	args[0].i = getpeername(args[0].i, (struct sockaddr *)&peer, &length) == 0;
}

static bool inet_peer(int fd, union address *peer)
{
	socklen_t length = sizeof *peer;
	return getpeername(fd, &peer->any, &length) == 0 &&
	       (peer->any.sa_family == AF_INET || peer->any.sa_family == AF_INET6);
}

NATIVE(peer_address)
{
	union address peer;
	args[0].o = inet_peer(args[0].i, &peer) ? net_address_new(thread, &peer, NULL) : NULL;
}

NATIVE(peer_port)
{
	union address peer;
	(void)thread;
	args[0].i = inet_peer(args[0].i, &peer) ? net_port_of(&peer) : -1;
}

/* The path of the peer, empty when it has none; null when it is no Unix socket. */
NATIVE(unix_peer)
{
	struct sockaddr_un peer = { 0 };
	socklen_t length = sizeof peer;
	const bool is_unix =
		getpeername(args[0].i, (struct sockaddr *)&peer, &length) == 0 && peer.sun_family == AF_UNIX;
	const size_t most = length > offsetof(struct sockaddr_un, sun_path)
				    ? length - offsetof(struct sockaddr_un, sun_path)
				    : 0;
	args[0].o = is_unix ? bytes_new(thread, peer.sun_path, strnlen(peer.sun_path, most)) : NULL;
}

static const struct native_entry natives[] = {
	{ "dup", NULL, duplicate },
	{ "dup2", NULL, duplicate_to },
	{ "open0", NULL, open_path },
	{ "close0", NULL, close_number },
	{ "soType0", NULL, socket_type },
	{ "addressFamily", NULL, address_family },
	{ "isConnected", NULL, is_connected },
	{ "inetPeerAddress0", NULL, peer_address },
	{ "peerPort0", NULL, peer_port },
	{ "unixPeerAddress0", NULL, unix_peer },
};

NATIVE_TABLE(sun_nio_ch_inherited);
const struct native_class native_sun_nio_ch_inherited[] = {
	{ "sun/nio/ch/InheritedChannel", natives, sizeof natives / sizeof natives[0] },
};
const size_t native_sun_nio_ch_inherited_count = 1;
