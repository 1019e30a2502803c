/* SPDX-License-Identifier: Apache-2.0 */
/* abort() ends the image as a crash. */
#include <stdlib.h>

int main(void)
{
	abort();
}
