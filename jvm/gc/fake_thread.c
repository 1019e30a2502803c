/* SPDX-License-Identifier: Apache-2.0 */
/* fake_thread.c: one thread, for tests that need no more. Its stacks are scanned only where a test sets them,
 * so a test must keep what it needs in roots. */
#include "jvm/gc/fake_vm.h"

struct thread fake_thread;
_Thread_local struct thread *thread_self = &fake_thread;

void threads_stop_all(struct thread *thread, void (*work)(void *context), void *context)
{
	(void)thread;
	work(context);
}

void threads_each(void (*visit)(struct thread *thread, void *context), void *context)
{
	visit(&fake_thread, context);
}

void thread_block_begin(struct thread *thread)
{
	(void)thread;
}

void thread_block_end(struct thread *thread)
{
	(void)thread;
}
