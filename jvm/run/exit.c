/* SPDX-License-Identifier: Apache-2.0 */
/* exit.c: the end of the process: at once, whatever other threads do; but ports are closed first, as at the
 * end of a program in C. */
#include "jvm/run/boot.h"
#include "jvm/run/vm.h"
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

_Noreturn void vm_exit(int status)
{
	if (vm.has_ports)
		exit(status);
	fflush(stdout);
	fflush(stderr);
	_exit(status);
}
