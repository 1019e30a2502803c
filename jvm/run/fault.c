/* SPDX-License-Identifier: Apache-2.0 */
#include "jvm/run/fault.h"
#include "jvm/gc/gc.h"
#include "jvm/link/link.h"
#include "jvm/run/call.h"
#include "jvm/run/string.h"
#include <signal.h>
#include <sys/mman.h>
#include <unistd.h>

static struct object *error; /* made ahead: the handler cannot allocate */
static size_t page_bytes;

static void handle(int number, siginfo_t *information, void *context)
{
	(void)context;
	struct thread *const thread = thread_self;
	void *const page = (void *)((uintptr_t)information->si_addr & ~(uintptr_t)(page_bytes - 1));
	if (!thread || information->si_code != BUS_ADRERR ||
	    mmap(page, page_bytes, PROT_READ | PROT_WRITE, MAP_FIXED | MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) !=
		    page) {
		signal(number, SIG_DFL); /* the access is repeated and ends the process */
		return;
	}
	atomic_store(&thread->stop_with, error);
	atomic_fetch_or(&thread->poll, POLL_EXCEPTION);
}

bool fault_guard(struct thread *thread)
{
	static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
	if (__atomic_load_n(&error, __ATOMIC_ACQUIRE))
		return true;
	struct class *const class = class_boot(thread, "java/lang/InternalError");
	struct object *const text =
		class ? string_from_utf8(thread, "a fault occurred in an unsafe memory access operation")
		      : NULL;
	struct object *const made = text ? call_new(thread, class, "(Ljava/lang/String;)V", text) : NULL;
	if (!made)
		return false;
	pthread_mutex_lock(&lock); /* held shortly, and nothing is allocated meanwhile */
	if (!error) {
		const struct sigaction action = { .sa_sigaction = handle,
						  .sa_flags = SA_SIGINFO | SA_ONSTACK };
		page_bytes = (size_t)sysconf(_SC_PAGESIZE);
		gc_root_add(&error);
		__atomic_store_n(&error, made, __ATOMIC_RELEASE);
		sigaction(SIGBUS, &action, NULL);
	}
	pthread_mutex_unlock(&lock);
	return true;
}
