/* SPDX-License-Identifier: Apache-2.0 */
/* The PC platform: QEMU's pc, q35 and microvm. */
#include <stdnoreturn.h>

#include "abi/boot_abi.h"
#include "kernel/arch/x86_64/cpu.h"
#include "kernel/platform/pc/pc.h"
#include "kernel/platform/platform.h"

#define KEYBOARD_COMMAND 0x64
#define KEYBOARD_RESET   0xfe

static void pc_early_init(const struct hvm_start_info *info)
{
	serial_init();
}

static void pc_init(const struct hvm_start_info *info)
{
	apic_init();
	clock_init(info);
	serial_listen();
}

static noreturn void pc_shutdown(int code)
{
	port_write32(BOOT_DEBUG_EXIT_PORT, (uint32_t)code);
	/* No such device: a reset, which ends QEMU under -no-reboot, though without the code. */
	port_write8(KEYBOARD_COMMAND, KEYBOARD_RESET);
	for (;;)
		__asm__ volatile("cli; hlt");
}

const struct platform platform_pc = {
	.name = "pc",
	.early_init = pc_early_init,
	.init = pc_init,
	.console_write = serial_write,
	.console_read = serial_read,
	.clock_monotonic = clock_read,
	.clock_epoch = clock_epoch_read,
	.timer_set = apic_timer_set,
	.idle = cpu_halt,
	.shutdown = pc_shutdown,
};
