/* SPDX-License-Identifier: Apache-2.0 */
#include "jvm/memory/must.h"

#include <stdio.h>
#include <stdlib.h>

void *must(void *memory)
{
	if (!memory) {
		fputs("java: no memory is left for the virtual machine itself; give it more\n", stderr);
		abort();
	}
	return memory;
}
