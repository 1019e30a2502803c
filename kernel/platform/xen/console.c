/* SPDX-License-Identifier: Apache-2.0 */
/* The console ring (xen/io/console.h), which dom0's xenconsoled reads. Before it is mapped, and in an early
 * panic, port 0xe9, which Xen copies to its own console.
 */
#include <xen/io/console.h>
#include <xen/hvm/params.h>
#include <xen/sched.h>

#include "kernel/arch/x86_64/cpu.h"
#include "kernel/memory/memory.h"
#include "kernel/platform/xen/event.h"
#include "kernel/platform/xen/xen.h"

#define DEBUG_PORT 0xe9
#define DRAIN_NS   2000000000ul

static volatile struct xencons_interface *ring;
static event_port port;

void console_init(void)
{
	uint64_t frame, channel;

	if (!hypercall_parameter(HVM_PARAM_CONSOLE_PFN, &frame) ||
	    !hypercall_parameter(HVM_PARAM_CONSOLE_EVTCHN, &channel) || !frame ||
	    !memory_map_device(frame * PAGE_BYTES, PAGE_BYTES, true))
		return;
	ring = (volatile struct xencons_interface *)(frame * PAGE_BYTES);
	port = (event_port)channel;
}

static void write_early(const char *data, size_t bytes)
{
	for (; bytes; bytes--)
		port_write8(DEBUG_PORT, (uint8_t)*data++);
}

void console_write(const char *data, size_t bytes)
{
	if (!ring) {
		write_early(data, bytes);
		return;
	}
	while (bytes) {
		uint32_t produced = ring->out_prod;
		uint32_t used = produced - __atomic_load_n(&ring->out_cons, __ATOMIC_ACQUIRE);
		if (used >= sizeof(ring->out)) {
			/* Full: the reader in dom0 needs the CPU, not us. */
			hypercall(__HYPERVISOR_sched_op, SCHEDOP_yield, 0, 0);
			continue;
		}
		for (; bytes && used < sizeof(ring->out); bytes--, used++)
			ring->out[produced++ & (sizeof(ring->out) - 1)] = *data++;
		__atomic_store_n(&ring->out_prod, produced, __ATOMIC_RELEASE);
		event_notify(port);
	}
}

void console_drain(void)
{
	if (!ring)
		return;
	uint64_t end = clock_xen_read() + DRAIN_NS;
	while (ring->out_prod != __atomic_load_n(&ring->out_cons, __ATOMIC_ACQUIRE) && clock_xen_read() < end)
		hypercall(__HYPERVISOR_sched_op, SCHEDOP_yield, 0, 0);
}

size_t console_read(char *data, size_t bytes)
{
	size_t taken = 0;

	if (!ring)
		return 0;
	uint32_t consumed = ring->in_cons;
	uint32_t produced = __atomic_load_n(&ring->in_prod, __ATOMIC_ACQUIRE);
	while (taken < bytes && consumed != produced)
		data[taken++] = ring->in[consumed++ & (sizeof(ring->in) - 1)];
	if (taken) {
		__atomic_store_n(&ring->in_cons, consumed, __ATOMIC_RELEASE);
		event_notify(port);
	}
	return taken;
}
