/* SPDX-License-Identifier: Apache-2.0 */
/* The two texts are equal up to some character. Before it lies the path to the field that differs: each '{'
 * that is still open belongs to a struct, and the name before it is the type's or the field's. Behind it, the
 * two sides' own versions of the field.
 */
#include <stdbool.h>
#include <string.h>

#include "channel/types/difference.h"

#define DEPTH_MAX 34
#define SHOWN_MAX 48

struct piece {
	const char *text;
	size_t length;
};

struct sentence {
	char *at, *end;
};

static void add(struct sentence *sentence, struct piece piece)
{
	bool cut = piece.length > SHOWN_MAX;

	for (size_t i = 0; i < (cut ? SHOWN_MAX : piece.length) && sentence->at < sentence->end; i++) {
		char c = piece.text[i];
		*sentence->at++ = c >= ' ' && c <= '~' ? c : '?';
	}
	for (int i = 0; cut && i < 3 && sentence->at < sentence->end; i++)
		*sentence->at++ = '.';
}

static void add_text(struct sentence *sentence, const char *text)
{
	add(sentence, (struct piece){ text, strlen(text) });
}

/* The part of a field's text before the first `mark`; all of it when there is none. */
static struct piece before(struct piece piece, char mark)
{
	const char *found = piece.length ? memchr(piece.text, mark, piece.length) : NULL;

	if (found)
		piece.length = found - piece.text;
	return piece;
}

static struct piece after(struct piece piece, char mark)
{
	const char *found = piece.length ? memchr(piece.text, mark, piece.length) : NULL;

	if (!found)
		return (struct piece){ piece.text + piece.length, 0 };
	return (struct piece){ found + 1, piece.text + piece.length - found - 1 };
}

/* The field that starts at `start`: up to the ';' or '}' that ends it. */
static struct piece field_at(const char *text, size_t length, size_t start)
{
	size_t at = start;
	int depth = 0;

	for (; at < length; at++) {
		if (text[at] == '{')
			depth++;
		else if (text[at] == '}' && depth-- == 0)
			break;
		else if (text[at] == ';' && depth == 0)
			break;
	}
	return (struct piece){ text + start, at - start };
}

/* "struct:flights.Flight{…" is shown as "Flight". */
static struct piece short_type(struct piece type)
{
	if (type.length > 7 && !memcmp(type.text, "struct:", 7))
		return before(after(type, '.'), '{');
	if (type.length > 5 && !memcmp(type.text, "enum:", 5))
		return before(after(type, '.'), '{');
	return type;
}

void type_difference(const char *a, size_t a_length, const char *a_place, const char *b, size_t b_length,
		     const char *b_place, char *out, size_t bytes)
{
	struct sentence sentence = { out, out + (bytes ? bytes - 1 : 0) };
	struct piece path[DEPTH_MAX];
	size_t depth = 0, start = 0, equal = 0;

	while (equal < a_length && equal < b_length && a[equal] == b[equal])
		equal++;
	for (size_t i = 0; i < equal; i++) {
		if (a[i] == '{') {
			/* At the top the label is the type, inside it is the field. */
			struct piece label = { a + start, i - start };
			label = depth ? before(label, ':') : short_type(label);
			if (depth < DEPTH_MAX)
				path[depth] = label;
			depth++;
			start = i + 1;
		} else if (a[i] == '}') {
			depth -= depth > 0;
			start = i + 1;
		} else if (a[i] == ';') {
			start = i + 1;
		}
	}

	struct piece ours = field_at(a, a_length, start), theirs = field_at(b, b_length, start);
	struct piece our_name = before(ours, depth ? ':' : '{'),
		     their_name = before(theirs, depth ? ':' : '{');
	for (size_t i = 0; i < depth && i < DEPTH_MAX; i++) {
		if (i)
			add_text(&sentence, ".");
		add(&sentence, path[i]);
	}
	bool same_name = our_name.length == their_name.length &&
			 !memcmp(our_name.text, their_name.text, our_name.length);
	if (same_name && depth) {
		add_text(&sentence, ".");
		add(&sentence, our_name);
		ours = short_type(after(ours, ':'));
		theirs = short_type(after(theirs, ':'));
	}
	add_text(&sentence, depth ? ": " : "the type is ");
	if (!ours.length)
		add_text(&sentence, "no further field");
	add(&sentence, depth ? ours : short_type(ours));
	add_text(&sentence, " ");
	add_text(&sentence, a_place);
	add_text(&sentence, ", ");
	if (!theirs.length)
		add_text(&sentence, "no further field");
	add(&sentence, depth ? theirs : short_type(theirs));
	add_text(&sentence, " ");
	add_text(&sentence, b_place);
	if (bytes)
		*sentence.at = '\0';
}
