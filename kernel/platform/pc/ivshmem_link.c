/* SPDX-License-Identifier: Apache-2.0 */
/* Links of a guest on QEMU: one ivshmem-doorbell device (QEMU's docs/specs/ivshmem-spec.txt) whose memory is
 * shared with the relay on the host. Page 0 says what is wired (abi/wiring_abi.h); each wire has an interface
 * page and its streams elsewhere in that memory, and doorbell vector n both ways.
 *
 * The host is trusted with the guest's life, but nothing it writes is used unchecked: wrong wiring is a
 * printed line and a refused link.
 */
#include <string.h>

#include "kernel/memory/memory.h"
#include "kernel/panic/panic.h"
#include "kernel/platform/links.h"
#include "kernel/platform/pc/pc.h"
#include "kernel/platform/pc/pci.h"
#include "kernel/sched/spinlock.h"

#define VENDOR 0x1af4
#define DEVICE 0x1110

enum { BAR_REGISTERS = 0, BAR_MEMORY = 2 };
#define REGISTER_DOORBELL 12

struct wire_state {
	struct wiring_entry entry;   /* our copy, checked */
	struct channel_event *event; /* whom the doorbell wakes; NULL: nobody. Guarded by events_lock */
};

static struct {
	bool looked, found;
	volatile uint32_t *doorbell;
	unsigned char *memory;
	uint64_t memory_bytes;
	uint32_t relay_peer;
	unsigned wire_count;
	struct wire_state wires[WIRING_MAX];
} ivshmem;

static struct spinlock events_lock;

static void doorbell_handler(void *argument)
{
	struct wire_state *wire = argument;

	apic_end_of_interrupt();
	unsigned long flags = spinlock_acquire(&events_lock);
	if (wire->event)
		links_signal(wire->event);
	spinlock_release(&events_lock, flags);
}

/* Copies the wiring page and checks the copy. NULL, or what is wrong. */
static const char *read_wiring(void)
{
	const struct wiring_page *page = (const void *)ivshmem.memory;
	struct wiring_page header;

	memcpy(&header, page, sizeof(header));
	if (header.magic != WIRING_MAGIC || header.version != WIRING_VERSION)
		return "its first page is no wiring of this version";
	if (header.count > WIRING_MAX)
		return "its wiring has too many entries";
	for (unsigned i = 0; i < header.count; i++) {
		struct wiring_entry *entry = &ivshmem.wires[i].entry;
		memcpy(entry, &page->entry[i], sizeof(*entry));
		if (!memchr(entry->port, '\0', sizeof(entry->port)) || entry->direction > WIRING_OUT)
			return "an entry of its wiring makes no sense";
		if (entry->interface_page >= ivshmem.memory_bytes / PAGE_BYTES)
			return "an entry of its wiring lies outside its memory";
	}
	ivshmem.relay_peer = header.relay_peer;
	ivshmem.wire_count = header.count;
	return NULL;
}

/* Called by the first port that is used; those of other threads wait in the channel's own lock. */
static void look(void)
{
	struct pci_function function;
	uint64_t registers, register_bytes, memory;
	void *arguments[WIRING_MAX];

	ivshmem.looked = true;
	if (!pci_find(VENDOR, DEVICE, &function))
		return;
	const char *wrong = NULL;
	if (!pci_bar(function, BAR_REGISTERS, &registers, &register_bytes) ||
	    !pci_bar(function, BAR_MEMORY, &memory, &ivshmem.memory_bytes))
		wrong = "firmware gave its memory no address";
	else if (!memory_map_device(registers, register_bytes, false) ||
		 !memory_map_device(memory, ivshmem.memory_bytes, true))
		wrong = "there is no memory to map it";
	if (!wrong) {
		ivshmem.doorbell = (volatile uint32_t *)(registers + REGISTER_DOORBELL);
		ivshmem.memory = (unsigned char *)memory;
		wrong = read_wiring();
	}
	for (unsigned i = 0; i < ivshmem.wire_count; i++)
		arguments[i] = &ivshmem.wires[i];
	if (!wrong && !pci_msix(function, ivshmem.wire_count, doorbell_handler, arguments))
		wrong = "it has too few interrupt vectors";
	if (wrong)
		log_line("ivshmem: the device cannot be used: %s", wrong);
	ivshmem.found = !wrong;
}

static bool pc_wire(unsigned index, struct channel_wire *out)
{
	if (!ivshmem.looked)
		look();
	if (!ivshmem.found || index >= ivshmem.wire_count)
		return false;
	memcpy(out->port, ivshmem.wires[index].entry.port, sizeof(out->port));
	out->direction = ivshmem.wires[index].entry.direction;
	out->index = index;
	return true;
}

/* The bytes of a stream, whose pages must follow each other; NULL when they do not or lie outside. */
static unsigned char *stream(const struct vchan_interface *interface, uint32_t first, unsigned order)
{
	uint32_t count = 1u << (order - RING_PAGED_ORDER);
	uint32_t page = interface->pages[first];

	for (uint32_t i = 1; i < count; i++) {
		if (interface->pages[first + i] != page + i)
			return NULL;
	}
	if (page >= ivshmem.memory_bytes / PAGE_BYTES || count > ivshmem.memory_bytes / PAGE_BYTES - page)
		return NULL;
	return ivshmem.memory + (uint64_t)page * PAGE_BYTES;
}

static int pc_open(unsigned index, uint32_t want_read, uint32_t want_write, struct channel_event *event,
		   sd_time deadline, struct channel_pages *out)
{
	struct wire_state *wire = &ivshmem.wires[index];
	unsigned char *page = ivshmem.memory + (uint64_t)wire->entry.interface_page * PAGE_BYTES;
	const struct vchan_interface *interface = (const void *)page;
	uint16_t left = interface->left_order, right = interface->right_order;
	uint32_t left_pages = left >= RING_PAGED_ORDER ? 1u << (left - RING_PAGED_ORDER) : 0;

	if (left < RING_SMALL_ORDER || left > RING_MAX_ORDER || right < RING_SMALL_ORDER ||
	    right > RING_MAX_ORDER)
		goto nonsense;
	*out = (struct channel_pages){
		.interface = (volatile struct vchan_interface *)page,
		.is_server = false,
		.read_data = right >= RING_PAGED_ORDER ? stream(interface, left_pages, right)
						       : page + (1u << right),
		.write_data = left >= RING_PAGED_ORDER ? stream(interface, 0, left) : page + (1u << left),
		.read_order = right,
		.write_order = left,
		.peer = "the peer",
		.platform = wire,
	};
	if (!out->read_data || !out->write_data || (left == right && left < RING_PAGED_ORDER))
		goto nonsense;
	unsigned long flags = spinlock_acquire(&events_lock);
	wire->event = event;
	spinlock_release(&events_lock, flags);
	return SD_OK;

nonsense:
	log_line("ivshmem: %s: the ring's pages make no sense", wire->entry.port);
	return SD_BROKEN;
}

static unsigned wire_number(const struct channel_pages *pages)
{
	return (unsigned)((struct wire_state *)pages->platform - ivshmem.wires);
}

static void pc_notify(struct channel_pages *pages)
{
	*ivshmem.doorbell = ivshmem.relay_peer << 16 | wire_number(pages);
}

static bool pc_peer_gone(struct channel_pages *pages)
{
	return false; /* the relay says so in the ring, and without it there is no machine */
}

static void pc_close(struct channel_pages *pages)
{
	struct wire_state *wire = pages->platform;
	unsigned long flags = spinlock_acquire(&events_lock);

	wire->event = NULL;
	spinlock_release(&events_lock, flags);
}

const struct channel_platform links_pc = {
	.wire = pc_wire,
	.open = pc_open,
	.notify = pc_notify,
	.peer_gone = pc_peer_gone,
	.close = pc_close,
	.signal = links_signal,
	.wait = links_wait,
	.report = links_report,
};
