/* SPDX-License-Identifier: Apache-2.0 */
#include <stdbool.h>
#include <stdint.h>

#include "base/format.h"

struct output {
	char *at, *end; /* end leaves room for the NUL */
};

static void put(struct output *output, char c)
{
	if (output->at < output->end)
		*output->at++ = c;
}

struct field {
	unsigned width;
	bool zero, left;
};

static void put_field(struct output *output, struct field field, const char *text, size_t length)
{
	size_t padding = field.width > length ? field.width - length : 0;

	/* Zeros go between the sign and the digits. */
	if (field.zero && length && *text == '-') {
		put(output, '-');
		text++;
		length--;
	}
	for (; padding && !field.left; padding--)
		put(output, field.zero ? '0' : ' ');
	for (; length; length--)
		put(output, *text++);
	for (; padding; padding--)
		put(output, ' ');
}

static void put_number(struct output *output, struct field field, uint64_t value, unsigned base,
		       bool negative)
{
	char digits[24];
	char *at = digits + sizeof(digits);

	do {
		*--at = "0123456789abcdef"[value % base];
		value /= base;
	} while (value);
	if (negative)
		*--at = '-';
	put_field(output, field, at, digits + sizeof(digits) - at);
}

static size_t text_length(const char *text)
{
	size_t length = 0;

	while (text[length])
		length++;
	return length;
}

size_t format_text(char *out, size_t bytes, const char *format, va_list arguments)
{
	struct output output = { out, bytes ? out + bytes - 1 : out };

	for (; *format; format++) {
		if (*format != '%') {
			put(&output, *format);
			continue;
		}
		const char *start = format++;
		struct field field = { 0 };
		for (; *format == '0' || *format == '-'; format++) {
			field.zero |= *format == '0';
			field.left |= *format == '-';
		}
		for (; *format >= '0' && *format <= '9'; format++)
			field.width = field.width * 10 + (*format - '0');
		bool wide = false;
		for (; *format == 'l' || *format == 'z' || *format == 'h'; format++)
			wide |= *format != 'h';

		switch (*format) {
		case 's': {
			const char *text = va_arg(arguments, const char *);
			field.zero = false;
			text = text ? text : "(null)";
			put_field(&output, field, text, text_length(text));
			break;
		}
		case 'c': {
			char c = (char)va_arg(arguments, int);
			field.zero = false;
			put_field(&output, field, &c, 1);
			break;
		}
		case 'd':
		case 'i': {
			int64_t value = wide ? va_arg(arguments, int64_t) : va_arg(arguments, int);
			put_number(&output, field, value < 0 ? -(uint64_t)value : (uint64_t)value, 10,
				   value < 0);
			break;
		}
		case 'u':
		case 'x':
			put_number(&output, field,
				   wide ? va_arg(arguments, uint64_t) : va_arg(arguments, unsigned),
				   *format == 'u' ? 10 : 16, false);
			break;
		case 'p':
			put_number(&output, field, (uintptr_t)va_arg(arguments, void *), 16, false);
			break;
		case '%':
			put(&output, '%');
			break;
		default:
			/* Shown as it stands, so that the mistake is seen. */
			while (start < format)
				put(&output, *start++);
			if (!*format)
				format--;
			else
				put(&output, *format);
		}
	}
	if (bytes)
		*output.at = '\0';
	return output.at - out;
}
