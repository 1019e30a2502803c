/* SPDX-License-Identifier: Apache-2.0 */
/* Passes on the flights that were more than 15 minutes late, and tells at the end how many flights,
 * late or not, left from each airport: two channels out, each with a type of its own.
 */
#include <stdio.h>
#include <string.h>

#include "flights.h"

#define LATE_MINUTES 15
#define ORIGINS      1024

static struct flights_Tally tallies[ORIGINS];
static unsigned tally_count;

/* Few airports and thousands of flights: a list searched from its start is quick enough. */
static bool count(const struct flights_Flight *flight)
{
	for (unsigned i = 0; i < tally_count; i++) {
		if (!memcmp(&tallies[i].origin, &flight->origin, sizeof(flight->origin))) {
			tallies[i].flights++;
			return true;
		}
	}
	if (tally_count == ORIGINS)
		return false;
	memcpy(&tallies[tally_count].origin, &flight->origin, sizeof(flight->origin));
	tallies[tally_count++].flights = 1;
	return true;
}

static int failed(const char *port, int status)
{
	fprintf(stderr, "late: %s: %s\n", port, sd_status_text(status));
	return 1;
}

int main(void)
{
	struct flights_Flight flight;
	unsigned seen = 0, late = 0;
	int status;

	while (!(status = Late_flights_receive(&flight, SD_FOREVER))) {
		seen++;
		if (!count(&flight)) {
			fprintf(stderr, "late: more than %d airports\n", ORIGINS);
			return 1;
		}
		if (flight.delay <= LATE_MINUTES)
			continue;
		late++;
		status = Late_late_send(&flight, SD_FOREVER);
		if (status)
			return failed("late", status);
	}
	if (status != SD_CLOSED)
		return failed("flights", status);
	Late_late_close();

	for (unsigned i = 0; i < tally_count; i++) {
		status = Late_tallies_send(&tallies[i], SD_FOREVER);
		if (status)
			return failed("tallies", status);
	}
	printf("passed %u of %u flights\n", late, seen);
	return 0;
}
