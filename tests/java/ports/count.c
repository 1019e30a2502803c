/* SPDX-License-Identifier: Apache-2.0 */
/* Counts what comes, and prints how it ended. */
#include <stdio.h>

#include "flights.h"

int main(void)
{
	struct flights_Flight flight;
	long count = 0, sum = 0;
	int status;

	while (!(status = Count_late_receive(&flight, sd_after_ms(60000)))) {
		count++;
		sum += flight.delay;
	}
	printf("%ld flights, %ld minutes, then: %s\n", count, sum, sd_status_text(status));
	return status != SD_CLOSED;
}
