/* SPDX-License-Identifier: Apache-2.0 */
/* signals.c: in place of run/signals.c where there are none. */
#include "jvm/run/signals.h"
#include <signal.h>
#include <string.h>
#include <unistd.h>

enum { LONG = 1 << 30 };

void signals_block(void)
{
}

/* Those that java.lang.Terminator handles must be known; none ever comes. */
int signals_find(const char *name)
{
	return strcmp(name, "HUP") == 0    ? SIGHUP
	       : strcmp(name, "INT") == 0  ? SIGINT
	       : strcmp(name, "TERM") == 0 ? SIGTERM
					   : -1;
}

int64_t signals_handle(int number, int64_t handler)
{
	return 0;
}

_Noreturn void signals_serve(void)
{
	for (;;)
		sleep(LONG);
}
