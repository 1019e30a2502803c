/* SPDX-License-Identifier: Apache-2.0 */
/* A service with two ports, for its size: passes on the readings above a limit and says how many there were.
 */
#include <stdio.h>

#include "two_ports.h"

int main(void)
{
	struct two_ports_Reading reading;
	unsigned passed = 0;
	int status;

	while (!(status = Relay_readings_receive(&reading, SD_FOREVER)))
		if (reading.value > 100 && !Relay_high_send(&reading, SD_FOREVER))
			passed++;
	printf("relay: %u readings passed on: %s\n", passed, sd_status_text(status));
	return status != SD_CLOSED;
}
