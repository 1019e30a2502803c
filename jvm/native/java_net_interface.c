/* SPDX-License-Identifier: Apache-2.0 */
/* java_net_interface.c: java.net.NetworkInterface: the interfaces that have an address, by getifaddrs, made
 * into objects at each question. As on HotSpot the last comes first: an interface, and an address of it,
 * those of IPv6 before those of IPv4. */
#include "jvm/gc/gc.h"
#include "jvm/link/link.h"
#include "jvm/native/net.h"
#include "jvm/run/call.h"
#include "jvm/run/exception.h"
#include "jvm/run/string.h"
#include "jvm/run/vm.h"
#include <ifaddrs.h>
#include <net/if.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define NATIVE(name) static void name(struct thread *thread, union slot *args)

static void set_field(struct object *of, const char *name, const char *descriptor, struct object *value)
{
	reference_store(&FIELD(of, native_field_offset(object_class(of), name, descriptor), reference),
			value);
}

static int prefix_length(const struct sockaddr *mask)
{
	const uint8_t *bytes = NULL;
	int count = 0, bits = 0;
	if (mask && mask->sa_family == AF_INET) {
		bytes = (const uint8_t *)&((const struct sockaddr_in *)mask)->sin_addr;
		count = 4;
	} else if (mask && mask->sa_family == AF_INET6) {
		bytes = (const uint8_t *)&((const struct sockaddr_in6 *)mask)->sin6_addr;
		count = 16;
	}
	for (int i = 0; i < count; i++)
		bits += __builtin_popcount(bytes[i]);
	return bits;
}

/* The system's addresses of interfaces, in the order that Java is given. */
struct addresses {
	struct ifaddrs *all;
	const struct ifaddrs **list; /* NULL: an exception is pending */
	size_t count;
};

static size_t count_family(const struct addresses *addresses, sa_family_t family)
{
	size_t count = 0;
	for (const struct ifaddrs *at = addresses->all; at; at = at->ifa_next)
		count += at->ifa_addr && at->ifa_addr->sa_family == family;
	return count;
}

/* Those of one family, the last first. */
static void add_family(struct addresses *addresses, sa_family_t family)
{
	size_t end = addresses->count += count_family(addresses, family);
	for (const struct ifaddrs *at = addresses->all; at; at = at->ifa_next)
		if (at->ifa_addr && at->ifa_addr->sa_family == family)
			addresses->list[--end] = at;
}

static struct addresses addresses_open(struct thread *thread)
{
	struct addresses addresses = { 0 };
	if (getifaddrs(&addresses.all) < 0) {
		throw_new(thread, "java/net/SocketException", "%s", strerror(errno));
		return addresses;
	}
	const size_t count = count_family(&addresses, AF_INET6) + count_family(&addresses, AF_INET);
	addresses.list = malloc((count + 1) * sizeof *addresses.list);
	if (!addresses.list) {
		throw_out_of_memory(thread, "addresses of interfaces");
		return addresses;
	}
	add_family(&addresses, AF_INET6);
	add_family(&addresses, AF_INET);
	return addresses;
}

static void addresses_close(struct addresses *addresses)
{
	free(addresses->list);
	if (addresses->all)
		freeifaddrs(addresses->all);
}

static union address address_in(const struct sockaddr *from)
{
	union address address = { 0 };
	memcpy(&address, from, from->sa_family == AF_INET ? sizeof address.v4 : sizeof address.v6);
	return address;
}

/* The InetAddress of one address of `interface`: one of IPv6 has it as its scope. */
static struct object *make_address(struct thread *thread, const struct ifaddrs *at, struct object *interface)
{
	union address from = address_in(at->ifa_addr);
	if (from.any.sa_family == AF_INET6)
		from.v6.sin6_scope_id = if_nametoindex(at->ifa_name);
	struct object *const made = net_address_new(thread, &from, NULL);
	if (made && from.any.sa_family == AF_INET6 &&
	    object_class(made)->name == symbol_of("java/net/Inet6Address"))
		set_field(FIELD_REF(made, native_field_offset(object_class(made), "holder6",
							      "Ljava/net/Inet6Address$Inet6AddressHolder;")),
			  "scope_ifname", "Ljava/net/NetworkInterface;", interface);
	return made;
}

/* InterfaceAddress for one address of an interface. */
static struct object *make_binding(struct thread *thread, const struct ifaddrs *at, struct object *address)
{
	struct class *class = class_boot(thread, "java/net/InterfaceAddress");
	struct object *made = class ? call_new(thread, class, "()V") : NULL;
	if (!made)
		return NULL;
	set_field(made, "address", "Ljava/net/InetAddress;", address);
	FIELD(made, native_field_offset(class, "maskLength", "S"), int16_t) =
		(int16_t)prefix_length(at->ifa_netmask);
	if (at->ifa_addr->sa_family == AF_INET && at->ifa_flags & IFF_BROADCAST && at->ifa_broadaddr) {
		const union address broadcast = address_in(at->ifa_broadaddr);
		struct object *object = net_address_new(thread, &broadcast, NULL);
		if (!object)
			return NULL;
		set_field(made, "broadcast", "Ljava/net/Inet4Address;", object);
	}
	return made;
}

static struct array *array_of(struct thread *thread, const char *class_name, int32_t count)
{
	struct class *class = class_boot(thread, class_name);
	return class ? gc_new_array(thread, class_array(thread, class), count) : NULL;
}

/* The interface called `name`; NULL: an exception is pending. */
static struct object *make_interface(struct thread *thread, const struct addresses *all, const char *name)
{
	struct class *class = class_boot(thread, "java/net/NetworkInterface");
	struct object *made = class ? call_new(thread, class, "()V") : NULL;
	struct object *text = made ? string_from_utf8(thread, name) : NULL;
	if (!text)
		return NULL;
	set_field(made, "name", "Ljava/lang/String;", text);
	set_field(made, "displayName", "Ljava/lang/String;", text);
	FIELD(made, native_field_offset(class, "index", "I"), int32_t) = (int32_t)if_nametoindex(name);
	int32_t count = 0;
	for (size_t i = 0; i < all->count; i++)
		count += strcmp(all->list[i]->ifa_name, name) == 0;
	struct array *addresses = array_of(thread, "java/net/InetAddress", count);
	struct array *bindings = addresses ? array_of(thread, "java/net/InterfaceAddress", count) : NULL;
	struct array *children = bindings ? array_of(thread, "java/net/NetworkInterface", 0) : NULL;
	if (!children)
		return NULL;
	count = 0;
	for (size_t i = 0; i < all->count; i++) {
		if (strcmp(all->list[i]->ifa_name, name) != 0)
			continue;
		struct object *address = make_address(thread, all->list[i], made);
		struct object *binding = address ? make_binding(thread, all->list[i], address) : NULL;
		if (!binding)
			return NULL;
		array_set(addresses, count, address);
		array_set(bindings, count++, binding);
	}
	set_field(made, "addrs", "[Ljava/net/InetAddress;", &addresses->header);
	set_field(made, "bindings", "[Ljava/net/InterfaceAddress;", &bindings->header);
	set_field(made, "childs", "[Ljava/net/NetworkInterface;", &children->header);
	return made;
}

/* Whether no address after number `i` is of the same interface: there it is listed. */
static bool is_last(const struct addresses *all, size_t i)
{
	for (size_t j = i + 1; j < all->count; j++)
		if (strcmp(all->list[i]->ifa_name, all->list[j]->ifa_name) == 0)
			return false;
	return true;
}

NATIVE(interface_all)
{
	struct addresses all = addresses_open(thread);
	int32_t count = 0;
	for (size_t i = 0; i < all.count; i++)
		count += is_last(&all, i);
	struct array *made = count ? array_of(thread, "java/net/NetworkInterface", count) : NULL;
	count = 0;
	for (size_t i = 0; made && i < all.count; i++) {
		if (!is_last(&all, i))
			continue;
		struct object *interface = make_interface(thread, &all, all.list[i]->ifa_name);
		if (interface)
			array_set(made, count++, interface);
		else
			made = NULL;
	}
	addresses_close(&all);
	args[0].o = made ? &made->header : NULL;
}

/* The interface of the first address for which `is` says yes; NULL: none, or an exception is pending. */
typedef bool interface_test(const struct ifaddrs *at, const void *wanted);

static struct object *find_interface(struct thread *thread, interface_test *is, const void *wanted)
{
	struct addresses all = addresses_open(thread);
	struct object *found = NULL;
	size_t i = 0;
	while (i < all.count && !is(all.list[i], wanted))
		i++;
	if (i < all.count)
		found = make_interface(thread, &all, all.list[i]->ifa_name);
	addresses_close(&all);
	return found;
}

static bool has_name(const struct ifaddrs *at, const void *wanted)
{
	return strcmp(at->ifa_name, wanted) == 0;
}

/* As on HotSpot, whatever scope of IPv6 is meant. */
static bool has_address(const struct ifaddrs *at, const void *wanted)
{
	const union address *const address = wanted;
	const union address own = address_in(at->ifa_addr);
	if (own.any.sa_family != address->any.sa_family)
		return false;
	return own.any.sa_family == AF_INET ? own.v4.sin_addr.s_addr == address->v4.sin_addr.s_addr
					    : IN6_ARE_ADDR_EQUAL(&own.v6.sin6_addr, &address->v6.sin6_addr);
}

NATIVE(interface_by_name)
{
	char *name = string_to_utf8(args[0].o);
	args[0].o = find_interface(thread, has_name, name);
	free(name);
}

NATIVE(interface_by_index)
{
	char name[IF_NAMESIZE];
	args[0].o = if_indextoname((unsigned)args[0].i, name) ? find_interface(thread, has_name, name) : NULL;
}

NATIVE(interface_by_address)
{
	union address address;
	struct object *from = args[0].o;
	args[0].o = net_own_address(thread, from, &address) ? find_interface(thread, has_address, &address)
							    : NULL;
}

NATIVE(interface_is_bound)
{
	union address address;
	struct object *from = args[0].o;
	args[0].i = net_own_address(thread, from, &address) && find_interface(thread, has_address, &address);
}

/* What ioctl `what` says of the interface by that name; false with SocketException pending. */
static bool ask_interface(struct thread *thread, struct object *name, unsigned long what,
			  struct ifreq *request)
{
	char *const text = string_to_utf8(name);
	const int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	memset(request, 0, sizeof *request);
	snprintf(request->ifr_name, sizeof request->ifr_name, "%s", text);
	free(text);
	const bool known = fd >= 0 && ioctl(fd, what, request) == 0;
	if (!known)
		throw_new(thread, "java/net/SocketException", "%s", strerror(errno));
	if (fd >= 0)
		close(fd);
	return known;
}

/* (String name, int index): whether the interface has all of these flags; false also with SocketException
 * pending. */
static bool has_flags(struct thread *thread, const union slot *args, int flags)
{
	struct ifreq request;
	return ask_interface(thread, args[0].o, SIOCGIFFLAGS, &request) &&
	       (request.ifr_flags & flags) == flags;
}

NATIVE(interface_is_up)
{
	args[0].i = has_flags(thread, args, IFF_UP | IFF_RUNNING);
}

NATIVE(interface_is_loopback)
{
	args[0].i = has_flags(thread, args, IFF_LOOPBACK);
}

NATIVE(interface_is_p2p)
{
	args[0].i = has_flags(thread, args, IFF_POINTOPOINT);
}

NATIVE(interface_multicast)
{
	args[0].i = has_flags(thread, args, IFF_MULTICAST);
}

NATIVE(interface_mtu)
{
	struct ifreq request;
	if (ask_interface(thread, args[0].o, SIOCGIFMTU, &request))
		args[0].i = request.ifr_mtu;
}

/* getMacAddr0(byte[] address, String name, int index): null when it has none */
NATIVE(interface_mac)
{
	struct ifreq request;
	static const uint8_t none[6];
	if (!ask_interface(thread, args[1].o, SIOCGIFHWADDR, &request))
		return;
	args[0].o = memcmp(request.ifr_hwaddr.sa_data, none, sizeof none) == 0
			    ? NULL
			    : bytes_new(thread, request.ifr_hwaddr.sa_data, sizeof none);
}

static const struct native_entry interface_natives[] = {
	{ "init", NULL, native_nothing },
	{ "getAll", NULL, interface_all },
	{ "getByName0", NULL, interface_by_name },
	{ "getByIndex0", NULL, interface_by_index },
	{ "getByInetAddress0", NULL, interface_by_address },
	{ "boundInetAddress0", NULL, interface_is_bound },
	{ "isUp0", NULL, interface_is_up },
	{ "isLoopback0", NULL, interface_is_loopback },
	{ "isP2P0", NULL, interface_is_p2p },
	{ "supportsMulticast0", NULL, interface_multicast },
	{ "getMTU0", NULL, interface_mtu },
	{ "getMacAddr0", NULL, interface_mac },
};

NATIVE_TABLE(java_net_interface);
const struct native_class native_java_net_interface[] = {
	{ "java/net/NetworkInterface", interface_natives,
	  sizeof interface_natives / sizeof interface_natives[0] },
};
const size_t native_java_net_interface_count = 1;
