/* SPDX-License-Identifier: Apache-2.0 */
#include "host/relay/region.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include "host/util/memory.h"

#define IVSHMEM_PROTOCOL_VERSION 0
#define IVSHMEM_SHARED_MEMORY    (-1)

static uint32_t stream_pages(unsigned order)
{
	return 1u << (order - RING_PAGED_ORDER);
}

static uint64_t needed_bytes(const struct region_wire *wires, unsigned count)
{
	uint64_t pages = 1, power = RING_PAGE_BYTES;

	for (unsigned i = 0; i < count; i++)
		pages += 1 + stream_pages(wires[i].left_order) + stream_pages(wires[i].right_order);
	while (power < pages * RING_PAGE_BYTES)
		power <<= 1;
	return power;
}

/* Fills the interface page of wire i whose pages start at `page`; returns the page after its streams. */
static uint32_t lay_out(struct region *region, const struct region_wire *wires, unsigned i, uint32_t page)
{
	struct wiring_page *wiring = (struct wiring_page *)region->base;
	struct region_ring *ring = &region->rings[i];
	uint32_t left = stream_pages(wires[i].left_order), right = stream_pages(wires[i].right_order);

	strncpy(wiring->entry[i].port, wires[i].port, WIRING_PORT_BYTES - 1);
	wiring->entry[i].direction = wires[i].direction;
	wiring->entry[i].interface_page = page;

	ring->interface =
		(volatile struct vchan_interface *)(region->base + (uint64_t)page * RING_PAGE_BYTES);
	ring->left_order = wires[i].left_order;
	ring->right_order = wires[i].right_order;
	ring->left = region->base + (uint64_t)(page + 1) * RING_PAGE_BYTES;
	ring->right = ring->left + (uint64_t)left * RING_PAGE_BYTES;
	ring->interface->left_order = (uint16_t)ring->left_order;
	ring->interface->right_order = (uint16_t)ring->right_order;
	ring->interface->cli_live = RING_NOT_YET;
	ring->interface->srv_live = RING_CONNECTED;
	/* Both ask for the bell from the start, so that whoever writes first is heard. */
	ring->interface->cli_notify = RING_NOTIFY_WRITE;
	ring->interface->srv_notify = RING_NOTIFY_WRITE;
	for (uint32_t p = 0; p < left + right; p++)
		ring->interface->pages[p] = page + 1 + p;
	return page + 1 + left + right;
}

static int map_memory(struct region *region, struct error *error)
{
	region->memory = memfd_create("stardust-region", MFD_CLOEXEC | MFD_ALLOW_SEALING);
	if (region->memory < 0 || ftruncate(region->memory, (off_t)region->bytes))
		return error_set(error, "cannot make shared memory: %s", strerror(errno));
	/* QEMU holds the descriptor too: it must not be able to shrink the memory under the relay's feet. */
	if (fcntl(region->memory, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL))
		return error_set(error, "cannot seal shared memory: %s", strerror(errno));
	region->base = mmap(NULL, region->bytes, PROT_READ | PROT_WRITE, MAP_SHARED, region->memory, 0);
	if (region->base == MAP_FAILED) {
		region->base = NULL;
		return error_set(error, "cannot map shared memory: %s", strerror(errno));
	}
	return 0;
}

static int fill(struct region *region, const struct region_wire *wires, struct error *error)
{
	struct wiring_page *wiring;
	uint32_t page = 1;

	if (map_memory(region, error))
		return -1;
	wiring = (struct wiring_page *)region->base;
	for (unsigned i = 0; i < region->ring_count; i++) {
		region->rings[i].from_guest = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
		region->rings[i].to_guest = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
		if (region->rings[i].from_guest < 0 || region->rings[i].to_guest < 0)
			return error_set(error, "cannot make a doorbell: %s", strerror(errno));
		page = lay_out(region, wires, i, page);
	}
	wiring->magic = WIRING_MAGIC;
	wiring->version = WIRING_VERSION;
	wiring->count = region->ring_count;
	wiring->relay_peer = REGION_RELAY_PEER;
	return 0;
}

int region_make(const struct region_wire *wires, unsigned count, struct region *out, struct error *error)
{
	*out = (struct region){ .memory = -1 };
	if (count > WIRING_MAX)
		return error_set(error, "a machine with %u links: %d is the most", count, WIRING_MAX);
	out->bytes = needed_bytes(wires, count);
	out->rings = memory_zeroed(count, sizeof *out->rings);
	out->ring_count = count;
	for (unsigned i = 0; i < count; i++)
		out->rings[i].from_guest = out->rings[i].to_guest = -1;
	if (fill(out, wires, error) == 0)
		return 0;
	region_free(out);
	return -1;
}

static void close_if_open(int fd)
{
	if (fd >= 0)
		close(fd);
}

void region_free(struct region *region)
{
	for (unsigned i = 0; i < region->ring_count; i++) {
		close_if_open(region->rings[i].from_guest);
		close_if_open(region->rings[i].to_guest);
	}
	if (region->base)
		munmap(region->base, region->bytes);
	close_if_open(region->memory);
	free(region->rings);
	*region = (struct region){ .memory = -1 };
}

/* One message of the protocol: eight bytes, and at most one descriptor. */
static int send_message(int socket, int64_t value, int fd)
{
	char control[CMSG_SPACE(sizeof fd)] = { 0 };
	struct iovec data = { &value, sizeof value }; /* little-endian, as this machine is */
	struct msghdr message = { .msg_iov = &data, .msg_iovlen = 1 };

	if (fd >= 0) {
		struct cmsghdr *header;

		message.msg_control = control;
		message.msg_controllen = sizeof control;
		header = CMSG_FIRSTHDR(&message);
		header->cmsg_len = CMSG_LEN(sizeof fd);
		header->cmsg_level = SOL_SOCKET;
		header->cmsg_type = SCM_RIGHTS;
		memcpy(CMSG_DATA(header), &fd, sizeof fd);
	}
	return sendmsg(socket, &message, MSG_NOSIGNAL) == (ssize_t)sizeof value ? 0 : -1;
}

int region_introduce(const struct region *region, int socket, struct error *error)
{
	int failed = send_message(socket, IVSHMEM_PROTOCOL_VERSION, -1) ||
		     send_message(socket, REGION_GUEST_PEER, -1) ||
		     send_message(socket, IVSHMEM_SHARED_MEMORY, region->memory);

	for (unsigned i = 0; i < region->ring_count && !failed; i++)
		failed = send_message(socket, REGION_RELAY_PEER, region->rings[i].from_guest);
	for (unsigned i = 0; i < region->ring_count && !failed; i++)
		failed = send_message(socket, REGION_GUEST_PEER, region->rings[i].to_guest);
	return failed ? error_set(error, "cannot hand the shared memory to QEMU: %s", strerror(errno)) : 0;
}
