/* SPDX-License-Identifier: Apache-2.0 */
/* The machine under the kernel: a table of operations, one for Xen and one for a PC, chosen at boot
 * by CPUID (leaf 0x40000000 "XenVMMXenVMM"). The kernel proper reaches hardware through this table
 * and the local interrupt vectors only.
 */
#ifndef KERNEL_PLATFORM_H
#define KERNEL_PLATFORM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct hvm_start_info; /* xen/arch-x86/hvm/start_info.h; may be NULL */

struct platform {
	const char *name; /* "xen", "pc" */

	/* Called once on the boot CPU before memory is set up: only the console may be made to work. */
	void (*early_init)(const struct hvm_start_info *info);
	/* Called once with memory and the IDT ready, interrupts off: clock, timer, interrupts, devices
	 * found. A failure panics: an image cannot run without them. */
	void (*init)(const struct hvm_start_info *info);

	/* Called once by the first thread, interrupts on, before the service starts; may block. May be NULL.
	 */
	void (*ready)(void);

	/* Writes all of it, polling; any context, interrupts off or on, also during a panic. */
	void (*console_write)(const char *data, size_t bytes);
	/* Takes up to `bytes` from the console without blocking; returns how many. May be NULL. */
	size_t (*console_read)(char *data, size_t bytes);

	/* Nanoseconds since some fixed point, never going back; any context. */
	uint64_t (*clock_monotonic)(void);
	/* Nanoseconds since 1970-01-01 UTC, at clock_monotonic() == 0. */
	uint64_t (*clock_epoch)(void);

	/* One-shot: timer_interrupt() (kernel/time) is called on this CPU once the monotonic clock
	 * reaches `deadline`, or soon if it has passed; replaces the last. UINT64_MAX disarms.
	 * Interrupts are off. */
	void (*timer_set)(uint64_t deadline);

	/* Sleeps until an interrupt. Entered with interrupts off; returns with them off, after any
	 * pending handler ran. */
	void (*idle)(void);

	/* Ends the machine. `code` as in abi/boot_abi.h. Does not return. */
	__attribute__((__noreturn__)) void (*shutdown)(int code);
};

extern const struct platform platform_xen;
extern const struct platform platform_pc;
extern const struct platform *platform; /* the chosen one; set before early_init */

#endif
