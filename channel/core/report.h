/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CHANNEL_CORE_REPORT_H
#define CHANNEL_CORE_REPORT_H

#include "channel/transport/platform.h"

/* One line for the log: "channel: flights: domain 7 vanished". */
void report_link(const struct channel_platform *platform, const char *port, const char *peer,
		 const char *what);

#endif
