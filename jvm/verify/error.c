/* SPDX-License-Identifier: Apache-2.0 */
/* error.c: messages, in HotSpot's manner. */
#include "jvm/verify/internal.h"
#include <stdarg.h>
#include <stdio.h>

static const char *opcode_name(uint8_t opcode)
{
	static const char *const names[] = {
#define BC(name, length) #name,
#include "jvm/run/bytecodes.h"
#undef BC
	};
	return opcode < BC_COUNT ? names[opcode] : "<illegal>";
}

bool verify_fail(struct verifier *v, const char *message, const char *format, ...)
{
	char reason[400];
	va_list list;
	if (v->error->unknown || v->error->message[0])
		return false;
	va_start(list, format);
	vsnprintf(reason, sizeof reason, format, list);
	va_end(list);
	const struct classfile_span name = classfile_utf8(v->file, v->method->name);
	const struct classfile_span descriptor = classfile_utf8(v->file, v->method->descriptor);
	snprintf(v->error->message, sizeof v->error->message,
		 "%s\nException Details:\n  Location:\n    %.*s.%.*s%.*s @%u: %s\n  Reason:\n    %s", message,
		 (int)(v->this_name.bytes > 200 ? 200 : v->this_name.bytes), (const char *)v->this_name.at,
		 (int)(name.bytes > 60 ? 60 : name.bytes), (const char *)name.at,
		 (int)(descriptor.bytes > 160 ? 160 : descriptor.bytes), (const char *)descriptor.at, v->bci,
		 v->code && v->bci < v->length ? opcode_name(v->code[v->bci]) : "<invalid>", reason);
	return false;
}

bool verify_malformed(struct verifier *v, bool names_method, const char *format, ...)
{
	va_list list;
	if (v->error->unknown || v->error->message[0])
		return false;
	va_start(list, format);
	vsnprintf(v->error->message, sizeof v->error->message, format, list);
	va_end(list);
	v->error->format = true;
	v->error->method = v->method;
	v->error->names_method = names_method;
	return false;
}

bool verify_unknown(struct verifier *v)
{
	if (!v->error->message[0])
		v->error->unknown = true;
	return false;
}

const char *type_text(struct type type, char text[96])
{
	static const char *const names[] = { "top",        "integer",  "float",
					     "long",       "long_2nd", "double",
					     "double_2nd", "null",     "uninitializedThis" };
	if (type.kind == TYPE_REFERENCE)
		snprintf(text, 96, "'%.*s'", (int)(type.name.bytes > 90 ? 90 : type.name.bytes),
			 (const char *)type.name.at);
	else if (type.kind == TYPE_UNINITIALIZED)
		snprintf(text, 96, "uninitialized %u", type.bci);
	else
		snprintf(text, 96, "%s", names[type.kind]);
	return text;
}
