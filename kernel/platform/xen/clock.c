/* SPDX-License-Identifier: Apache-2.0 */
/* Xen's clock (xen/xen.h, struct vcpu_time_info): the time stamp counter, with what turns it into nanoseconds
 * since the host started; and its one-shot timer.
 */
#include <xen/vcpu.h>

#include "kernel/arch/x86_64/cpu.h"
#include "kernel/panic/panic.h"
#include "kernel/platform/xen/event.h"
#include "kernel/platform/xen/xen.h"
#include "kernel/sched/sched.h"

#define NS_PER_S 1000000000ul

static void timer_handler(void *unused)
{
	timer_interrupt();
}

void clock_xen_init(void)
{
	event_port port;

	hypercall(__HYPERVISOR_vcpu_op, VCPUOP_stop_periodic_timer, 0, 0);
	if (!event_bind_virq(VIRQ_TIMER, &port))
		panic("Xen gives no timer");
	event_handle(port, timer_handler, NULL);
}

uint64_t clock_xen_read(void)
{
	volatile struct vcpu_time_info *time = &xen_shared->vcpu_info[0].time;
	uint64_t now;
	uint32_t version;

	/* An odd version, or one that changed, means that Xen wrote while we read. */
	do {
		version = __atomic_load_n(&time->version, __ATOMIC_ACQUIRE);
		uint64_t ticks = cpu_tsc() - time->tsc_timestamp;
		ticks = time->tsc_shift < 0 ? ticks >> -time->tsc_shift : ticks << time->tsc_shift;
		now = time->system_time +
		      (uint64_t)((unsigned __int128)ticks * time->tsc_to_system_mul >> 32);
		__atomic_thread_fence(__ATOMIC_ACQUIRE);
	} while (version & 1 || version != time->version);
	return now;
}

uint64_t clock_xen_epoch(void)
{
	uint64_t epoch;
	uint32_t version;

	do {
		version = __atomic_load_n(&xen_shared->wc_version, __ATOMIC_ACQUIRE);
		epoch = ((uint64_t)xen_shared->wc_sec_hi << 32 | xen_shared->wc_sec) * NS_PER_S +
			xen_shared->wc_nsec;
		__atomic_thread_fence(__ATOMIC_ACQUIRE);
	} while (version & 1 || version != xen_shared->wc_version);
	return epoch;
}

void timer_xen_set(uint64_t deadline)
{
	struct vcpu_set_singleshot_timer timer = { .timeout_abs_ns = deadline };

	long error;

	if (deadline == DEADLINE_NONE)
		error = hypercall(__HYPERVISOR_vcpu_op, VCPUOP_stop_singleshot_timer, 0, 0);
	else
		error = hypercall(__HYPERVISOR_vcpu_op, VCPUOP_set_singleshot_timer, 0, (uintptr_t)&timer);
	if (error)
		panic("Xen does not set the timer to %lu: error %ld", deadline, error);
}
