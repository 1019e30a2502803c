/* SPDX-License-Identifier: Apache-2.0 */
/* Sends back what comes, the flat values first. */
#include <stdio.h>
#include <stdlib.h>

#include "kinds.h"

static void must(int status, const char *what)
{
	if (!status)
		return;
	fprintf(stderr, "echo: %s: %s\n", what, sd_status_text(status));
	exit(1);
}

int main(void)
{
	struct kinds_Flat flat;
	struct kinds_Deep deep;
	int status;

	while (!(status = Echo_flat_receive(&flat, SD_FOREVER)))
		must(Echo_flat_back_send(&flat, SD_FOREVER), "flat_back");
	if (status != SD_CLOSED)
		must(status, "flat");
	Echo_flat_back_close();
	while (!(status = Echo_deep_receive(&deep, SD_FOREVER)))
		must(Echo_deep_back_send(&deep, SD_FOREVER), "deep_back");
	if (status != SD_CLOSED)
		must(status, "deep");
	return 0;
}
