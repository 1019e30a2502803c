/* SPDX-License-Identifier: Apache-2.0 */
#include "jvm/run/signals.h"
#include "jvm/run/boot.h"
#include "jvm/run/call.h"
#include "jvm/run/exception.h"
#include "jvm/run/stacks.h"
#include "jvm/run/vm.h"
#include "jvm/link/link.h"
#include <signal.h>
#include <string.h>
#include <unistd.h>

enum { USUAL, IGNORED, JAVA, HANDLERS = 65 };

static _Atomic int handlers[HANDLERS];

/* Those that a Java program may want to handle. */
static const struct {
	const char *name;
	int number;
	bool served;
} names[] = {
	{ "HUP", SIGHUP, true },    { "INT", SIGINT, true },    { "QUIT", SIGQUIT, true },
	{ "ILL", SIGILL, false },   { "ABRT", SIGABRT, false }, { "BUS", SIGBUS, false },
	{ "FPE", SIGFPE, false },   { "KILL", SIGKILL, false }, { "USR1", SIGUSR1, true },
	{ "SEGV", SIGSEGV, false }, { "USR2", SIGUSR2, true },  { "PIPE", SIGPIPE, false },
	{ "ALRM", SIGALRM, true },  { "TERM", SIGTERM, true },  { "CHLD", SIGCHLD, false },
	{ "CONT", SIGCONT, true },  { "STOP", SIGSTOP, false }, { "WINCH", SIGWINCH, true },
};

static bool ends_program(int number)
{
	return number == SIGHUP || number == SIGINT || number == SIGTERM || number == SIGQUIT;
}

static void served(sigset_t *set)
{
	sigemptyset(set);
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		if (names[i].served && !(vm.options.no_signals && ends_program(names[i].number)))
			sigaddset(set, names[i].number);
}

void signals_block(void)
{
	sigset_t set;
	served(&set);
	for (int number = 1; number < NSIG; number++) {
		struct sigaction action;
		if (sigismember(&set, number) == 1 && sigaction(number, NULL, &action) == 0 &&
		    action.sa_handler == SIG_IGN)
			handlers[number] = IGNORED; /* as nohup asks */
	}
	signal(SIGPIPE, SIG_IGN); /* a write says EPIPE */
	pthread_sigmask(SIG_BLOCK, &set, NULL);
}

int signals_find(const char *name)
{
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		if (strcmp(names[i].name, name) == 0)
			return names[i].number;
	return -1;
}

int64_t signals_handle(int number, int64_t handler)
{
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		if (names[i].number != number || !names[i].served || number == SIGQUIT)
			continue;
		if (ends_program(number) && vm.options.no_signals)
			return -1;
		if (ends_program(number) && handlers[number] == IGNORED)
			return IGNORED;
		return atomic_exchange(&handlers[number], (int)handler);
	}
	return -1;
}

static void usual_effect(int number)
{
	sigset_t one;
	sigemptyset(&one);
	sigaddset(&one, number);
	signal(number, SIG_DFL);
	raise(number);
	pthread_sigmask(SIG_UNBLOCK, &one, NULL);
	pthread_sigmask(SIG_BLOCK, &one, NULL); /* it did no harm */
}

/* The thread that serves signals becomes a Java thread when the first comes. */
static void dispatch(int number)
{
	if (number == SIGQUIT || handlers[number] == JAVA) {
		struct thread *const thread =
			thread_self ? thread_self : vm_attach("Signal Dispatcher", true);
		if (!thread)
			return;
		if (number == SIGQUIT)
			stacks_print(thread);
		else
			call_static(thread, class_boot(thread, "jdk/internal/misc/Signal"), "dispatch",
				    "(I)V", NULL, number);
		exception_take(thread);
		thread_block_begin(thread);
	} else if (handlers[number] == USUAL) {
		usual_effect(number);
	}
}

_Noreturn void signals_serve(void)
{
	sigset_t set;
	int number;
	served(&set);
	for (;;) {
		if (sigwait(&set, &number) != 0)
			continue;
		if (thread_self)
			thread_block_end(thread_self);
		if (vm.booted || handlers[number] == IGNORED)
			dispatch(number);
		else if (number != SIGQUIT)
			usual_effect(number);
	}
}
