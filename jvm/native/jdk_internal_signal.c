/* SPDX-License-Identifier: Apache-2.0 */
/* jdk_internal_signal.c: jdk.internal.misc.Signal. */
#include "jvm/native/native.h"
#include "jvm/run/signals.h"
#include "jvm/run/string.h"
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

static void find_signal(struct thread *thread, union slot *args)
{
	char *const name = string_to_utf8(args[0].o);
	args[0].i = signals_find(name);
	free(name);
}

static void handle(struct thread *thread, union slot *args)
{
	args[0].l = signals_handle(args[0].i, args[1].l);
}

static void raise_signal(struct thread *thread, union slot *args)
{
	kill(getpid(), args[0].i); /* to the process: this thread blocks it */
}

static const struct native_entry signal_natives[] = {
	{ "findSignal0", NULL, find_signal },
	{ "handle0", NULL, handle },
	{ "raise0", NULL, raise_signal },
};

NATIVE_TABLE(jdk_internal_signal);
const struct native_class native_jdk_internal_signal[] = {
	{ "jdk/internal/misc/Signal", signal_natives, sizeof signal_natives / sizeof signal_natives[0] },
};
const size_t native_jdk_internal_signal_count =
	sizeof native_jdk_internal_signal / sizeof native_jdk_internal_signal[0];
