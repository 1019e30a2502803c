/* SPDX-License-Identifier: Apache-2.0 */
/* exit.c: in place of run/exit.c: the end of the image, after every port was closed as for a service in C.
 * And what SIGTERM is on Linux: asked to stop by the host, the service runs its shutdown hooks. */
#include "abi/boot_abi.h"
#include "jvm/link/link.h"
#include "jvm/run/boot.h"
#include "jvm/run/call.h"
#include "jvm/run/exception.h"
#include "jvm/run/vm.h"
#include <pthread.h>
#include <stdlib.h>

enum { HOOKS_STACK = 512 << 10 }; /* address space; its pages come when they are touched */

_Noreturn void vm_exit(int status)
{
	exit(status);
}

static void *run_hooks(void *unused)
{
	struct thread *const thread = vm_attach("SIGTERM handler", false);
	if (!thread)
		return unused;
	struct class *const shutdown = class_boot(thread, "java/lang/Shutdown");
	if (shutdown)
		call_static(thread, shutdown, "shutdown", "()V", NULL);
	exception_take(thread);
	thread_block_begin(thread); /* the collector does not wait for it */
	return unused;
}

/* In a thread with the stack that Java code wants. The kernel bounds the time. */
void boot_before_stop(void)
{
	pthread_attr_t attributes;
	pthread_t thread;
	if (!vm.booted)
		return;
	pthread_attr_init(&attributes);
	pthread_attr_setstacksize(&attributes, HOOKS_STACK);
	if (pthread_create(&thread, &attributes, run_hooks, NULL) == 0)
		pthread_join(thread, NULL);
}
