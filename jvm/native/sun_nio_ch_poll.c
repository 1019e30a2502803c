/* SPDX-License-Identifier: Apache-2.0 */
/* sun_nio_ch_poll.c: what waits for many descriptors: epoll, eventfd, poll. */
#include "jvm/native/net.h"
#include <poll.h>
#include <stddef.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#define NATIVE(name) static void name(struct thread *thread, union slot *args)

NATIVE_VALUE(epoll_event_bytes, sizeof(struct epoll_event))
NATIVE_VALUE(epoll_events, offsetof(struct epoll_event, events))
NATIVE_VALUE(epoll_data, offsetof(struct epoll_event, data))

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
	SAFELY_ONCE(thread, count, epoll_wait(args[0].i, native_memory(&args[1]), args[3].i, args[4].i));
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
	SAFELY_ONCE(thread, count, poll(native_memory(&args[0]), (nfds_t)args[2].i, args[3].i));
	args[0].i = count >= 0 ? count : IO_INTERRUPTED;
	if (count < 0 && errno != EINTR)
		throw_io(thread);
}

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

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

NATIVE_TABLE(sun_nio_ch_poll);
const struct native_class native_sun_nio_ch_poll[] = {
	{ "sun/nio/ch/EPoll", epoll_natives, COUNT(epoll_natives) },
	{ "sun/nio/ch/EventFD", event_natives, COUNT(event_natives) },
	{ "sun/nio/ch/PollSelectorImpl", selector_natives, COUNT(selector_natives) },
};
const size_t native_sun_nio_ch_poll_count = COUNT(native_sun_nio_ch_poll);
