/* SPDX-License-Identifier: Apache-2.0 */
/* jdk_net.c: socket options that Linux has and Java's standard has not (jdk.net.ExtendedSocketOptions). */
#include "jvm/native/net.h"
#include "jvm/run/exception.h"
#include <netinet/tcp.h>
#include <string.h>
#include <unistd.h>

#define NATIVE(name) static void name(struct thread *thread, union slot *args)

static void number_get(struct thread *thread, union slot *args, int level, int option)
{
	int value = 0;
	socklen_t length = sizeof value;
	if (getsockopt(args[0].i, level, option, &value, &length) < 0)
		throw_new(thread, "java/net/SocketException", "%s", strerror(errno));
	args[0].i = value;
}

/* set(int descriptor, int value), get(int descriptor) */
#define TCP_OPTION(name, option)                                                                             \
	NATIVE(name##_set)                                                                                   \
	{                                                                                                    \
		const int value = args[1].i;                                                                 \
		if (setsockopt(args[0].i, IPPROTO_TCP, option, &value, sizeof value) < 0)                    \
			throw_new(thread, "java/net/SocketException", "%s", strerror(errno));                \
	}                                                                                                    \
	NATIVE(name##_get)                                                                                   \
	{                                                                                                    \
		number_get(thread, args, IPPROTO_TCP, option);                                               \
	}

TCP_OPTION(keep_probes, TCP_KEEPCNT)
TCP_OPTION(keep_time, TCP_KEEPIDLE)
TCP_OPTION(keep_interval, TCP_KEEPINTVL)
TCP_OPTION(quick_ack, TCP_QUICKACK)

/* The queue of the network card that messages came from; 0 until one came. */
NATIVE(incoming_napi)
{
	number_get(thread, args, SOL_SOCKET, SO_INCOMING_NAPI_ID);
}

NATIVE(napi_supported)
{
	int value;
	socklen_t length = sizeof value;
	(void)thread;
	const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	args[0].i = fd >= 0 && getsockopt(fd, SOL_SOCKET, SO_INCOMING_NAPI_ID, &value, &length) == 0;
	if (fd >= 0)
		close(fd);
}

/* The user in the upper half, the group in the lower. */
NATIVE(peer_credentials)
{
	struct ucred who;
	socklen_t length = sizeof who;
	if (getsockopt(args[0].i, SOL_SOCKET, SO_PEERCRED, &who, &length) < 0)
		throw_new(thread, "java/net/SocketException", "%s", strerror(errno));
	else
		args[0].l = (int64_t)((uint64_t)who.uid << 32 | who.gid);
}

static const struct native_entry option_natives[] = {
	{ "keepAliveOptionsSupported0", NULL, native_yes },
	{ "quickAckSupported0", NULL, native_yes },
	{ "incomingNapiIdSupported0", NULL, napi_supported },
	{ "getIncomingNapiId0", NULL, incoming_napi },
	{ "setTcpKeepAliveProbes0", NULL, keep_probes_set },
	{ "getTcpKeepAliveProbes0", NULL, keep_probes_get },
	{ "setTcpKeepAliveTime0", NULL, keep_time_set },
	{ "getTcpKeepAliveTime0", NULL, keep_time_get },
	{ "setTcpKeepAliveIntvl0", NULL, keep_interval_set },
	{ "getTcpKeepAliveIntvl0", NULL, keep_interval_get },
	{ "setQuickAck0", NULL, quick_ack_set },
	{ "getQuickAck0", NULL, quick_ack_get },
	{ "getSoPeerCred0", NULL, peer_credentials },
};

NATIVE_TABLE(jdk_net);
const struct native_class native_jdk_net[] = {
	{ "jdk/net/LinuxSocketOptions", option_natives, sizeof option_natives / sizeof option_natives[0] },
};
const size_t native_jdk_net_count = 1;
