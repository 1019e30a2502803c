/* SPDX-License-Identifier: Apache-2.0 */
#include "host/vmm/qemu/command.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* /dev/kvm may exist and accept a machine where there is no hardware for it; an image then hangs. So the
 * processor is asked first. */
bool qemu_can_use_kvm(void)
{
	FILE *file = access("/dev/kvm", R_OK | W_OK) == 0 ? fopen("/proc/cpuinfo", "re") : NULL;
	char line[8192];
	bool found = false;

	while (file && !found && fgets(line, sizeof line, file))
		found = strncmp(line, "flags", 5) == 0 && (strstr(line, " vmx") || strstr(line, " svm"));
	if (file)
		fclose(file);
	return found;
}

static void add_links(struct words *words, unsigned links)
{
	words_add(words, "-chardev");
	words_add(words, "socket,id=links,fd=%d", QEMU_FD_LINKS);
	words_add(words, "-device");
	words_add(words, "ivshmem-doorbell,chardev=links,vectors=%u", links);
}

struct words qemu_command(const struct vmm_machine *machine, unsigned links)
{
	bool kvm = qemu_can_use_kvm();
	struct words words = { 0 };

	words_add(&words, QEMU_PROGRAM);
	words_add(&words, "-name");
	words_add(&words, "%s", machine->domain);
	words_add(&words, "-machine");
	words_add(&words, "pc,accel=%s", kvm ? "kvm" : "tcg");
	words_add(&words, "-cpu");
	words_add(&words, kvm ? "host" : "max");
	if (!kvm) {
		/* Emulating a machine that can have but one processor, QEMU takes fences and the atomicity of
		 * instructions away (CF_PARALLEL in its tcg/tcg-op.c), though the relay shares the rings: a
		 * wish for the doorbell was lost now and then, and both sides waited. */
		words_add(&words, "-smp");
		words_add(&words, "1,maxcpus=2");
	}
	words_add(&words, "-m");
	words_add(&words, "%lluK", (unsigned long long)(machine->memory >> 10));
	words_add(&words, "-nodefaults");
	words_add(&words, "-no-user-config");
	words_add(&words, "-no-reboot");
	words_add(&words, "-display");
	words_add(&words, "none");
	/* Paused until the links are in place. */
	words_add(&words, "-S");
	words_add(&words, "-chardev");
	words_add(&words, "socket,id=" QEMU_CONSOLE ",fd=%d", QEMU_FD_CONSOLE);
	words_add(&words, "-serial");
	words_add(&words, "chardev:" QEMU_CONSOLE);
	words_add(&words, "-chardev");
	words_add(&words, "socket,id=qmp,fd=%d", QEMU_FD_QMP);
	words_add(&words, "-mon");
	words_add(&words, "chardev=qmp,mode=control");
	words_add(&words, "-device");
	words_add(&words, "isa-debug-exit,iobase=0xf4,iosize=0x04");
	if (links)
		add_links(&words, links);
	words_add(&words, "-kernel");
	words_add(&words, "%s", machine->image);
	if (machine->module) {
		words_add(&words, "-initrd");
		words_add(&words, "%s", machine->module);
	}
	words_add(&words, "-append");
	words_add(&words, "%s", machine->command_line);
	return words;
}
