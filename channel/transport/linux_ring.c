/* SPDX-License-Identifier: Apache-2.0 */
/* Making, passing and mapping the pages of a ring between Linux processes.
 *
 * The region: page 0 is the interface page, the pages of the left stream follow, then those of the right. A
 * client checks it before it believes it: sealed against shrinking (or a read could fault), large enough, and
 * orders within bounds.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#include "channel/transport/linux.h"
#include "channel/transport/ring_size.h"

struct linux_ring {
	struct linux_half half;
	int listener;            /* a server that waits for its client; else -1 */
	struct linux_half given; /* what the client will get; no socket */
	struct channel_event *event;
	void *region;
	size_t bytes;
	char path[108];
};

static void close_if_open(int *descriptor)
{
	if (*descriptor >= 0)
		close(*descriptor);
	*descriptor = -1;
}

void linux_half_close(struct linux_half *half)
{
	close_if_open(&half->memory);
	close_if_open(&half->bell);
	close_if_open(&half->peer_bell);
	close_if_open(&half->socket);
}

static unsigned paged_order(uint32_t bytes)
{
	unsigned order = ring_order(bytes);

	return order < RING_PAGED_ORDER ? RING_PAGED_ORDER : order;
}

static size_t region_bytes(unsigned left, unsigned right)
{
	return RING_PAGE_BYTES + ((size_t)1 << left) + ((size_t)1 << right);
}

static bool format_region(int memory, unsigned left, unsigned right)
{
	size_t pages = ((size_t)1 << (left - 12)) + ((size_t)1 << (right - 12));
	struct vchan_interface *interface =
		mmap(NULL, RING_PAGE_BYTES, PROT_READ | PROT_WRITE, MAP_SHARED, memory, 0);

	if (interface == MAP_FAILED)
		return false;
	*interface = (struct vchan_interface){
		.left_order = left,
		.right_order = right,
		.cli_live = RING_NOT_YET,
		.srv_live = RING_CONNECTED,
		.cli_notify = RING_NOTIFY_WRITE,
	};
	for (size_t i = 0; i < pages; i++)
		interface->pages[i] = i + 1;
	munmap(interface, RING_PAGE_BYTES);
	return true;
}

bool linux_pair(uint32_t server_reads, uint32_t client_reads, struct linux_half half[2])
{
	unsigned left = paged_order(server_reads), right = paged_order(client_reads);
	int sockets[2] = { -1, -1 };

	half[0] = (struct linux_half){ -1, -1, -1, -1, true };
	half[1] = (struct linux_half){ -1, -1, -1, -1, false };
	/* Page numbers of both streams lie in the interface page. */
	if (left > 20 || right > 20)
		goto fail;
	half[0].memory = memfd_create("ring", MFD_CLOEXEC | MFD_ALLOW_SEALING);
	half[0].bell = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	half[0].peer_bell = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	if (half[0].memory < 0 || half[0].bell < 0 || half[0].peer_bell < 0 ||
	    ftruncate(half[0].memory, region_bytes(left, right)) ||
	    !format_region(half[0].memory, left, right) ||
	    fcntl(half[0].memory, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) ||
	    socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, sockets))
		goto fail;
	half[0].socket = sockets[0];
	half[1].socket = sockets[1];
	half[1].memory = fcntl(half[0].memory, F_DUPFD_CLOEXEC, 3);
	half[1].bell = fcntl(half[0].peer_bell, F_DUPFD_CLOEXEC, 3);
	half[1].peer_bell = fcntl(half[0].bell, F_DUPFD_CLOEXEC, 3);
	if (half[1].memory < 0 || half[1].bell < 0 || half[1].peer_bell < 0)
		goto fail;
	return true;
fail:
	linux_half_close(&half[0]);
	linux_half_close(&half[1]);
	return false;
}

/* Maps the region of ring->half and fills *out. */
static int map(struct linux_ring *ring, struct channel_pages *out)
{
	struct stat stat;
	struct vchan_interface *interface;
	int seals = fcntl(ring->half.memory, F_GET_SEALS);

	if (seals < 0 || !(seals & F_SEAL_SHRINK) || fstat(ring->half.memory, &stat) ||
	    stat.st_size < RING_PAGE_BYTES || stat.st_size > 8 << RING_MAX_ORDER)
		return SD_BROKEN;
	ring->bytes = stat.st_size;
	ring->region = mmap(NULL, ring->bytes, PROT_READ | PROT_WRITE, MAP_SHARED, ring->half.memory, 0);
	if (ring->region == MAP_FAILED) {
		ring->region = NULL;
		return SD_NO_MEMORY;
	}
	interface = ring->region;
	unsigned left = *(volatile uint16_t *)&interface->left_order,
		 right = *(volatile uint16_t *)&interface->right_order;
	if (left < RING_PAGED_ORDER || right < RING_PAGED_ORDER || left > RING_MAX_ORDER ||
	    right > RING_MAX_ORDER || region_bytes(left, right) > ring->bytes)
		return SD_BROKEN;

	unsigned char *left_data = (unsigned char *)ring->region + RING_PAGE_BYTES;
	unsigned char *right_data = left_data + ((size_t)1 << left);
	bool server = ring->half.is_server;
	*out = (struct channel_pages){
		.interface = interface,
		.is_server = server,
		.read_data = server ? left_data : right_data,
		.write_data = server ? right_data : left_data,
		.read_order = server ? left : right,
		.write_order = server ? right : left,
		.platform = ring,
	};
	struct ucred peer;
	socklen_t length = sizeof peer;
	if (ring->half.socket >= 0 && !getsockopt(ring->half.socket, SOL_SOCKET, SO_PEERCRED, &peer, &length))
		snprintf(out->peer, sizeof out->peer, "process %d", (int)peer.pid);
	else
		snprintf(out->peer, sizeof out->peer, "peer at %.50s", ring->path);
	return SD_OK;
}

static bool address_of(const char *path, struct sockaddr_un *address)
{
	*address = (struct sockaddr_un){ .sun_family = AF_UNIX };
	return snprintf(address->sun_path, sizeof address->sun_path, "%s", path) <
	       (int)sizeof address->sun_path;
}

static int listen_at(struct linux_ring *ring, uint32_t want_read, uint32_t want_write)
{
	struct sockaddr_un address;
	struct linux_half half[2];

	if (!address_of(ring->path, &address) || !linux_pair(want_read, want_write, half))
		return SD_NO_MEMORY;
	ring->half = half[0];
	ring->given = half[1];
	close_if_open(&ring->half.socket);
	close_if_open(&ring->given.socket);
	unlink(ring->path);
	ring->listener = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (ring->listener < 0 || bind(ring->listener, (void *)&address, sizeof address) ||
	    listen(ring->listener, 1))
		return SD_BROKEN;
	return SD_OK;
}

static bool pass(int socket, const struct linux_half *half)
{
	int descriptors[3] = { half->memory, half->bell, half->peer_bell };
	char byte = 0;
	union {
		struct cmsghdr header;
		char bytes[CMSG_SPACE(sizeof descriptors)];
	} control = { 0 };
	struct iovec part = { &byte, 1 };
	struct msghdr message = {
		.msg_iov = &part, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = sizeof control
	};

	control.header = (struct cmsghdr){ CMSG_LEN(sizeof descriptors), SOL_SOCKET, SCM_RIGHTS };
	memcpy(CMSG_DATA(&control.header), descriptors, sizeof descriptors);
	return sendmsg(socket, &message, MSG_NOSIGNAL) == 1;
}

static bool receive(int socket, struct linux_half *half)
{
	int descriptors[3];
	char byte;
	union {
		struct cmsghdr header;
		char bytes[CMSG_SPACE(sizeof descriptors)];
	} control;
	struct iovec part = { &byte, 1 };
	struct msghdr message = {
		.msg_iov = &part, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = sizeof control
	};

	if (recvmsg(socket, &message, MSG_CMSG_CLOEXEC) != 1 ||
	    message.msg_controllen < sizeof control.header || control.header.cmsg_type != SCM_RIGHTS ||
	    control.header.cmsg_len != CMSG_LEN(sizeof descriptors))
		return false;
	memcpy(descriptors, CMSG_DATA(&control.header), sizeof descriptors);
	*half = (struct linux_half){ descriptors[0], descriptors[1], descriptors[2], socket, false };
	return true;
}

/* A server's client has come: it gets its half, and the socket stays as its sign of life. */
static void accept_client(struct linux_ring *ring)
{
	int socket = accept4(ring->listener, NULL, NULL, SOCK_CLOEXEC);

	if (socket < 0)
		return;
	if (!pass(socket, &ring->given)) {
		close(socket);
		return;
	}
	ring->half.socket = socket;
	linux_half_close(&ring->given);
	linux_event_leave(ring->event, ring->listener);
	close_if_open(&ring->listener);
	unlink(ring->path);
	linux_event_join(ring->event, socket, true);
}

static int connection_to(const struct sockaddr_un *address)
{
	int made = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);

	if (made >= 0 && connect(made, (const void *)address, sizeof *address)) {
		close(made);
		made = -1;
	}
	return made;
}

/* Whether the receiver has answered before the deadline. */
static bool is_answered(int connection, sd_time deadline)
{
	struct pollfd answer = { connection, POLLIN, 0 };
	int happened;

	do {
		sd_time now = sd_clock();
		sd_time left = now < deadline ? (deadline - now + 999999) / 1000000 : 0;
		happened = poll(&answer, 1, left < 1000 ? (int)left : 1000);
	} while (happened <= 0 && sd_clock() < deadline);
	return happened > 0;
}

/* A sender may be started before its receiver: it tries again until the deadline. A receiver that listens
 * answers when it next uses its port, so the connection outlives the deadline. */
static int connect_to(struct linux_ring *ring, unsigned index, sd_time deadline)
{
	struct sockaddr_un address;

	if (!address_of(ring->path, &address))
		return SD_BROKEN;
	for (;;) {
		int connection = linux_take_connection(index);
		if (connection < 0)
			connection = connection_to(&address);
		if (connection >= 0 && !is_answered(connection, deadline)) {
			linux_keep_connection(index, connection);
			return SD_TIMEOUT;
		}
		if (connection >= 0 && receive(connection, &ring->half))
			return SD_OK;
		if (connection >= 0)
			close(connection);
		if (sd_clock() >= deadline)
			return SD_TIMEOUT;
		nanosleep(&(struct timespec){ .tv_nsec = 5000000 }, NULL);
	}
}

int linux_open(unsigned index, uint32_t want_read, uint32_t want_write, struct channel_event *event,
	       sd_time deadline, struct channel_pages *out)
{
	struct linux_wire wire;
	struct linux_ring *ring;
	int status = SD_OK;

	if (!linux_wire_at(index, &wire))
		return SD_INVALID;
	ring = calloc(1, sizeof *ring);
	if (!ring)
		return SD_NO_MEMORY;
	ring->half = ring->given = (struct linux_half){ -1, -1, -1, -1, false };
	ring->listener = -1;
	ring->event = event;
	memcpy(ring->path, wire.path, sizeof ring->path);
	if (!*wire.path)
		ring->half = linux_take_half(index);
	else if (wire.wire.direction == WIRING_IN)
		status = listen_at(ring, want_read, want_write);
	else
		status = connect_to(ring, index, deadline);
	if (status == SD_OK)
		status = map(ring, out);
	if (status == SD_OK &&
	    (!linux_event_join(event, ring->half.bell, true) ||
	     (ring->half.socket >= 0 && !linux_event_join(event, ring->half.socket, true)) ||
	     (ring->listener >= 0 && !linux_event_join(event, ring->listener, false))))
		status = SD_NO_MEMORY;
	if (status == SD_OK)
		return SD_OK;
	if (ring->region)
		munmap(ring->region, ring->bytes);
	close_if_open(&ring->listener);
	linux_half_close(&ring->half);
	linux_half_close(&ring->given);
	free(ring);
	return status;
}

void linux_notify(struct channel_pages *pages)
{
	struct linux_ring *ring = pages->platform;
	uint64_t one = 1;

	/* A full counter rings too. */
	if (write(ring->half.peer_bell, &one, sizeof one) < 0 && errno == EAGAIN)
		return;
}

bool linux_peer_gone(struct channel_pages *pages)
{
	struct linux_ring *ring = pages->platform;
	struct pollfd socket = { ring->half.socket, POLLRDHUP, 0 };

	if (ring->listener >= 0)
		accept_client(ring);
	return ring->half.socket >= 0 && poll(&socket, 1, 0) > 0 && (socket.revents & (POLLHUP | POLLRDHUP));
}

void linux_close(struct channel_pages *pages)
{
	struct linux_ring *ring = pages->platform;

	linux_event_leave(ring->event, ring->half.bell);
	if (ring->half.socket >= 0)
		linux_event_leave(ring->event, ring->half.socket);
	if (ring->listener >= 0) {
		linux_event_leave(ring->event, ring->listener);
		close_if_open(&ring->listener);
		unlink(ring->path);
	}
	munmap(ring->region, ring->bytes);
	linux_half_close(&ring->half);
	linux_half_close(&ring->given);
	free(ring);
}
