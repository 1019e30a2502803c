/* SPDX-License-Identifier: Apache-2.0 */
/* Joins late flights with the names of airports and prints, for each origin, its flights, its late
 * flights and their mean delay; most late flights first.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "flights.h"

#define AIRPORTS   "/airports.csv"
#define NAME_BYTES 48
#define ORIGINS    1024

struct origin {
	char code[5];
	char name[NAME_BYTES];
	unsigned flights, late;
	long delay; /* minutes, of the late flights together */
};

static struct origin origins[ORIGINS];
static unsigned origin_count;

/* The entry of `code`, made when there is none yet; NULL when the table is full. */
static struct origin *find_origin(struct sd_string code)
{
	for (unsigned i = 0; i < origin_count; i++) {
		if (strlen(origins[i].code) == code.length &&
		    !memcmp(origins[i].code, code.data, code.length))
			return &origins[i];
	}
	if (origin_count == ORIGINS) {
		fprintf(stderr, "report: more than %d airports\n", ORIGINS);
		return NULL;
	}
	struct origin *origin = &origins[origin_count++];
	memcpy(origin->code, code.data, code.length);
	strcpy(origin->name, "(unknown)");
	return origin;
}

/* Takes one CSV field off *line, with or without quotes, and returns it. */
static char *next_field(char **line)
{
	char *field = *line;
	char *end;

	if (*field == '"') {
		field++;
		end = field + strcspn(field, "\"");
		*line = *end ? end + 1 : end;
		*line += **line == ',';
	} else {
		end = field + strcspn(field, ",\r\n");
		*line = *end ? end + 1 : end;
	}
	*end = '\0';
	return field;
}

static int name_airports(void)
{
	FILE *file = fopen(AIRPORTS, "r");
	char text[256];

	if (!file) {
		fprintf(stderr, "report: %s: %s\n", AIRPORTS, strerror(errno));
		return 1;
	}
	while (fgets(text, sizeof(text), file)) {
		char *line = text;
		const char *code = next_field(&line);
		const char *name = next_field(&line);
		for (unsigned i = 0; i < origin_count; i++) {
			if (!strcmp(origins[i].code, code))
				snprintf(origins[i].name, NAME_BYTES, "%s", name);
		}
	}
	fclose(file);
	return 0;
}

static double mean_delay(const struct origin *origin)
{
	return origin->late ? (double)origin->delay / origin->late : 0;
}

static int worst_first(const void *left, const void *right)
{
	const struct origin *a = left, *b = right;

	if (a->late != b->late)
		return a->late < b->late ? 1 : -1;
	if (mean_delay(a) != mean_delay(b))
		return mean_delay(a) < mean_delay(b) ? 1 : -1;
	return strcmp(a->code, b->code);
}

static int failed(const char *port, int status)
{
	fprintf(stderr, "report: %s: %s\n", port, sd_status_text(status));
	return 1;
}

int main(void)
{
	struct flights_Flight flight;
	struct flights_Tally tally;
	struct origin *origin;
	unsigned flights = 0, late = 0;
	int status;

	while (!(status = Report_late_receive(&flight, SD_FOREVER))) {
		origin = find_origin(flights_Flight_origin_get(&flight));
		if (!origin)
			return 1;
		origin->late++;
		origin->delay += flight.delay;
		late++;
	}
	if (status != SD_CLOSED)
		return failed("late", status);

	while (!(status = Report_tallies_receive(&tally, SD_FOREVER))) {
		origin = find_origin(flights_Tally_origin_get(&tally));
		if (!origin)
			return 1;
		origin->flights = tally.flights;
		flights += tally.flights;
	}
	if (status != SD_CLOSED)
		return failed("tallies", status);

	if (name_airports())
		return 1;
	qsort(origins, origin_count, sizeof(origins[0]), worst_first);
	printf("%-4s  %-42s %7s %6s %10s\n", "from", "airport", "flights", "late", "mean delay");
	for (unsigned i = 0; i < origin_count; i++)
		printf("%-4s  %-42s %7u %6u %10.1f\n", origins[i].code, origins[i].name, origins[i].flights,
		       origins[i].late, mean_delay(&origins[i]));
	printf("%u of %u flights were more than 15 minutes late\n", late, flights);
	return 0;
}
