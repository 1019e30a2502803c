/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>

#include "channel/core/report.h"

void report_link(const struct channel_platform *platform, const char *port, const char *peer,
		 const char *what)
{
	char line[320];

	snprintf(line, sizeof(line), "channel: %s: %s %s", port, peer, what);
	platform->report(line);
}
