/* SPDX-License-Identifier: Apache-2.0 */
/* absent.c: in place of the natives for sockets and processes, which an image has not: classes initialise,
 * and what would make one of them throws an exception that says so. What needs one to be called has no
 * native. */
#include "jvm/native/native.h"
#include "jvm/run/exception.h"
#include "jvm/run/string.h"
#include <stdlib.h>

#define NATIVE(name) static void name(struct thread *thread, union slot *args)
#define COUNT(table) (sizeof(table) / sizeof(table)[0])

NATIVE(no_socket)
{
	(void)args;
	throw_new(thread, "java/net/SocketException", "There is no IP stack here");
}

NATIVE(no_host)
{
	(void)args;
	throw_new(thread, "java/net/UnknownHostException", "There is no IP stack here");
}

/* lookupAllHostAddr(String name) */
NATIVE(no_name)
{
	char *const name = args[1].o ? string_to_utf8(args[1].o) : NULL;
	throw_new(thread, "java/net/UnknownHostException", "%s: There is no IP stack here",
		  name ? name : "null");
	free(name);
}

NATIVE(minus_one)
{
	(void)thread;
	args[0].i = -1;
}

NATIVE(no_number) /* of a process, a long */
{
	(void)thread;
	args[0].l = -1;
}

static const struct native_entry init_natives[] = { { "init", NULL, native_nothing } };
static const struct native_entry factory_natives[] = { { "isIPv6Supported", NULL, native_no } };
static const struct native_entry host_natives[] = {
	{ "getLocalHostName", NULL, no_host },
	{ "lookupAllHostAddr", NULL, no_name },
	{ "getHostByAddr", NULL, no_host },
	{ "isReachable0", NULL, native_no },
};
static const struct native_entry interface_natives[] = {
	{ "init", NULL, native_nothing },           { "getAll", NULL, native_null },
	{ "getByName0", NULL, native_null },        { "getByIndex0", NULL, native_null },
	{ "getByInetAddress0", NULL, native_null }, { "boundInetAddress0", NULL, native_no },
};
static const struct native_entry proxy_natives[] = { { "init", NULL, native_no },
						     { "getSystemProxies", NULL, native_null } };
static const struct native_entry port_natives[] = { { "getLower0", NULL, minus_one },
						    { "getUpper0", NULL, minus_one } };
static const struct native_entry resolver_natives[] = { { "fallbackDomain0", NULL, native_null } };

NATIVE_TABLE(java_net);
const struct native_class native_java_net[] = {
	{ "java/net/InetAddress", init_natives, 1 },
	{ "java/net/Inet4Address", init_natives, 1 },
	{ "java/net/Inet6Address", init_natives, 1 },
	{ "java/net/DatagramPacket", init_natives, 1 },
	{ "java/net/InetAddressImplFactory", factory_natives, 1 },
	{ "java/net/Inet4AddressImpl", host_natives, COUNT(host_natives) },
	{ "java/net/Inet6AddressImpl", host_natives, COUNT(host_natives) },
	{ "sun/net/spi/DefaultProxySelector", proxy_natives, COUNT(proxy_natives) },
	{ "sun/net/PortConfig", port_natives, COUNT(port_natives) },
	{ "sun/net/dns/ResolverConfigurationImpl", resolver_natives, 1 },
};
const size_t native_java_net_count = COUNT(native_java_net);

NATIVE_TABLE(java_net_interface);
const struct native_class native_java_net_interface[] = {
	{ "java/net/NetworkInterface", interface_natives, COUNT(interface_natives) },
};
const size_t native_java_net_interface_count = COUNT(native_java_net_interface);

static const struct native_entry net_natives[] = {
	{ "isIPv6Available0", NULL, native_no },
	{ "isReusePortAvailable0", NULL, native_no },
	{ "isExclusiveBindAvailable", NULL, minus_one },
	{ "shouldShutdownWriteBeforeClose0", NULL, native_no },
	{ "shouldSetBothIPv4AndIPv6Options0", NULL, native_no },
	{ "canIPv6SocketJoinIPv4Group0", NULL, native_no },
	{ "canJoin6WithIPv4Group0", NULL, native_no },
	{ "canUseIPv6OptionsWithIPv4LocalAddress0", NULL, native_no },
	{ "pollinValue", NULL, native_no },
	{ "polloutValue", NULL, native_no },
	{ "pollerrValue", NULL, native_no },
	{ "pollhupValue", NULL, native_no },
	{ "pollnvalValue", NULL, native_no },
	{ "pollconnValue", NULL, native_no },
	{ "socket0", NULL, no_socket },
};
static const struct native_entry address_natives[] = {
	{ "AFINET", NULL, native_no },          { "AFINET6", NULL, native_no },
	{ "sizeofSockAddr4", NULL, native_no }, { "sizeofSockAddr6", NULL, native_no },
	{ "sizeofFamily", NULL, native_no },    { "offsetFamily", NULL, native_no },
	{ "offsetSin4Port", NULL, native_no },  { "offsetSin4Addr", NULL, native_no },
	{ "offsetSin6Port", NULL, native_no },  { "offsetSin6FlowInfo", NULL, native_no },
	{ "offsetSin6Addr", NULL, native_no },  { "offsetSin6ScopeId", NULL, native_no },
};

NATIVE_TABLE(sun_nio_ch_net);
const struct native_class native_sun_nio_ch_net[] = {
	{ "sun/nio/ch/Net", net_natives, COUNT(net_natives) },
	{ "sun/nio/ch/NativeSocketAddress", address_natives, COUNT(address_natives) },
};
const size_t native_sun_nio_ch_net_count = COUNT(native_sun_nio_ch_net);

static const struct native_entry epoll_natives[] = {
	{ "eventSize", NULL, native_no },
	{ "eventsOffset", NULL, native_no },
	{ "dataOffset", NULL, native_no },
	{ "create", NULL, no_socket },
};
static const struct native_entry event_natives[] = { { "eventfd0", NULL, no_socket } };
NATIVE_TABLE(sun_nio_ch_poll);
const struct native_class native_sun_nio_ch_poll[] = {
	{ "sun/nio/ch/EPoll", epoll_natives, COUNT(epoll_natives) },
	{ "sun/nio/ch/EventFD", event_natives, 1 },
};
const size_t native_sun_nio_ch_poll_count = COUNT(native_sun_nio_ch_poll);

static const struct native_entry unix_natives[] = { { "init", NULL, native_yes },
						    { "socket0", NULL, no_socket } };
NATIVE_TABLE(sun_nio_ch_unix);
const struct native_class native_sun_nio_ch_unix[] = {
	{ "sun/nio/ch/UnixDomainSockets", unix_natives, COUNT(unix_natives) },
};
const size_t native_sun_nio_ch_unix_count = COUNT(native_sun_nio_ch_unix);

/* System.inheritedChannel(): none. */
static const struct native_entry inherited_natives[] = {
	{ "dup", NULL, minus_one },
	{ "soType0", NULL, minus_one },
	{ "close0", NULL, native_nothing },
};
NATIVE_TABLE(sun_nio_ch_inherited);
const struct native_class native_sun_nio_ch_inherited[] = {
	{ "sun/nio/ch/InheritedChannel", inherited_natives, COUNT(inherited_natives) },
};
const size_t native_sun_nio_ch_inherited_count = COUNT(native_sun_nio_ch_inherited);

static const struct native_entry option_natives[] = {
	{ "keepAliveOptionsSupported0", NULL, native_no },
	{ "quickAckSupported0", NULL, native_no },
	{ "incomingNapiIdSupported0", NULL, native_no },
};
NATIVE_TABLE(jdk_net);
const struct native_class native_jdk_net[] = {
	{ "jdk/net/LinuxSocketOptions", option_natives, COUNT(option_natives) },
};
const size_t native_jdk_net_count = COUNT(native_jdk_net);

/* ProcessBuilder.start(Redirect[]); what it would use throws an Error, since it knows no such system. */
NATIVE(no_process)
{
	(void)args;
	throw_new(thread, "java/io/IOException", "There are no processes here");
}

/* The service itself is process 1. */
NATIVE(own_number)
{
	(void)thread;
	args[0].l = 1;
}

/* When it began is not known: 0; of others -1, they do not live. */
NATIVE(is_alive)
{
	(void)thread;
	args[0].l = args[0].l == 1 ? 0 : -1;
}

static const struct native_entry handle_natives[] = {
	{ "initNative", NULL, native_nothing }, { "getCurrentPid0", NULL, own_number },
	{ "parent0", NULL, no_number },         { "isAlive0", NULL, is_alive },
	{ "destroy0", NULL, native_no },        { "getProcessPids0", NULL, native_no },
};
static const struct native_entry information_natives[] = { { "info0", NULL, native_nothing } };
NATIVE_TABLE(java_lang_process);
const struct native_class native_java_lang_process[] = {
	{ "java/lang/ProcessHandleImpl", handle_natives, COUNT(handle_natives) },
	{ "java/lang/ProcessHandleImpl$Info", information_natives, 1 },
};
const size_t native_java_lang_process_count = COUNT(native_java_lang_process);

static const struct native_entry builder_natives[] = {
	{ "start", "([Ljava/lang/ProcessBuilder$Redirect;)Ljava/lang/Process;", no_process },
};
const struct native_class native_in_place_process = { "java/lang/ProcessBuilder", builder_natives, 1 };

/* Only sockets that exist call these. */
#define NONE(package)                                                                                        \
	NATIVE_TABLE(package);                                                                               \
	const struct native_class native_##package[] = { { "", NULL, 0 } };                                  \
	const size_t native_##package##_count = 0;
NONE(sun_nio_ch_datagram)
NONE(sun_nio_ch_multicast)
