/* SPDX-License-Identifier: Apache-2.0 */
/* Reads a CSV file of flights and sends each as a typed message. The file's text stays here, next to
 * the data; what travels is 20 bytes a flight.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "flights.h"

#define PATH   "/flights.csv"
#define HEADER "date,delay,distance,origin,destination\n"

static int complain(unsigned line, const char *what)
{
	fprintf(stderr, "reader: %s:%u: %s\n", PATH, line, what);
	return 1;
}

/* "2001/01/01 00:47" as minutes since 1970; 0 when it is no such date. */
static uint32_t parse_minute(const char *text)
{
	struct tm tm = { 0 };
	int end = 0;

	if (sscanf(text, "%4d/%2d/%2d %2d:%2d%n", &tm.tm_year, &tm.tm_mon, &tm.tm_mday, &tm.tm_hour,
		   &tm.tm_min, &end) != 5 ||
	    text[end])
		return 0;
	tm.tm_year -= 1900;
	tm.tm_mon -= 1;
	time_t seconds = timegm(&tm);
	return seconds > 0 ? (uint32_t)(seconds / 60) : 0;
}

/* A decimal number from `low` to `high` that takes up all of `text`. */
static bool parse_number(const char *text, long low, long high, long *out)
{
	char *end;

	errno = 0;
	*out = strtol(text, &end, 10);
	return !errno && end != text && !*end && *out >= low && *out <= high;
}

/* Cuts `line` at its commas into exactly `count` fields. */
static bool split(char *line, char *fields[], int count)
{
	line[strcspn(line, "\r\n")] = '\0';
	for (int i = 0; i < count; i++) {
		fields[i] = line;
		char *comma = strchr(line, ',');
		if (!comma != (i == count - 1))
			return false;
		if (comma) {
			*comma = '\0';
			line = comma + 1;
		}
	}
	return true;
}

/* NULL, or what is wrong with the line. */
static const char *parse_flight(char *line, struct flights_Flight *flight)
{
	char *fields[5];
	long delay, distance;

	memset(flight, 0, sizeof(*flight));
	if (!split(line, fields, 5))
		return "a flight has 5 fields: date, delay, distance, origin, destination";
	flight->minute = parse_minute(fields[0]);
	if (!flight->minute)
		return "the date is not of the form 2001/12/31 23:59";
	if (!parse_number(fields[1], INT16_MIN, INT16_MAX, &delay))
		return "the delay is not a number of minutes";
	if (!parse_number(fields[2], 0, UINT16_MAX, &distance))
		return "the distance is not a number of miles";
	flight->delay = (int16_t)delay;
	flight->distance = (uint16_t)distance;
	if (!flights_Flight_origin_set(flight, fields[3]) ||
	    !flights_Flight_destination_set(flight, fields[4]))
		return "an airport's code has at most 4 letters";
	return NULL;
}

/* Sends every flight of the file; 0, or 1 after saying what went wrong. */
static int send_flights(FILE *file)
{
	char line[256];
	unsigned sent = 0;

	if (!fgets(line, sizeof(line), file) || strcmp(line, HEADER))
		return complain(1, "the first line is not " HEADER);
	while (fgets(line, sizeof(line), file)) {
		struct flights_Flight flight;
		const char *wrong = parse_flight(line, &flight);
		if (wrong)
			return complain(sent + 2, wrong);
		int status = Reader_flights_send(&flight, SD_FOREVER);
		if (status) {
			fprintf(stderr, "reader: flight %u: %s\n", sent + 1, sd_status_text(status));
			return 1;
		}
		sent++;
	}
	if (ferror(file))
		return complain(sent + 2, "cannot be read");
	printf("sent %u flights\n", sent);
	return 0;
}

int main(void)
{
	FILE *file = fopen(PATH, "r");

	if (!file) {
		fprintf(stderr, "reader: %s: %s; give it in the composition: files: { %s: … }\n", PATH,
			strerror(errno), PATH);
		return 1;
	}
	int status = send_flights(file);
	fclose(file);
	return status;
}
