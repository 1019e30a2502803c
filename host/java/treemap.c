/* SPDX-License-Identifier: Apache-2.0 */
#include "host/java/treemap.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { WIDTH = 1200, HEIGHT = 800, TITLE_HEIGHT = 30, LETTER_WIDTH = 7, LINE_HEIGHT = 15 };

struct area {
	double x, y, width, height;
};

static void put_text(FILE *out, const char *text)
{
	for (; *text; text++)
		if (*text == '<')
			fputs("&lt;", out);
		else if (*text == '&')
			fputs("&amp;", out);
		else
			fputc(*text, out);
}

static void put_package(FILE *out, const struct report_package *package, struct area at)
{
	unsigned colour = 0;

	/* One hue a family of packages: "java.util" of java.util.concurrent. */
	for (const char *letter = package->name, *dot = strchr(letter, '.'); *letter; letter++) {
		if (dot && letter > dot && *letter == '.')
			break;
		colour = colour * 31 + (unsigned char)*letter;
	}
	fprintf(out,
		"<g><title>%s: %zu bytes, %u classes</title><rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" "
		"height=\"%.1f\" fill=\"hsl(%u,45%%,75%%)\" stroke=\"white\"/>",
		package->name, package->bytes, package->classes, at.x, at.y, at.width, at.height,
		colour % 360);
	if (at.height > LINE_HEIGHT && at.width > (double)strlen(package->name) * LETTER_WIDTH) {
		fprintf(out, "<text x=\"%.1f\" y=\"%.1f\">", at.x + 3, at.y + LINE_HEIGHT - 3);
		put_text(out, package->name);
		fputs("</text>", out);
	}
	fputs("</g>\n", out);
}

/* The worst ratio of sides in a row of that many packages along a side of `length`. */
static double worst(const struct report_package *row, unsigned count, double length, double scale)
{
	double sum = 0, ratio = 0;

	for (unsigned i = 0; i < count; i++)
		sum += (double)row[i].bytes * scale;
	for (unsigned i = 0; i < count; i++) {
		double area = (double)row[i].bytes * scale;
		double one = length * length * area / (sum * sum);

		one = one < 1 ? 1 / one : one;
		ratio = one > ratio ? one : ratio;
	}
	return ratio;
}

/* Places a row along the shorter side, and takes its room away. */
static void put_row(FILE *out, const struct report_package *row, unsigned count, struct area *room,
		    double scale)
{
	bool across = room->width >= room->height;
	double length = across ? room->height : room->width, sum = 0, at = across ? room->y : room->x, thick;

	for (unsigned i = 0; i < count; i++)
		sum += (double)row[i].bytes * scale;
	thick = sum / length;
	for (unsigned i = 0; i < count; i++) {
		double part = (double)row[i].bytes * scale / thick;

		put_package(out, &row[i],
			    across ? (struct area){ room->x, at, thick, part }
				   : (struct area){ at, room->y, part, thick });
		at += part;
	}
	if (across) {
		room->x += thick;
		room->width -= thick;
	} else {
		room->y += thick;
		room->height -= thick;
	}
}

char *treemap_svg(const char *title, const struct report_package *packages, unsigned count)
{
	struct area room = { 0, TITLE_HEIGHT, WIDTH, HEIGHT };
	char *text = NULL;
	size_t bytes = 0;
	double total = 0;
	FILE *out = open_memstream(&text, &bytes);

	if (!out)
		abort();
	while (count && !packages[count - 1].bytes)
		count--; /* they are sorted by size */
	for (unsigned i = 0; i < count; i++)
		total += (double)packages[i].bytes;
	fprintf(out,
		"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" "
		"font-size=\"12\">\n<text x=\"3\" y=\"20\" font-size=\"16\">",
		WIDTH, HEIGHT + TITLE_HEIGHT);
	put_text(out, title);
	fputs("</text>\n", out);
	for (unsigned i = 0, row; i < count; i += row) {
		double scale = (double)WIDTH * HEIGHT / total;
		double length = room.width < room.height ? room.width : room.height;

		for (row = 1; i + row < count; row++)
			if (worst(packages + i, row + 1, length, scale) >
			    worst(packages + i, row, length, scale))
				break;
		put_row(out, packages + i, row, &room, scale);
	}
	fputs("</svg>\n", out);
	fclose(out);
	return text;
}
