/* SPDX-License-Identifier: Apache-2.0 */
/* From entry.S to the service: the order in which everything is brought up. */
#include <string.h>

#include <stdint.h>
#include <xen/arch-x86/hvm/start_info.h>

#include "abi/boot_abi.h"
#include "kernel/arch/x86_64/cpu.h"
#include "kernel/arch/x86_64/interrupt.h"
#include "kernel/boot/boot.h"
#include "kernel/memory/memory.h"
#include "kernel/panic/panic.h"
#include "kernel/platform/platform.h"
#include "kernel/sched/sched.h"
#include "kernel/sched/simd.h"
#include "libc/start.h"

#define ARGUMENTS_MAX      32
#define COMMAND_LINE_BYTES 1024
#define XEN_LEAF           0x40000000u

struct boot boot = { .name = "service" };
const struct platform *platform = &platform_pc;

static char *arguments[ARGUMENTS_MAX + 1];

void boot_main(const struct hvm_start_info *info);

static bool on_xen(void)
{
	struct cpuid id = cpu_id(XEN_LEAF, 0);

	/* "XenVMMXenVMM"; another hypervisor's leaves may come first, at steps of 0x100. */
	for (uint32_t leaf = XEN_LEAF; leaf < XEN_LEAF + 0x1000; leaf += 0x100, id = cpu_id(leaf, 0)) {
		if (id.b == 0x566e6558 && id.c == 0x65584d4d && id.d == 0x4d4d566e)
			return true;
		if (leaf == XEN_LEAF && (!(cpu_id(1, 0).c >> 31) || id.a < XEN_LEAF))
			return false;
	}
	return false;
}

/* Cuts the command line into words. A copy of it: the original may lie in page zero. */
static void parse_command_line(const char *given)
{
	static char line[COMMAND_LINE_BYTES];
	bool ours = true;

	if (strlen(given) >= sizeof(line))
		panic("the command line has more than %zu characters", sizeof(line) - 1);
	for (char *word = strtok(strcpy(line, given), " "); word; word = strtok(NULL, " ")) {
		if (!ours) {
			if (boot.argument_count == ARGUMENTS_MAX)
				panic("more than %d arguments", ARGUMENTS_MAX);
			arguments[boot.argument_count++] = word;
		} else if (!strcmp(word, BOOT_ARGUMENTS)) {
			ours = false;
		} else if (!strcmp(word, BOOT_OPTION_VERBOSE)) {
			verbose = true;
		} else if (!strncmp(word, BOOT_OPTION_NAME, strlen(BOOT_OPTION_NAME))) {
			boot.name = word + strlen(BOOT_OPTION_NAME);
		} else {
			log_line("boot: unknown option '%s'; arguments of the service come after --", word);
		}
	}
	boot.arguments = arguments;
}

static void find_module(const struct hvm_start_info *info)
{
	const struct hvm_modlist_entry *module = (const void *)info->modlist_paddr;

	if (info->nr_modules) {
		boot.module = (const void *)module->paddr;
		boot.module_bytes = module->size;
	}
}

void boot_main(const struct hvm_start_info *info)
{
	if (on_xen())
		platform = &platform_xen;
	platform->early_init(info);
	memory_init(info);
	if (info->cmdline_paddr)
		parse_command_line((const char *)info->cmdline_paddr);
	find_module(info);
	simd_enable();
	struct thread *thread = thread_create();
	if (!thread)
		panic("no memory for the first thread");
	interrupt_init(thread->interrupt_stack_end);
	this_cpu()->current = thread;
	platform->init(info);
	if (verbose) {
		log_line("boot: %s on %s, %lu ticks after the first instruction, %lu ns on the clock",
			 boot.name, platform->name, cpu_tsc() - boot_entry_tsc, platform->clock_monotonic());
		memory_print_map(info);
	}
	/* Nothing of what the host gave at boot is read from here on but the module. */
	if (!memory_protect(NULL, PAGE_BYTES, MEMORY_NONE))
		panic("no memory for the page table of page zero");
	sched_init(thread);
	if (platform->ready)
		platform->ready();
	service_start();
}
