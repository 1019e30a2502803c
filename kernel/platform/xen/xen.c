/* SPDX-License-Identifier: Apache-2.0 */
/* The Xen platform: a PVH domain. */
#include <stdarg.h>
#include <stdnoreturn.h>

#include "kernel/platform/xen/hypercall.h"

#include <xen/sched.h>

#include "abi/boot_abi.h"
#include "base/format.h"
#include "kernel/arch/x86_64/cpu.h"
#include "kernel/panic/panic.h"
#include "kernel/platform/platform.h"
#include "kernel/platform/xen/event.h"
#include "kernel/platform/xen/xen.h"
#include "kernel/platform/xen/xenstore.h"

static void xen_early_init(const struct hvm_start_info *info)
{
	hypercall_init();
}

static void xen_init(const struct hvm_start_info *info)
{
	console_init();
	shared_init();
	event_init();
	clock_xen_init();
	xenstore_init();
}

static void xen_ready(void)
{
	xenstore_watch_shutdown();
}

static void write_decimal(char *out, size_t bytes, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	format_text(out, bytes, format, arguments);
	va_end(arguments);
}

static noreturn void xen_shutdown(int code)
{
	struct sched_shutdown request = { .reason = code == BOOT_EXIT_CRASH ? SHUTDOWN_crash
									    : SHUTDOWN_poweroff };
	char text[8];

	/* A crash, or a stop in the midst of an interrupt, cannot wait for xenstored; the reason says the
	 * one, xenstore.c the other. */
	if (code <= BOOT_EXIT_STOPPED && !this_cpu()->in_interrupt) {
		write_decimal(text, sizeof(text), "%d", code);
		xenstore_write(BOOT_XENSTORE_EXIT, text);
	}
	interrupts_off();
	console_drain();
	for (;;)
		hypercall(__HYPERVISOR_sched_op, SCHEDOP_shutdown, (uintptr_t)&request, 0);
}

const struct platform platform_xen = {
	.name = "xen",
	.early_init = xen_early_init,
	.init = xen_init,
	.ready = xen_ready,
	.console_write = console_write,
	.console_read = console_read,
	.clock_monotonic = clock_xen_read,
	.clock_epoch = clock_xen_epoch,
	.timer_set = timer_xen_set,
	.idle = cpu_halt,
	.shutdown = xen_shutdown,
};
