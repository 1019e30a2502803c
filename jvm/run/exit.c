/* SPDX-License-Identifier: Apache-2.0 */
/* exit.c: the end of the process: at once, whatever other threads do. */
#include "jvm/run/boot.h"
#include <stdio.h>
#include <unistd.h>

_Noreturn void vm_exit(int status)
{
	fflush(stdout);
	fflush(stderr);
	_exit(status);
}
