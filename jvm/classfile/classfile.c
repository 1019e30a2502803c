/* SPDX-License-Identifier: Apache-2.0 */
/* classfile.c: the frame of a class file (JVMS 4.1): magic, version, pool, this and super, members,
 * attributes. */
#include "jvm/classfile/reader.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { /* JVMS tables 4.1-B and 4.7.6-A */
       ACC_FINAL = 0x10,
       ACC_SUPER = 0x20,
       ACC_INTERFACE = 0x200,
       ACC_ABSTRACT = 0x400,
       ACC_ANNOTATION = 0x2000,
       ACC_ENUM = 0x4000,
       ACC_MODULE = 0x8000,
};
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
			reader->error->kind = CLASSFILE_MEMORY;
			strcpy(reader->error->message, "no memory to read a class file");
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
	if (!reader_need(reader, 8))
		return false;
	const uint32_t magic = read_u4(reader);
	if (magic != 0xcafebabe)
		return format_error(reader, "Incompatible magic value %u in class file %.*s", magic,
				    OWN_NAME(reader));
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

bool check_class_access(struct reader *reader, uint16_t access)
{
	const uint16_t major = reader->file->major;
	if (access & ACC_MODULE && !failed(reader)) {
		*reader->error = (struct classfile_error){ .kind = CLASSFILE_MODULE };
		snprintf(reader->error->message, sizeof reader->error->message,
			 "%.*s is not a class because access_flag ACC_MODULE is set", OWN_NAME(reader));
		return false;
	}
	/* Before version 50 an interface did not say that it is abstract; HotSpot, too, takes it to be. */
	const bool is_interface = access & ACC_INTERFACE;
	const bool is_abstract = access & ACC_ABSTRACT || (is_interface && major < 50);
	const bool right = is_interface ? is_abstract && !(access & (ACC_FINAL | ACC_SUPER | ACC_ENUM))
					: !(is_abstract && access & ACC_FINAL) && !(access & ACC_ANNOTATION);
	return right || format_error(reader, "Illegal class modifiers in class %.*s: 0x%X", OWN_NAME(reader),
				     access | (is_abstract ? ACC_ABSTRACT : 0));
}

static bool is_array(struct classfile_span name)
{
	return name.bytes && name.at[0] == '[';
}

static bool read_names(struct reader *reader)
{
	struct classfile *file = reader->file;
	file->access = read_u2(reader) & (CLASS_FLAGS | (file->major >= 53 ? ACC_MODULE : 0));
	if (failed(reader) || !check_class_access(reader, file->access))
		return false;
	if (reader->of_module)
		return format_error(reader, "Unknown constant tag %u in class file %.*s", reader->of_module,
				    OWN_NAME(reader));
	file->this_class = read_index(reader, CONSTANT_Class,
				      "Invalid this class index %u in constant pool in class file %.*s");
	if (failed(reader))
		return false;
	const struct classfile_span name = classfile_class_name(file, file->this_class);
	if (is_array(name))
		return format_error(reader, "Bad class name in class file %.*s", OWN_NAME(reader));
	reader->name = name;
	const uint8_t *const before = reader->at;
	file->super_class =
		read_optional_index(reader, CONSTANT_Class, "Invalid superclass index %u in class file %.*s");
	if (failed(reader))
		return false;
	if (!file->super_class && !classfile_span_is(name, "java/lang/Object")) {
		reader->at = before; /* now 0 is not allowed */
		read_index(reader, CONSTANT_Class, "Invalid superclass index %u in class file %.*s");
		return false;
	}
	if (file->super_class && is_array(classfile_class_name(file, file->super_class)))
		return format_error(reader, "Bad superclass name in class file %.*s", OWN_NAME(reader));
	return true;
}

static bool read_interfaces(struct reader *reader)
{
	struct classfile *file = reader->file;
	file->interfaces_count = read_u2(reader);
	file->interfaces = tree_allocate(reader, file->interfaces_count, sizeof *file->interfaces);
	for (int i = 0; i < file->interfaces_count && !failed(reader); i++) {
		file->interfaces[i] =
			read_index(reader, CONSTANT_Class,
				   "Interface name has bad constant pool index %u in class file %.*s");
		if (!failed(reader) && is_array(classfile_class_name(file, file->interfaces[i])))
			format_error(reader, "Bad interface name in class file %.*s", OWN_NAME(reader));
	}
	for (int i = 0; i < file->interfaces_count && !failed(reader); i++)
		for (int j = 0; j < i; j++) {
			const struct classfile_span a = classfile_class_name(file, file->interfaces[i]);
			const struct classfile_span b = classfile_class_name(file, file->interfaces[j]);
			if (a.bytes == b.bytes && memcmp(a.at, b.at, a.bytes) == 0)
				return format_error(reader,
						    "Duplicate interface name \"%.*s\" in class file %.*s",
						    SPAN(a), OWN_NAME(reader));
		}
	return !failed(reader);
}

static bool check_end(struct reader *reader)
{
	const struct classfile *file = reader->file;
	if (reader->at != reader->end)
		return format_error(reader, "Extra bytes at the end of class file %.*s", OWN_NAME(reader));
	return !(file->access & ACC_INTERFACE) ||
	       classfile_span_is(classfile_class_name(file, file->super_class), "java/lang/Object") ||
	       format_error(reader, "Interfaces must have java.lang.Object as superclass in class file %.*s",
			    OWN_NAME(reader));
}

static bool parse(const uint8_t *bytes, size_t length, struct classfile_span name, struct classfile *file,
		  struct classfile_error *error, bool trusted)
{
	static const struct classfile_span unknown = { (const uint8_t *)"<Unknown>", 9 };
	*file = (struct classfile){ .bytes = bytes, .length = length };
	error->kind = CLASSFILE_OK;
	error->message[0] = '\0';
	error->before_name = NULL;
	struct reader reader = { bytes, bytes + length, file, error, trusted, name.at ? name : unknown, 0 };
	if (read_version(&reader) && read_constants(&reader) && check_constants(&reader) &&
	    read_names(&reader) && read_interfaces(&reader) && read_fields(&reader) &&
	    read_methods(&reader) && read_class_attributes(&reader) && check_end(&reader))
		return true;
	classfile_free(file);
	return false;
}

bool classfile_parse(const uint8_t *bytes, size_t length, struct classfile_span name, struct classfile *file,
		     struct classfile_error *error)
{
	return parse(bytes, length, name, file, error, false);
}

bool classfile_parse_trusted(const uint8_t *bytes, size_t length, struct classfile_span name,
			     struct classfile *file, struct classfile_error *error)
{
	return parse(bytes, length, name, file, error, true);
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
