/* SPDX-License-Identifier: Apache-2.0 */
/* external.c: methods as messages name them: "int a.B.c(java.lang.String, int[])". */
#include "jvm/link/internal.h"
#include <stdio.h>
#include <string.h>

/* One type of a descriptor, written to `out` as in source; returns what follows it. */
static const char *put_type(FILE *out, const char *at)
{
	static const char *const primitives[] = {
		['B'] = "byte", ['C'] = "char",  ['D'] = "double", ['F'] = "float",  ['I'] = "int",
		['J'] = "long", ['S'] = "short", ['V'] = "void",   ['Z'] = "boolean"
	};
	int dimensions = 0;
	for (; *at == '['; at++)
		dimensions++;
	if (*at == 'L')
		while (*++at != ';')
			fputc(*at == '/' ? '.' : *at, out);
	else
		fputs(primitives[(unsigned char)*at], out);
	while (dimensions--)
		fputs("[]", out);
	return at + 1;
}

const char *external_method(const struct class *class, const struct symbol *name,
			    const struct symbol *descriptor, char text[1024])
{
	char owner[256];
	FILE *const out = fmemopen(text, 1024, "w");
	if (!out)
		return name->text;
	put_type(out, strchr(descriptor->text, ')') + 1);
	fprintf(out, " %s.%s(", external_name(class, owner), name->text);
	for (const char *at = descriptor->text + 1; *at != ')';) {
		at = put_type(out, at);
		if (*at != ')')
			fputs(", ", out);
	}
	fputc(')', out);
	fclose(out);
	text[1023] = 0;
	return text;
}
