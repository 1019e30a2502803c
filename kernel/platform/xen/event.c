/* SPDX-License-Identifier: Apache-2.0 */
#include "kernel/platform/xen/event.h"

#include <xen/event_channel.h>
#include <xen/hvm/hvm_op.h>

#include "kernel/arch/x86_64/cpu.h"
#include "kernel/memory/memory.h"
#include "kernel/panic/panic.h"
#include "kernel/platform/xen/xen.h"
#include "kernel/sched/spinlock.h"

#define EVENT_PORTS 256 /* that have a handler; domains use the lowest numbers */
#define WORD_BITS   64

#define MSR_X2APIC_END      0x80b
#define MSR_X2APIC_SPURIOUS 0x80f
#define APIC_BASE_X2        0x400ul
#define APIC_ENABLE         0x100u
#define CPUID_1_C_X2APIC    (1u << 21)
#define APIC_ADDRESS        0xfee00000ul
#define APIC_END            0xb0
#define APIC_SPURIOUS       0xf0

static struct spinlock handlers_lock; /* guards handlers */
static struct {
	interrupt_handler function;
	void *argument;
} handlers[EVENT_PORTS];

static volatile uint32_t *apic; /* NULL: by model-specific registers */

static void end_of_interrupt(void)
{
	if (apic)
		apic[APIC_END / 4] = 0;
	else
		msr_write(MSR_X2APIC_END, 0);
}

static void deliver(event_port port)
{
	if (port >= EVENT_PORTS)
		return;
	unsigned long flags = spinlock_acquire(&handlers_lock);
	interrupt_handler function = handlers[port].function;
	void *argument = handlers[port].argument;
	spinlock_release(&handlers_lock, flags);
	if (function)
		function(argument);
}

/* The upcall: "pending" is cleared before the words are looked at, so that an event that comes in meanwhile
 * raises it again. */
static void upcall(void *unused)
{
	volatile struct vcpu_info *vcpu = &xen_shared->vcpu_info[0];

	end_of_interrupt();
	vcpu->evtchn_upcall_pending = 0;
	uint64_t words = __atomic_exchange_n(&vcpu->evtchn_pending_sel, 0, __ATOMIC_SEQ_CST);
	while (words) {
		unsigned word = __builtin_ctzl(words);
		words &= words - 1;
		uint64_t bits = xen_shared->evtchn_pending[word] & ~xen_shared->evtchn_mask[word];
		while (bits) {
			unsigned bit = __builtin_ctzl(bits);
			bits &= bits - 1;
			__atomic_fetch_and(&xen_shared->evtchn_pending[word], ~(1ul << bit),
					   __ATOMIC_SEQ_CST);
			deliver(word * WORD_BITS + bit);
		}
	}
}

static void enable_apic(void)
{
	if (cpu_id(1, 0).c & CPUID_1_C_X2APIC) {
		msr_write(MSR_APIC_BASE, msr_read(MSR_APIC_BASE) | APIC_BASE_X2);
		msr_write(MSR_X2APIC_SPURIOUS, APIC_ENABLE | INTERRUPT_SPURIOUS);
		return;
	}
	if (!memory_map_device(APIC_ADDRESS, PAGE_BYTES, false))
		panic("no memory to map the local APIC");
	apic = (volatile uint32_t *)APIC_ADDRESS;
	apic[APIC_SPURIOUS / 4] = APIC_ENABLE | INTERRUPT_SPURIOUS;
}

void event_init(void)
{
	struct xen_hvm_evtchn_upcall_vector vector = {
		.vcpu = 0,
		.vector = (uint8_t)interrupt_allocate(upcall, NULL),
	};

	enable_apic();
	for (unsigned i = 0; i < WORD_BITS; i++)
		xen_shared->evtchn_mask[i] = UINT64_MAX;
	if (hypercall(__HYPERVISOR_hvm_op, HVMOP_set_evtchn_upcall_vector, (uintptr_t)&vector, 0))
		panic("Xen takes no upcall vector for each CPU; it must be 4.6 or later");
}

static bool operation(unsigned command, void *argument)
{
	return hypercall(__HYPERVISOR_event_channel_op, command, (uintptr_t)argument, 0) == 0;
}

bool event_allocate(uint16_t remote, event_port *out)
{
	struct evtchn_alloc_unbound request = { .dom = DOMID_SELF, .remote_dom = remote };

	if (!operation(EVTCHNOP_alloc_unbound, &request))
		return false;
	*out = request.port;
	return true;
}

bool event_bind(uint16_t remote, event_port remote_port, event_port *out)
{
	struct evtchn_bind_interdomain request = { .remote_dom = remote, .remote_port = remote_port };

	if (!operation(EVTCHNOP_bind_interdomain, &request))
		return false;
	*out = request.local_port;
	return true;
}

bool event_bind_virq(uint32_t virq, event_port *out)
{
	struct evtchn_bind_virq request = { .virq = virq, .vcpu = 0 };

	if (!operation(EVTCHNOP_bind_virq, &request))
		return false;
	*out = request.port;
	return true;
}

void event_handle(event_port port, interrupt_handler handler, void *argument)
{
	struct evtchn_unmask request = { .port = port };

	if (port >= EVENT_PORTS)
		panic("event channel %u: this kernel handles %d", port, EVENT_PORTS);
	unsigned long flags = spinlock_acquire(&handlers_lock);
	handlers[port].function = handler;
	handlers[port].argument = argument;
	spinlock_release(&handlers_lock, flags);
	operation(EVTCHNOP_unmask, &request);
	flags = interrupts_save();
	handler(argument);
	interrupts_restore(flags);
}

void event_notify(event_port port)
{
	struct evtchn_send request = { .port = port };

	operation(EVTCHNOP_send, &request);
}

bool event_connected(event_port port)
{
	struct evtchn_status request = { .dom = DOMID_SELF, .port = port };

	return operation(EVTCHNOP_status, &request) && request.status == EVTCHNSTAT_interdomain;
}

void event_close(event_port port)
{
	struct evtchn_close request = { .port = port };
	unsigned long flags = spinlock_acquire(&handlers_lock);

	if (port < EVENT_PORTS)
		handlers[port].function = NULL;
	spinlock_release(&handlers_lock, flags);
	__atomic_fetch_or(&xen_shared->evtchn_mask[port / WORD_BITS], 1ul << port % WORD_BITS,
			  __ATOMIC_SEQ_CST);
	operation(EVTCHNOP_close, &request);
}
