/* SPDX-License-Identifier: Apache-2.0 */
/* classfile.c: the frame of a class file (JVMS 4.1): magic, version, pool, this and super, members,
 * attributes. */
#include "jvm/classfile/reader.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CHUNK_BYTES = 16 * 1024, FIRST = 45, OLDEST = 49, NEWEST = 61, PREVIEW = 65535 };

bool format_error(struct reader *reader, const char *format, ...)
{
	if (failed(reader))
		return false;
	reader->error->kind = CLASSFILE_FORMAT;
	va_list arguments;
	va_start(arguments, format);
	vsnprintf(reader->error->message, sizeof reader->error->message, format, arguments);
	va_end(arguments);
	return false;
}

bool reader_need(struct reader *reader, size_t bytes)
{
	if (failed(reader))
		return false;
	return (size_t)(reader->end - reader->at) >= bytes || format_error(reader, "Truncated class file");
}

void *tree_allocate(struct reader *reader, size_t count, size_t size)
{
	if (failed(reader))
		return NULL;
	const size_t bytes = (count * size + 7) & ~(size_t)7;
	struct chunk *chunk = reader->file->memory;
	if (!chunk || chunk->size - chunk->used < bytes) {
		const size_t room = bytes > CHUNK_BYTES ? bytes : CHUNK_BYTES;
		struct chunk *made = calloc(1, sizeof *made + room);
		if (!made) {
			*reader->error = (struct classfile_error){ CLASSFILE_MEMORY,
								   "no memory to read a class file" };
			return NULL;
		}
		made->next = chunk;
		made->size = room;
		reader->file->memory = chunk = made;
	}
	chunk->used += bytes;
	return chunk->data + chunk->used - bytes;
}

void classfile_free(struct classfile *file)
{
	for (struct chunk *chunk = file->memory, *next; chunk; chunk = next) {
		next = chunk->next;
		free(chunk);
	}
	file->memory = NULL;
}

bool classfile_preview;

/* What HotSpot says of a version that is none of ours; `text` follows the class's name. */
static const char *judge_version(uint16_t major, uint16_t minor, char *text, size_t room)
{
	if (major < FIRST)
		snprintf(text, room, " (class file version %u.%u) was compiled with an invalid major version",
			 major, minor);
	else if (major < OLDEST)
		snprintf(text, room,
			 ": class file version %u.%u: this virtual machine reads versions from %d.0 on; "
			 "compile it anew",
			 major, minor, OLDEST);
	else if (major > NEWEST)
		snprintf(
			text, room,
			" has been compiled by a more recent version of the Java Runtime (class file version "
			"%u.%u), this version of the Java Runtime only recognizes class file versions up to "
			"%d.0",
			major, minor, NEWEST);
	else if (minor != PREVIEW)
		snprintf(text, room,
			 " (class file version %u.%u) was compiled with an invalid non-zero minor version",
			 major, minor);
	else if (major != NEWEST)
		snprintf(text, room,
			 " (class file version %u.%u) was compiled with preview features that are "
			 "unsupported. This version of the Java Runtime only recognizes preview features for "
			 "class file version %d.%d",
			 major, minor, NEWEST, PREVIEW);
	else {
		snprintf(text, room, " (class file version %u.%u). Try running with '--enable-preview'",
			 major, minor);
		return "Preview features are not enabled for ";
	}
	return "";
}

static bool read_version(struct reader *reader)
{
	struct classfile *file = reader->file;
	const uint32_t magic = read_u4(reader);
	if (magic != 0xcafebabe)
		return format_error(reader, "Incompatible magic value %u in class file", magic);
	const uint16_t minor = file->minor = read_u2(reader);
	const uint16_t major = file->major = read_u2(reader);
	if (failed(reader))
		return false;
	if (major >= OLDEST && major <= NEWEST &&
	    (major < 56 || minor == 0 || (major == NEWEST && minor == PREVIEW && classfile_preview)))
		return true;
	reader->error->kind = CLASSFILE_VERSION;
	reader->error->before_name =
		judge_version(major, minor, reader->error->message, sizeof reader->error->message);
	return false;
}

bool check_class_access(struct reader *reader, uint16_t access, uint16_t class)
{
	const struct classfile *const file = reader->file;
	if (access & 0x8000 && !failed(reader)) {
		const struct classfile_span own = classfile_class_name(file, file->this_class);
		*reader->error = (struct classfile_error){ .kind = CLASSFILE_MODULE };
		snprintf(reader->error->message, sizeof reader->error->message,
			 "%.*s is not a class because access_flag ACC_MODULE is set", (int)own.bytes, own.at);
		return false;
	}
	/* Before version 50 an interface did not say that it is abstract; HotSpot, too, takes it to be. */
	const bool is_interface = access & 0x0200, is_final = access & 0x0010;
	const bool is_abstract = access & 0x0400 || (is_interface && file->major < 50);
	const bool is_annotation = access & 0x2000, is_enum = access & 0x4000;
	if ((is_interface && (!is_abstract || is_final || is_enum)) ||
	    (!is_interface && ((is_abstract && is_final) || is_annotation))) {
		const struct classfile_span name = classfile_class_name(file, class);
		return format_error(reader, "Illegal class modifiers in class %.*s: 0x%X", (int)name.bytes,
				    name.at, access);
	}
	return true;
}

static bool read_supers(struct reader *reader)
{
	struct classfile *file = reader->file;
	file->access = read_u2(reader);
	file->this_class = read_index(reader, CONSTANT_Class, "this class");
	file->super_class = read_optional_index(reader, CONSTANT_Class, "superclass");
	if (failed(reader))
		return false;
	const struct classfile_span name = classfile_class_name(file, file->this_class);
	if (name.bytes && name.at[0] == '[')
		return format_error(reader, "Bad class name in class file");
	if (!check_class_access(reader, file->access,
				file->this_class)) /* first: a module-info has no superclass */
		return false;
	if (file->super_class && classfile_class_name(file, file->super_class).at[0] == '[')
		return format_error(reader, "Bad superclass name in class file %.*s", (int)name.bytes,
				    name.at);
	if (!file->super_class && !classfile_span_is(name, "java/lang/Object"))
		return format_error(reader, "Invalid superclass index %u in class file %.*s", 0,
				    (int)name.bytes, name.at);
	file->interfaces_count = read_u2(reader);
	file->interfaces = tree_allocate(reader, file->interfaces_count, sizeof *file->interfaces);
	for (int i = 0; i < file->interfaces_count && !failed(reader); i++)
		file->interfaces[i] = read_index(reader, CONSTANT_Class, "interface");
	for (int i = 0; i < file->interfaces_count && !failed(reader); i++)
		for (int j = 0; j < i; j++) {
			const struct classfile_span a = classfile_class_name(file, file->interfaces[i]);
			const struct classfile_span b = classfile_class_name(file, file->interfaces[j]);
			if (a.bytes == b.bytes && memcmp(a.at, b.at, a.bytes) == 0)
				return format_error(reader,
						    "Duplicate interface name \"%.*s\" in class file %.*s",
						    (int)a.bytes, a.at, (int)name.bytes, name.at);
		}
	return !failed(reader);
}

/* Many messages end "in class file": the name follows when it has been read. */
static void name_class(const struct classfile *file, struct classfile_error *error)
{
	static const char end[] = " in class file";
	const size_t length = strlen(error->message), tail = sizeof end - 1;
	if (!file->this_class || length < tail || strcmp(error->message + length - tail, end) != 0)
		return;
	const struct classfile_span name = classfile_class_name(file, file->this_class);
	snprintf(error->message + length, sizeof error->message - length, " %.*s", (int)name.bytes, name.at);
}

static bool parse(const uint8_t *bytes, size_t length, struct classfile *file, struct classfile_error *error,
		  bool trusted)
{
	*file = (struct classfile){ .bytes = bytes, .length = length };
	*error = (struct classfile_error){ .kind = CLASSFILE_OK };
	struct reader reader = { bytes, bytes + length, file, error, trusted };
	if (read_version(&reader) && read_constants(&reader) && check_constants(&reader) &&
	    read_supers(&reader) && read_fields(&reader) && read_methods(&reader) &&
	    read_class_attributes(&reader)) {
		if (reader.at == reader.end)
			return true;
		const struct classfile_span name = classfile_class_name(file, file->this_class);
		format_error(&reader, "Extra bytes at the end of class file %.*s", (int)name.bytes, name.at);
	}
	name_class(file, error);
	classfile_free(file);
	return false;
}

bool classfile_parse(const uint8_t *bytes, size_t length, struct classfile *file,
		     struct classfile_error *error)
{
	return parse(bytes, length, file, error, false);
}

bool classfile_parse_trusted(const uint8_t *bytes, size_t length, struct classfile *file,
			     struct classfile_error *error)
{
	return parse(bytes, length, file, error, true);
}

struct classfile_span classfile_utf8(const struct classfile *file, uint16_t index)
{
	return file->constants[index].text;
}

struct classfile_span classfile_class_name(const struct classfile *file, uint16_t index)
{
	return classfile_utf8(file, file->constants[index].a);
}

bool classfile_span_is(struct classfile_span span, const char *text)
{
	return strlen(text) == span.bytes && memcmp(span.at, text, span.bytes) == 0;
}
